using System.Text.Json;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Review;

/// <summary>What somebody thinks of a tool, as they say it.</summary>
public sealed record NewOpinion(OpinionVerdict Verdict, IReadOnlyList<string> Reasons, string? Comment);

/// <summary>Second opinions. They decide nothing; they help whoever decides, and show how far people agree.</summary>
public sealed class OpinionDesk(GleanDatabase database, TimeProvider time)
{
    private const int LongestComment = 2000;

    /// <summary>Gives or changes a person's opinion of a tool.</summary>
    /// <returns>What is wrong with it, by field; null when there is no such tool; empty when it is kept.</returns>
    public async Task<IReadOnlyDictionary<string, string>?> GiveAsync(long toolId, NewOpinion given, Focus focus, Person person, CancellationToken cancellationToken)
    {
        if (Problems(given, focus) is { Count: > 0 } problems)
        {
            return problems;
        }

        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await context.Tools.AnyAsync(t => t.Id == toolId, cancellationToken))
        {
            return null;
        }

        var opinion = await context.Opinions.SingleOrDefaultAsync(o => o.ToolId == toolId && o.Actor == person.Name, cancellationToken);
        if (opinion is null)
        {
            opinion = new Opinion { ToolId = toolId, Actor = person.Name };
            context.Opinions.Add(opinion);
        }

        opinion.UserId = person.UserId;
        opinion.Verdict = given.Verdict;
        opinion.Reasons = JsonSerializer.Serialize(given.Reasons.Distinct());
        opinion.Comment = string.IsNullOrWhiteSpace(given.Comment) ? null : StorableText.Of(given.Comment.Trim());
        opinion.GivenAt = time.GetUtcNow().UtcDateTime;
        context.AuditLog.Add(ReviewAudit.Line("review.opinion", toolId, person, opinion.GivenAt, new { verdict = opinion.Verdict.ToWire(), reasons = given.Reasons }));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Dictionary<string, string>();
    }

    /// <summary>Takes a person's opinion back.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> WithdrawAsync(long toolId, Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var gone = await context.Opinions.Where(o => o.ToolId == toolId && o.Actor == person.Name).ExecuteDeleteAsync(cancellationToken);
        if (gone > 0)
        {
            context.AuditLog.Add(ReviewAudit.Line("review.opinion_withdrawn", toolId, person, time.GetUtcNow().UtcDateTime));
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return gone > 0;
    }

    /// <summary>Opinions of a tool, the oldest first.</summary>
    public async Task<IReadOnlyList<Opinion>> OfAsync(long toolId, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Opinions.AsNoTracking().Where(o => o.ToolId == toolId).OrderBy(o => o.GivenAt).ThenBy(o => o.Id).ToListAsync(cancellationToken);
    }

    private static Dictionary<string, string> Problems(NewOpinion given, Focus focus)
    {
        Dictionary<string, string> problems = [];
        if (given.Comment?.Length > LongestComment)
        {
            problems["comment"] = $"Must have at most {LongestComment} characters.";
        }

        if (given.Reasons.Except(focus.RejectionReasons.Select(r => r.Code)).Any())
        {
            problems["reasons"] = $"Must be some of {string.Join(", ", focus.RejectionReasons.Select(r => r.Code))}.";
        }

        return problems;
    }
}
