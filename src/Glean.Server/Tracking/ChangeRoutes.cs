using Glean.Catalog;
using Glean.Server.Accounts;
using Glean.Server.Catalog;
using Glean.Server.Http;
using Glean.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Tracking;

internal sealed record ChangeQuery
{
    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    [FromQuery(Name = "tool_id")]
    public long? ToolId { get; init; }

    [FromQuery(Name = "acknowledged")]
    public bool? Acknowledged { get; init; }

    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    [FromQuery(Name = "offset")]
    public int? Offset { get; init; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "pricing_first")]
    public bool? PricingFirst { get; init; }
}

/// <summary>What changed on the pages of tools, and what people do about it.</summary>
internal static class ChangeRoutes
{
    private const int MostIds = 100;

    public static void MapChanges(this IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api").WithTags("Changes").RequireAuthorization(Policies.Read);
        read.MapGet("changes", ListAsync).Produces<ChangePage>().Refuses(422).WithSummary("List changes, newest first; tool_id gives the history of a tool");
        read.MapGet("changes/{id:long}", FindAsync).Produces<ChangeDetail>().Refuses(404).WithSummary("One change with its difference, both texts and what it suggests");
        read.MapGet("proposals", ProposalsAsync).Produces<ProposalPage>().Refuses(422).WithSummary("Edits of claims that changes suggest");

        var review = routes.MapGroup("/api").WithTags("Changes").RequireAuthorization(Policies.Review);
        review.MapPost("changes/acknowledge", AcknowledgeAsync).Produces<AcknowledgeAnswer>().Refuses(422).WithSummary("Acknowledge up to 100 changes, or take that back");
        review.MapPost("changes/{id:long}/acknowledge", AcknowledgeOneAsync).Produces<AcknowledgeAnswer>().Refuses(404).WithSummary("Acknowledge a change");
        review.MapPost("proposals/{id:long}/accept", (long id, HttpContext context, ChangeDesk desk, CancellationToken token) => DecideAsync(id, true, context, desk, token))
            .Produces<DecidedProposal>().Refuses(404, 409).WithSummary("Accept an edit of a claim");
        review.MapPost("proposals/{id:long}/dismiss", (long id, HttpContext context, ChangeDesk desk, CancellationToken token) => DecideAsync(id, false, context, desk, token))
            .Produces<DecidedProposal>().Refuses(404, 409).WithSummary("Dismiss an edit of a claim");
    }

    private static async Task<IResult> ListAsync([AsParameters] ChangeQuery query, ChangeReader reader, CancellationToken cancellationToken)
    {
        Dictionary<string, string> problems = [];
        Paging.Check(query.Limit, query.Offset, problems);
        var types = (query.Type ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (types.Any(t => WireName.Parse<ChangeType>(t) is null))
        {
            problems["type"] = $"Must be a comma list of {string.Join(", ", WireName.All<ChangeType>())}.";
        }

        var place = string.IsNullOrEmpty(query.Cursor) ? null : TimeCursor.Read(query.Cursor);
        if (!string.IsNullOrEmpty(query.Cursor) && place is null)
        {
            problems["cursor"] = "Must be the next_cursor of an earlier page.";
        }
        else if (place is not null && query.PricingFirst == true)
        {
            problems["cursor"] = "Goes by time only. Use offset with pricing_first.";
        }

        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var filter = new ChangeFilter(
            [.. types.Select(t => WireName.Parse<ChangeType>(t)!.Value)], query.ToolId, query.Acknowledged, query.Limit ?? Paging.Default, query.Offset ?? 0,
            place is var (at, id) ? new ChangePlace(at, id) : null, query.PricingFirst ?? false);
        var (changes, total) = await reader.ListAsync(filter, cancellationToken);
        var next = changes.Count == filter.Limit && !filter.PricingFirst ? TimeCursor.Write(changes[^1].DetectedAt, changes[^1].Id) : null;
        return TypedResults.Ok(new ChangePage(changes, total, filter.Limit, filter.Offset, next, await reader.FacetsAsync(cancellationToken)));
    }

    private static async Task<IResult> FindAsync(long id, ChangeReader reader, CancellationToken cancellationToken) =>
        await reader.FindAsync(id, cancellationToken) is { } found ? TypedResults.Ok(ChangeDetail.Of(found)) : NoChange(id);

    private static async Task<IResult> ProposalsAsync(
        [FromQuery(Name = "status")] string? status, [FromQuery(Name = "tool_id")] long? toolId, [FromQuery(Name = "limit")] int? limit, [FromQuery(Name = "offset")] int? offset,
        ChangeReader reader, CancellationToken cancellationToken)
    {
        Dictionary<string, string> problems = [];
        Paging.Check(limit, offset, problems);
        var wanted = WireName.Parse<ProposalStatus>(status ?? "open");
        if (wanted is null && status != "all")
        {
            problems["status"] = $"Must be one of {string.Join(", ", WireName.All<ProposalStatus>())}, all.";
        }

        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var (proposals, total) = await reader.ProposalsAsync(wanted, toolId, limit ?? Paging.Default, offset ?? 0, cancellationToken);
        return TypedResults.Ok(new ProposalPage(proposals, total, limit ?? Paging.Default, offset ?? 0));
    }

    private static async Task<IResult> AcknowledgeAsync(AcknowledgeBody body, HttpContext context, ChangeDesk desk, CancellationToken cancellationToken)
    {
        if (body.ChangeIds.Count is 0 or > MostIds)
        {
            return Problems.Invalid("change_ids", $"Must name 1 to {MostIds} changes.");
        }

        var updated = await desk.AcknowledgeAsync(body.ChangeIds, body.Acknowledged, context.Person(), cancellationToken);
        return TypedResults.Ok(new AcknowledgeAnswer(updated, [.. body.ChangeIds.Except(updated)], body.Acknowledged));
    }

    private static async Task<IResult> AcknowledgeOneAsync(long id, HttpContext context, ChangeDesk desk, CancellationToken cancellationToken)
    {
        var updated = await desk.AcknowledgeAsync([id], acknowledged: true, context.Person(), cancellationToken);
        return updated.Count == 0 ? NoChange(id) : TypedResults.Ok(new AcknowledgeAnswer(updated, [], true));
    }

    private static async Task<IResult> DecideAsync(long id, bool accept, HttpContext context, ChangeDesk desk, CancellationToken cancellationToken) =>
        await desk.DecideAsync(id, accept, context.Person(), cancellationToken) switch
        {
            ProposalOutcome.Done => TypedResults.Ok(new DecidedProposal(id, accept ? "accepted" : "dismissed")),
            ProposalOutcome.NoSuchProposal => Problems.NotFound($"There is no proposal {id}."),
            ProposalOutcome.TooLate => Problems.Conflict($"Somebody has decided on the proposal {id} already. Load the list again."),
            ProposalOutcome.Orphaned => Problems.Conflict("The claim or the tool it is about is gone. Dismiss the proposal."),
        };

    private static IResult NoChange(long id) => Problems.NotFound($"There is no change {id}.");
}
