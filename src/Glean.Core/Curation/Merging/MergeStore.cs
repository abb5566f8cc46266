using System.Text.Json;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Curation.Merging;

/// <summary>
/// Folds one tool into another and takes that back. Nothing is deleted: the folded row goes to <c>tool_merges</c> together with
/// the ids of all that moved, so that <see cref="UnmergeAsync"/> restores exactly what was.
/// </summary>
public static class MergeStore
{
    /// <summary>Folds <paramref name="mergedId"/> into <paramref name="keptId"/> within the caller's transaction.</summary>
    /// <exception cref="GleanException">One of them does not exist, or they are the same.</exception>
    public static async Task<ToolMerge> MergeAsync(
        GleanDbContext context, long keptId, long mergedId, string reason, string actor, DateTime now, CancellationToken cancellationToken)
    {
        var kept = await FindAsync(context, keptId, cancellationToken);
        var merged = await FindAsync(context, mergedId, cancellationToken);
        if (keptId == mergedId)
        {
            throw new GleanException(FailureKind.Usage, $"Tool {keptId} cannot be merged with itself.", "Name two tools: glean tools");
        }

        var before = KeptFields.Of(kept);
        var moved = await MoveAsync(context, merged, kept, cancellationToken);
        kept.Url ??= merged.Url;
        kept.Description ??= merged.Description;
        kept.Category = kept.Category == Focus.Other ? merged.Category : kept.Category;
        kept.LastUpdated = now;
        kept.Version++;
        var merge = new ToolMerge
        {
            KeptId = keptId,
            MergedId = mergedId,
            Reason = reason,
            MergedRow = JsonSerializer.Serialize(FoldedTool.Of(merged)),
            KeptBefore = JsonSerializer.Serialize(new KeptChange(before, KeptFields.Of(kept))),
            Moved = JsonSerializer.Serialize(moved),
            Actor = actor,
            MergedAt = now,
        };
        context.ToolMerges.Add(merge);
        context.Tools.Remove(merged);
        await context.SaveChangesAsync(cancellationToken);
        return merge;
    }

