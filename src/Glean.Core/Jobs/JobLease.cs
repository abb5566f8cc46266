using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

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
    private readonly string id = job.Id;
    private readonly string? runner = job.Runner;
    private readonly int attempt = job.Attempts;

    public string JobId => id;

    public int Attempt => attempt;

    /// <summary>Looks how the lease stands, without writing.</summary>
    public async Task<LeaseState> LookAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var wanted = await Mine(context).AsNoTracking().Select(j => (bool?)j.CancelRequested).SingleOrDefaultAsync(cancellationToken);
        return wanted switch
        {
            null => LeaseState.Lost,
            true => LeaseState.CancelWanted,
            false => LeaseState.Held,
        };
    }

    /// <summary>Shows that the run lives, and how far it is.</summary>
    public async Task BeatAsync(JobProgress progress, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        context.Turn = WriteTurn.Jobs;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await Mine(context).SingleOrDefaultAsync(cancellationToken) is not { } row)
        {
            return;
        }

        row.HeartbeatAt = Now;
        var moved = Show(row, progress);
        Write(context, row, lines);
        if (moved || lines.Count > 0)
        {
            context.Tell(row, Now, lines);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Writes how the run ended. Whatever it came to: a job that somebody wanted to stop is cancelled.</summary>
    /// <returns>The status written, or null when the lease was lost.</returns>
    public async Task<JobStatus?> EndAsync(JobEnding ending, JobProgress progress, IReadOnlyList<LogLine> lines)
    {
        await using var context = database.CreateContext();
        context.Turn = WriteTurn.Jobs;
        await using var transaction = await context.Database.BeginTransactionAsync();
        if (await Mine(context).SingleOrDefaultAsync() is not { } row)
        {
            return null;
        }

        if (row.CancelRequested)
        {
            ending = new JobEnding(JobStatus.Cancelled, "Cancelled; what was saved before stays.");
        }

        Show(row, progress);
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

        var level = ending.Status switch { JobStatus.Failed => JobRun.Failure, JobStatus.Pending => JobRun.Warning, _ => JobRun.Info };
        LogLine[] all = [.. lines, new LogLine(Now, level, ending.Words)];
        Write(context, row, all);
        context.Tell(row, Now, all);
        await context.SaveChangesAsync();
        await transaction.CommitAsync();
        return row.Status;
    }

    private IQueryable<Job> Mine(GleanDbContext context) =>
        context.Jobs.Where(j => j.Id == id && j.Status == JobStatus.Running && j.Runner == runner && j.Attempts == attempt);

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

    private static void Write(GleanDbContext context, Job row, IReadOnlyList<LogLine> lines)
    {
        foreach (var line in lines)
        {
            context.Log(row, line.Level, line.Message, line.At);
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
