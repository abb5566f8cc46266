using Glean.Catalog;
using Glean.Jobs;
using Glean.Settings;
using Glean.Storage;
using Glean.Tracking;
using Microsoft.EntityFrameworkCore;

namespace Glean.Operations.Maintenance;

/// <summary>What a maintenance did.</summary>
public sealed record MaintenanceResult(string Integrity, int EventsRemoved, int LogLinesRemoved, int JobsRemoved, long BytesBefore, long BytesAfter);

/// <summary>Keeps the database small, quick and known to be sound.</summary>
public sealed class MaintenanceRun(GleanDatabase database, Retention retention, TimeProvider time)
{
    private const string Sound = "ok";

    public async Task<MaintenanceResult> RunAsync(IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        progress.Report(new JobProgress(0, "checking the database"));
        var before = database.Size();
        using var connection = database.OpenForWriting(pooling: false);
        var integrity = database is SqliteDatabase ? connection.Scalar("PRAGMA integrity_check") as string ?? "" : Sound;
        if (integrity != Sound)
        {
            // Nothing is moved about in a damaged file.
            throw new GleanException(FailureKind.Database, $"The database is damaged: {integrity}", "Restore the last good backup: glean restore FILE");
        }

        cancellationToken.ThrowIfCancellationRequested();
        progress.Report(new JobProgress(30, "forgetting old events and job logs"));
        var (events, lines, jobs) = await ForgetAsync(cancellationToken);
        progress.Report(new JobProgress(50, "counting for the query planner"));
        connection.Execute("ANALYZE");
        if (database is SqliteDatabase)
        {
            // A server does this by itself, bit by bit, while others go on.
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report(new JobProgress(60, "giving free pages back"));
            connection.Execute("VACUUM");
            connection.Scalar("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        return new MaintenanceResult(integrity, events, lines, jobs, before, database.Size());
    }

    private async Task<(int Events, int Lines, int Jobs)> ForgetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var old = now.AddDays(-retention.JobDays);
        var events = new EventLog(database).Trim(now, TimeSpan.FromDays(retention.EventDays));
        await using var context = database.CreateContext();
        var lines = await context.JobLogs.Where(l => l.At < old).ExecuteDeleteAsync(cancellationToken);
        var jobs = await context.Jobs
            .Where(j => j.CreatedAt < old && j.Status != JobStatus.Pending && j.Status != JobStatus.Running && !context.JobLogs.Any(l => l.JobId == j.Id))
            .ExecuteDeleteAsync(cancellationToken);
        return (events, lines, jobs);
    }
}

/// <summary>The job that looks after the database.</summary>
public static class MaintenanceJob
{
    public static readonly JobKind Kind = JobKind.Of(
        JobType.Maintenance,
        TimeSpan.FromHours(1),
        options => options,
        async (_, tools, run) =>
        {
            var retention = tools.Stored.Retention();
            var snapshots = await SnapshotRetention.TrimAsync(tools.Database, retention.SnapshotDays, tools.Time.GetUtcNow().UtcDateTime, run.Stopping);
            run.Log($"{snapshots} texts of pages removed that were older than {retention.SnapshotDays} days.");
            return await new MaintenanceRun(tools.Database, retention, tools.Time).RunAsync(run, run.Stopping);
        });
}
