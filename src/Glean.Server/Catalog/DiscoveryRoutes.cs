using System.Globalization;
using System.Text.Json;
using Glean.Server.Accounts;
using Glean.Server.Http;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Catalog;

/// <param name="NextCursor">Goes into <c>cursor</c> for the next page; null at the end.</param>
internal sealed record DiscoveryPage(
    IReadOnlyList<DiscoveryLine> Discoveries, long Total, int Limit, int Offset, string? NextCursor, DiscoveryFacets Facets);

internal sealed record DiscoveryPageDetail(
    long Id, string SourceName, string SourceUrl, string Title, string RawText, string? Author, JsonElement? Metadata, DateTime? PublishedAt, DateTime DiscoveredAt,
    bool Processed, DateTime? ProcessedAt, double? Relevance, string? RelevanceReason, int Attempts, string? SetAsideReason, string? FeedName, long? ToolId, bool IsDemo,
    IReadOnlyList<DiscoveryClaim> Claims, IReadOnlyList<MentionedTool> Tools);

internal sealed record DiscoveryQuery(
    [FromQuery(Name = "source")] string? Source = null,
    [FromQuery(Name = "processed")] bool? Processed = null,
    [FromQuery(Name = "set_aside")] bool? SetAside = null,
    [FromQuery(Name = "limit")] int? Limit = null,
    [FromQuery(Name = "offset")] int? Offset = null,
    [FromQuery(Name = "cursor")] string? Cursor = null);

/// <summary>What the scouts found, and where.</summary>
internal static class DiscoveryRoutes
{
    public static void MapDiscoveries(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api").WithTags("Discoveries").RequireAuthorization(Policies.Read);
        group.MapGet("discoveries", List).Produces<DiscoveryPage>().Refuses(422).WithSummary("List discoveries, newest first");
        group.MapGet("discoveries/{id:long}", Find).Produces<DiscoveryPageDetail>().Refuses(404).WithSummary("One discovery with what was read out of it");
    }

    private static IResult List([AsParameters] DiscoveryQuery query, HttpRequest request, ResultCache cache, GleanDatabase database)
    {
        Dictionary<string, string> problems = [];
        Paging.Check(query.Limit, query.Offset, problems);
        DiscoveryPlace? after = null;
        if (!string.IsNullOrEmpty(query.Cursor) && !TryPlace(query.Cursor, out after))
        {
            problems["cursor"] = "Must be the next_cursor of an earlier page.";
        }

        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var filter = new DiscoveryFilter(
            string.IsNullOrWhiteSpace(query.Source) ? null : query.Source.Trim(), query.Processed, query.SetAside, query.Limit ?? Paging.Default, query.Offset ?? 0, after);
        return new JsonBytes(cache.Get("discoveries" + request.QueryString.Value, () =>
        {
            using var connection = database.OpenForReading();
            var (discoveries, total) = DiscoveryReader.List(connection, filter);
            var next = discoveries.Count == filter.Limit ? Place(discoveries[^1]) : null;
            return ApiJson.Bytes(new DiscoveryPage(discoveries, total, filter.Limit, filter.Offset, next, DiscoveryReader.Facets(connection)));
        }));
    }

    private static IResult Find(long id, GleanDatabase database)
    {
        using var connection = database.OpenForReading();
        return DiscoveryReader.Find(connection, id) is { } found ? TypedResults.Ok(Of(found)) : Problems.NotFound($"There is no discovery {id}.");
    }

    private static DiscoveryPageDetail Of(DiscoveryDetail d) => new(
        d.Discovery.Id, d.Discovery.SourceName, d.Discovery.SourceUrl, d.Discovery.Title, d.RawText, d.Discovery.Author, JsonText.Read(d.Metadata),
        d.Discovery.PublishedAt, d.Discovery.DiscoveredAt, d.Discovery.Processed, d.ProcessedAt, d.Discovery.Relevance, d.RelevanceReason, d.Attempts,
        d.Discovery.SetAsideReason, d.FeedName, d.Discovery.ToolId, d.Discovery.IsDemo, d.Claims, d.Tools);

    private static string Place(DiscoveryLine line) => $"{line.DiscoveredAt:yyyyMMddHHmmss}-{line.Id}";

    private static bool TryPlace(string cursor, out DiscoveryPlace? place)
    {
        place = null;
        var parts = cursor.Split('-');
        if (parts.Length == 2
            && DateTime.TryParseExact(parts[0], "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            place = new DiscoveryPlace(at, id);
        }

        return place is not null;
    }
}
