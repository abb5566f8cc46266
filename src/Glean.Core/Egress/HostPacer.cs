namespace Glean.Egress;

/// <summary>
/// Manners towards a host (name and port): one request at a time, starts a little apart, and silence for as long as it
/// asked. Shared by every fetch of a process; where there is Redis, the starts and the silence by those of all processes.
/// </summary>
public sealed class HostPacer(TimeProvider time, SharedPace? shared = null)
{
    /// <summary>Hosts remembered before idle ones are forgotten.</summary>
    private const int Crowd = 1000;

    private readonly Dictionary<string, Host> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many hosts are remembered.</summary>
    internal int Count => hosts.Count;

    /// <summary>Waits for one's turn.</summary>
    /// <param name="host">The host and port to ask.</param>
    /// <param name="interval">The least time since the last start.</param>
    /// <param name="patience">The longest silence asked for by the host that is waited out.</param>
    /// <returns>The turn, to be disposed of when the answer is read; or, without one, how long the host wants silence.</returns>
    public async Task<Turn> EnterAsync(string host, TimeSpan interval, TimeSpan patience, CancellationToken cancellationToken)
    {
        var state = Join(host);
        try
        {
            if (Silence(state) is var silence && silence > patience)
            {
                Leave(state);
                return new Turn(silence);
            }

            await state.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Leave(state);
            throw;
        }

        // Whoever was ahead may have been sent away in the meantime, so the silence is asked for again.
        var turn = new Turn(this, state);
        try
        {
            var now = time.GetUtcNow();
            var silence = Silence(state);
            if (silence > patience)
            {
                turn.Dispose();
                return new Turn(silence);
            }

            // A clock set back must not turn the interval into hours.
            var apart = state.LastStart + interval - now;
            var wait = apart > interval ? interval : apart;
            wait = wait > silence ? wait : silence;
            if (shared is not null && await shared.TakeAsync(host, interval, patience).ConfigureAwait(false) is var (asked, start))
            {
                if (asked > patience)
                {
                    turn.Dispose();
                    HoldHere(host, asked);
                    return new Turn(asked);
                }

                wait = wait > start ? wait : start;
            }

            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);

            state.LastStart = time.GetUtcNow();
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>The host asked to be left alone for a while.</summary>
    public void Hold(string host, TimeSpan silence)
    {
        HoldHere(host, silence);
        _ = shared?.HoldAsync(host, silence);
    }

    private void HoldHere(string host, TimeSpan silence)
    {
        lock (hosts)
        {
            var until = time.GetUtcNow() + silence;
            var state = Find(host);
            if (until > state.HeldUntil)
                state.HeldUntil = until;
        }
    }

    private TimeSpan Silence(Host state)
    {
        lock (hosts)
        {
            var left = state.HeldUntil - time.GetUtcNow();
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private Host Join(string host)
    {
        lock (hosts)
        {
            if (hosts.Count >= Crowd)
                Forget();

            var state = Find(host);
            state.Users++;
            return state;
        }
    }

    private Host Find(string host)
    {
        if (!hosts.TryGetValue(host, out var state))
            hosts.Add(host, state = new Host());

        return state;
    }

    private void Leave(Host state)
    {
        lock (hosts)
        {
            state.Users--;
        }
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        var idle = hosts.Where(h => h.Value.Users == 0 && h.Value.HeldUntil <= now && h.Value.LastStart <= now.AddMinutes(-1));
        foreach (var (name, state) in idle.ToList())
        {
            hosts.Remove(name);
            state.Gate.Dispose();
        }
    }

    private sealed class Host
    {
        internal SemaphoreSlim Gate { get; } = new(1);

        internal int Users { get; set; }

        internal DateTimeOffset LastStart { get; set; } = DateTimeOffset.MinValue;

        internal DateTimeOffset HeldUntil { get; set; } = DateTimeOffset.MinValue;
    }

    /// <summary>The right to ask a host, or word that it wants to be left alone.</summary>
    public sealed class Turn : IDisposable
    {
        private readonly HostPacer? pacer;
        private Host? state;

        internal Turn(TimeSpan silence) => Silence = silence;

        internal Turn(HostPacer pacer, object state) => (this.pacer, this.state) = (pacer, (Host)state);

        /// <summary>Set when there is no turn: how long the host wants silence.</summary>
        public TimeSpan? Silence { get; }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref state, null) is not { } held)
                return;

            held.Gate.Release();
            pacer!.Leave(held);
        }
    }
}
