using Glean.Catalog;
using Glean.Curation.Merging;
using Glean.Review;
using Glean.Server.Accounts;
using Glean.Server.Catalog;
using Glean.Server.Http;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Review;

/// <summary>The queue, and all that a reviewer looks at.</summary>
internal static class QueueRoutes
{
    private const int MostTexts = 20;

    public static void MapReviewReading(this IEndpointRouteBuilder routes)
    {
        var review = routes.MapGroup("/api/review").WithTags("Review").RequireAuthorization(Policies.Read);
        review.MapGet("queue", Queue).Produces<QueueAnswer>().Refuses(422).WithSummary("The queue, best first; with part=snoozed or part=below the rest of the undecided");
        review.MapGet("tools/{id:long}", FindAsync).Produces<Dossier>().Refuses(404).WithSummary("All that a reviewer needs to decide on a tool");
        review.MapGet("reasons", Reasons).Produces<ReasonList>().WithSummary("Why people reject tools; the first nine can be picked by a key");
        review.MapGet("steps", Steps).Produces<StepList>().Refuses(422).WithSummary("Steps of review, newest first");
    }

    private static IResult Queue(
        [FromQuery(Name = "part")] string? part, [FromQuery(Name = "category")] string? category, [FromQuery(Name = "limit")] int? limit, [FromQuery(Name = "offset")] int? offset,
        HttpContext context, GleanDatabase database, TimeProvider time)
    {
        Dictionary<string, string> problems = [];
        Paging.Check(limit, offset, problems);
        var wanted = string.IsNullOrEmpty(part) ? QueuePart.Waiting : WireName.Parse<QueuePart>(part);
        if (wanted is null)
        {
            problems["part"] = $"Must be one of {string.Join(", ", WireName.All<QueuePart>())}.";
        }

        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var now = time.GetUtcNow().UtcDateTime;
        using var connection = database.OpenForReading();
        var filter = new QueueFilter(context.User.Name(), wanted!.Value, string.IsNullOrWhiteSpace(category) ? null : category, limit ?? Paging.Default, offset ?? 0);
        var (items, total) = ReviewQueue.Page(connection, filter, now);
        return TypedResults.Ok(new QueueAnswer(items, total, filter.Limit, filter.Offset, filter.Part.ToWire(), ReviewQueue.Counts(connection, now)));
    }

    private static async Task<IResult> FindAsync(
        long id, HttpContext context, GleanDatabase database, OpinionDesk opinions, CancellationToken cancellationToken)
    {
        using var connection = database.OpenForReading();
        if (ToolReader.Find(connection, id) is not { } tool)
        {
            return ToolRoutes.NoTool(id);
        }

        var texts = EvidenceReader.OfTool(connection, id);
        context.Response.Headers.ETag = $"\"{tool.Tool.Version}\"";
        return TypedResults.Ok(new Dossier(
            ToolPageDetail.Of(tool),
            [.. texts.Take(MostTexts)],
            Math.Max(0, texts.Count - MostTexts),
            ConflictRoutes.Of(tool.Claims),
            PairReader.OfTool(connection, id),
            [.. (await opinions.OfAsync(id, cancellationToken)).Select(o => OpinionItem.Of(o, context.User.Name()))]));
    }

    private static Ok<ReasonList> Reasons(SettingStore settings) => TypedResults.Ok(new ReasonList(
        [.. settings.Focus().Focus.RejectionReasons.Select((r, i) => new ReasonItem(i + 1, r.Code, r.Words, r.Teaches))]));

    private static IResult Steps(
        [FromQuery(Name = "mine")] bool? mine, [FromQuery(Name = "tool_id")] long? toolId, [FromQuery(Name = "limit")] int? limit, HttpContext context, GleanDatabase database)
    {
        Dictionary<string, string> problems = [];
        Paging.Check(limit, null, problems);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        using var connection = database.OpenForReading();
        var steps = StepReader.Latest(connection, mine == true ? context.User.Name() : null, toolId, limit ?? Paging.Default);
        return TypedResults.Ok(new StepList(steps, steps.Count));
    }
}
