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

/// <summary>The pages that are watched, and the prices found on them.</summary>
internal static class PageRoutes
{
    private const int MostPages = 500;

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api").WithTags("Pages").RequireAuthorization(Policies.Read);
        read.MapGet("pages", ListAsync).Produces<PageList>().Refuses(422).WithSummary("Watched pages by state; state=could_not_check,moved,gone are those of which nothing is known");
        read.MapGet("tools/{id:long}/pages", OfToolAsync).Produces<PageList>().WithSummary("The watched pages of a tool with their state and next check");
        read.MapGet("tools/{id:long}/plans", PlansAsync).Produces<PlanList>().WithSummary("The plans of a tool with what they cost and cost before");

        var review = routes.MapGroup("/api").WithTags("Pages").RequireAuthorization(Policies.Review);
        review.MapPost("tools/{id:long}/pages", AddAsync).Produces<PageModel>(StatusCodes.Status201Created).Refuses(404, 422).WithSummary("Watch a page");
        review.MapDelete("pages/{id:long}", RemoveAsync).Produces<RemovedRow>().Refuses(404).WithSummary("Stop watching a page");
        review.MapPost("pages/{id:long}/move", MoveAsync).Produces<PageModel>().Refuses(404).WithSummary("Accept or dismiss the new address that a page leads to");
        review.MapPost("pages/{id:long}/mutes", MuteAsync).Produces<MuteModel>(StatusCodes.Status201Created).Refuses(404, 422).WithSummary("Mute a part of a page, by selector or text");
        review.MapDelete("mutes/{id:long}", UnmuteAsync).Produces<RemovedRow>().Refuses(404).WithSummary("Listen to a muted part again");
    }

    private static async Task<IResult> ListAsync([FromQuery(Name = "state")] string? state, [FromQuery(Name = "limit")] int? limit, PageDesk desk, CancellationToken cancellationToken)
    {
        Dictionary<string, string> problems = [];
        var states = (state ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (states.Any(s => WireName.Parse<PageState>(s) is null))
        {
            problems["state"] = $"Must be a comma list of {string.Join(", ", WireName.All<PageState>())}.";
        }

        Paging.Check(limit, null, problems);
        return problems.Count > 0
            ? Problems.Invalid(problems)
            : TypedResults.Ok(Of(await desk.ListAsync(null, [.. states.Select(s => WireName.Parse<PageState>(s)!.Value)], limit ?? Paging.Default, cancellationToken)));
    }

    private static async Task<IResult> OfToolAsync(long id, PageDesk desk, CancellationToken cancellationToken) => TypedResults.Ok(Of(await desk.ListAsync(id, [], MostPages, cancellationToken)));

    private static async Task<IResult> PlansAsync(long id, ChangeReader reader, CancellationToken cancellationToken)
    {
        var plans = await reader.PlansAsync(id, cancellationToken);
        return TypedResults.Ok(new PlanList(plans, plans.Count));
    }

    private static async Task<IResult> AddAsync(long id, NewPage body, HttpContext context, PageDesk desk, CancellationToken cancellationToken)
    {
        var page = await desk.AddAsync(id, body.Url, body.Kind, context.Person(), cancellationToken);
        return page is null ? ToolRoutes.NoTool(id) : TypedResults.Created($"/api/tools/{id}/pages", await ModelAsync(page, desk, cancellationToken));
    }

    private static async Task<IResult> RemoveAsync(long id, HttpContext context, PageDesk desk, CancellationToken cancellationToken) =>
        await desk.RemoveAsync(id, context.Person(), cancellationToken) ? TypedResults.Ok(new RemovedRow(id)) : NoPage(id);

    private static async Task<IResult> MoveAsync(long id, MoveDecision body, HttpContext context, PageDesk desk, CancellationToken cancellationToken) =>
        await desk.DecideMoveAsync(id, body.Accept, context.Person(), cancellationToken) is { } page
            ? TypedResults.Ok(await ModelAsync(page, desk, cancellationToken))
            : Problems.NotFound($"The page {id} proposes no new address.");

    private static async Task<IResult> MuteAsync(long id, NewMute body, HttpContext context, PageDesk desk, CancellationToken cancellationToken) =>
        await desk.MuteAsync(id, body.Kind, body.Pattern, context.Person(), cancellationToken) is { } mute
            ? TypedResults.Created($"/api/mutes/{mute.Id}", MuteModel.Of(mute))
            : NoPage(id);

    private static async Task<IResult> UnmuteAsync(long id, HttpContext context, PageDesk desk, CancellationToken cancellationToken) =>
        await desk.UnmuteAsync(id, context.Person(), cancellationToken) ? TypedResults.Ok(new RemovedRow(id)) : Problems.NotFound($"There is no muted part {id}.");

    private static PageList Of(IReadOnlyList<(WatchedPage Page, string Tool, IReadOnlyList<PageMute> Mutes)> pages) =>
        new([.. pages.Select(p => PageModel.Of(p.Page, p.Tool, p.Mutes))], pages.Count);

    private static async Task<PageModel> ModelAsync(WatchedPage page, PageDesk desk, CancellationToken cancellationToken) =>
        Of(await desk.ListAsync(page.ToolId, [], MostPages, cancellationToken)).Pages.Single(p => p.Id == page.Id);

    private static IResult NoPage(long id) => Problems.NotFound($"There is no watched page {id}.");
}
