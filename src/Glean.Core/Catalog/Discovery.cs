namespace Glean.Catalog;

/// <summary>One raw item a scout found: a post, a comment, a launch, a search hit, a feed entry.</summary>
public sealed class Discovery
{
    public long Id { get; set; }

    public long SourceId { get; set; }

    /// <summary>The door below <see cref="SourceId"/> it first came through, if any; all of them are its sightings.</summary>
    public long? FeedId { get; set; }

    /// <summary>Canonical, unique.</summary>
    public required string SourceUrl { get; set; }

    public string Title { get; set; } = "";

    /// <summary>Plain text; quotes and spans of claims refer to it, so it never changes once stored.</summary>
    public required string RawText { get; set; }

    public string? Author { get; set; }

    public DateTime? PublishedAt { get; set; }

    /// <summary>What the service said besides, as a JSON object.</summary>
    public string Metadata { get; set; } = "{}";

    /// <summary>0..1 by the focus; null when nothing judged it.</summary>
    public double? Relevance { get; set; }

    public string? RelevanceReason { get; set; }

    public bool Processed { get; set; }

    public DateTime? ProcessedAt { get; set; }

    public DateTime DiscoveredAt { get; set; }

    /// <summary>The tool it is mostly about, once analyzed.</summary>
    public long? ToolId { get; set; }

    public bool IsDemo { get; set; }

    /// <summary>Analyses that began and did not end well.</summary>
    public int Attempts { get; set; }

    /// <summary>Why it was set aside after three tries, or null.</summary>
    public string? SetAsideReason { get; set; }

    public Source? Source { get; set; }
}
