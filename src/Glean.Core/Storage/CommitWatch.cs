using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Glean.Storage;

/// <summary>Tells of every commit of a context, whichever feature makes it.</summary>
internal sealed class CommitWatch(Action committed) : DbTransactionInterceptor
{
    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => committed();

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        committed();
        return Task.CompletedTask;
    }
}
