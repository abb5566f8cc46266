using System.Data.Common;
using Glean.Catalog;
using Glean.Storage;

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
        var (wish, job) = await WriteAsync(connection => Cancel(connection, id), cancellationToken);
        if (wish == JobWish.Granted)
        {
            signal?.TellCancel(id);
        }

        return (wish, job);
    }

    private (JobWish Wish, Job? Job) Cancel(DbConnection connection, string id)
    {
        var job = connection.Job(id);
        switch (job?.Status)
        {
            case null:
                return (JobWish.NoSuchJob, null);
            case JobStatus.Completed or JobStatus.Failed:
                return (JobWish.TooLate, job);
        }

        Stop(connection, job, isOver: job.Status == JobStatus.Pending || (job.Status == JobStatus.Running && JobProcess.IsAlive(job.Runner) == false));
        // Also of one whose runner saw the wish and is through.
        foreach (var part in connection.Jobs("WHERE part_of = @id AND status IN ('pending', 'running')", ("@id", id)))
        {
            Stop(connection, part, isOver: part.Status == JobStatus.Pending);
        }

        return (JobWish.Granted, job);
    }

    private void Stop(DbConnection connection, Job job, bool isOver)
    {
        job.CancelRequested = true;
        if (isOver)
        {
            End(connection, job, JobStatus.Cancelled, error: null);
        }
        else
        {
            connection.Save(job);
        }
    }

    /// <summary>Queues a new job with the options of one that failed or was cancelled.</summary>
    public async Task<(JobWish Wish, Job? Job)> RetryAsync(string id, long? userId, CancellationToken cancellationToken)
    {
        var old = new JobReader(database).Find(id);
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
        return await WriteAsync(connection => Claim(connection, attendedId, runner, now), cancellationToken);
    }

    private Job? Claim(DbConnection connection, string? attendedId, string runner, DateTime now)
    {
        var claimed = connection.Rows(
            $"""
            UPDATE jobs SET status = 'running', runner = @runner, attempts = attempts + 1, started_at = @now, heartbeat_at = @now,
                            not_before = NULL, progress = 0, message = NULL, error = NULL
            WHERE id = (
                SELECT p.id FROM jobs p
                WHERE p.status = 'pending' AND (p.not_before IS NULL OR p.not_before <= @now)
                  AND ((CAST(@attended AS text) IS NULL AND p.runner IS NULL) OR p.id = @attended)
                  AND NOT EXISTS (
                    SELECT 1 FROM jobs r
                    WHERE r.status = 'running' AND r.type = p.type AND p.type NOT IN ('report', 'import', 'pipeline')
                      AND (p.type <> 'scout' OR r.scout_type = p.scout_type OR 'all' IN (r.scout_type, p.scout_type))
                      AND NOT (p.part_of IS NOT NULL AND (r.id = p.part_of OR (coalesce(r.part_of, '') = p.part_of AND r.runner <> @runner))))
                ORDER BY p.created_at, p.id LIMIT 1)
            RETURNING {JobRows.Columns}
            """,
            JobRows.Read,
            ("@runner", runner), ("@now", now), ("@attended", attendedId));
        if (claimed is not [var job])
        {
            return null;
        }

        connection.Tell(job, Now, Line(JobRun.Info, job.Attempts == 1 ? "Started." : $"Started, attempt {job.Attempts} of {JobRows.MostAttempts}."));
        return job;
    }

    /// <summary>Goes through the statements of the life of a job, and takes them back.</summary>
    public Task RehearseAsync(CancellationToken cancellationToken) => database.RehearseAsync(
        WriteTurn.Jobs,
        connection =>
        {
            var job = JobRows.New(JobType.Analyze, scoutType: null, "{}", Now);
            connection.Add(job, Now);
            Claim(connection, job.Id, JobProcess.Attended, UtcText.WholeSeconds(Now));
            End(connection, job, JobStatus.Completed, error: null);
            return connection.Jobs("WHERE part_of = @whole ORDER BY id", ("@whole", job.Id));
        },
        cancellationToken);

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

        List<Job> seen;
        using (var connection = database.OpenForReading())
        {
            seen = connection.Jobs("WHERE status = 'running' OR (status = 'pending' AND runner IS NOT NULL)");
        }

        List<Job> recovered = [];
        foreach (var job in seen.Where(IsAbandoned))
        {
            if (await WriteAsync(connection => Recover(connection, job), cancellationToken) is { } now)
            {
                recovered.Add(now);
            }
        }

        return recovered;
    }

    /// <returns>The job as it stands now; null when it is not as it was seen.</returns>
    private Job? Recover(DbConnection connection, Job seen)
    {
        if (connection.Job(seen.Id) is not { } job || (job.Status, job.Runner, job.HeartbeatAt) != (seen.Status, seen.Runner, seen.HeartbeatAt))
        {
            return null;
        }

        if (job.CancelRequested)
        {
            End(connection, job, JobStatus.Cancelled, error: null);
        }
        else if (JobProcess.IsAttended(job.Runner) || job.Attempts >= JobRows.MostAttempts)
        {
            End(connection, job, JobStatus.Failed, EndedWithoutAWord);
        }
        else
        {
            job.Status = JobStatus.Pending;
            job.Runner = null;
            job.Message = EndedWithoutAWord + " It runs again.";
            connection.Save(job);
            connection.Tell(job, Now, Line(JobRun.Warning, job.Message));
        }

        return job;
    }

    /// <summary>Asked several times a second, so without the write lock.</summary>
    private bool Any(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
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

    private void End(DbConnection connection, Job job, JobStatus status, string? error)
    {
        job.Status = status;
        job.Error = error;
        job.CompletedAt = Now;
        connection.Save(job);
        connection.Tell(job, Now, error is null ? Line(JobRun.Info, "Cancelled.") : Line(JobRun.Failure, error));
    }

    private async Task InsertAsync(Job job, CancellationToken cancellationToken)
    {
        await WriteAsync(
            connection =>
            {
                connection.Add(job, Now);
                return job;
            },
            cancellationToken);
        signal?.TellQueued();
    }

    /// <summary>Nothing here touches what evidence is stored in: whoever queues, takes or cancels a job does not wait for that.</summary>
    private Task<T> WriteAsync<T>(Func<DbConnection, T> statements, CancellationToken cancellationToken) => database.WriteAsync(WriteTurn.Jobs, statements, cancellationToken);

    private LogLine Line(string level, string message) => new(Now, level, message);

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
