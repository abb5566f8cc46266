namespace Glean.Catalog;

/// <summary>What a person did with a tool in review.</summary>
public enum StepKind
{
    /// <summary>Moved it from status to status.</summary>
    Decision,

    /// <summary>Passed it over; it stays in the queue for others.</summary>
    Skip,

    /// <summary>Put it off until a time; it comes back by itself.</summary>
    Snooze,
}

/// <summary>
/// One step of a person in review, with who and why. Never changed but for <see cref="UndoneAt"/> and <see cref="UndoneBy"/>:
/// the steps not undone, replayed in order, give the present status.
/// </summary>
public sealed class Decision
{
    public long Id { get; set; }

    public long ToolId { get; set; }

    public StepKind Kind { get; set; }

    public ToolStatus FromStatus { get; set; }

    public ToolStatus ToStatus { get; set; }

    /// <summary>In the person's own words.</summary>
    public string? Reason { get; set; }

    /// <summary>Codes of <see cref="Focus.RejectionReasons"/>, as a JSON array.</summary>
    public string Reasons { get; set; } = "[]";

    /// <summary>The user who decided; null on the command line.</summary>
    public long? UserId { get; set; }

    /// <summary>A name for the log: user name, or the operating system's.</summary>
    public required string Actor { get; set; }

    public DateTime DecidedAt { get; set; }

    public DateTime? UndoneAt { get; set; }

    /// <summary>Whoever took it back.</summary>
    public string? UndoneBy { get; set; }

    /// <summary>What undo puts back, as JSON.</summary>
    public string Before { get; set; } = "{}";
}
