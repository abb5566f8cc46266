using Glean.Catalog;

namespace Glean.Curation.Merging;

/// <summary>Ids of the rows that a merge moved, and the name keys it added to the kept tool.</summary>
internal sealed record MovedRows(
    List<long> Claims, List<long> Mentions, List<long> Changes, List<long> Snapshots, List<long> Discoveries, List<string> Aliases);

/// <summary>The fields of the kept tool that a merge may fill.</summary>
internal sealed record KeptFields(string? Url, string? Description, string Category, DateTime LastUpdated)
{
    public static KeptFields Of(Tool tool) => new(tool.Url, tool.Description, tool.Category, tool.LastUpdated);
}

/// <summary>The kept tool before and after a merge; taking it back leaves alone what somebody edited since.</summary>
internal sealed record KeptChange(KeptFields Before, KeptFields After)
{
    public void TakeBack(Tool kept)
    {
        kept.Url = kept.Url == After.Url ? Before.Url : kept.Url;
        kept.Description = kept.Description == After.Description ? Before.Description : kept.Description;
        kept.Category = kept.Category == After.Category ? Before.Category : kept.Category;
        kept.LastUpdated = kept.LastUpdated <= After.LastUpdated ? Before.LastUpdated : kept.LastUpdated;
    }

    /// <summary>What a step found after this merge, without what the merge had filled in.</summary>
    public ToolFields Without(ToolFields found) => found with
    {
        Url = found.Url == After.Url ? Before.Url : found.Url,
        Description = found.Description == After.Description ? Before.Description : found.Description,
        Category = found.Category == After.Category ? Before.Category : found.Category,
    };

    /// <summary>
    /// This merge as it is once the one before it, <paramref name="earlier"/>, was taken back: it began from what that one began from.
    /// Without this, merges taken back in another order would leave behind what the earlier one had filled in.
    /// </summary>
    public KeptChange Without(KeptChange earlier) => this with
    {
        Before = new KeptFields(
            Before.Url == earlier.After.Url ? earlier.Before.Url : Before.Url,
            Before.Description == earlier.After.Description ? earlier.Before.Description : Before.Description,
            Before.Category == earlier.After.Category ? earlier.Before.Category : Before.Category,
            Before.LastUpdated == earlier.After.LastUpdated ? earlier.Before.LastUpdated : Before.LastUpdated),
    };
}

/// <summary>The row of a folded tool.</summary>
internal sealed record FoldedTool(
    long Id,
    string Name,
    string NameKey,
    string? Url,
    string? Description,
    string Category,
    ToolStatus Status,
    double? RelevanceScore,
    string? ScoreReasons,
    string? RejectionReason,
    bool IsDemo,
    DateTime CreatedAt,
    DateTime LastUpdated,
    DateTime? ReviewedAt,
    DateTime? QueuedAt,
    int Version,
    List<FoldedAlias> Aliases,
    int? QueueRank = null,
    DateTime? SnoozedUntil = null,
    string? LogoUrl = null,
    string? PricingUrl = null)
{
    public static FoldedTool Of(Tool t) => new(
        t.Id, t.Name, t.NameKey, t.Url, t.Description, t.Category, t.Status, t.RelevanceScore, t.ScoreReasons, t.RejectionReason,
        t.IsDemo, t.CreatedAt, t.LastUpdated, t.ReviewedAt, t.QueuedAt, t.Version,
        [.. t.Aliases.Select(a => new FoldedAlias(a.NameKey, a.Name))], t.QueueRank, t.SnoozedUntil, t.LogoUrl, t.PricingUrl);

    public Tool ToTool()
    {
        var tool = new Tool
        {
            Id = Id,
            Name = Name,
            NameKey = NameKey,
            Url = Url,
            Description = Description,
            Category = Category,
            Status = Status,
            RelevanceScore = RelevanceScore,
            ScoreReasons = ScoreReasons,
            RejectionReason = RejectionReason,
            IsDemo = IsDemo,
            CreatedAt = CreatedAt,
            LastUpdated = LastUpdated,
            ReviewedAt = ReviewedAt,
            QueuedAt = QueuedAt,
            Version = Version,
            LogoUrl = LogoUrl,
            PricingUrl = PricingUrl,
            QueueRank = QueueRank,
            SnoozedUntil = SnoozedUntil,
        };
        tool.Aliases.AddRange(Aliases.Select(a => new ToolAlias { NameKey = a.NameKey, Name = a.Name }));
        return tool;
    }
}

internal sealed record FoldedAlias(string NameKey, string Name);
