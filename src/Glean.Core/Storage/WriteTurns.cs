using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Glean.Storage;

/// <summary>
/// Those of one process who want to write take turns here, in order and without holding a thread, before they ask SQLite for
/// its lock. SQLite waits by sleeping, and gives its lock to whoever wakes at the right moment: thirty requests that sleep are
/// more threads than a small server has, and the unlucky ones wait for seconds.
/// </summary>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for has nothing to dispose.
internal sealed class WriteTurns : DbTransactionInterceptor, IDbConnectionInterceptor
#pragma warning restore CA1001
{
    private const int Busy = 5;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(SqliteSession.BusySeconds);

    /// <summary>Other processes look for the lock every other millisecond (<see cref="BusyWait"/>): one that takes it again at once would never let them in.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(3);

    private readonly SemaphoreSlim turn = new(1);
    private int waiting;
    private long begun;
    private volatile DbConnection? holder;

    public override InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        FirstWrite.Done.GetAwaiter().GetResult();
        Interlocked.Increment(ref waiting);
        try
        {
            Take(connection, turn.Wait(Longest));
            return result;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await FirstWrite.Done;
        Interlocked.Increment(ref waiting);
        try
        {
            Take(connection, await turn.WaitAsync(Longest, cancellationToken));
            return result;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
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

    private void Take(DbConnection connection, bool taken)
    {
        if (!taken)
        {
            throw new SqliteException("database is locked by another writer of this process", Busy);
        }

        begun = TimeProvider.System.GetTimestamp();
        holder = connection;
    }

    private void Leave(DbConnection? connection)
    {
#pragma warning disable CS0420 // Interlocked is as good as volatile.
        if (connection is not null && Interlocked.CompareExchange(ref holder, null, connection) == connection)
#pragma warning restore CS0420
        {
            _ = ReleaseAsync(TimeProvider.System.GetElapsedTime(begun));
        }
    }

    /// <summary>Where the next of ours waits already, the lock stays free for as long as it was held, within reason.</summary>
    private async Task ReleaseAsync(TimeSpan held)
    {
        if (Volatile.Read(ref waiting) > 0)
        {
            await Task.Delay(held < LongestGap ? held : LongestGap, TimeProvider.System).ConfigureAwait(false);
        }

        turn.Release();
    }
}
