using System.Text.Json;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Review;

/// <summary>What came of an edit.</summary>
public abstract record EditOutcome
{
    private EditOutcome()
    {
    }

    public sealed record Done(Tool Tool) : EditOutcome;

    public sealed record NoSuchTool : EditOutcome;

    /// <summary>The tool changed since the caller saw it.</summary>
    public sealed record Stale(int Version, DateTime ChangedAt) : EditOutcome;

    /// <summary>What is wrong, by field.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Problems) : EditOutcome;
}

/// <summary>Corrections of tools by a person, and their removal. Each leaves a line in the audit log.</summary>
public sealed class ToolDesk(GleanDatabase database, TimeProvider time)
{
    /// <summary>Changes a tool.</summary>
    /// <param name="version">The version the person saw; null when they do not say.</param>
    public async Task<EditOutcome> EditAsync(long id, ToolEdit edit, Focus focus, int? version, Person person, CancellationToken cancellationToken)
    {
        var problems = edit.Problems(focus);
        if (problems.Count > 0)
        {
            return new EditOutcome.Invalid(problems);
        }

        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Tools.FindAsync([id], cancellationToken) is not { } tool)
        {
            return new EditOutcome.NoSuchTool();
        }

        if (version is { } seen && seen != tool.Version)
        {
            return new EditOutcome.Stale(tool.Version, tool.LastUpdated);
        }

        edit.Apply(tool);
        var changed = context.Entry(tool).Properties.Where(p => p.IsModified && p.Metadata.Name != nameof(Tool.NameKey)).Select(p => WireNameOf(p.Metadata.Name)).ToList();
        if (changed.Count > 0)
        {
            tool.LastUpdated = Now;
            tool.Version++;
            context.AuditLog.Add(ReviewAudit.Line("tool.edited", id, person, Now, new { changed }));
            context.Events.Add(EventLog.Row(EventLog.Tool, $"{id}", new { tool.Id, tool.Name, tool.Status, tool.Version, By = person.Name }, Now));
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return new EditOutcome.Done(tool);
    }

    /// <summary>Removes tools with their claims; the discoveries stay.</summary>
    /// <returns>The ids that were there.</returns>
    public async Task<IReadOnlyList<long>> DeleteAsync(IReadOnlyCollection<long> ids, Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var tools = await context.Tools.AsNoTracking().Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToListAsync(cancellationToken);
        var found = tools.ConvertAll(t => t.Id);
        await context.Discoveries.Where(d => d.ToolId != null && found.Contains(d.ToolId.Value)).ExecuteUpdateAsync(s => s.SetProperty(d => d.ToolId, (long?)null), cancellationToken);
        await context.DuplicatePairs.Where(p => found.Contains(p.FirstId) || found.Contains(p.SecondId)).ExecuteDeleteAsync(cancellationToken);
        await context.Tools.Where(t => found.Contains(t.Id)).ExecuteDeleteAsync(cancellationToken);
        context.AuditLog.AddRange(tools.Select(t => ReviewAudit.Line("tool.deleted", t.Id, person, Now, new { name = t.Name })));
        context.Events.AddRange(tools.Select(t => EventLog.Row(EventLog.Tool, $"{t.Id}", new { t.Id, t.Name, Deleted = true, By = person.Name }, Now)));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return found;
    }

    private static string WireNameOf(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
