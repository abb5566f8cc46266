using Glean.Catalog;

namespace Glean.Review;

/// <summary>What came of a decision.</summary>
public abstract record DecisionOutcome
{
    private DecisionOutcome()
    {
    }

    public sealed record Done(Decision Decision) : DecisionOutcome;

    public sealed record NoSuchTool(long ToolId) : DecisionOutcome;

    /// <summary>Somebody else decided meanwhile, or it is already so.</summary>
    public sealed record AlreadyDecided(ToolStatus Status, string? By, DateTime? At) : DecisionOutcome;

    /// <summary>What is wrong with the request, by field.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Problems) : DecisionOutcome;
}

/// <summary>What a person asks for.</summary>
/// <param name="Reason">In the person's own words.</param>
/// <param name="Version">The version of the tool the person saw: whatever was decided before it, they know of.</param>
/// <param name="Reconsider">The person may change their own mind; without it, a tool that is decided on stays so.</param>
public sealed record DecisionRequest(
    long ToolId, ToolStatus To, Person Person, string? Reason = null, int? Version = null, bool Reconsider = false)
{
    /// <summary>Codes of <see cref="Focus.RejectionReasons"/>; for rejections only.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Corrections made in the same step, and taken back with it.</summary>
    public ToolEdit? Edit { get; init; }
}

/// <summary>What came of taking a step back.</summary>
public abstract record UndoOutcome
{
    private UndoOutcome()
    {
    }

    public sealed record Done(Decision Step) : UndoOutcome;

    /// <summary>There is no such step, or it was taken back already.</summary>
    public sealed record Nothing : UndoOutcome;

    /// <summary>Something happened since that stands on it.</summary>
    public sealed record Superseded(Decision Step, string Why) : UndoOutcome;
}
