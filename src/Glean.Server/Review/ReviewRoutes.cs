using Glean.Catalog;
using Glean.Review;
using Glean.Server.Accounts;
using Glean.Server.Catalog;
using Glean.Server.Http;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Review;

/// <summary>Decisions and other steps of review. Each goes through <see cref="ReviewDesk"/>.</summary>
internal static class ReviewRoutes
{
    public static void MapReview(this IEndpointRouteBuilder routes)
    {
        var review = routes.MapGroup("/api").WithTags("Review").RequireAuthorization(Policies.Review);
        review.MapPut("tools/{id:long}/status", DecideAsync).Produces<ToolPageDetail>().Refuses(404, 409, 422).WithSummary("Decide on a tool");
        review.MapPut("tools/bulk/status", DecideManyAsync).Produces<BulkStatusAnswer>().Refuses(422).WithSummary("Decide on up to 100 tools");
        review.MapPost("review/tools/{id:long}/skip", SkipAsync).Produces<TakenStep>().Refuses(404, 409).WithSummary("Pass a tool over; it comes last for you, for a day");
        review.MapPut("review/tools/{id:long}/snooze", SnoozeAsync).Produces<TakenStep>().Refuses(404, 409, 422).WithSummary("Put a tool off until a time");
        review.MapDelete("review/tools/{id:long}/snooze", WakeAsync).Produces<TakenStep>().Refuses(404, 409).WithSummary("Back into the queue now");
        review.MapPost("review/undo", UndoAsync).Produces<UndoneDecision>().Refuses(404, 409).WithSummary("Take back your newest step");
        review.MapPost("review/steps/{id:long}/undo", UndoStepAsync).Produces<UndoneDecision>().Refuses(404, 409).WithSummary("Take back one step, whoever took it");
        review.MapPost("review/steps/undo", UndoStepsAsync).Produces<UndoneSteps>().Refuses(422).WithSummary("Take back up to 100 steps, as after a decision on many");
        routes.MapReviewReading();
        routes.MapOpinions();
    }

    private static async Task<IResult> DecideAsync(
        long id, StatusBody body, HttpContext context, ReviewDesk desk, GleanDatabase database, CancellationToken cancellationToken)
    {
        if (!TryRead(body.Status, out var to, out var refused))
        {
            return refused!;
        }

        var request = new DecisionRequest(id, to, context.Person(), body.RejectionReason, body.Version, Reconsider: true)
        {
            Reasons = body.Reasons ?? [],
            Edit = body.Changes is { } c ? new ToolEdit(c.Name, c.Url, c.Description, c.Category) : null,
        };
        switch (await desk.DecideAsync(request, cancellationToken))
        {
            case DecisionOutcome.Invalid invalid:
                return Problems.Invalid(invalid.Problems);
            case DecisionOutcome.NoSuchTool:
                return ToolRoutes.NoTool(id);
            case DecisionOutcome.AlreadyDecided other when !IsRepetition(other, to, context):
                return Conflict(other);
            default:
                using (var connection = database.OpenForReading())
                {
                    return ToolReader.Find(connection, id) is { } tool ? TypedResults.Ok(ToolPageDetail.Of(tool)) : ToolRoutes.NoTool(id);
                }
        }
    }

    private static async Task<IResult> DecideManyAsync(BulkStatusBody body, HttpContext context, ReviewDesk desk, CancellationToken cancellationToken)
    {
        if (ToolRoutes.CheckIds(body.ToolIds) is { } problem)
        {
            return problem;
        }

        if (!TryRead(body.Status, out var to, out var refused))
        {
            return refused!;
        }

        List<long> updated = [];
        List<long> steps = [];
        List<long> notFound = [];
        List<DecidedElsewhere> conflicts = [];
        foreach (var id in body.ToolIds.Distinct())
        {
            switch (await desk.DecideAsync(new DecisionRequest(id, to, context.Person(), body.RejectionReason, Reconsider: true) { Reasons = body.Reasons ?? [] }, cancellationToken))
            {
                case DecisionOutcome.Invalid invalid:
                    return Problems.Invalid(invalid.Problems);
                case DecisionOutcome.NoSuchTool:
                    notFound.Add(id);
                    break;
                case DecisionOutcome.AlreadyDecided other when !IsRepetition(other, to, context):
                    conflicts.Add(new DecidedElsewhere(id, other.Status.ToWire(), other.By, other.At));
                    break;
                case DecisionOutcome.Done done:
                    steps.Add(done.Decision.Id);
                    updated.Add(id);
                    break;
                default:
                    updated.Add(id);
                    break;
            }
        }

        return TypedResults.Ok(new BulkStatusAnswer(updated, updated.Count, notFound, conflicts, to.ToWire(), steps));
    }