    /// <summary>Takes a merge back within the caller's transaction, and remembers that the two are different.</summary>
    /// <exception cref="GleanException">The merge does not exist, was taken back, or a later one must be taken back first.</exception>
    public static async Task<Tool> UnmergeAsync(GleanDbContext context, long mergeId, string actor, DateTime now, CancellationToken cancellationToken)
    {
        var merge = await context.ToolMerges.FindAsync([mergeId], cancellationToken) is { UndoneAt: null } found
            ? found
            : throw new GleanException(FailureKind.Usage, $"There is no merge {mergeId} to take back.", "See the merges of a tool: glean show ID");
        if (await context.Tools.Include(t => t.Aliases).SingleOrDefaultAsync(t => t.Id == merge.KeptId, cancellationToken) is not { } kept)
        {
            throw new GleanException(FailureKind.Usage, $"Tool {merge.KeptId} was itself merged later.", "Take that merge back first: glean duplicates undo ID");
        }

        var folded = JsonSerializer.Deserialize<FoldedTool>(merge.MergedRow)!;
        var moved = JsonSerializer.Deserialize<MovedRows>(merge.Moved)!;
        var tool = folded.ToTool();
        context.Tools.Add(tool);
        await context.SaveChangesAsync(cancellationToken);
        await RepointAsync(context, moved, tool.Id, cancellationToken);
        kept.Aliases.RemoveAll(a => moved.Aliases.Contains(a.NameKey));
        var change = JsonSerializer.Deserialize<KeptChange>(merge.KeptBefore)!;
        change.TakeBack(kept);
        await RewriteNextAsync(context, merge, change, cancellationToken);
        await RewriteStepsAsync(context, merge, change, cancellationToken);
        kept.Version++;
        merge.UndoneAt = now;
        await RememberAsync(context, kept.Id, tool.Id, DuplicateVerdict.Different, $"Merge {mergeId} was taken back.", actor, now, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        return tool;
    }

    private static async Task RewriteNextAsync(GleanDbContext context, ToolMerge merge, KeptChange change, CancellationToken cancellationToken)
    {
        var next = await context.ToolMerges
            .Where(m => m.KeptId == merge.KeptId && m.Id > merge.Id && m.UndoneAt == null)
            .OrderBy(m => m.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (next is not null)
        {
            next.KeptBefore = JsonSerializer.Serialize(JsonSerializer.Deserialize<KeptChange>(next.KeptBefore)!.Without(change));
        }
    }

    /// <summary>A correction that came after the merge found what the merge had filled in; taken back later, it must not bring that back.</summary>
    private static async Task RewriteStepsAsync(GleanDbContext context, ToolMerge merge, KeptChange change, CancellationToken cancellationToken)
    {
        var later = await context.Decisions.AsTracking()
            .Where(d => d.ToolId == merge.KeptId && d.UndoneAt == null && d.DecidedAt >= merge.MergedAt)
            .ToListAsync(cancellationToken);
        foreach (var step in later)
        {
            if (StepRecord.Read(step) is { Found: { } found } record)
            {
                step.Before = (record with { Found = change.Without(found) }).Write();
            }
        }
    }

    /// <summary>Keeps what a person said of a pair.</summary>
    public static async Task RememberAsync(
        GleanDbContext context, long one, long other, DuplicateVerdict verdict, string reason, string actor, DateTime now, CancellationToken cancellationToken)
    {
        var (first, second) = one < other ? (one, other) : (other, one);
        var pair = await context.DuplicatePairs.SingleOrDefaultAsync(p => p.FirstId == first && p.SecondId == second, cancellationToken);
        if (pair is null)
        {
            pair = new DuplicatePair { FirstId = first, SecondId = second, Reason = reason, CreatedAt = now };
            context.DuplicatePairs.Add(pair);
        }

        (pair.Verdict, pair.Reason, pair.DecidedAt, pair.DecidedBy) = (verdict, reason, now, actor);
    }

    private static async Task<Tool> FindAsync(GleanDbContext context, long id, CancellationToken cancellationToken) =>
        await context.Tools.Include(t => t.Aliases).SingleOrDefaultAsync(t => t.Id == id, cancellationToken)
        ?? throw new GleanException(FailureKind.Usage, $"There is no tool {id}.", "See the list: glean tools");

    private static async Task<MovedRows> MoveAsync(GleanDbContext context, Tool from, Tool to, CancellationToken cancellationToken)
    {
        var moved = new MovedRows(
            await context.Claims.Where(c => c.ToolId == from.Id).Select(c => c.Id).ToListAsync(cancellationToken),
            await context.Mentions.Where(m => m.ToolId == from.Id).Select(m => m.Id).ToListAsync(cancellationToken),
            await context.Changes.Where(c => c.ToolId == from.Id).Select(c => c.Id).ToListAsync(cancellationToken),
            await context.ToolSnapshots.Where(s => s.ToolId == from.Id).Select(s => s.Id).ToListAsync(cancellationToken),
            await context.Discoveries.Where(d => d.ToolId == from.Id).Select(d => d.Id).ToListAsync(cancellationToken),
            TakeNames(from, to));
        await RepointAsync(context, moved, to.Id, cancellationToken);
        return moved;
    }

    /// <summary>The folded tool's names become other names of the kept one.</summary>
    private static List<string> TakeNames(Tool from, Tool to)
    {
        List<string> taken = [];
        foreach (var (key, name) in from.Aliases.Select(a => (a.NameKey, a.Name)).Prepend((from.NameKey, from.Name)))
        {
            if (key != to.NameKey && !to.Aliases.Exists(a => a.NameKey == key))
            {
                to.Aliases.Add(new ToolAlias { NameKey = key, Name = name });
                taken.Add(key);
            }
        }

        return taken;
    }

    private static async Task RepointAsync(GleanDbContext context, MovedRows moved, long toolId, CancellationToken cancellationToken)
    {
        await context.Claims.Where(c => moved.Claims.Contains(c.Id)).ExecuteUpdateAsync(s => s.SetProperty(c => c.ToolId, toolId), cancellationToken);
        await context.Mentions.Where(m => moved.Mentions.Contains(m.Id)).ExecuteUpdateAsync(s => s.SetProperty(m => m.ToolId, toolId), cancellationToken);
        await context.Changes.Where(c => moved.Changes.Contains(c.Id)).ExecuteUpdateAsync(s => s.SetProperty(c => c.ToolId, toolId), cancellationToken);
        await context.ToolSnapshots.Where(t => moved.Snapshots.Contains(t.Id)).ExecuteUpdateAsync(s => s.SetProperty(t => t.ToolId, toolId), cancellationToken);
        await context.Discoveries.Where(d => moved.Discoveries.Contains(d.Id)).ExecuteUpdateAsync(s => s.SetProperty(d => d.ToolId, toolId), cancellationToken);
    }
}
