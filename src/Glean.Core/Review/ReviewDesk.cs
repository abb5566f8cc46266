using System.Text.Json;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Review;

/// <summary>What came of a decision.</summary>
public abstract record DecisionOutcome
{
    private DecisionOutcome()
    {
    }

    public sealed record Done(Decision Decision) : DecisionOutcome;

    public sealed record NoSuchTool(long ToolId) : DecisionOutcome;

    /// <summary>Somebody else decided meanwhile, or it is already so.</summary>
    public sealed record AlreadyDecided(ToolStatus Status, string? By, DateTime? At) : DecisionOutcome;
}

/// <summary>What a person asks for.</summary>
/// <param name="Version">The version of the tool the person saw: whatever was decided before it, they know of.</param>
/// <param name="Reconsider">The person may change their own mind; without it, a tool that is decided on stays so.</param>
public sealed record DecisionRequest(
    long ToolId, ToolStatus To, Person Person, string? Reason = null, int? Version = null, bool Reconsider = false);

/// <summary>The only place where a tool is approved or rejected, and where that is taken back. Every step leaves a row in <c>decisions</c>.</summary>
public sealed class ReviewDesk(GleanDatabase database, TimeProvider time)
{
    /// <summary>Tools that wait for a person, best first.</summary>
    public async Task<IReadOnlyList<Tool>> QueueAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Tools.AsNoTracking()
            .Where(t => t.Status == ToolStatus.Review)
            .OrderByDescending(t => t.RelevanceScore).ThenBy(t => t.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Approves a tool.</summary>
    public Task<DecisionOutcome> ApproveAsync(long toolId, string actor, CancellationToken cancellationToken) =>
        DecideAsync(new DecisionRequest(toolId, ToolStatus.Approved, new Person(actor)), cancellationToken);

    /// <summary>Rejects a tool; the reason is kept with it and teaches the next curation.</summary>
    public Task<DecisionOutcome> RejectAsync(long toolId, string? reason, string actor, CancellationToken cancellationToken) =>
        DecideAsync(new DecisionRequest(toolId, ToolStatus.Rejected, new Person(actor), reason), cancellationToken);

    /// <summary>Takes back the newest decision of <paramref name="actor"/> that still stands, exactly.</summary>
    /// <returns>The decision taken back, or null when there is none, or when the tool was decided on again since.</returns>
    public async Task<Decision?> UndoAsync(string actor, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var decision = await context.Decisions
            .Where(d => d.Actor == actor && d.UndoneAt == null)
            .OrderByDescending(d => d.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (decision is null
            || await context.Tools.FindAsync([decision.ToolId], cancellationToken) is not { } tool
            || tool.Status != decision.ToStatus
            || await context.Decisions.AnyAsync(d => d.ToolId == tool.Id && d.Id > decision.Id && d.UndoneAt == null, cancellationToken))
        {
            return null;
        }

        var before = JsonSerializer.Deserialize<Before>(decision.Before)!;
        tool.Status = decision.FromStatus;
        tool.RejectionReason = before.RejectionReason;
        tool.ReviewedAt = before.ReviewedAt;
        tool.LastUpdated = before.LastUpdated;
        tool.Version++;
        decision.UndoneAt = Now;
        Tell(context, tool, decision.Actor);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return decision;
    }

    /// <summary>Moves a tool, unless somebody else decided on it meanwhile.</summary>
    public async Task<DecisionOutcome> DecideAsync(DecisionRequest request, CancellationToken cancellationToken)
    {
        var (toolId, to, actor) = (request.ToolId, request.To, request.Person.Name);
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Tools.FindAsync([toolId], cancellationToken) is not { } tool)
        {
            return new DecisionOutcome.NoSuchTool(toolId);
        }

        var last = await context.Decisions
            .Where(d => d.ToolId == toolId && d.UndoneAt == null)
            .OrderByDescending(d => d.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (!ToolStatusRules.MayMove(tool.Status, to, StatusActor.Person) || !MayDecide(request, tool, last))
        {
            return new DecisionOutcome.AlreadyDecided(tool.Status, last?.Actor, last?.DecidedAt);
        }

        var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : StorableText.Of(request.Reason.Trim());
        var decision = new Decision
        {
            ToolId = toolId,
            FromStatus = tool.Status,
            ToStatus = to,
            Reason = reason,
            Actor = actor,
            UserId = request.Person.UserId,
            DecidedAt = Now,
            Before = JsonSerializer.Serialize(new Before(tool.RejectionReason, tool.ReviewedAt, tool.LastUpdated)),
        };
        tool.Status = to;
        tool.RejectionReason = to == ToolStatus.Rejected ? reason : null;
        tool.ReviewedAt = to.IsDecided() ? Now : null;
        tool.LastUpdated = Now;
        tool.Version++;
        context.Decisions.Add(decision);
        Tell(context, tool, actor);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new DecisionOutcome.Done(decision);
    }

    private void Tell(GleanDbContext context, Tool tool, string by) =>
        context.Events.Add(EventLog.Row(EventLog.Tool, tool.Id.ToString(), new { tool.Id, tool.Name, tool.Status, tool.Version, By = by }, Now));

    private static bool MayDecide(DecisionRequest request, Tool tool, Decision? last) =>
        request.Version is { } seen
            ? seen == tool.Version
            : !tool.Status.IsDecided() || (request.Reconsider && (last is null || last.Actor == request.Person.Name));

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private sealed record Before(string? RejectionReason, DateTime? ReviewedAt, DateTime LastUpdated);
}
