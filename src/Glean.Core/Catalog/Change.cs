namespace Glean.Catalog;

/// <summary>A difference between two snapshots of an approved tool's page, or another event in its life.</summary>
public sealed class Change
{
    public long Id { get; set; }

    public long ToolId { get; set; }

    public ChangeType ChangeType { get; set; }

    public required string Description { get; set; }

    public string? SourceUrl { get; set; }

    public DateTime DetectedAt { get; set; }

    /// <summary>The watched page; null for what did not come from one.</summary>
    public long? PageId { get; set; }

    public long? BeforeSnapshotId { get; set; }

    public long? AfterSnapshotId { get; set; }

    /// <summary>The difference itself, as JSON; stays when the snapshots are past their time.</summary>
    public string? Details { get; set; }

    /// <summary>SHA-256 of <see cref="Details"/>, hexadecimal: by it a <see cref="ChangeWording"/> is found.</summary>
    public string? DiffHash { get; set; }

    public DateTime? AcknowledgedAt { get; set; }

    public string? AcknowledgedBy { get; set; }

    public Tool? Tool { get; set; }
}

/// <summary>What a page of a tool said at one time.</summary>
public sealed class ToolSnapshot
{
    public long Id { get; set; }

    public long ToolId { get; set; }

    public required string Url { get; set; }

    /// <summary>The main text, volatile parts left out.</summary>
    public required string Content { get; set; }

    /// <summary>SHA-256 of <see cref="Content"/>, hexadecimal.</summary>
    public required string ContentHash { get; set; }

    public DateTime TakenAt { get; set; }

    public long? PageId { get; set; }

    /// <summary>The plans the page offered, as a JSON array.</summary>
    public string? Plans { get; set; }
}
