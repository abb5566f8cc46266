using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Glean.Storage;

/// <summary>Lets the transactions of contexts take their <see cref="WriteTurns"/>.</summary>
internal sealed class SqliteTurns(WriteTurns turns) : DbTransactionInterceptor, IDbConnectionInterceptor
{
    private volatile DbConnection? holder;

    public override InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        FirstWrite.Done.GetAwaiter().GetResult();
        turns.Take();
        holder = connection;
        return result;
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await FirstWrite.Done;
        await turns.TakeAsync(cancellationToken);
        holder = connection;
        return result;
    }

    // Only one transaction is open at a time, so what ends is the holder's.
    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Leave(holder);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(holder);
        return Task.CompletedTask;
    }

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => Leave(holder);

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Leave(holder);
        return Task.CompletedTask;
    }

    // A transaction that was neither committed nor rolled back, or that could not begin, ends with its connection.
    void IDbConnectionInterceptor.ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => Leave(connection);

    Task IDbConnectionInterceptor.ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        Leave(connection);
        return Task.CompletedTask;
    }

    // A context whose transaction could not begin disposes of its connection without closing it first.
    void IDbConnectionInterceptor.ConnectionDisposed(DbConnection connection, ConnectionEndEventData eventData) => Leave(connection);

    Task IDbConnectionInterceptor.ConnectionDisposedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        Leave(connection);
        return Task.CompletedTask;
    }

    private void Leave(DbConnection? connection)
    {
#pragma warning disable CS0420 // Interlocked is as good as volatile.
        if (connection is not null && Interlocked.CompareExchange(ref holder, null, connection) == connection)
#pragma warning restore CS0420
        {
            turns.Leave();
        }
    }
}
