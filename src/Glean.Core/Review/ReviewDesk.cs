using System.Text.Json;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Review;

/// <summary>
/// The only place where a tool is approved or rejected, passed over or put off, and where that is taken back. Every step leaves
/// a row in <c>decisions</c> and a line in the audit log.
/// </summary>
/// <param name="focus">The focus in force, which names the reasons of rejections; the one that ships when null.</param>
public sealed class ReviewDesk(GleanDatabase database, TimeProvider time, Func<Focus>? focus = null)
{
    /// <summary>The longest a tool may be put off.</summary>
    public static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(366);

    private const int LongestReason = 2000;

    /// <summary>Tools that wait for a person, best first.</summary>
    public async Task<IReadOnlyList<Tool>> QueueAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var now = Now;
        return await context.Tools.AsNoTracking()
            .Where(t => t.Status == ToolStatus.Review && (t.SnoozedUntil == null || t.SnoozedUntil <= now))
            .OrderBy(t => t.QueueRank == null).ThenBy(t => t.QueueRank).ThenByDescending(t => t.RelevanceScore).ThenBy(t => t.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Approves a tool.</summary>
    public Task<DecisionOutcome> ApproveAsync(long toolId, string actor, CancellationToken cancellationToken) =>
        DecideAsync(new DecisionRequest(toolId, ToolStatus.Approved, new Person(actor)), cancellationToken);

    /// <summary>Rejects a tool; the reason is kept with it and teaches the next curation.</summary>
    public Task<DecisionOutcome> RejectAsync(long toolId, string? reason, string actor, CancellationToken cancellationToken) =>
        DecideAsync(new DecisionRequest(toolId, ToolStatus.Rejected, new Person(actor), reason), cancellationToken);

    /// <summary>Moves a tool, unless somebody else decided on it meanwhile.</summary>
    public async Task<DecisionOutcome> DecideAsync(DecisionRequest request, CancellationToken cancellationToken)
    {
        var inForce = focus?.Invoke() ?? Focus.Default;
        request = WithReason(request, inForce);
        if (Problems(request, inForce) is { Count: > 0 } problems)
        {
            return new DecisionOutcome.Invalid(problems);
        }

        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Tools.FindAsync([request.ToolId], cancellationToken) is not { } tool)
        {
            return new DecisionOutcome.NoSuchTool(request.ToolId);
        }

        var last = await LastDecisionAsync(context, tool.Id, cancellationToken);
        if (!ToolStatusRules.MayMove(tool.Status, request.To, StatusActor.Person) || !MayDecide(request, tool, last))
        {
            return new DecisionOutcome.AlreadyDecided(tool.Status, last?.Actor, last?.DecidedAt);
        }

        var step = Step(StepKind.Decision, tool, request.To, request.Person);
        step.Reason = string.IsNullOrWhiteSpace(request.Reason) ? null : StorableText.Of(request.Reason.Trim());
        step.Reasons = JsonSerializer.Serialize(request.Reasons.Distinct());
        var record = StepRecord.Of(tool);
        if (request.Edit is { IsEmpty: false } edit)
        {
            var found = ToolFields.Of(tool);
            edit.Apply(tool);
            record = record with { Found = found, Left = ToolFields.Of(tool) };
        }

        step.Before = record.Write();
        tool.Status = request.To;
        tool.RejectionReason = request.To == ToolStatus.Rejected ? WordsOf(request, step.Reason, inForce) : null;
        tool.ReviewedAt = request.To.IsDecided() ? Now : null;
        tool.QueuedAt = request.To == ToolStatus.Review ? tool.QueuedAt ?? Now : tool.QueuedAt;
        tool.SnoozedUntil = null;
        return new DecisionOutcome.Done(await SaveAsync(context, tool, step, $"review.{request.To.ToWire()}", cancellationToken));
    }

    /// <summary>Passes a tool over: it stays in the queue, at the end of it for this person and for a day.</summary>
    public async Task<DecisionOutcome> SkipAsync(long toolId, Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Tools.FindAsync([toolId], cancellationToken) is not { } tool)
        {
            return new DecisionOutcome.NoSuchTool(toolId);
        }

