namespace Glean.Storage;

/// <summary>What stands at the database's path.</summary>
public abstract record DatabaseState
{
    private DatabaseState()
    {
    }

    /// <summary>No file.</summary>
    public sealed record Missing : DatabaseState;

    /// <summary>A file without tables, as an interrupted <c>glean init</c> leaves it.</summary>
    public sealed record Empty : DatabaseState;

    /// <summary>A database of another program; <paramref name="Legacy"/> when it is the Python Glean's.</summary>
    public sealed record Foreign(bool Legacy) : DatabaseState;

    /// <summary>No SQLite file any more, or a damaged one.</summary>
    public sealed record Corrupt(string Detail) : DatabaseState;

    /// <summary>The operating system does not let us read it.</summary>
    public sealed record Unreadable(string Detail) : DatabaseState;

    /// <summary>Ours. <paramref name="Unknown"/> migrations were applied by a newer program.</summary>
    public sealed record Ours(IReadOnlyList<string> Applied, IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown) : DatabaseState;
}
