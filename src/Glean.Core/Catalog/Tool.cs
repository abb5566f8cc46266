namespace Glean.Catalog;

/// <summary>A product that is talked about.</summary>
public sealed class Tool
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public string? Url { get; set; }

    public string? Description { get; set; }

    /// <summary>A picture of its own, as structured data named it.</summary>
    public string? LogoUrl { get; set; }

    /// <summary>Where its prices stand.</summary>
    public string? PricingUrl { get; set; }

    /// <summary>Name of a category of the focus.</summary>
    public string Category { get; set; } = Focus.Other;

    public ToolStatus Status { get; set; } = ToolStatus.Inbox;

    /// <summary>0..1, from the last curation.</summary>
    public double? RelevanceScore { get; set; }

    /// <summary>The parts of the score with their reasons, as a JSON array.</summary>
    public string? ScoreReasons { get; set; }

    public string? RejectionReason { get; set; }

    /// <summary>What equal names are found by, see <see cref="Catalog.NameKey"/>.</summary>
    public string NameKey { get; set; } = "";

    public bool IsDemo { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime LastUpdated { get; set; }

    /// <summary>When a person last decided.</summary>
    public DateTime? ReviewedAt { get; set; }

    /// <summary>When it entered the review queue.</summary>
    public DateTime? QueuedAt { get; set; }

    /// <summary>Its place in the queue, 1 for the first; diversity counts in it, so it is not the order of scores.</summary>
    public int? QueueRank { get; set; }

    /// <summary>Out of the queue until then.</summary>
    public DateTime? SnoozedUntil { get; set; }

    /// <summary>Counts every change by a person or the curator; an edit names the version it saw.</summary>
    public int Version { get; set; }

    public List<Claim> Claims { get; } = [];

    public List<ToolAlias> Aliases { get; } = [];
}

/// <summary>Another name of the same product, met in a text or taken over from a folded tool.</summary>
public sealed class ToolAlias
{
    public long ToolId { get; set; }

    /// <summary>See <see cref="Catalog.NameKey"/>.</summary>
    public required string NameKey { get; set; }

    public required string Name { get; set; }
}
