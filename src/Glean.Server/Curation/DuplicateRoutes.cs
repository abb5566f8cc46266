using Glean.Curation.Merging;
using Glean.Server.Accounts;
using Glean.Server.Catalog;
using Glean.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Curation;

internal sealed record PairTool(long Id, string Name, string? Url);

internal sealed record PairItem(PairTool First, PairTool Second, string Reason);

internal sealed record PairList(IReadOnlyList<PairItem> Pairs, int Total, int Limit, int Offset);

internal sealed record MergeBody(long KeptId, long MergedId);

internal sealed record ApartBody(long FirstId, long SecondId);

internal sealed record MergeItem(long Id, long KeptId, long MergedId, string Reason, string Actor, DateTime MergedAt);

internal sealed record MergeList(IReadOnlyList<MergeItem> Merges, int Total);

internal sealed record KeptApart(long FirstId, long SecondId, string Verdict);

internal sealed record RestoredTool(long Id, string Name, long MergeId);

/// <summary>Tools that may be one.</summary>
internal static class DuplicateRoutes
{
    private const int MostMerges = 200;

    public static void MapDuplicates(this IEndpointRouteBuilder routes)
    {
        var duplicates = routes.MapGroup("/api/duplicates").WithTags("Duplicates").RequireAuthorization(Policies.Read);
        duplicates.MapGet("", ListAsync).Produces<PairList>().Refuses(422).WithSummary("Pairs that wait for a person");
        duplicates.MapGet("merges", MergesAsync).Produces<MergeList>().WithSummary("Merges that can be taken back, newest first");
        duplicates.MapPost("merge", MergeAsync).RequireAuthorization(Policies.Review).Produces<MergeItem>().Refuses(422).WithSummary("Fold one tool into another");
        duplicates.MapPost("apart", ApartAsync).RequireAuthorization(Policies.Review).Produces<KeptApart>().Refuses(422).WithSummary("Remember that two tools are different");
        duplicates.MapPost("merges/{id:long}/undo", UndoAsync).RequireAuthorization(Policies.Review).Produces<RestoredTool>().Refuses(422).WithSummary("Take a merge back");
    }

    private static async Task<IResult> ListAsync(
        [FromQuery(Name = "limit")] int? limit, [FromQuery(Name = "offset")] int? offset, DuplicateDesk desk, CancellationToken cancellationToken)
    {
        Dictionary<string, string> problems = [];
        Paging.Check(limit, offset, problems);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var pairs = await desk.WaitingAsync(cancellationToken);
        var page = pairs.Skip(offset ?? 0).Take(limit ?? Paging.Default).Select(p => new PairItem(
            new PairTool(p.FirstId, p.FirstName, p.FirstUrl), new PairTool(p.SecondId, p.SecondName, p.SecondUrl), p.Reason));
        return TypedResults.Ok(new PairList([.. page], pairs.Count, limit ?? Paging.Default, offset ?? 0));
    }

    private static async Task<IResult> MergesAsync(DuplicateDesk desk, CancellationToken cancellationToken)
    {
        var merges = await desk.MergesAsync(MostMerges, cancellationToken);
        return TypedResults.Ok(new MergeList([.. merges.Select(Of)], merges.Count));
    }

    private static async Task<IResult> MergeAsync(MergeBody body, HttpContext context, DuplicateDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Ok(Of(await desk.MergeAsync(body.KeptId, body.MergedId, context.User.Name(), cancellationToken)));

    private static async Task<IResult> ApartAsync(ApartBody body, DuplicateDesk desk, CancellationToken cancellationToken)
    {
        if (body.FirstId == body.SecondId)
        {
            return Problems.Invalid("second_id", "Must name another tool than first_id.");
        }

        await desk.KeepApartAsync(body.FirstId, body.SecondId, cancellationToken);
        return TypedResults.Ok(new KeptApart(body.FirstId, body.SecondId, "different"));
    }

    private static async Task<IResult> UndoAsync(long id, DuplicateDesk desk, CancellationToken cancellationToken)
    {
        var tool = await desk.UndoAsync(id, cancellationToken);
        return TypedResults.Ok(new RestoredTool(tool.Id, tool.Name, id));
    }

    private static MergeItem Of(Glean.Catalog.ToolMerge merge) => new(merge.Id, merge.KeptId, merge.MergedId, merge.Reason, merge.Actor, merge.MergedAt);
}
