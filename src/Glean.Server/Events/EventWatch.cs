using System.Data.Common;
using Glean.Jobs;
using Microsoft.Extensions.Hosting;

namespace Glean.Server.Events;

/// <summary>Looks a few times a second, once for all who watch, whether something happened; any process may have written it.</summary>
internal sealed class EventWatch(EventLog log, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    private volatile TaskCompletionSource changed = Next();
    private long newest;
    private int watchers;

    /// <summary>Waits for events after <paramref name="after"/>, at most <paramref name="longest"/>.</summary>
    /// <returns>The newest event's id, or <paramref name="after"/> when there is none newer.</returns>
    public async Task<long> WaitAsync(long after, TimeSpan longest, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref watchers);
        try
        {
            var next = changed.Task;
            if (Volatile.Read(ref newest) <= after)
            {
                await Task.WhenAny(next, Task.Delay(longest, time, cancellationToken));
            }

            cancellationToken.ThrowIfCancellationRequested();
            return Math.Max(after, Volatile.Read(ref newest));
        }
        finally
        {
            Interlocked.Decrement(ref watchers);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (Volatile.Read(ref watchers) > 0)
                {
                    LookNow();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server ends. Thrown on, this would be told as a failure of the host where the token was cancelled by its disposal.
        }
    }

    private void LookNow()
    {
        try
        {
            var (_, last) = log.Range();
            if (last != newest)
            {
                Volatile.Write(ref newest, last);
                Interlocked.Exchange(ref changed, Next()).SetResult();
            }
        }
        catch (DbException)
        {
            // The database is away for a moment; those who watch wait on.
        }
    }

    private static TaskCompletionSource Next() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
