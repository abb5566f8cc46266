using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Curation.Merging;

/// <summary>A pair of tools that may be one, side by side.</summary>
public sealed record WaitingPair(long FirstId, string FirstName, string? FirstUrl, long SecondId, string SecondName, string? SecondUrl, string Reason);

/// <summary>What a person decides about duplicates, each step in one transaction.</summary>
public sealed class DuplicateDesk(GleanDatabase database, TimeProvider time)
{
    /// <summary>Pairs nobody has decided on yet; pairs of a tool that was merged meanwhile are left out.</summary>
    public async Task<IReadOnlyList<WaitingPair>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await (
            from pair in context.DuplicatePairs
            where pair.Verdict == DuplicateVerdict.Unsure
            join first in context.Tools on pair.FirstId equals first.Id
            join second in context.Tools on pair.SecondId equals second.Id
            orderby pair.Id
            select new WaitingPair(first.Id, first.Name, first.Url, second.Id, second.Name, second.Url, pair.Reason)).ToListAsync(cancellationToken);
    }

    /// <summary>The newest merges that still stand, each of which can be taken back.</summary>
    public async Task<IReadOnlyList<ToolMerge>> MergesAsync(int limit, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.ToolMerges.AsNoTracking().Where(m => m.UndoneAt == null).OrderByDescending(m => m.Id).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>Folds <paramref name="mergedId"/> into <paramref name="keptId"/>.</summary>
    public Task<ToolMerge> MergeAsync(long keptId, long mergedId, string actor, CancellationToken cancellationToken) => InTransactionAsync(
        async context =>
        {
            var merge = await MergeStore.MergeAsync(context, keptId, mergedId, $"{actor} said that they are one.", actor, Now, cancellationToken);
            await MergeStore.RememberAsync(context, keptId, mergedId, DuplicateVerdict.Same, merge.Reason, Now, cancellationToken);
            return merge;
        },
        cancellationToken);

    /// <summary>Remembers that two tools are different.</summary>
    /// <exception cref="GleanException">One of them does not exist.</exception>
    public Task<bool> KeepApartAsync(long one, long other, CancellationToken cancellationToken) => InTransactionAsync(
        async context =>
        {
            foreach (var id in new[] { one, other })
            {
                if (!await context.Tools.AnyAsync(t => t.Id == id, cancellationToken))
                {
                    throw new GleanException(FailureKind.Usage, $"There is no tool {id}.", "See the list: glean tools");
                }
            }

            await MergeStore.RememberAsync(context, one, other, DuplicateVerdict.Different, "A person said that they are two.", Now, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Takes a merge back.</summary>
    public Task<Tool> UndoAsync(long mergeId, CancellationToken cancellationToken) =>
        InTransactionAsync(context => MergeStore.UnmergeAsync(context, mergeId, Now, cancellationToken), cancellationToken);

    private async Task<T> InTransactionAsync<T>(Func<GleanDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await work(context);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
