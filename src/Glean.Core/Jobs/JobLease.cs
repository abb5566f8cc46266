using Glean.Catalog;
using Glean.Storage;

namespace Glean.Jobs;

/// <summary>How a run ended.</summary>
/// <param name="Status">Pending: it will run again.</param>
/// <param name="NotBefore">When, at the earliest.</param>
/// <param name="Counts">Whether this run counts as an attempt.</param>
internal sealed record JobEnding(JobStatus Status, string Words, string? Result = null, DateTime? NotBefore = null, bool Counts = true);

/// <summary>What a beat finds.</summary>
internal enum LeaseState
{
    Held,

    /// <summary>Somebody wants the job to stop.</summary>
    CancelWanted,

    /// <summary>The job was taken for dead, or ended by another: nothing this run says counts any more.</summary>
    Lost,
}

/// <summary>
/// The right of one attempt of one process to write a job's row. Every write names both, so that a late one of a run that
/// was given up changes nothing.
/// </summary>
internal sealed class JobLease(GleanDatabase database, TimeProvider time, Job job)
{
    private const string Mine = "WHERE id = @id AND status = 'running' AND runner = @runner AND attempts = @attempt";

    private readonly string id = job.Id;
    private readonly string? runner = job.Runner;
    private readonly int attempt = job.Attempts;

    public string JobId => id;

    public int Attempt => attempt;

    /// <summary>Looks how the lease stands, without writing.</summary>
    public LeaseState Look()
    {
        using var connection = database.OpenForReading();
        return connection.Rows($"SELECT cancel_requested FROM jobs {Mine}", r => r.GetBoolean(0), Names) switch
        {
            [] => LeaseState.Lost,
            [true] => LeaseState.CancelWanted,
            _ => LeaseState.Held,
        };
    }

    /// <summary>Shows that the run lives, and how far it is.</summary>
    public Task BeatAsync(JobProgress progress, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken) => WriteAsync(
        row =>
        {
            row.HeartbeatAt = Now;
            return Show(row, progress) || lines.Count > 0;
        },
        lines,
        cancellationToken);

    /// <summary>Writes how the run ended. Whatever it came to: a job that somebody wanted to stop is cancelled.</summary>
    /// <returns>The status written, or null when the lease was lost.</returns>
    public async Task<JobStatus?> EndAsync(JobEnding ending, JobProgress progress, IReadOnlyList<LogLine> lines)
    {
        List<LogLine> all = [.. lines];
        return await WriteAsync(
            row =>
            {
                Show(row, progress);
                all.Add(End(row, row.CancelRequested ? new JobEnding(JobStatus.Cancelled, "Cancelled; what was saved before stays.") : ending));
                return true;
            },
            all,
            CancellationToken.None);
    }

    private LogLine End(Job row, JobEnding ending)
    {
        row.Status = ending.Status;
        row.HeartbeatAt = Now;
        row.Result = ending.Result;
        row.Error = ending.Status == JobStatus.Failed ? ending.Words : null;
        if (ending.Status == JobStatus.Completed)
        {
            row.Progress = 100;
        }

        if (ending.Status == JobStatus.Pending)
        {
            row.Runner = null;
            row.NotBefore = ending.NotBefore;
            row.Attempts -= ending.Counts ? 0 : 1;
            row.Message = ending.Words;
        }
        else
        {
            row.CompletedAt = Now;
        }

        return new LogLine(Now, ending.Status switch { JobStatus.Failed => JobRun.Failure, JobStatus.Pending => JobRun.Warning, _ => JobRun.Info }, ending.Words);
    }

    /// <param name="change">Changes the row, and says whether to tell of it.</param>
    /// <returns>The status that stands then, or null when the lease was lost.</returns>
    private Task<JobStatus?> WriteAsync(Func<Job, bool> change, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken) => database.WriteAsync(
        WriteTurn.Jobs,
        connection =>
        {
            if (connection.Jobs(Mine, Names) is not [var row])
            {
                return (JobStatus?)null;
            }

            var isNews = change(row);
            connection.Save(row);
            if (isNews)
            {
                connection.Tell(row, Now, lines);
            }

            return row.Status;
        },
        cancellationToken);

    private (string, object?)[] Names => [("@id", id), ("@runner", runner), ("@attempt", attempt)];

    private static bool Show(Job row, JobProgress progress)
    {
        if (progress.Message is null)
        {
            return false;
        }

        var message = StorableText.Of(progress.Message);
        var moved = row.Progress != progress.Percent || row.Message != message;
        (row.Progress, row.Message) = (Math.Clamp(progress.Percent, 0, 100), message);
        return moved;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
