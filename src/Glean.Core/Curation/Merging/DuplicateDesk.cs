using Glean.Catalog;
using Glean.Curation.Deduplication;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Curation.Merging;

/// <summary>What a person decides about duplicates, each step in one transaction.</summary>
public sealed class DuplicateDesk(GleanDatabase database, TimeProvider time)
{
    /// <summary>The newest merges that still stand, each of which can be taken back.</summary>
    public async Task<IReadOnlyList<ToolMerge>> MergesAsync(int limit, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.ToolMerges.AsNoTracking().Where(m => m.UndoneAt == null).OrderByDescending(m => m.Id).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>Folds <paramref name="mergedId"/> into <paramref name="keptId"/>.</summary>
    public Task<ToolMerge> MergeAsync(long keptId, long mergedId, Person person, CancellationToken cancellationToken) => InTransactionAsync(
        async context =>
        {
            var merge = await MergeStore.MergeAsync(context, keptId, mergedId, $"{person.Name} said that they are one.", person.Name, Now, cancellationToken);
            await MergeStore.RememberAsync(context, keptId, mergedId, DuplicateVerdict.Same, merge.Reason, person.Name, Now, cancellationToken);
            Audit(context, "duplicates.merged", keptId, mergedId, person);
            return merge;
        },
        cancellationToken);

    /// <summary>Remembers that two tools are different; they are never asked about again.</summary>
    /// <exception cref="GleanException">One of them does not exist.</exception>
    public Task<bool> KeepApartAsync(long one, long other, Person person, CancellationToken cancellationToken) => InTransactionAsync(
        async context =>
        {
            foreach (var id in new[] { one, other })
            {
                if (!await context.Tools.AnyAsync(t => t.Id == id, cancellationToken))
                {
                    throw new GleanException(FailureKind.Usage, $"There is no tool {id}.", "See the list: glean tools");
                }
            }

            await MergeStore.RememberAsync(context, one, other, DuplicateVerdict.Different, $"{person.Name} said that they are two.", person.Name, Now, cancellationToken);
            Audit(context, "duplicates.kept_apart", one, other, person);
            return true;
        },
        cancellationToken);

    /// <summary>Forgets that two tools are different, so that they are asked about again.</summary>
    /// <returns>Whether anybody had said so.</returns>
    public Task<bool> ForgetAsync(long one, long other, Person person, CancellationToken cancellationToken) => InTransactionAsync(
        async context =>
        {
            var pair = new ToolPair(one, other);
            var gone = await context.DuplicatePairs
                .Where(p => p.FirstId == pair.First && p.SecondId == pair.Second && p.Verdict == DuplicateVerdict.Different)
                .ExecuteDeleteAsync(cancellationToken);
            if (gone > 0)
            {
                Audit(context, "duplicates.forgotten", one, other, person);
            }

            return gone > 0;
        },
        cancellationToken);

    /// <summary>Takes a merge back.</summary>
    public Task<Tool> UndoAsync(long mergeId, Person person, CancellationToken cancellationToken) => InTransactionAsync(
        async context =>
        {
            var tool = await MergeStore.UnmergeAsync(context, mergeId, person.Name, Now, cancellationToken);
            var keptId = (await context.ToolMerges.FindAsync([mergeId], cancellationToken))!.KeptId;
            Audit(context, "duplicates.unmerged", keptId, tool.Id, person);
            return tool;
        },
        cancellationToken);

    private void Audit(GleanDbContext context, string action, long one, long other, Person person) => context.AuditLog.Add(new AuditEntry
    {
        At = Now,
        Actor = person.Name,
        UserId = person.UserId,
        Action = action,
        Subject = $"tool:{one}",
        Detail = $$"""{"other":{{other}}}""",
    });

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
