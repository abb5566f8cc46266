using Glean.Storage;
using Glean.Tracking.Plans;

namespace Glean.Operations.Publishing;

/// <summary>A tool as lists show it.</summary>
/// <param name="ListedAt">When a person approved it (UTC).</param>
internal sealed record ListedTool(long Id, string Name, string? Url, string? Description, string Category, DateTime ListedAt);

/// <summary>A tool with all that its page tells.</summary>
internal sealed record SiteTool(ListedTool Tool, IReadOnlyList<ClaimLine> Claims, IReadOnlyList<SitePlan> Plans, IReadOnlyList<SiteChange> Changes);

/// <summary>What a plan costs and cost, newest first.</summary>
/// <param name="SourceUrl">The page that says so.</param>
internal sealed record SitePlan(string Name, string? SourceUrl, IReadOnlyList<SitePrice> History)
{
    public SitePrice Newest => History[0];

    public bool IsOffered => Newest.Until is null;
}

/// <summary>What a plan cost from one time to another.</summary>
internal sealed record SitePrice(PricePlan Plan, DateTime From, DateTime? Until);

/// <summary>A change of a tool.</summary>
internal sealed record SiteChange(long Id, long ToolId, string ToolName, string Type, string Description, string? SourceUrl, DateTime At);
