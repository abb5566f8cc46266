using Microsoft.Data.Sqlite;

namespace Glean.Storage;

/// <summary>
/// Those of one process who want to write take turns here, in order and without holding a thread, before they ask SQLite for
/// its lock. SQLite waits by sleeping, and gives its lock to whoever wakes at the right moment: thirty requests that sleep are
/// more threads than a small server has, and the unlucky ones wait for seconds.
/// </summary>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for has nothing to dispose.
internal sealed class WriteTurns
#pragma warning restore CA1001
{
    private const int Busy = 5;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(SqliteSession.BusySeconds);

    /// <summary>Other processes look for the lock every other millisecond (<see cref="BusyWait"/>): one that takes it again at once would never let them in.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(3);

    private readonly SemaphoreSlim turn = new(1);
    private int waiting;
    private long begun;

    /// <summary>Waits for the turn, which lasts until <see cref="Leave"/>.</summary>
    /// <exception cref="SqliteException">Another of this process writes and does not end.</exception>
    public void Take()
    {
        Interlocked.Increment(ref waiting);
        try
        {
            Begin(turn.Wait(Longest));
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <inheritdoc cref="Take"/>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            Begin(await turn.WaitAsync(Longest, cancellationToken));
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <summary>Ends the turn. Where the next of ours waits already, the lock stays free for as long as it was held, within reason.</summary>
    public void Leave() => _ = LeaveAsync(TimeProvider.System.GetElapsedTime(begun));

    private void Begin(bool taken)
    {
        if (!taken)
        {
            throw new SqliteException("database is locked by another writer of this process", Busy);
        }

        begun = TimeProvider.System.GetTimestamp();
    }

    private async Task LeaveAsync(TimeSpan held)
    {
        if (Volatile.Read(ref waiting) > 0)
        {
            await Task.Delay(held < LongestGap ? held : LongestGap, TimeProvider.System).ConfigureAwait(false);
        }

        turn.Release();
    }
}
