using Glean.Catalog;
using Glean.Curation.Conflicts;
using Glean.Review;
using Glean.Server.Accounts;
using Glean.Server.Catalog;
using Glean.Server.Http;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Review;

/// <summary>Claims that contradict each other, and what a person says of them.</summary>
internal static class ConflictRoutes
{
    public static void MapConflicts(this IEndpointRouteBuilder routes)
    {
        var review = routes.MapGroup("/api/review").WithTags("Review").RequireAuthorization(Policies.Review);
        review.MapGet("conflicts", List).RequireAuthorization(Policies.Read).Produces<ConflictList>().Refuses(422).WithSummary("Tools whose claims contradict each other and wait for a person");
        review.MapPut("tools/{id:long}/claims", ResolveAsync).Produces<ClaimList>().Refuses(404, 422).WithSummary("Say which claims hold, are outdated, or wrong");
    }

    /// <summary>The pairs among the claims of one tool.</summary>
    public static IReadOnlyList<ConflictItem> Of(IReadOnlyList<ClaimLine> claims)
    {
        var byId = claims.ToDictionary(c => c.Id);
        return [.. ClaimConflicts.Find([.. claims.Select(c => new ClaimStatement(c.Id, WireName.Parse<ClaimType>(c.ClaimType)!.Value, c.Content))])
            .Select(c => (First: byId[c.FirstId], Second: byId[c.SecondId], Conflict: c))
            .Select(c => new ConflictItem(c.First, c.Second, c.Conflict.Kind.ToWire(), c.Conflict.Reason, IsResolved(c.First.Resolution, c.Second.Resolution)))];
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
        var (tools, total) = ConflictReader.Waiting(connection, limit ?? Paging.Default, offset ?? 0);
        return TypedResults.Ok(new ConflictList(
            [.. tools.Select(t => new ToolConflicts(t.Id, t.Name, Of(ClaimReader.OfTool(connection, t.Id))))], total, limit ?? Paging.Default, offset ?? 0));
    }

    private static async Task<IResult> ResolveAsync(
        long id, ResolutionBody body, HttpContext context, ConflictDesk desk, GleanDatabase database, CancellationToken cancellationToken)
    {
        List<ClaimState> states = [];
        foreach (var claim in body.Claims)
        {
            var resolution = claim.Resolution is null ? null : WireName.Parse<ClaimResolution>(claim.Resolution);
            if (claim.Resolution is not null && resolution is null)
            {
                return Problems.Invalid("claims", $"resolution must be one of {string.Join(", ", WireName.All<ClaimResolution>())}, or null.");
            }

            states.Add(new ClaimState(claim.ClaimId, resolution));
        }

        if (states.Count is 0 or > Paging.Most || states.DistinctBy(s => s.ClaimId).Count() < states.Count)
        {
            return Problems.Invalid("claims", $"Must be 1 to {Paging.Most} claims, each once.");
        }

        using var connection = database.OpenForReading();
        if (ToolReader.Find(connection, id) is null)
        {
            return ToolRoutes.NoTool(id);
        }

        if (await desk.ResolveAsync(id, states, context.Person(), cancellationToken) is [var stranger, ..])
        {
            return Problems.Invalid("claims", $"Claim {stranger} is no claim of tool {id}.");
        }

        var claims = ClaimReader.OfTool(connection, id);
        return TypedResults.Ok(new ClaimList(claims, claims.Count));
    }

    private static bool IsResolved(string? first, string? second) => ClaimResolutions.Settles(Read(first), Read(second));

    private static ClaimResolution? Read(string? resolution) => WireName.Parse<ClaimResolution>(resolution);
}
