using System.Data.Common;
using Glean.Storage;

namespace Glean.Operations;

/// <summary>Whether the database answers.</summary>
/// <param name="Usable">It can be read.</param>
/// <param name="Writable">It can be written as well.</param>
/// <param name="Detail">What is wrong, without its path; null when nothing is.</param>
public sealed record DatabaseCondition(bool Usable, bool Writable, string? Detail);

/// <summary>
/// Asks the database how it is. Every call asks the open connection; the file itself (there, ours, undamaged at first sight) is
/// looked at anew at most once a second, so that a probe stays cheap however often it comes.
/// </summary>
public sealed class DatabaseHealth(GleanDatabase database, DataVersion version, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private DatabaseCondition? last;
    private long lookedAt;

    public DatabaseCondition Ask()
    {
        lock (gate)
        {
            if (last is null || time.GetElapsedTime(lookedAt) > Freshness)
            {
                last = Look();
                lookedAt = time.GetTimestamp();
            }

            if (!last.Usable)
            {
                return last;
            }
        }

        try
        {
            _ = version.Current;
            return last;
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            return new DatabaseCondition(false, false, "It does not answer.");
        }
    }

    private DatabaseCondition Look()
    {
        switch (database.Inspect())
        {
            case DatabaseState.Ours { Pending: [], Unknown: [] }:
                break;
            case DatabaseState.Ours { Unknown.Count: > 0 }:
                return Unusable("It is newer than this program.");
            case DatabaseState.Ours:
                return Unusable("Migrations are pending.");
            case DatabaseState.Missing or DatabaseState.Empty:
                return Unusable("It does not exist.");
            case DatabaseState.Corrupt:
                return Unusable("It is damaged; restore the last good backup.");
            default:
                return Unusable("It cannot be read.");
        }

        return database.IsReadOnly()
            ? new DatabaseCondition(true, false, "It is read-only.")
            : new DatabaseCondition(true, true, null);
    }

    private static DatabaseCondition Unusable(string detail) => new(false, false, detail);
}
