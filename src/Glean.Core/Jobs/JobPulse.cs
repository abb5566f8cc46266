using System.Data.Common;

namespace Glean.Jobs;

/// <summary>Why a run is told to stop.</summary>
internal enum StopReason
{
    None,
    CancelWanted,
    TimeUp,

    /// <summary>The process ends.</summary>
    Leaving,

    /// <summary>The job is another's now.</summary>
    Lost,
}

/// <summary>The heartbeat of a run: looks three times a second whether somebody wants it to stop, and shows now and then that it lives.</summary>
internal sealed class JobPulse(JobLease lease, JobRun run, CancellationTokenSource stop, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestSilence = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private JobProgress shown;

    /// <summary>The first reason to stop.</summary>
    public StopReason Reason { get; private set; }

    /// <summary>Ends when the run is told to stop.</summary>
    public Task Stopped => stopped.Task;

    public void Stop(StopReason reason)
    {
        lock (gate)
        {
            if (Reason != StopReason.None)
            {
                return;
            }

            Reason = reason;
        }

        stopped.TrySetResult();
        stop.Cancel();
    }

    /// <summary>Beats until <paramref name="ended"/>; looks at once when <paramref name="signal"/> says that the job is to stop.</summary>
    public async Task BeatAsync(JobSignal? signal, CancellationToken ended)
    {
        // A timer that is disposed of ends the wait without an exception, which each job would pay for at its end.
        using var timer = new PeriodicTimer(Look, time);
        using var ending = ended.Register(timer.Dispose);
        var last = time.GetTimestamp();
        void Hear(string jobId)
        {
            if (jobId == lease.JobId)
            {
                _ = Task.Run(LookNow, CancellationToken.None);
            }
        }

        if (signal is not null)
        {
            signal.CancelWanted += Hear;
        }

        try
        {
            while (await timer.WaitForNextTickAsync(CancellationToken.None))
            {
                if (await BeatOnceAsync(time.GetElapsedTime(last), ended))
                {
                    last = time.GetTimestamp();
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The work is over.
        }
        finally
        {
            if (signal is not null)
            {
                signal.CancelWanted -= Hear;
            }
        }
    }

    /// <summary>A hint proves nothing: the row says whether the job is to stop.</summary>
    private void LookNow()
    {
        try
        {
            IsHeld();
        }
        catch (DbException)
        {
            // The next beat looks again.
        }
    }

    private bool IsHeld()
    {
        switch (lease.Look())
        {
            case LeaseState.CancelWanted:
                Stop(StopReason.CancelWanted);
                return false;
            case LeaseState.Lost:
                Stop(StopReason.Lost);
                return false;
            default:
                return true;
        }
    }

    /// <returns>True when the row was written.</returns>
    private async Task<bool> BeatOnceAsync(TimeSpan silent, CancellationToken ended)
    {
        try
        {
            if (!IsHeld())
            {
                return false;
            }

            var progress = run.Latest;
            if (silent < ShortestSilence || (silent < LongestSilence && progress == shown))
            {
                return false;
            }

            shown = progress;
            await lease.BeatAsync(progress, run.TakeLines(), ended);
            return true;
        }
        catch (DbException)
        {
            // A beat is missed while another process writes; the work itself meets and tells any lasting trouble.
            return false;
        }
    }
}
