using Glean.Curation.Merging;
using Glean.Server.Accounts;
using Glean.Server.Catalog;
using Glean.Server.Http;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Curation;

internal sealed record PairList(IReadOnlyList<WaitingPair> Pairs, long Total, int Limit, int Offset);

/// <summary>One field of two tools.</summary>
/// <param name="Same">Whether both hold the same, or one holds nothing.</param>
/// <param name="Merged">What the kept tool would hold if the first were kept.</param>
internal sealed record FieldComparison(string Field, string? First, string? Second, bool Same, string? Merged);

/// <summary>Two tools side by side, with the claims of both.</summary>
internal sealed record PairDetail(WaitingPair Pair, IReadOnlyList<FieldComparison> Fields, IReadOnlyList<ClaimLine> FirstClaims, IReadOnlyList<ClaimLine> SecondClaims);

internal sealed record MergeBody(long KeptId, long MergedId);

internal sealed record ApartBody(long FirstId, long SecondId);

internal sealed record MergeItem(long Id, long KeptId, long MergedId, string Reason, string Actor, DateTime MergedAt);

internal sealed record MergeList(IReadOnlyList<MergeItem> Merges, int Total);

internal sealed record KeptApart(long FirstId, long SecondId, string Verdict);

internal sealed record RestoredTool(long Id, string Name, long MergeId);

/// <summary>Tools that may be one: the same, different, or not decided yet.</summary>
internal static class DuplicateRoutes
{
    private const int MostMerges = 200;

    public static void MapDuplicates(this IEndpointRouteBuilder routes)
    {
        var duplicates = routes.MapGroup("/api/duplicates").WithTags("Duplicates").RequireAuthorization(Policies.Read);
        duplicates.MapGet("", List).Produces<PairList>().Refuses(422).WithSummary("Pairs that wait for a person, the likeliest first");
        duplicates.MapGet("pair", Pair).Produces<PairDetail>().Refuses(404).WithSummary("Two tools side by side, field by field");
        duplicates.MapGet("merges", MergesAsync).Produces<MergeList>().WithSummary("Merges that can be taken back, newest first");
        duplicates.MapPost("merge", MergeAsync).RequireAuthorization(Policies.Review).Produces<MergeItem>().Refuses(422).WithSummary("Fold one tool into another");
        duplicates.MapPost("apart", ApartAsync).RequireAuthorization(Policies.Review).Produces<KeptApart>().Refuses(422).WithSummary("Remember that two tools are different; never asked again");
        duplicates.MapDelete("apart", ForgetAsync).RequireAuthorization(Policies.Review).Produces(204).Refuses(404).WithSummary("Forget that two tools are different");
        duplicates.MapPost("merges/{id:long}/undo", UndoAsync).RequireAuthorization(Policies.Review).Produces<RestoredTool>().Refuses(422).WithSummary("Take a merge back, exactly");
    }

    private static IResult List([FromQuery(Name = "limit")] int? limit, [FromQuery(Name = "offset")] int? offset, GleanDatabase database)
    {
        Dictionary<string, string> problems = [];
        Paging.Check(limit, offset, problems);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        using var connection = database.OpenForReading();
        var (pairs, total) = PairReader.Waiting(connection, limit ?? Paging.Default, offset ?? 0);
        return TypedResults.Ok(new PairList(pairs, total, limit ?? Paging.Default, offset ?? 0));
    }

    private static IResult Pair([FromQuery(Name = "first_id")] long firstId, [FromQuery(Name = "second_id")] long secondId, GleanDatabase database)
    {
        using var connection = database.OpenForReading();
        return PairReader.Of(connection, firstId, secondId) is { } pair && pair.First.Id != pair.Second.Id
            ? TypedResults.Ok(new PairDetail(pair, Fields(pair.First, pair.Second), ClaimReader.OfTool(connection, pair.First.Id), ClaimReader.OfTool(connection, pair.Second.Id)))
            : NoPair(firstId, secondId);
    }

    private static List<FieldComparison> Fields(PairSide a, PairSide b) =>
    [
        Field("name", a.Name, b.Name),
        Field("url", a.Url, b.Url),
        Field("description", a.Description, b.Description),
        Field("category", a.Category, b.Category) with { Merged = a.Category == Glean.Catalog.Focus.Other ? b.Category : a.Category },
        Field("status", a.Status, b.Status),
        Field("aliases", Joined(a.Aliases), Joined(b.Aliases)) with { Merged = Joined(a.Aliases.Append(b.Name).Union(b.Aliases).Except([a.Name])) },
    ];

    private static FieldComparison Field(string name, string? first, string? second) =>
        new(name, first, second, first == second || first is null || second is null, first ?? second);

    private static string? Joined(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } text ? text : null;

    private static async Task<IResult> MergesAsync(DuplicateDesk desk, CancellationToken cancellationToken)
    {
        var merges = await desk.MergesAsync(MostMerges, cancellationToken);
        return TypedResults.Ok(new MergeList([.. merges.Select(Of)], merges.Count));
    }

    private static async Task<IResult> MergeAsync(MergeBody body, HttpContext context, DuplicateDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Ok(Of(await desk.MergeAsync(body.KeptId, body.MergedId, context.Person(), cancellationToken)));

    private static async Task<IResult> ApartAsync(ApartBody body, HttpContext context, DuplicateDesk desk, CancellationToken cancellationToken)
    {
        if (body.FirstId == body.SecondId)
        {
            return Problems.Invalid("second_id", "Must name another tool than first_id.");
        }

        await desk.KeepApartAsync(body.FirstId, body.SecondId, context.Person(), cancellationToken);
        return TypedResults.Ok(new KeptApart(body.FirstId, body.SecondId, "different"));
    }

    private static async Task<IResult> ForgetAsync(
        [FromQuery(Name = "first_id")] long firstId, [FromQuery(Name = "second_id")] long secondId, HttpContext context, DuplicateDesk desk, CancellationToken cancellationToken) =>
        await desk.ForgetAsync(firstId, secondId, context.Person(), cancellationToken) ? TypedResults.NoContent() : NoPair(firstId, secondId);

    private static async Task<IResult> UndoAsync(long id, HttpContext context, DuplicateDesk desk, CancellationToken cancellationToken)
    {
        var tool = await desk.UndoAsync(id, context.Person(), cancellationToken);
        return TypedResults.Ok(new RestoredTool(tool.Id, tool.Name, id));
    }

    private static ProblemHttpResult NoPair(long one, long other) => Problems.NotFound($"There is no pair of tools {one} and {other}.");

    private static MergeItem Of(Glean.Catalog.ToolMerge merge) => new(merge.Id, merge.KeptId, merge.MergedId, merge.Reason, merge.Actor, merge.MergedAt);
}
