using System.Data.Common;
using Glean.Jobs;
using Microsoft.Extensions.Hosting;

namespace Glean.Server.Events;

/// <summary>
/// Looks, once for all who watch, whether something happened: when a commit was told of, and a few times a second whatever was told, since any process may have written.
/// </summary>
internal sealed class EventWatch(EventLog log, JobSignal signal, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    private readonly Lock gate = new();
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
        signal.Changed += LookNow;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                LookNow();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server ends. Thrown on, this would be told as a failure of the host where the token was cancelled by its disposal.
        }
        finally
        {
            signal.Changed -= LookNow;
        }
    }

    private void LookNow()
    {
        if (Volatile.Read(ref watchers) == 0)
        {
            return;
        }

        try
        {
            lock (gate)
            {
                var (_, last) = log.Range();
                if (last != newest)
                {
                    Volatile.Write(ref newest, last);
                    Interlocked.Exchange(ref changed, Next()).SetResult();
                }
            }
        }
        catch (DbException)
        {
            // The database is away for a moment; those who watch wait on.
        }
    }

    private static TaskCompletionSource Next() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
