namespace Glean.Catalog;

/// <summary>
/// One tool folded into another. The folded row and the ids of all that moved are kept here, so that taking the merge back
/// restores exactly what was.
/// </summary>
public sealed class ToolMerge
{
    public long Id { get; set; }

    public long KeptId { get; set; }

    public long MergedId { get; set; }

    public required string Reason { get; set; }

    /// <summary>The folded tool's row, as JSON.</summary>
    public required string MergedRow { get; set; }

    /// <summary>What the kept row held before, as JSON.</summary>
    public required string KeptBefore { get; set; }

    /// <summary>Ids that moved, by table, as JSON.</summary>
    public required string Moved { get; set; }

    public required string Actor { get; set; }

    public DateTime MergedAt { get; set; }

    public DateTime? UndoneAt { get; set; }
}

/// <summary>What is known of two tools that might be one.</summary>
public enum DuplicateVerdict
{
    /// <summary>Waits for a person.</summary>
    Unsure,

    /// <summary>A person said they are one.</summary>
    Same,

    /// <summary>A person said they are two, or took their merge back; never asked again.</summary>
    Different,
}

/// <summary>A pair in the duplicates queue, smaller id first.</summary>
public sealed class DuplicatePair
{
    public long Id { get; set; }

    public long FirstId { get; set; }

    public long SecondId { get; set; }

    public DuplicateVerdict Verdict { get; set; }

    public required string Reason { get; set; }

    /// <summary>0..1, that they are one; an order, not a probability.</summary>
    public double Likelihood { get; set; }

    /// <summary>What speaks for one tool, as a JSON array of texts.</summary>
    public string SpeaksFor { get; set; } = "[]";

    /// <summary>What speaks for two, as a JSON array of texts.</summary>
    public string SpeaksAgainst { get; set; } = "[]";

    public DateTime CreatedAt { get; set; }

    public DateTime? DecidedAt { get; set; }

    public string? DecidedBy { get; set; }
}
