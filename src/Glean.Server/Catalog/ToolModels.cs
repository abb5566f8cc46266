using System.Text.Json;
using Glean.Storage;

namespace Glean.Server.Catalog;

/// <summary>A tool in a list.</summary>
internal sealed record ToolItem(
    long Id, string Name, string? Url, string? Description, string Category, string Status, double? RelevanceScore, string? RejectionReason,
    int ClaimCount, bool IsDemo, DateTime CreatedAt, DateTime LastUpdated, DateTime UpdatedAt, DateTime? ReviewedAt, int Version)
{
    public static ToolItem Of(ToolLine t) => new(
        t.Id, t.Name, t.Url, t.Description, t.Category, t.Status, t.RelevanceScore, t.RejectionReason,
        t.Claims, t.IsDemo, t.CreatedAt, t.LastUpdated, t.LastUpdated, t.ReviewedAt, t.Version);
}

/// <summary>The filters as they were understood.</summary>
internal sealed record ToolFilters(
    IReadOnlyList<string> Status, string? Category, string? Search, double? MinScore, double? MaxScore, DateTime? CreatedAfter, DateTime? CreatedBefore,
    string SortBy, string SortOrder);

internal sealed record ToolPage(IReadOnlyList<ToolItem> Tools, long Total, int Limit, int Offset, ToolFilters Filters);

/// <summary>A tool with all that is known of it.</summary>
internal sealed record ToolPageDetail(
    long Id, string Name, string? Url, string? Description, string Category, string Status, double? RelevanceScore, JsonElement? ScoreReasons,
    string? RejectionReason, bool IsDemo, DateTime CreatedAt, DateTime LastUpdated, DateTime UpdatedAt, DateTime? ReviewedAt, int Version,
    IReadOnlyList<string> Aliases, IReadOnlyList<ClaimLine> Claims, IReadOnlyList<ChangeLine> Changelog, IReadOnlyList<MentionLine> Discoveries,
    IReadOnlyList<MergeLine> Merges, IReadOnlyList<DecisionLine> Decisions, string? LogoUrl, string? PricingUrl)
{
    public static ToolPageDetail Of(ToolDetail d) => new(
        d.Tool.Id, d.Tool.Name, d.Tool.Url, d.Description, d.Tool.Category, d.Tool.Status, d.Tool.RelevanceScore, d.ScoreReasons,
        d.RejectionReason, d.Tool.IsDemo, d.CreatedAt, d.Tool.LastUpdated, d.Tool.LastUpdated, d.ReviewedAt, d.Tool.Version,
        d.Aliases, d.Claims, d.Changelog, d.Mentions, d.Merges, d.Decisions, d.Tool.LogoUrl, d.Tool.PricingUrl);
}

internal sealed record ClaimList(IReadOnlyList<ClaimLine> Claims, int Total);

/// <summary>Fields left out stay as they are; an empty address or description is cleared.</summary>
internal sealed record ToolChanges(string? Name = null, string? Url = null, string? Description = null, string? Category = null, int? Version = null);

internal sealed record ToolIdsBody(IReadOnlyList<long> ToolIds);

/// <param name="Deleted">The ids that were there.</param>
internal sealed record BulkDeletion(IReadOnlyList<long> Deleted, int DeletedCount, IReadOnlyList<long> NotFound);

/// <summary>JSON that stands in a column of text.</summary>
internal static class JsonText
{
    public static JsonElement? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A row written by hand; the text itself is still worth showing.
            return JsonSerializer.SerializeToElement(text);
        }
    }
}
