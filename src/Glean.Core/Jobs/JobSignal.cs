namespace Glean.Jobs;

/// <summary>Wakes this process's worker at once when a job was queued here; jobs queued elsewhere are found by looking.</summary>
public sealed class JobSignal : IDisposable
{
    private readonly SemaphoreSlim pulse = new(0, 1);

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

    /// <summary>Waits for a pulse, at most <paramref name="longest"/>.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => pulse.WaitAsync(longest, cancellationToken);

    public void Dispose() => pulse.Dispose();
}
