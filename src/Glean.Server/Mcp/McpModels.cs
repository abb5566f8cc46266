namespace Glean.Server.Mcp;

/// <summary>A tool of the index as assistants see it.</summary>
internal sealed record FoundTool(long Id, string Name, string? Url, string Category, string? Description, int Claims);

/// <param name="Total">How many there are; the list may be cut.</param>
internal sealed record SearchAnswer(IReadOnlyList<FoundTool> Tools, long Total);

/// <summary>A statement with where it stands.</summary>
/// <param name="Quote">Verbatim from the source.</param>
/// <param name="Voices">How many independent sources say so.</param>
internal sealed record CitedClaim(
    string Type, string Statement, string? Quote, string? SourceName, string? SourceUrl, DateTime? PublishedAt, double Confidence, int Voices, bool Verified, bool Conflicting);

internal sealed record PricedPlan(string Name, string Price, IReadOnlyList<string> Limits, DateTime Since, string? PriceBefore);

internal sealed record SeenChange(long Id, long ToolId, string Tool, string Type, string Words, string? SourceUrl, DateTime DetectedAt);

internal sealed record ToolAnswer(
    FoundTool Tool, IReadOnlyList<string> OtherNames, IReadOnlyList<CitedClaim> Claims, int ClaimsTotal, IReadOnlyList<PricedPlan> Plans, IReadOnlyList<SeenChange> Changes);

internal sealed record ChangesAnswer(IReadOnlyList<SeenChange> Changes, DateTime Since);

internal sealed record ToolPrices(long Id, string Name, string? PricingUrl, IReadOnlyList<PricedPlan> Plans);

/// <param name="NotFound">Ids of no approved tool.</param>
internal sealed record PricingAnswer(IReadOnlyList<ToolPrices> Tools, IReadOnlyList<long> NotFound);
