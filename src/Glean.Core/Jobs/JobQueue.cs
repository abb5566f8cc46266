using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Jobs;

/// <summary>What came of a wish to cancel or to retry.</summary>
public enum JobWish
{
    /// <summary>The job is cancelled, or will be when its runner sees the wish, which it looks for several times a second.</summary>
    Granted,

    NoSuchJob,

    /// <summary>It ended before, or has not ended yet.</summary>
    TooLate,
}

/// <summary>
/// The queue of jobs: rows that wait, in order, for a process to take them. Every change is one short transaction, and every
/// taking a comparison of what stands with what was seen, so that any number of processes may work on it.
/// </summary>
#pragma warning disable CA1711 // A queue is what it is, though no collection.
public sealed class JobQueue(GleanDatabase database, JobCatalog catalog, TimeProvider time, JobSignal? signal = null)
#pragma warning restore CA1711
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>A process that lives and is silent may be suspended, or could not write the end of its run; either way it has lost the job.</summary>
    private static readonly TimeSpan SilenceOfTheLiving = TimeSpan.FromSeconds(45);

    private const string EndedWithoutAWord = "The process that ran it ended without a word.";

    /// <summary>Queues a job. When this returns, the row is committed.</summary>
    public async Task<Job> AddAsync(JobRequest request, long? userId, CancellationToken cancellationToken)
    {
        if (!request.IsValid)
        {
            throw new ArgumentException("The request is not valid.", nameof(request));
        }

        var job = JobRows.New(request.Kind.Type, request.ScoutType, request.Options, Now);
        job.UserId = userId;
        await InsertAsync(job, cancellationToken);
        return job;
    }

    /// <summary>Asks for a job to stop. One that waits is cancelled at once; one that runs when its runner sees the wish.</summary>
    public async Task<(JobWish Wish, Job? Job)> CancelAsync(string id, CancellationToken cancellationToken)
    {
        if (database is PostgresDatabase)
        {
            Wish(id);
        }

        await using var context = Writing();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var job = await context.Jobs.SingleOrDefaultAsync(j => j.Id == id, cancellationToken);
        switch (job?.Status)
        {
            case null:
                return (JobWish.NoSuchJob, null);
            case JobStatus.Completed or JobStatus.Failed:
                return (JobWish.TooLate, job);
        }

        job.CancelRequested = true;
        if (job.Status == JobStatus.Pending || (job.Status == JobStatus.Running && JobProcess.IsAlive(job.Runner) == false))
        {
            End(context, job, JobStatus.Cancelled, error: null);
        }

        // Also of one whose runner saw the wish and is through.
        foreach (var part in await context.Jobs.Where(j => j.PartOf == id && (j.Status == JobStatus.Pending || j.Status == JobStatus.Running)).ToListAsync(cancellationToken))
        {
            part.CancelRequested = true;
            if (part.Status == JobStatus.Pending)
            {
                End(context, part, JobStatus.Cancelled, error: null);
            }
        }

        await SaveAsync(context, transaction, cancellationToken);
        signal?.TellCancel(id);
        return (JobWish.Granted, job);
    }

    /// <summary>
    /// Leaves the wish where runners look for it, before anything else: the first use of EF's model takes a busy process a second, in which
    /// those on other machines can begin to stop.
    /// </summary>
    private void Wish(string id)
    {
        using var connection = database.OpenForWriting();
        using var transaction = database.BeginWriting(connection, WriteTurn.Jobs);
        var wished = connection.Change(
            "UPDATE jobs SET cancel_requested = TRUE WHERE (id = @id OR part_of = @id) AND status IN ('pending', 'running') AND NOT cancel_requested", ("@id", id));
        transaction.Commit();
        if (wished > 0)
        {
            signal?.TellCancel(id);
        }
    }

    /// <summary>Queues a new job with the options of one that failed or was cancelled.</summary>
    public async Task<(JobWish Wish, Job? Job)> RetryAsync(string id, long? userId, CancellationToken cancellationToken)
    {
        Job? old;
        await using (var context = database.CreateContext())
        {
            old = await context.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancellationToken);
        }

        if (old is null)
        {
            return (JobWish.NoSuchJob, null);
        }

        if (old.Status is JobStatus.Pending or JobStatus.Running)
        {
            return (JobWish.TooLate, old);
        }

        return (JobWish.Granted, await AddAsync(catalog.Read(old.Type, old.ScoutType, old.Options), userId, cancellationToken));
    }

    /// <summary>Queues a job that its own process will run as soon as its turn comes; no other takes it.</summary>
    internal async Task<Job> AddAttendedAsync(JobType type, string? scoutType, string options, CancellationToken cancellationToken)
    {
        var job = JobRows.New(type, scoutType, options, Now);
        job.Runner = JobProcess.Attended;
        job.HeartbeatAt = Now;
        await InsertAsync(job, cancellationToken);
        return job;
    }

    /// <summary>
    /// Takes the job that waits longest and may run now: of some kinds only one runs at a time. The parts of one job run beside it and
    /// beside each other, but one of them in a process: more would share its time only.
    /// </summary>
    /// <param name="attendedId">Take this job of our own instead.</param>
    internal async Task<Job?> ClaimAsync(string? attendedId, CancellationToken cancellationToken)
    {
        var now = UtcText.WholeSeconds(Now);
        if (attendedId is null && !Any("SELECT 1 FROM jobs WHERE status = 'pending' AND runner IS NULL AND (not_before IS NULL OR not_before <= @now) LIMIT 1", ("@now", now)))
        {
            return null;
        }

        var runner = attendedId is null ? JobProcess.Current : JobProcess.Attended;
        await using var context = Writing();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var claimed = await context.Database.SqlQuery<string>(
            $"""
            UPDATE jobs SET status = 'running', runner = {runner}, attempts = attempts + 1, started_at = {now}, heartbeat_at = {now},
                            not_before = NULL, progress = 0, message = NULL, error = NULL
            WHERE id = (
                SELECT p.id FROM jobs p
                WHERE p.status = 'pending' AND (p.not_before IS NULL OR p.not_before <= {now})
                  AND ((CAST({attendedId} AS text) IS NULL AND p.runner IS NULL) OR p.id = {attendedId})
                  AND NOT EXISTS (
                    SELECT 1 FROM jobs r
                    WHERE r.status = 'running' AND r.type = p.type AND p.type NOT IN ('report', 'import', 'pipeline')
                      AND (p.type <> 'scout' OR r.scout_type = p.scout_type OR 'all' IN (r.scout_type, p.scout_type))
                      AND NOT (p.part_of IS NOT NULL AND (r.id = p.part_of OR (coalesce(r.part_of, '') = p.part_of AND r.runner <> {runner}))))
                ORDER BY p.created_at, p.id LIMIT 1)
            RETURNING id
            """).ToListAsync(cancellationToken);
        if (claimed is not [var id])
        {
            return null;
        }

        var job = await context.Jobs.SingleAsync(j => j.Id == id, cancellationToken);
        context.Log(job, JobRun.Info, job.Attempts == 1 ? "Started." : $"Started, attempt {job.Attempts} of {JobRows.MostAttempts}.", Now);
        context.Tell(job, Now);
        await SaveAsync(context, transaction, cancellationToken);
        return job;
    }

    /// <summary>
    /// Looks for jobs whose process is gone: they run again where that makes sense, and else have failed. A process on this
    /// machine is looked up; one elsewhere is given <see cref="Silence"/> to show its heartbeat.
    /// </summary>
    /// <returns>The jobs as they stand now.</returns>
    public async Task<IReadOnlyList<Job>> RecoverAsync(CancellationToken cancellationToken)
    {
        if (!Any("SELECT 1 FROM jobs WHERE status = 'running' OR (status = 'pending' AND runner IS NOT NULL) LIMIT 1"))
        {
            return [];
        }

        await using var context = Writing();
        var seen = await context.Jobs.AsNoTracking()
            .Where(j => j.Status == JobStatus.Running || (j.Status == JobStatus.Pending && j.Runner != null))
            .ToListAsync(cancellationToken);
        List<Job> recovered = [];
        foreach (var job in seen.Where(IsAbandoned))
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var now = await context.Jobs.SingleOrDefaultAsync(
                j => j.Id == job.Id && j.Status == job.Status && j.Runner == job.Runner && j.HeartbeatAt == job.HeartbeatAt, cancellationToken);
            if (now is null)
            {
                continue;
            }

            if (now.CancelRequested)
            {
                End(context, now, JobStatus.Cancelled, error: null);
            }
            else if (JobProcess.IsAttended(now.Runner) || now.Attempts >= JobRows.MostAttempts)
            {
                End(context, now, JobStatus.Failed, EndedWithoutAWord);
            }
            else
            {
                now.Status = JobStatus.Pending;
                now.Runner = null;
                now.Message = EndedWithoutAWord + " It runs again.";
                context.Log(now, JobRun.Warning, now.Message, Now);
                context.Tell(now, Now);
            }

            await SaveAsync(context, transaction, cancellationToken);
            recovered.Add(now);
        }

        return recovered;
    }

    /// <summary>Asked several times a second: without the write lock, and without EF's model, which would double the memory of a server that only waits.</summary>
    private bool Any(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var connection = database.OpenForReading();
        return connection.Any(sql, parameters);
    }

    private bool IsAbandoned(Job job) =>
        JobProcess.IsAlive(job.Runner) switch
        {
            false => true,
            true => job.HeartbeatAt < Now - SilenceOfTheLiving,
            null => job.HeartbeatAt is not { } beat || beat < Now - Silence,
        };

    private void End(GleanDbContext context, Job job, JobStatus status, string? error)
    {
        job.Status = status;
        job.Error = error;
        job.CompletedAt = Now;
        context.Log(job, error is null ? JobRun.Info : JobRun.Failure, error ?? "Cancelled.", Now);
        context.Tell(job, Now);
    }

    private async Task InsertAsync(Job job, CancellationToken cancellationToken)
    {
        await using var context = Writing();
        context.Jobs.Add(job);
        context.Tell(job, Now);
        await context.SaveChangesAsync(cancellationToken);
        context.ChangeTracker.Clear();
        signal?.TellQueued();
    }

    private static async Task SaveAsync(
        GleanDbContext context, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        context.ChangeTracker.Clear();
    }

    /// <summary>Nothing here touches what evidence is stored in: whoever queues, takes or cancels a job does not wait for that.</summary>
    private GleanDbContext Writing()
    {
        var context = database.CreateContext();
        context.Turn = WriteTurn.Jobs;
        return context;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