    private static async Task<IResult> SkipAsync(long id, HttpContext context, ReviewDesk desk, CancellationToken cancellationToken) =>
        Answer(await desk.SkipAsync(id, context.Person(), cancellationToken), null);

    private static async Task<IResult> SnoozeAsync(
        long id, SnoozeBody body, HttpContext context, ReviewDesk desk, TimeProvider time, CancellationToken cancellationToken)
    {
        var until = body.Until?.ToUniversalTime() ?? (body.Days is > 0 and <= 366 and var days ? time.GetUtcNow().UtcDateTime.AddDays(days) : null);
        return until is { } wanted
            ? Answer(await desk.SnoozeAsync(id, wanted, body.Version, context.Person(), cancellationToken), wanted)
            : Problems.Invalid("until", "Say until when, or for how many days, 1 to 366.");
    }

    private static async Task<IResult> WakeAsync(long id, HttpContext context, ReviewDesk desk, CancellationToken cancellationToken) =>
        Answer(await desk.SnoozeAsync(id, until: null, version: null, context.Person(), cancellationToken), null);

    private static async Task<IResult> UndoAsync(HttpContext context, ReviewDesk desk, CancellationToken cancellationToken) =>
        Answer(await desk.UndoAsync(context.Person(), cancellationToken), "There is nothing to take back.");

    private static async Task<IResult> UndoStepAsync(long id, HttpContext context, ReviewDesk desk, CancellationToken cancellationToken) =>
        Answer(await desk.UndoAsync(id, context.Person(), cancellationToken), NoStep(id));

    private static async Task<IResult> UndoStepsAsync(StepsBody body, HttpContext context, ReviewDesk desk, CancellationToken cancellationToken)
    {
        if (ToolRoutes.CheckIds(body.StepIds) is not null)
        {
            return Problems.Invalid("step_ids", "Must be 1 to 100 ids.");
        }

        List<UndoneDecision> undone = [];
        List<RefusedStep> refused = [];
        // The newest first: of two steps on one tool the later one stands on the earlier.
        foreach (var id in body.StepIds.Distinct().OrderDescending())
        {
            switch (await desk.UndoAsync(id, context.Person(), cancellationToken))
            {
                case UndoOutcome.Done done:
                    undone.Add(UndoneDecision.Of(done.Step));
                    break;
                case UndoOutcome.Superseded superseded:
                    refused.Add(new RefusedStep(id, superseded.Why));
                    break;
                default:
                    refused.Add(new RefusedStep(id, NoStep(id)));
                    break;
            }
        }

        return TypedResults.Ok(new UndoneSteps(undone, refused));
    }

    private static IResult Answer(DecisionOutcome outcome, DateTime? until) => outcome switch
    {
        DecisionOutcome.Done { Decision: var step } => TypedResults.Ok(new TakenStep(step.Id, step.ToolId, step.Kind.ToWire(), step.ToStatus.ToWire(), until)),
        DecisionOutcome.NoSuchTool missing => ToolRoutes.NoTool(missing.ToolId),
        DecisionOutcome.AlreadyDecided other => Conflict(other),
        DecisionOutcome.Invalid invalid => Problems.Invalid(invalid.Problems),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    private static IResult Answer(UndoOutcome outcome, string nothing) => outcome switch
    {
        UndoOutcome.Done done => TypedResults.Ok(UndoneDecision.Of(done.Step)),
        UndoOutcome.Superseded superseded => Problems.Conflict(superseded.Why, ("step_id", superseded.Step.Id), ("tool_id", superseded.Step.ToolId)),
        _ => Problems.NotFound(nothing),
    };

    private static string NoStep(long id) => $"There is no step {id}, or it was taken back already.";

    private static IResult Conflict(DecisionOutcome.AlreadyDecided other) =>
        Problems.Conflict(Words(other), ("status", other.Status.ToWire()), ("decided_by", other.By), ("decided_at", other.At));

    private static bool TryRead(string status, out ToolStatus to, out IResult? refused)
    {
        var parsed = WireName.Parse<ToolStatus>(status);
        to = parsed ?? default;
        refused = parsed is null ? Problems.Invalid("status", $"Must be one of {string.Join(", ", WireName.All<ToolStatus>())}.") : null;
        return refused is null;
    }

    /// <summary>The same wish of the same person again, as after an answer that was lost, is no conflict.</summary>
    private static bool IsRepetition(DecisionOutcome.AlreadyDecided other, ToolStatus to, HttpContext context) =>
        other.Status == to && (!to.IsDecided() || other.By is null || other.By == context.User.Name());

    private static string Words(DecisionOutcome.AlreadyDecided other) =>
        $"The tool is {other.Status.ToWire()}{(other.By is { } by ? $": {by} decided" : "")}{(other.At is { } at ? $" at {at:yyyy-MM-dd HH:mm:ss} UTC" : "")}. Load it again before you decide.";
}
