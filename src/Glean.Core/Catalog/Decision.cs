namespace Glean.Catalog;

/// <summary>
/// One step of a tool from status to status, with who and why. Never changed but for <see cref="UndoneAt"/>:
/// the decisions not undone, replayed in order, give the present status.
/// </summary>
public sealed class Decision
{
    public long Id { get; set; }

    public long ToolId { get; set; }

    public ToolStatus FromStatus { get; set; }

    public ToolStatus ToStatus { get; set; }

    public string? Reason { get; set; }

    /// <summary>The user who decided; null on the command line.</summary>
    public long? UserId { get; set; }

    /// <summary>A name for the log: user name, or the operating system's.</summary>
    public required string Actor { get; set; }

    public DateTime DecidedAt { get; set; }

    public DateTime? UndoneAt { get; set; }

    /// <summary>What undo puts back, as JSON.</summary>
    public string Before { get; set; } = "{}";
}
