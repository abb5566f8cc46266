using Glean.Jobs;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Analysis;

/// <summary>Gives discoveries that were set aside after three tries to the analyzer once more.</summary>
public sealed class SetAsideDesk(GleanDatabase database, TimeProvider time)
{
    /// <param name="id">Only this one; all of them when null.</param>
    /// <returns>How many wait for the analyzer again.</returns>
    public async Task<int> RetryAsync(long? id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var count = await context.Discoveries
            .Where(d => !d.Processed && d.SetAsideReason != null && (id == null || d.Id == id))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.SetAsideReason, (string?)null).SetProperty(d => d.Attempts, 0), cancellationToken);
        if (count > 0)
        {
            context.Events.Add(EventLog.Row(EventLog.Discovery, id?.ToString() ?? "all", new { Id = id, Retried = count }, time.GetUtcNow().UtcDateTime));
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return count;
    }
}
