namespace Glean.Catalog;

/// <summary>What a person said of a claim that another one contradicts.</summary>
public enum ClaimResolution
{
    /// <summary>It is true.</summary>
    Holds,

    /// <summary>It was true once.</summary>
    Outdated,

    /// <summary>It never was.</summary>
    Wrong,
}

public static class ClaimResolutions
{
    /// <summary>Whether a person has settled a contradiction: one of the two does not hold, or both do.</summary>
    public static bool Settles(ClaimResolution? first, ClaimResolution? second) =>
        IsOut(first) || IsOut(second) || (first, second) is (ClaimResolution.Holds, ClaimResolution.Holds);

    /// <summary>Whether a claim with this resolution counts no longer.</summary>
    public static bool IsOut(ClaimResolution? resolution) => resolution is ClaimResolution.Outdated or ClaimResolution.Wrong;
}

/// <summary>One statement about one tool, with its evidence.</summary>
public sealed class Claim
{
    public long Id { get; set; }

    public long ToolId { get; set; }

    public long? SourceId { get; set; }

    public long? DiscoveryId { get; set; }

    public ClaimType ClaimType { get; set; }

    /// <summary>The statement as people read it.</summary>
    public required string Content { get; set; }

    /// <summary>0..1; after a curation with what other voices add that say the same.</summary>
    public double Confidence { get; set; }

    /// <summary>Verbatim from the discovery's text.</summary>
    public string? Quote { get; set; }

    /// <summary>Start of <see cref="Quote"/> in the discovery's text, in UTF-16 code units.</summary>
    public int? SpanStart { get; set; }

    /// <summary>End (exclusive) of <see cref="Quote"/>.</summary>
    public int? SpanEnd { get; set; }

    /// <summary>A person confirmed it.</summary>
    public bool Verified { get; set; }

    /// <summary>Another claim says otherwise.</summary>
    public bool Conflicting { get; set; }

    /// <summary>The analyzer's own confidence, once others have added to <see cref="Confidence"/>; null while none has.</summary>
    public double? StatedConfidence { get; set; }

    /// <summary>The first claim of those that say the same of the tool; null for one that stands alone.</summary>
    public long? GroupId { get; set; }

    /// <summary>How many independent voices say so.</summary>
    public int Voices { get; set; } = 1;

    /// <summary>Null while nobody has said anything.</summary>
    public ClaimResolution? Resolution { get; set; }

    public string? ResolvedBy { get; set; }

    public DateTime? ResolvedAt { get; set; }

    public DateTime CreatedAt { get; set; }

    public Tool? Tool { get; set; }

    public Source? Source { get; set; }

    public Discovery? Discovery { get; set; }
}
