using System.Data.Common;
using System.Security.Cryptography;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Jobs;

/// <summary>
/// Rows that jobs leave: themselves, their log, and what watchers are told. Written by hand: a worker takes a job, and a server
/// queues and ticks, without EF's model, which costs up to a second of work and 45 MB.
/// </summary>
internal static class JobRows
{
    /// <summary>Runs of one job before it is given up.</summary>
    public const int MostAttempts = 3;

    /// <summary>The columns that <see cref="Read"/> reads.</summary>
    public const string Columns =
        "id, type, status, progress, message, result, error, scout_type, options, attempts, schedule_id, part_of, not_before, created_at, started_at, completed_at, heartbeat_at, cancel_requested, user_id, runner";

    private static readonly SqlColumn<LogLine>[] LogColumns =
    [
        new("at", SqlType.Time, l => l.At),
        new("level", SqlType.Text, l => l.Level),
        new("message", SqlType.Text, l => l.Message),
    ];

    public static Job New(JobType type, string? scoutType, string options, DateTime now) => new()
    {
        Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)),
        Type = type,
        ScoutType = scoutType,
        Options = options,
        Status = JobStatus.Pending,
        CreatedAt = now,
    };

    /// <summary>The jobs that <paramref name="which"/>, a literal of the caller that begins with WHERE, asks for.</summary>
    public static List<Job> Jobs(this DbConnection connection, string which, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        connection.Rows($"SELECT {Columns} FROM jobs {which}", Read, parameters);

    /// <summary>The job of this id, or null.</summary>
    public static Job? Job(this DbConnection connection, string id) => connection.Jobs("WHERE id = @id", ("@id", id)) is [var job] ? job : null;

    /// <summary>A row with <see cref="Columns"/>.</summary>
    public static Job Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Type = row.Wire<JobType>(1),
        Status = row.Wire<JobStatus>(2),
        Progress = row.GetInt32(3),
        Message = row.Text(4),
        Result = row.Text(5),
        Error = row.Text(6),
        ScoutType = row.Text(7),
        Options = row.GetString(8),
        Attempts = row.GetInt32(9),
        ScheduleId = row.Long(10),
        PartOf = row.Text(11),
        NotBefore = row.UtcOrNull(12),
        CreatedAt = row.Utc(13),
        StartedAt = row.UtcOrNull(14),
        CompletedAt = row.UtcOrNull(15),
        HeartbeatAt = row.UtcOrNull(16),
        CancelRequested = row.GetBoolean(17),
        UserId = row.Long(18),
        Runner = row.Text(19),
    };

    /// <summary>Adds a job that waits, with lines of its log, and tells watchers of it.</summary>
    public static void Add(this DbConnection connection, Job job, DateTime now, params IReadOnlyList<LogLine> lines)
    {
        connection.Change(
            """
            INSERT INTO jobs (id, type, status, scout_type, options, schedule_id, part_of, created_at, heartbeat_at, user_id, runner)
            VALUES (@id, @type, @status, @scout, @options, @schedule, @whole, @created, @beat, @user, @runner)
            """,
            ("@id", job.Id), ("@type", job.Type.ToWire()), ("@status", job.Status.ToWire()), ("@scout", job.ScoutType), ("@options", job.Options), ("@schedule", job.ScheduleId),
            ("@whole", job.PartOf), ("@created", job.CreatedAt), ("@beat", job.HeartbeatAt), ("@user", job.UserId), ("@runner", job.Runner));
        connection.Tell(job, now, lines);
    }

    /// <summary>Writes what changes of a job that was read in the same transaction.</summary>
    public static void Save(this DbConnection connection, Job job) => connection.Change(
        """
        UPDATE jobs SET status = @status, progress = @progress, message = @message, result = @result, error = @error, attempts = @attempts, not_before = @not_before,
                        completed_at = @completed, heartbeat_at = @beat, cancel_requested = @cancel, runner = @runner
        WHERE id = @id
        """,
        ("@id", job.Id), ("@status", job.Status.ToWire()), ("@progress", job.Progress), ("@message", job.Message), ("@result", job.Result), ("@error", job.Error),
        ("@attempts", job.Attempts), ("@not_before", job.NotBefore), ("@completed", job.CompletedAt), ("@beat", job.HeartbeatAt), ("@cancel", job.CancelRequested),
        ("@runner", job.Runner));

    /// <summary>Adds lines to the log of <paramref name="job"/>, and tells watchers how it stands.</summary>
    public static void Tell(this DbConnection connection, Job job, DateTime now, params IReadOnlyList<LogLine> lines)
    {
        if (lines.Count > 0)
        {
            var dialect = connection.Dialect();
            connection.Change(
                $"INSERT INTO job_logs (job_id, at, level, message) SELECT @job, at, level, message FROM {dialect.Records("@lines", LogColumns)} ORDER BY place",
                [("@job", job.Id), .. dialect.RecordValues("@lines", LogColumns, lines)]);
        }

        EventLog.Add(connection, EventLog.Row(
            EventLog.Job,
            job.Id,
            new
            {
                job.Id,
                job.Type,
                job.ScoutType,
                job.Status,
                job.Progress,
                job.Message,
                job.Error,
                Logs = lines.Select(l => new { Timestamp = l.At, l.Level, l.Message }),
            },
            now));
    }

    /// <summary>The job as a person would name it in a sentence or a log line.</summary>
    public static string Name(this Job job) => job.ScoutType is null ? $"{job.Type.ToWire()} {job.Id}" : $"{job.Type.ToWire()} {job.ScoutType} {job.Id}";
}
