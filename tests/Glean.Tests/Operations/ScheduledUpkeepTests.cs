using System.Text.Json;
using Glean.Catalog;
using Glean.Operations.Backups;
using Glean.Tests.Jobs;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations;

/// <summary>What the schedules look after: maintenance, backups, and the weekly proof that one can be restored.</summary>
[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class ScheduledUpkeepTests : IDisposable
{
    private readonly JobsFixture jobs = new();

    [Fact]
    public async Task A_maintenance_leaves_its_history_and_a_smaller_file()
    {
        using (var connection = jobs.Database.OpenForWriting(pooling: false))
        {
            connection.Seed("""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
                INSERT INTO tools (name, description) SELECT 'Tool ' || i, printf('%.*c', 1000, 'x') FROM n;
                DELETE FROM tools;
                INSERT INTO jobs (id, type, status, created_at) VALUES ('longago', 'scout', 'completed', '2020-01-01 00:00:00');
                PRAGMA wal_checkpoint(TRUNCATE);
                """);
        }

        var before = new FileInfo(jobs.DatabasePath).Length;
        var job = await RunAsync(JobType.Maintenance, "{}");

        job.Status.ShouldBe(JobStatus.Completed, job.Error);
        var result = JsonDocument.Parse(job.Result!).RootElement;
        result.GetProperty("integrity").GetString().ShouldBe("ok");
        result.GetProperty("jobs_removed").GetInt32().ShouldBe(1);
        // With the log, into which the job itself was written meanwhile.
        result.GetProperty("bytes_before").GetInt64().ShouldBeInRange(before, before + (1 << 20));
        result.GetProperty("bytes_after").GetInt64().ShouldBeLessThan(before / 2);
        new FileInfo(jobs.DatabasePath).Length.ShouldBe(result.GetProperty("bytes_after").GetInt64());
        jobs.Reader.Find(job.Id)!.CompletedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_weekly_drill_opens_the_newest_backup_and_fails_where_there_is_none()
    {
        (await RunAsync(JobType.Backup, """{"drill":true}""")).Error.ShouldNotBeNull().ShouldContain("There is no backup");
        (await RunAsync(JobType.Backup, "{}")).Status.ShouldBe(JobStatus.Completed);
        (await RunAsync(JobType.Backup, """{"drill":true}""")).Status.ShouldBe(JobStatus.Completed);

        var newest = new BackupFolder(jobs.Database.ForBackups()).List()[0].Path;
        await File.WriteAllBytesAsync(newest, (await File.ReadAllBytesAsync(newest))[..^1000]);

        var failed = await RunAsync(JobType.Backup, """{"drill":true}""");
        failed.Status.ShouldBe(JobStatus.Failed);
        failed.Error.ShouldNotBeNull().ShouldContain(Path.GetFileName(newest));
    }

    public void Dispose() => jobs.Dispose();

    private async Task<Job> RunAsync(JobType type, string options)
    {
        var job = await jobs.Queue.AddAsync(jobs.Catalog.Read(type, null, options), userId: null, TestContext.Current.CancellationToken);
        await jobs.WithWorkerAsync(() => jobs.UntilAsync(job.Id, j => j.Status is JobStatus.Completed or JobStatus.Failed));
        return jobs.Reader.Find(job.Id)!;
    }
}