        if (tool.Status != ToolStatus.Review)
        {
            return await DecidedAsync(context, tool, cancellationToken);
        }

        // The tool itself stays as it is: what others see of it does not change.
        var step = Step(StepKind.Skip, tool, tool.Status, person);
        context.Decisions.Add(step);
        context.AuditLog.Add(ReviewAudit.Line("review.skipped", tool.Id, person, Now));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new DecisionOutcome.Done(step);
    }

    /// <summary>Puts a tool off until <paramref name="until"/>, when it is in the queue again by itself; null wakes it now.</summary>
    public async Task<DecisionOutcome> SnoozeAsync(long toolId, DateTime? until, int? version, Person person, CancellationToken cancellationToken)
    {
        if (until is { } wanted && (wanted <= Now || wanted > Now + LongestSnooze))
        {
            return new DecisionOutcome.Invalid(new Dictionary<string, string> { ["until"] = $"Must lie in the future, at most {LongestSnooze.TotalDays:0} days from now." });
        }

        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Tools.FindAsync([toolId], cancellationToken) is not { } tool)
        {
            return new DecisionOutcome.NoSuchTool(toolId);
        }

        if (tool.Status != ToolStatus.Review || (version is { } seen && seen != tool.Version))
        {
            return await DecidedAsync(context, tool, cancellationToken);
        }

        var step = Step(StepKind.Snooze, tool, tool.Status, person);
        step.Before = StepRecord.Of(tool).Write();
        // Written with seconds, so that what is read again is what was written.
        tool.SnoozedUntil = until is { } time ? new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc) : null;
        step.Reason = tool.SnoozedUntil is { } set ? $"until {set:yyyy-MM-dd HH:mm:ss} UTC" : "awake again";
        return new DecisionOutcome.Done(await SaveAsync(context, tool, step, until is null ? "review.woken" : "review.snoozed", cancellationToken));
    }

    /// <summary>Takes back the newest step of a person that still stands, exactly.</summary>
    public async Task<UndoOutcome> UndoAsync(Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var step = await context.Decisions
            .Where(d => d.Actor == person.Name && d.UndoneAt == null)
            .OrderByDescending(d => d.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return await TakeBackAsync(context, step, person, cancellationToken);
    }

    /// <summary>Takes back one step, whoever took it; the log keeps both names.</summary>
    public async Task<UndoOutcome> UndoAsync(long stepId, Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var step = await context.Decisions.SingleOrDefaultAsync(d => d.Id == stepId && d.UndoneAt == null, cancellationToken);
        return await TakeBackAsync(context, step, person, cancellationToken);
    }

    private async Task<UndoOutcome> TakeBackAsync(GleanDbContext context, Decision? step, Person person, CancellationToken cancellationToken)
    {
        if (step is null)
        {
            return new UndoOutcome.Nothing();
        }

        if (step.Kind != StepKind.Skip)
        {
            if (await context.Tools.FindAsync([step.ToolId], cancellationToken) is not { } tool)
            {
                return new UndoOutcome.Superseded(step, $"Tool {step.ToolId} was merged or removed since.");
            }

            var later = await context.Decisions
                .Where(d => d.ToolId == tool.Id && d.Id > step.Id && d.UndoneAt == null && d.Kind != StepKind.Skip)
                .OrderByDescending(d => d.Id)
                .FirstOrDefaultAsync(cancellationToken);
            if (later is not null || tool.Status != step.ToStatus)
            {
                return new UndoOutcome.Superseded(step, later is null
                    ? $"Tool {tool.Id} is {tool.Status.ToWire()} now."
                    : $"{later.Actor} decided on it again at {later.DecidedAt:yyyy-MM-dd HH:mm:ss} UTC.");
            }

            StepUndo.TakeBack(step, tool);
            tool.Version++;
            Tell(context, tool, person.Name);
        }

        (step.UndoneAt, step.UndoneBy) = (Now, person.Name);
        context.AuditLog.Add(ReviewAudit.Line("review.undone", step.ToolId, person, Now, new { step = step.Id, kind = step.Kind.ToWire(), to = step.ToStatus.ToWire(), by = step.Actor }));
        await context.SaveChangesAsync(cancellationToken);
        await context.Database.CurrentTransaction!.CommitAsync(cancellationToken);
        return new UndoOutcome.Done(step);
    }

    private async Task<Decision> SaveAsync(GleanDbContext context, Tool tool, Decision step, string action, CancellationToken cancellationToken)
    {
        tool.LastUpdated = Now;
        tool.Version++;
        context.Decisions.Add(step);
        var person = new Person(step.Actor, step.UserId);
        context.AuditLog.Add(ReviewAudit.Line(action, tool.Id, person, Now, new { from = step.FromStatus.ToWire(), reason = step.Reason }));
        Tell(context, tool, step.Actor);
        await context.SaveChangesAsync(cancellationToken);
        await context.Database.CurrentTransaction!.CommitAsync(cancellationToken);
        return step;
    }

    private Decision Step(StepKind kind, Tool tool, ToolStatus to, Person person) => new()
    {
        ToolId = tool.Id,
        Kind = kind,
        FromStatus = tool.Status,
        ToStatus = to,
        Actor = person.Name,
        UserId = person.UserId,
        DecidedAt = Now,
    };

    private static async Task<DecisionOutcome> DecidedAsync(GleanDbContext context, Tool tool, CancellationToken cancellationToken)
    {
        var last = await LastDecisionAsync(context, tool.Id, cancellationToken);
        return new DecisionOutcome.AlreadyDecided(tool.Status, last?.Actor, last?.DecidedAt);
    }

    private static Task<Decision?> LastDecisionAsync(GleanDbContext context, long toolId, CancellationToken cancellationToken) =>
        context.Decisions
            .Where(d => d.ToolId == toolId && d.UndoneAt == null && d.Kind == StepKind.Decision)
            .OrderByDescending(d => d.Id)
            .FirstOrDefaultAsync(cancellationToken);

    private static Dictionary<string, string> Problems(DecisionRequest request, Focus focus)
    {
        var problems = request.Edit?.Problems(focus) ?? [];
        if (request.Reason?.Length > LongestReason)
        {
            problems["rejection_reason"] = $"Must have at most {LongestReason} characters.";
        }

        if (request.Reasons.Except(focus.RejectionReasons.Select(r => r.Code)).FirstOrDefault() is { } unknown)
        {
            problems["reasons"] = $"'{(unknown.Length > 40 ? unknown[..40] : unknown)}' is none of {string.Join(", ", focus.RejectionReasons.Select(r => r.Code))}.";
        }
        else if (request.Reasons.Count > 0 && request.To != ToolStatus.Rejected)
        {
            problems["reasons"] = "Belong to a rejection only.";
        }

        return problems;
    }

    /// <summary>Who writes the very words of a reason means that reason.</summary>
    private static DecisionRequest WithReason(DecisionRequest request, Focus focus) =>
        request is { Reasons.Count: 0, To: ToolStatus.Rejected, Reason: { } own }
        && focus.RejectionReasons.FirstOrDefault(r => string.Equals(r.Words, own.Trim(), StringComparison.OrdinalIgnoreCase)) is { } meant
            ? request with { Reasons = [meant.Code] }
            : request;

    /// <summary>Why, in one line: the words of the picked reasons, then the person's own.</summary>
    private static string? WordsOf(DecisionRequest request, string? own, Focus focus)
    {
        var picked = string.Join(", ", focus.RejectionReasons.Where(r => request.Reasons.Contains(r.Code)).Select(r => r.Words));
        return picked.Length == 0 ? own : own is null || string.Equals(own, picked, StringComparison.OrdinalIgnoreCase) ? picked : $"{picked}: {own}";
    }

    private void Tell(GleanDbContext context, Tool tool, string by) =>
        context.Events.Add(EventLog.Row(EventLog.Tool, tool.Id.ToString(), new { tool.Id, tool.Name, tool.Status, tool.Version, By = by }, Now));

    private static bool MayDecide(DecisionRequest request, Tool tool, Decision? last) =>
        request.Version is { } seen
            ? seen == tool.Version
            : !tool.Status.IsDecided() || (request.Reconsider && (last is null || last.Actor == request.Person.Name));

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
