using Glean.Catalog;
using Glean.Jobs;
using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Jobs;

public sealed class JobRunnerTests : IDisposable
{
    private readonly TestDatabase database = new();

    /// <summary>R2. A process is machine, number and start; one of this machine is looked up, another's is known by its heartbeat.</summary>
    [Theory]
    [InlineData("another-machine:1:1", 31, "pending")]
    [InlineData("another-machine:1:1", 10, "running")]
    [InlineData("{machine}:{free}:1", 1, "pending")]
    [InlineData("{machine}:{free}:1:attended", 1, "failed")]
    [InlineData("{me}", 31, "running")]
    [InlineData("{me}", 121, "pending")]
    [InlineData("{machine}:{my number}:1", 1, "pending")]
    [InlineData(null, 31, "pending")]
    public async Task A_job_whose_process_died_runs_again_or_has_failed_as_soon_as_somebody_looks(string? runner, int secondsSilent, string expected)
    {
        runner = runner?.Replace("{machine}", Environment.MachineName).Replace("{me}", JobProcess.Current)
            .Replace("{my number}", Environment.ProcessId.ToString()).Replace("{free}", int.MaxValue.ToString());
        using (var connection = database.Database.OpenForWriting(pooling: false))
        {
            connection.Seed($"INSERT INTO jobs (id, type, status, heartbeat_at, runner) VALUES ('dead', 'analyze', 'running', '{UtcText.Write(database.Now.AddSeconds(-secondsSilent))}', {(runner is null ? "NULL" : $"'{runner}'")})");
        }

        await Runner().RunAsync(JobType.Curate, null, (_, _) => Task.FromResult(1), null, default);
        database.Rows("SELECT status, error IS NULL, completed_at IS NULL FROM jobs WHERE id = 'dead'")
            .ShouldBe([expected == "failed" ? "failed|0|0" : $"{expected}|1|1"]);
    }

    [Fact]
    public async Task A_job_ends_as_its_work_does()
    {
        using var interrupt = new CancellationTokenSource();
        await Runner().RunAsync(JobType.Curate, null, (_, _) => Task.FromResult(new { Count = 3 }), null, default);
        await Should.ThrowAsync<GleanException>(() => Runner().RunAsync<int>(JobType.Scout, "rss", (_, _) => throw new GleanException(FailureKind.Work, "no feed"), null, default));
        await Should.ThrowAsync<OperationCanceledException>(() => Runner().RunAsync(JobType.Analyze, null, Interrupted, null, interrupt.Token));
        await Should.ThrowAsync<GleanException>(() => Runner().RunAsync<int>(JobType.Report, null, (_, _) => throw new OperationCanceledException(), null, default));
        database.Rows("SELECT type, scout_type, status, result, error FROM jobs ORDER BY type").ShouldBe(
        [
            "analyze|∅|cancelled|∅|∅",
            "curate|∅|completed|{\"count\":3}|∅",
            "report|∅|failed|∅|It was stopped, and nobody had asked for that.",
            "scout|rss|failed|∅|no feed",
        ]);

        async Task<int> Interrupted(IProgress<JobProgress> progress, CancellationToken stopping)
        {
            await interrupt.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
            return 1;
        }
    }

    [Fact]
    public async Task A_request_to_cancel_from_another_process_stops_the_work()
    {
        var started = new TaskCompletionSource();
        var running = Runner().RunAsync(
            JobType.Analyze,
            null,
            async (_, token) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return 1;
            },
            null,
            default);
        await started.Task;
        using (var connection = database.Database.OpenForWriting(pooling: false))
        {
            connection.Seed("UPDATE jobs SET cancel_requested = 1");
        }

        database.Time.Advance(TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        database.Rows("SELECT status FROM jobs").ShouldBe(["cancelled"]);
    }

    public void Dispose() => database.Dispose();

    private JobRunner Runner() => new(database.Database, database.Time);
}
