using System.Data.Common;
using Glean.Catalog;
using Glean.Storage;
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
    private const string Columns = "id, name, job_type, scout_type, options, cron, time_zone, next_run_at, last_run_at";

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

        List<Schedule> due;
        using (var connection = database.OpenForReading())
        {
            due = connection.Rows(
                $"SELECT {Columns} FROM schedules WHERE enabled AND (next_run_at IS NULL OR next_run_at <= @now OR last_run_at > @wrong) ORDER BY next_run_at, id",
                Read,
                ("@now", now), ("@wrong", wrong));
        }

        List<Job> started = [];
        foreach (var schedule in due)
        {
            if (await database.WriteAsync(WriteTurn.Jobs, connection => Tick(connection, schedule, now), cancellationToken) is { } job)
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

    private Job? Tick(DbConnection connection, Schedule seen, DateTime now)
    {
        if (connection.Rows($"SELECT {Columns} FROM schedules WHERE id = @id AND enabled", Read, ("@id", seen.Id)) is not [var schedule]
            || (schedule.NextRunAt, schedule.LastRunAt) != (seen.NextRunAt, seen.LastRunAt))
        {
            return null;
        }

        var isTick = schedule.NextRunAt <= now;
        if (!TryMoveOn(schedule, now))
        {
            schedule.Enabled = false;
            isTick = false;
        }

        var job = isTick && !IsWaiting(connection, schedule) ? Queue(connection, schedule, now) : null;
        schedule.LastRunAt = isTick ? now : schedule.LastRunAt > now ? null : schedule.LastRunAt;
        connection.Change(
            "UPDATE schedules SET enabled = @enabled, next_run_at = @next, last_run_at = @last WHERE id = @id",
            ("@id", schedule.Id), ("@enabled", schedule.Enabled), ("@next", schedule.NextRunAt), ("@last", schedule.LastRunAt));
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
    private static bool IsWaiting(DbConnection connection, Schedule schedule) =>
        connection.Any("SELECT 1 FROM jobs WHERE schedule_id = @schedule AND status = 'pending' LIMIT 1", ("@schedule", schedule.Id));

    private static Job Queue(DbConnection connection, Schedule schedule, DateTime now)
    {
        var job = JobRows.New(schedule.JobType, schedule.ScoutType, schedule.Options, now);
        job.ScheduleId = schedule.Id;
        connection.Add(job, now, new LogLine(now, JobRun.Info, $"Queued by the schedule '{schedule.Name}'."));
        return job;
    }

    private static Schedule Read(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Name = row.GetString(1),
        JobType = row.Wire<JobType>(2),
        ScoutType = row.Text(3),
        Options = row.GetString(4),
        Cron = row.GetString(5),
        TimeZone = row.GetString(6),
        NextRunAt = row.UtcOrNull(7),
        LastRunAt = row.UtcOrNull(8),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schedule '{Schedule}' was switched off: {Words}")]
    private partial void LogSwitchedOff(string schedule, string words);
}
