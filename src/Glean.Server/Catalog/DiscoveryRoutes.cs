using System.Text.Json;
using Glean.Analysis;
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

/// <param name="Retried">How many wait for the analyzer again.</param>
internal sealed record RetryAnswer(int Retried);

internal sealed record DiscoveryQuery
{
    [FromQuery(Name = "source")]
    public string? Source { get; init; }

    [FromQuery(Name = "processed")]
    public bool? Processed { get; init; }

    [FromQuery(Name = "set_aside")]
    public bool? SetAside { get; init; }

    [FromQuery(Name = "stale")]
    public bool? Stale { get; init; }

    [FromQuery(Name = "days")]
    public int? Days { get; init; }

    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    [FromQuery(Name = "offset")]
    public int? Offset { get; init; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }
}

/// <summary>What the scouts found, and where.</summary>
internal static class DiscoveryRoutes
{
    private const int MostDays = 3660;

    public static void MapDiscoveries(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api").WithTags("Discoveries").RequireAuthorization(Policies.Read);
        group.MapGet("discoveries", List).Produces<DiscoveryPage>().Refuses(422).WithSummary("List discoveries, newest first");
        group.MapGet("discoveries/{id:long}", Find).Produces<DiscoveryPageDetail>().Refuses(404).WithSummary("One discovery with what was read out of it");
        var write = routes.MapGroup("/api/discoveries").WithTags("Discoveries").RequireAuthorization(Policies.Review);
        write.MapPost("{id:long}/retry", RetryAsync).Produces<RetryAnswer>().Refuses(404, 409).WithSummary("Give a discovery that was set aside to the analyzer once more");
        write.MapPost("retry", RetryAllAsync).Produces<RetryAnswer>().WithSummary("Give all that were set aside to the analyzer once more");
    }

    private static IResult List([AsParameters] DiscoveryQuery query, HttpRequest request, ResultCache cache, GleanDatabase database, TimeProvider time)
    {
        Dictionary<string, string> problems = [];
        Paging.Check(query.Limit, query.Offset, problems);
        var place = string.IsNullOrEmpty(query.Cursor) ? null : TimeCursor.Read(query.Cursor);
        if (!string.IsNullOrEmpty(query.Cursor) && place is null)
        {
            problems["cursor"] = "Must be the next_cursor of an earlier page.";
        }

        if (query.Days is < 1 or > MostDays)
        {
            problems["days"] = $"Must be between 1 and {MostDays}.";
        }

        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var now = time.GetUtcNow().UtcDateTime;
        var filter = new DiscoveryFilter(
            string.IsNullOrWhiteSpace(query.Source) ? null : query.Source.Trim(),
            query.Stale is true ? false : query.Processed, query.Stale is true ? false : query.SetAside, query.Limit ?? Paging.Default, query.Offset ?? 0,
            place is var (at, id) ? new DiscoveryPlace(at, id) : null,
            query.Days is { } days ? now.AddDays(-days) : null, query.Stale is true ? now.AddDays(-DiscoveryReader.StaleDays) : null);
        // What is stale or young changes without a write.
        return new JsonBytes(cache.Get($"discoveries {now:yyyyMMddHHmm}{request.QueryString.Value}", () =>
        {
            using var connection = database.OpenForReading();
            var (discoveries, total) = DiscoveryReader.List(connection, filter);
            var next = discoveries.Count == filter.Limit ? TimeCursor.Write(discoveries[^1].DiscoveredAt, discoveries[^1].Id) : null;
            return ApiJson.Bytes(new DiscoveryPage(discoveries, total, filter.Limit, filter.Offset, next, DiscoveryReader.Facets(connection, now)));
        }));
    }

    private static IResult Find(long id, GleanDatabase database)
    {
        using var connection = database.OpenForReading();
        return DiscoveryReader.Find(connection, id) is { } found ? TypedResults.Ok(Of(found)) : Problems.NotFound($"There is no discovery {id}.");
    }

    private static async Task<IResult> RetryAsync(long id, SetAsideDesk desk, GleanDatabase database, CancellationToken cancellationToken)
    {
        if (await desk.RetryAsync(id, cancellationToken) is > 0 and var retried)
        {
            return TypedResults.Ok(new RetryAnswer(retried));
        }

        using var connection = database.OpenForReading();
        return DiscoveryReader.Find(connection, id) is null ? Problems.NotFound($"There is no discovery {id}.") : Problems.Conflict($"Discovery {id} is not set aside.");
    }

    private static async Task<IResult> RetryAllAsync(SetAsideDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RetryAnswer(await desk.RetryAsync(null, cancellationToken)));

    private static DiscoveryPageDetail Of(DiscoveryDetail d) => new(
        d.Discovery.Id, d.Discovery.SourceName, d.Discovery.SourceUrl, d.Discovery.Title, d.RawText, d.Discovery.Author, JsonText.Read(d.Metadata),
        d.Discovery.PublishedAt, d.Discovery.DiscoveredAt, d.Discovery.Processed, d.ProcessedAt, d.Discovery.Relevance, d.RelevanceReason, d.Attempts,
        d.Discovery.SetAsideReason, d.FeedName, d.Discovery.ToolId, d.Discovery.IsDemo, d.Claims, d.Tools);
}
