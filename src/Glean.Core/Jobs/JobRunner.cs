using System.Data.Common;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Jobs;

/// <summary>
/// Runs work under a row in <c>jobs</c>, so that every run is seen, wherever it was started: jobs that a worker took from the
/// queue, and those a command runs itself while somebody waits.
/// </summary>
public sealed class JobRunner(GleanDatabase database, TimeProvider time, JobSignal? signal = null)
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(500);

    /// <summary>What work that was told to stop may take to do so before the row is written without it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(700);

    private static readonly TimeSpan GraceAtShutdown = TimeSpan.FromSeconds(4);

    /// <summary>Runs <paramref name="work"/> in this process when its turn comes; its result is stored as JSON, its failure as words.</summary>
    /// <param name="watch">Sees the progress besides the row, for example a bar on a terminal.</param>
    /// <param name="options">What the work was asked to do, so that it can be retried.</param>
    /// <param name="summary">What of the result the row keeps; null for all of it.</param>
    public async Task<T> RunAsync<T>(
        JobType type,
        string? scoutType,
        Func<IProgress<JobProgress>, CancellationToken, Task<T>> work,
        IProgress<JobProgress>? watch,
        CancellationToken cancellationToken,
        object? options = null,
        Func<T, object?>? summary = null) =>
        await RunAsync(type, scoutType, run => work(run, run.Stopping), watch, cancellationToken, options, summary);

    /// <param name="work">Sees its run: the job's id, and where to log.</param>
    /// <inheritdoc cref="RunAsync{T}(JobType, string?, Func{IProgress{JobProgress}, CancellationToken, Task{T}}, IProgress{JobProgress}?, CancellationToken, object?, Func{T, object?}?)"/>
    public async Task<T> RunAsync<T>(
        JobType type,
        string? scoutType,
        Func<JobRun, Task<T>> work,
        IProgress<JobProgress>? watch,
        CancellationToken cancellationToken,
        object? options = null,
        Func<T, object?>? summary = null)
    {
        var queue = new JobQueue(database, new JobCatalog([]), time);
        await queue.RecoverAsync(cancellationToken);
        var waiting = await queue.AddAttendedAsync(type, scoutType, JsonSerializer.Serialize(options ?? new { }, JobJson.Options), cancellationToken);
        var job = await TurnAsync(queue, waiting.Id, watch, cancellationToken);

        var result = default(T);
        var ended = await SuperviseAsync(
            job,
            async run =>
            {
                result = await work(run);
                return summary is null ? result : summary(result);
            },
            limit: Timeout.InfiniteTimeSpan,
            watch,
            attended: true,
            cancellationToken);
        ended.Failure?.Throw();
        return ended.Status switch
        {
            JobStatus.Completed => result!,
            JobStatus.Failed => throw new GleanException(FailureKind.Work, ended.Words),
            _ => throw new OperationCanceledException($"The job {job.Id} was cancelled.", cancellationToken),
        };
    }

    /// <summary>Runs a job that was taken from the queue.</summary>
    /// <param name="handBack">The process ends: the job goes back to the queue.</param>
    internal Task<JobOutcome> RunClaimedAsync(Job job, TimeSpan limit, Func<JobRun, Task<object?>> work, CancellationToken handBack) =>
        SuperviseAsync(job, work, limit, watch: null, attended: false, handBack);

    private async Task<Job> TurnAsync(JobQueue queue, string id, IProgress<JobProgress>? watch, CancellationToken cancellationToken)
    {
        try
        {
            for (var told = false; ; told = true)
            {
                if (await queue.ClaimAsync(id, cancellationToken) is { } claimed)
                {
                    return claimed;
                }

                if (new JobReader(database).Find(id) is not { Status: JobStatus.Pending })
                {
                    throw new OperationCanceledException($"The job {id} was cancelled while it waited.");
                }

                if (!told)
                {
                    watch?.Report(new JobProgress(0, "waiting for a job of this kind that runs already: glean jobs list"));
                }

                await Task.Delay(Turn, time, cancellationToken);
                await queue.RecoverAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await queue.CancelAsync(id, CancellationToken.None);
            throw;
        }
    }

    private async Task<JobOutcome> SuperviseAsync(
        Job job, Func<JobRun, Task<object?>> work, TimeSpan limit, IProgress<JobProgress>? watch, bool attended, CancellationToken outside)
    {
        var lease = new JobLease(database, time, job);
        // Not disposed: work that takes its time to stop still holds the token.
        var stop = new CancellationTokenSource();
        var run = new JobRun(job.Id, time, watch, stop.Token);
        var pulse = new JobPulse(lease, run, stop, time);
        using var ended = new CancellationTokenSource();
        await using var leaving = outside.Register(() => pulse.Stop(StopReason.Leaving));
        using var clock = time.CreateTimer(_ => pulse.Stop(StopReason.TimeUp), null, limit, Timeout.InfiniteTimeSpan);
        var beating = pulse.BeatAsync(signal, ended.Token);
        var working = Task.Run(() => work(run), CancellationToken.None);

        if (!attended)
        {
            await Task.WhenAny(working, pulse.Stopped);
            await Task.WhenAny(working, Patience(pulse));
        }
        else
        {
            // Somebody waits at a command: it ends when its work has ended, so that nothing is written behind its back.
            await Task.WhenAny(working);
        }

        await ended.CancelAsync();
        await beating;
        var failure = working.IsFaulted ? ExceptionDispatchInfo.Capture(working.Exception!.InnerException!) : null;
        var ending = Judge(job, working, pulse.Reason, limit, attended);
        var status = await WriteAsync(lease, ending, run);
        return new JobOutcome(status, ending.Words, failure, working);
    }

    private Task Patience(JobPulse pulse) => Task.Delay(pulse.Reason == StopReason.Leaving ? GraceAtShutdown : Grace, time);

    private JobEnding Judge(Job job, Task<object?> working, StopReason reason, TimeSpan limit, bool attended)
    {
        var cancelled = new JobEnding(JobStatus.Cancelled, "Cancelled; what was saved before stays.");
        if (reason == StopReason.CancelWanted)
        {
            return cancelled;
        }

        if (working.IsCompletedSuccessfully)
        {
            return new JobEnding(JobStatus.Completed, "Completed.", JsonSerializer.Serialize(working.Result, JobJson.Options));
        }

        var stopped = !working.IsFaulted || working.Exception.InnerException is OperationCanceledException;
        return reason switch
        {
            StopReason.Leaving when stopped => attended
                ? cancelled
                : new JobEnding(JobStatus.Pending, "Handed back: the process that ran it ended. It runs again.", Counts: false),
            StopReason.TimeUp when stopped => new JobEnding(JobStatus.Failed, $"It took longer than {limit.TotalMinutes:0.##} minutes and was stopped; what was saved before stays."),
            _ when stopped => new JobEnding(JobStatus.Failed, "It was stopped, and nobody had asked for that."),
            _ => JobFailure.Judge(job, working.Exception!.InnerException!, attended, time.GetUtcNow().UtcDateTime),
        };
    }

    /// <summary>The last word on a run is worth some patience: others may write just then.</summary>
    private async Task<JobStatus?> WriteAsync(JobLease lease, JobEnding ending, JobRun run)
    {
        var lines = run.TakeLines();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await lease.EndAsync(ending, run.Latest, lines);
            }
            catch (Exception e) when (attempt < 3 && JobFailure.IsPassing(e))
            {
                await Task.Delay(Turn, time, CancellationToken.None);
            }
            catch (DbException)
            {
                // The database is away: whoever looks for abandoned jobs later finds this one.
                return null;
            }
        }
    }
}

/// <summary>What a run came to.</summary>
/// <param name="Status">As written; null when the lease was lost or the database is away.</param>
/// <param name="Work">The work itself, which may still be busy stopping.</param>
internal sealed record JobOutcome(JobStatus? Status, string Words, ExceptionDispatchInfo? Failure, Task Work);
