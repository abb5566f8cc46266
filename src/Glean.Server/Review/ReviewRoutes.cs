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

/// <param name="Version">The version of the tool that was seen; whatever was decided before it is known to the caller.</param>
internal sealed record StatusBody(string Status, string? RejectionReason = null, int? Version = null);

internal sealed record BulkStatusBody(IReadOnlyList<long> ToolIds, string Status, string? RejectionReason = null);

/// <summary>A tool that somebody else decided on.</summary>
internal sealed record DecidedElsewhere(long Id, string Status, string? DecidedBy, DateTime? DecidedAt);

internal sealed record BulkStatusAnswer(
    IReadOnlyList<long> Updated, int UpdatedCount, IReadOnlyList<long> NotFound, IReadOnlyList<DecidedElsewhere> Conflicts, string Status);

/// <summary>A decision that was taken back.</summary>
internal sealed record UndoneDecision(long ToolId, string Status, string TakenBack, DateTime DecidedAt);

/// <summary>Decisions. Each goes through <see cref="ReviewDesk"/>.</summary>
internal static class ReviewRoutes
{
    private const int LongestReason = 2000;

    public static void MapReview(this IEndpointRouteBuilder routes)
    {
        var review = routes.MapGroup("/api").WithTags("Review").RequireAuthorization(Policies.Review);
        review.MapPut("tools/{id:long}/status", DecideAsync).Produces<ToolPageDetail>().Refuses(404, 409, 422).WithSummary("Decide on a tool");
        review.MapPut("tools/bulk/status", DecideManyAsync).Produces<BulkStatusAnswer>().Refuses(422).WithSummary("Decide on up to 100 tools");
        review.MapPost("review/undo", UndoAsync).Produces<UndoneDecision>().Refuses(404).WithSummary("Take back your newest decision");
    }

    private static async Task<IResult> DecideAsync(
        long id, StatusBody body, HttpContext context, ReviewDesk desk, GleanDatabase database, CancellationToken cancellationToken)
    {
        if (!TryRead(body.Status, body.RejectionReason, out var to, out var refused))
        {
            return refused!;
        }

        switch (await desk.DecideAsync(new DecisionRequest(id, to, context.Person(), body.RejectionReason, body.Version, Reconsider: true), cancellationToken))
        {
            case DecisionOutcome.NoSuchTool:
                return ToolRoutes.NoTool(id);
            case DecisionOutcome.AlreadyDecided other when !IsRepetition(other, to, context):
                return Problems.Conflict(Words(other), ("status", other.Status.ToWire()), ("decided_by", other.By), ("decided_at", other.At));
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

        if (!TryRead(body.Status, body.RejectionReason, out var to, out var refused))
        {
            return refused!;
        }

        List<long> updated = [];
        List<long> notFound = [];
        List<DecidedElsewhere> conflicts = [];
        foreach (var id in body.ToolIds.Distinct())
        {
            switch (await desk.DecideAsync(new DecisionRequest(id, to, context.Person(), body.RejectionReason, Reconsider: true), cancellationToken))
            {
                case DecisionOutcome.NoSuchTool:
                    notFound.Add(id);
                    break;
                case DecisionOutcome.AlreadyDecided other when !IsRepetition(other, to, context):
                    conflicts.Add(new DecidedElsewhere(id, other.Status.ToWire(), other.By, other.At));
                    break;
                default:
                    updated.Add(id);
                    break;
            }
        }

        return TypedResults.Ok(new BulkStatusAnswer(updated, updated.Count, notFound, conflicts, to.ToWire()));
    }

    private static async Task<IResult> UndoAsync(HttpContext context, ReviewDesk desk, CancellationToken cancellationToken) =>
        await desk.UndoAsync(context.User.Name(), cancellationToken) is { } decision
            ? TypedResults.Ok(new UndoneDecision(decision.ToolId, decision.FromStatus.ToWire(), decision.ToStatus.ToWire(), decision.DecidedAt))
            : Problems.NotFound("There is nothing to take back: you decided nothing yet, or somebody decided again since.");

    private static bool TryRead(string status, string? reason, out ToolStatus to, out IResult? refused)
    {
        var parsed = WireName.Parse<ToolStatus>(status);
        to = parsed ?? default;
        refused = parsed is null ? Problems.Invalid("status", $"Must be one of {string.Join(", ", WireName.All<ToolStatus>())}.")
            : reason?.Length > LongestReason ? Problems.Invalid("rejection_reason", $"Must have at most {LongestReason} characters.")
            : null;
        return refused is null;
    }

    /// <summary>The same wish of the same person again, as after an answer that was lost, is no conflict.</summary>
    private static bool IsRepetition(DecisionOutcome.AlreadyDecided other, ToolStatus to, HttpContext context) =>
        other.Status == to && (!to.IsDecided() || other.By is null || other.By == context.User.Name());

    private static string Words(DecisionOutcome.AlreadyDecided other) =>
        $"The tool is {other.Status.ToWire()}{(other.By is { } by ? $": {by} decided" : "")}{(other.At is { } at ? $" at {at:yyyy-MM-dd HH:mm:ss} UTC" : "")}. Load it again before you decide.";
}
