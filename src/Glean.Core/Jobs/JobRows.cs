using System.Security.Cryptography;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Jobs;

/// <summary>Rows that jobs leave: themselves, their log, and what watchers are told.</summary>
internal static class JobRows
{
    /// <summary>Runs of one job before it is given up.</summary>
    public const int MostAttempts = 3;

    public static Job New(JobType type, string? scoutType, string options, DateTime now) => new()
    {
        Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)),
        Type = type,
        ScoutType = scoutType,
        Options = options,
        Status = JobStatus.Pending,
        CreatedAt = now,
    };

    /// <summary>Adds a line to the log of <paramref name="job"/>.</summary>
    public static void Log(this GleanDbContext context, Job job, string level, string message, DateTime now) =>
        context.JobLogs.Add(new JobLog { JobId = job.Id, At = now, Level = level, Message = message });

    /// <summary>Tells watchers how <paramref name="job"/> stands.</summary>
    public static void Tell(this GleanDbContext context, Job job, DateTime now, IReadOnlyList<LogLine>? lines = null) =>
        context.Events.Add(EventLog.Row(
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
                Logs = (lines ?? []).Select(l => new { Timestamp = l.At, l.Level, l.Message }),
            },
            now));

    /// <summary>The job as a person would name it in a sentence or a log line.</summary>
    public static string Name(this Job job) => job.ScoutType is null ? $"{job.Type.ToWire()} {job.Id}" : $"{job.Type.ToWire()} {job.ScoutType} {job.Id}";
}
