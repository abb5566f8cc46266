using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Jobs;

/// <summary>What a running job tells: how far it is, in percent of the whole, and with what.</summary>
public readonly record struct JobProgress(int Percent, string Message);

/// <summary>Runs work under a row in <c>jobs</c>, so that every run is seen, wherever it was started.</summary>
public sealed class JobRunner(GleanDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>Runs <paramref name="work"/>; its result is stored as JSON, its failure as words.</summary>
    /// <param name="watch">Sees the progress besides the row, for example a bar on a terminal.</param>
    public async Task<T> RunAsync<T>(
        JobType type,
        string? scoutType,
        Func<IProgress<JobProgress>, CancellationToken, Task<T>> work,
        IProgress<JobProgress>? watch,
        CancellationToken cancellationToken)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        await StartAsync(id, type, scoutType, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ended = new CancellationTokenSource();
        var latest = new Latest(watch);
        var beating = BeatAsync(id, latest, stop, ended.Token);
        try
        {
            var result = await work(latest, stop.Token);
            await FinishAsync(id, JobStatus.Completed, result: JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
            return result;
        }
        catch (OperationCanceledException)
        {
            await FinishAsync(id, JobStatus.Cancelled);
            throw;
        }
        catch (Exception e)
        {
            await FinishAsync(id, JobStatus.Failed, error: e is GleanException ? e.Message : e.GetType().Name + ": " + e.Message);
            throw;
        }
        finally
        {
            await ended.CancelAsync();
            await beating;
        }
    }

    private async Task StartAsync(string id, JobType type, string? scoutType, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var now = time.GetUtcNow().UtcDateTime;
        await FailAbandonedAsync(context, now, cancellationToken);
        context.Jobs.Add(new Job
        {
            Id = id,
            Type = type,
            ScoutType = scoutType,
            Status = JobStatus.Running,
            CreatedAt = now,
            StartedAt = now,
            HeartbeatAt = now,
            Runner = JobProcess.Current,
        });
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A process that was killed leaves its rows running; whoever comes next says so.</summary>
    private static async Task FailAbandonedAsync(GleanDbContext context, DateTime now, CancellationToken cancellationToken)
    {
        var silent = now - Silence;
        var running = await context.Jobs.AsNoTracking().Where(j => j.Status == JobStatus.Running)
            .Select(j => new { j.Id, j.Runner, j.HeartbeatAt }).ToListAsync(cancellationToken);
        foreach (var job in running.Where(j => j.HeartbeatAt is not { } beat || beat < silent || JobProcess.IsGone(j.Runner)))
        {
            await context.Jobs.Where(j => j.Id == job.Id && j.Status == JobStatus.Running && j.HeartbeatAt == job.HeartbeatAt)
                .ExecuteUpdateAsync(set => set
                    .SetProperty(j => j.Status, JobStatus.Failed)
                    .SetProperty(j => j.Error, "The process that ran it ended without a word.")
                    .SetProperty(j => j.CompletedAt, now), cancellationToken);
        }
    }

    private async Task BeatAsync(string id, Latest latest, CancellationTokenSource stop, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                if (await BeatOnceAsync(id, latest.Value, ended))
                {
                    await stop.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The work is over.
        }
    }

    /// <returns>True when somebody asked for the job to stop.</returns>
    private async Task<bool> BeatOnceAsync(string id, JobProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = database.CreateContext();
            var now = time.GetUtcNow().UtcDateTime;
            await context.Jobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set
                .SetProperty(j => j.HeartbeatAt, now)
                .SetProperty(j => j.Progress, progress.Percent)
                .SetProperty(j => j.Message, progress.Message), cancellationToken);
            return await context.Jobs.AnyAsync(j => j.Id == id && j.CancelRequested, cancellationToken);
        }
        catch (DbException)
        {
            // A beat is missed while another process writes; the work itself meets and tells any lasting trouble.
            return false;
        }
    }

    private async Task FinishAsync(string id, JobStatus status, string? result = null, string? error = null)
    {
        await using var context = database.CreateContext();
        var now = time.GetUtcNow().UtcDateTime;
        await context.Jobs.Where(j => j.Id == id && j.Status == JobStatus.Running).ExecuteUpdateAsync(set => set
            .SetProperty(j => j.Status, status)
            .SetProperty(j => j.Progress, j => status == JobStatus.Completed ? 100 : j.Progress)
            .SetProperty(j => j.Result, result)
            .SetProperty(j => j.Error, error)
            .SetProperty(j => j.CompletedAt, now)
            .SetProperty(j => j.HeartbeatAt, now));
    }

    private sealed class Latest(IProgress<JobProgress>? watch) : IProgress<JobProgress>
    {
        private JobProgress value;
        private readonly Lock gate = new();

        public JobProgress Value
        {
            get
            {
                lock (gate)
                {
                    return value;
                }
            }
        }

        public void Report(JobProgress progress)
        {
            lock (gate)
            {
                value = progress;
            }

            watch?.Report(progress);
        }
    }
}
