using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Glean.Jobs;

/// <summary>
/// Queues a job at each tick of each schedule. A schedule's row holds its next tick; whoever moves it on, in one transaction
/// with the new job, has that tick for himself, so that any number of processes may tick and each tick counts once.
/// </summary>
/// <remarks>
/// Ticks that nobody was there for come to one run, as soon as somebody is. A clock that was put back by less than a day
/// waits for the stored tick rather than repeat some; by more, the stored tick came from a clock gone wrong.
/// </remarks>
public sealed partial class Scheduler(GleanDatabase database, TimeProvider time, JobSignal signal, ILogger<Scheduler> logger)
{
    private static readonly TimeSpan ClockGoneWrong = TimeSpan.FromDays(1);

    /// <summary>Starts what is due.</summary>
    /// <returns>The jobs queued.</returns>
    public async Task<IReadOnlyList<Job>> TickAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var wrong = now + ClockGoneWrong;
        if (!IsAnyDue(now, wrong))
        {
            return [];
        }

        await using var context = database.CreateContext();
        var due = await context.Schedules.AsNoTracking()
            .Where(s => s.Enabled && (s.NextRunAt == null || s.NextRunAt <= now || s.LastRunAt > wrong))
            .OrderBy(s => s.NextRunAt).ThenBy(s => s.Id)
            .ToListAsync(cancellationToken);
        List<Job> started = [];
        foreach (var schedule in due)
        {
            if (await TickAsync(schedule, now, cancellationToken) is { } job)
            {
                started.Add(job);
            }
        }

        if (started.Count > 0)
        {
            signal.TellQueued();
        }

        return started;
    }

    /// <summary>Asked every second, see <see cref="JobQueue"/>: cheap.</summary>
    private bool IsAnyDue(DateTime now, DateTime wrong)
    {
        using var connection = database.OpenForReading();
        return connection.Any(
            "SELECT 1 FROM schedules WHERE enabled AND (next_run_at IS NULL OR next_run_at <= @now OR last_run_at > @wrong) LIMIT 1",
            ("@now", now), ("@wrong", wrong));
    }

    private async Task<Job?> TickAsync(Schedule seen, DateTime now, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var schedule = await context.Schedules.SingleOrDefaultAsync(
            s => s.Id == seen.Id && s.Enabled && s.NextRunAt == seen.NextRunAt && s.LastRunAt == seen.LastRunAt, cancellationToken);
        if (schedule is null)
        {
            return null;
        }

        var isTick = schedule.NextRunAt <= now;
        if (!TryMoveOn(schedule, now))
        {
            schedule.Enabled = false;
            isTick = false;
        }

        var job = isTick && !await IsWaitingAsync(context, schedule, cancellationToken) ? Queue(context, schedule, now) : null;
        schedule.LastRunAt = isTick ? now : schedule.LastRunAt > now ? null : schedule.LastRunAt;
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return job;
    }

    private bool TryMoveOn(Schedule schedule, DateTime now)
    {
        try
        {
            schedule.NextRunAt = ScheduleTimes.Next(schedule.Cron, schedule.TimeZone, now);
            return schedule.NextRunAt is not null;
        }
        catch (GleanException e)
        {
            // Written by hand, or a time zone that this machine does not know: the others go on.
            LogSwitchedOff(LogText.OneLine(schedule.Name), LogText.OneLine(e.Message));
            return false;
        }
    }

    /// <summary>A run that still waits will do what this tick asks for, too.</summary>
    private static Task<bool> IsWaitingAsync(GleanDbContext context, Schedule schedule, CancellationToken cancellationToken) =>
        context.Jobs.AnyAsync(j => j.ScheduleId == schedule.Id && j.Status == JobStatus.Pending, cancellationToken);

    private static Job Queue(GleanDbContext context, Schedule schedule, DateTime now)
    {
        var job = JobRows.New(schedule.JobType, schedule.ScoutType, schedule.Options, now);
        job.ScheduleId = schedule.Id;
        context.Jobs.Add(job);
        context.Log(job, JobRun.Info, $"Queued by the schedule '{schedule.Name}'.", now);
        context.Tell(job, now);
        return job;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schedule '{Schedule}' was switched off: {Words}")]
    private partial void LogSwitchedOff(string schedule, string words);
}
