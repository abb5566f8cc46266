namespace Glean.Accounts;

/// <summary>
/// So many tries a minute for each key, in a window that slides. A try is counted before its outcome is known, so that many at once gain
/// nothing; what turned out well is given back. Where there is Redis, tries at all processes count together; each counts its own all the same,
/// so that nothing is forgotten when Redis is away or emptied.
/// </summary>
public sealed class AttemptLimiter(TimeProvider time, SharedAttempts? shared = null)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const int SweepAbove = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> tries = [];

    /// <summary>Counts a try under every one of <paramref name="keys"/>.</summary>
    /// <returns>Null when it may go on; otherwise how long to wait, and nothing was counted.</returns>
    public async Task<TimeSpan?> EnterAsync(int limit, params string[] keys)
    {
        if (Enter(limit, keys) is { } wait)
        {
            return wait;
        }

        if (shared is null || await shared.EnterAsync(limit, Window, keys) is not { } longer || longer == TimeSpan.Zero)
        {
            return null;
        }

        GiveBack(keys);
        return longer;
    }

    /// <summary>Takes the newest try back from the count.</summary>
    public async Task GiveBackAsync(params string[] keys)
    {
        GiveBack(keys);
        if (shared is not null)
        {
            await shared.GiveBackAsync(keys);
        }
    }

    internal TimeSpan? Enter(int limit, params ReadOnlySpan<string> keys)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            Sweep(now);
            TimeSpan? wait = null;
            foreach (var key in keys)
            {
                if (tries.TryGetValue(key, out var times) && Recent(times, now) >= limit)
                {
                    var free = times.ElementAt(times.Count - limit) + Window - now;
                    wait = wait is { } other && other > free ? other : free;
                }
            }

            if (wait is not null)
            {
                return wait;
            }

            foreach (var key in keys)
            {
                if (!tries.TryGetValue(key, out var times))
                {
                    tries[key] = times = new Queue<DateTimeOffset>();
                }

                times.Enqueue(now);
            }

            return null;
        }
    }

    internal void GiveBack(params ReadOnlySpan<string> keys)
    {
        lock (gate)
        {
            foreach (var key in keys)
            {
                if (!tries.TryGetValue(key, out var times) || times.Count == 0)
                {
                    continue;
                }

                if (times.Count == 1)
                {
                    tries.Remove(key);
                }
                else
                {
                    tries[key] = new Queue<DateTimeOffset>(times.SkipLast(1));
                }
            }
        }
    }

    private static int Recent(Queue<DateTimeOffset> times, DateTimeOffset now)
    {
        while (times.TryPeek(out var oldest) && now - oldest >= Window)
        {
            times.Dequeue();
        }

        return times.Count;
    }

    private void Sweep(DateTimeOffset now)
    {
        if (tries.Count <= SweepAbove)
        {
            return;
        }

        foreach (var (key, times) in tries.ToArray())
        {
            if (Recent(times, now) == 0)
            {
                tries.Remove(key);
            }
        }
    }
}
