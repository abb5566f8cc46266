using Glean.Redis;
using Glean.Storage;

namespace Glean.Jobs;

/// <summary>
/// Hints to look at the database now rather than at the next turn: within this process, and over Redis, where there is one, in all others.
/// Whoever misses one finds the same by looking.
/// </summary>
public sealed class JobSignal : IDisposable
{
    private const string QueuedHint = "queued", ChangedHint = "changed", CancelHint = "cancel ";

    /// <summary>Changes that come thick are told together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim pulse = new(0, 1);
    private readonly RedisLink? redis;
    private int isGathering;

    public JobSignal(RedisLink? redis = null)
    {
        this.redis = redis;
        if (redis is not null)
        {
            redis.Heard += Hear;
        }
    }

    /// <summary>Somebody wants the job of this id to stop.</summary>
    public event Action<string>? CancelWanted;

    /// <summary>Something was committed; there may be news.</summary>
    public event Action? Changed;

    /// <summary>Wakes this process's worker.</summary>
    public void Pulse()
    {
        try
        {
            pulse.Release();
        }
        catch (SemaphoreFullException)
        {
            // Awake already.
        }
    }

    /// <summary>A job waits: wakes every worker.</summary>
    public void TellQueued()
    {
        Pulse();
        redis?.Tell(QueuedHint);
    }

    /// <summary>The wish to cancel a job is committed.</summary>
    public void TellCancel(string jobId)
    {
        CancelWanted?.Invoke(jobId);
        redis?.Tell(CancelHint + jobId);
    }

    /// <summary>Something was committed.</summary>
    public void TellChanged()
    {
        if ((redis is not null || Changed is not null) && Interlocked.Exchange(ref isGathering, 1) == 0)
        {
            _ = GatherAsync();
        }
    }

    /// <summary>Tells of whatever is committed to <paramref name="database"/> by this process: most of it brings an event, and to look for none costs little.</summary>
    public void Watch(GleanDatabase database) => database.Committed = TellChanged;

    /// <summary>Waits for a pulse, at most <paramref name="longest"/>.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => pulse.WaitAsync(longest, cancellationToken);

    public void Dispose()
    {
        if (redis is not null)
        {
            redis.Heard -= Hear;
        }

        pulse.Dispose();
    }

    private async Task GatherAsync()
    {
        await Task.Delay(Gathering);
        Interlocked.Exchange(ref isGathering, 0);
        Changed?.Invoke();
        redis?.Tell(ChangedHint);
    }

    private void Hear(string hint)
    {
        if (hint.StartsWith(CancelHint, StringComparison.Ordinal))
        {
            CancelWanted?.Invoke(hint[CancelHint.Length..]);
            return;
        }

        // Empty after Redis was away: whatever was told meanwhile.
        if (hint is QueuedHint or "")
        {
            Pulse();
        }

        if (hint is ChangedHint or "")
        {
            Changed?.Invoke();
        }
    }
}
