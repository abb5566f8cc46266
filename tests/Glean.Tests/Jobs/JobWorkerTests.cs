using System.Diagnostics;
using System.Text.Json.Nodes;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Storage;
using Glean.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using EventLog = Glean.Jobs.EventLog;

namespace Glean.Tests.Jobs;

public sealed class JobWorkerTests
{
    private static readonly CancellationToken Token = CancellationToken.None;

    [Fact]
    public async Task A_job_runs_tells_its_progress_and_keeps_its_result()
    {
        using var jobs = new JobsFixture(null, JobsFixture.Kind(JobType.Report, run =>
        {
            run.Report(new JobProgress(40, "half way, nearly"));
            run.Log("a line");
            return Task.FromResult<object?>(new { RowsRead = 3 });
        }));
        await jobs.WithWorkerAsync(async () =>
        {
            var job = await jobs.UntilAsync((await jobs.AddAsync(JobType.Report)).Id, IsOver);
            job.Status.ShouldBe(JobStatus.Completed);
            job.Progress.ShouldBe(100);
            job.Message.ShouldBe("half way, nearly");
            job.Result.ShouldBe("""{"rows_read":3}""");
            jobs.Reader.Log(job.Id).Select(l => l.Message).ShouldBe(["Started.", "a line", "Completed."]);
            var events = new EventLog(jobs.Database).Read(0, job.Id, 10);
            events.Select(e => e.Data.Contains("\"status\":\"completed\"")).ShouldBe([false, false, true]);
        });
    }

    [Fact]
    public async Task Cancel_takes_effect_at_once_and_a_late_result_does_not_undo_it()
    {
        var release = new TaskCompletionSource();
        using var jobs = new JobsFixture(null, JobsFixture.Kind(JobType.Analyze, async _ =>
        {
            // Work that does not listen.
            await release.Task;
            return "late";
        }));
        await jobs.WithWorkerAsync(async () =>
        {
            var job = await jobs.UntilAsync((await jobs.AddAsync(JobType.Analyze)).Id, j => j.Status == JobStatus.Running);
            var since = Stopwatch.GetTimestamp();
            (await jobs.Queue.CancelAsync(job.Id, Token)).Wish.ShouldBe(JobWish.Granted);
            await jobs.UntilAsync(job.Id, j => j.Status == JobStatus.Cancelled);
            TestContext.Current.SendDiagnosticMessage($"cancelled after {Stopwatch.GetElapsedTime(since).TotalMilliseconds:0} ms");
            release.SetResult();
        });
        var after = jobs.Reader.List([], 10, 0).Jobs.Single();
        after.Status.ShouldBe(JobStatus.Cancelled);
        after.Result.ShouldBeNull();
    }

    [Fact]
    public async Task A_rehearsal_leaves_no_job_no_line_and_no_event()
    {
        using var jobs = new JobsFixture();
        var told = 0;
        jobs.Database.Committed = () => told++;

        await jobs.Queue.RehearseAsync(Token);

        using var connection = jobs.Database.OpenForReading();
        connection.Count("SELECT (SELECT count(*) FROM jobs) + (SELECT count(*) FROM job_logs) + (SELECT count(*) FROM events)").ShouldBe(0);
        told.ShouldBe(0);
        (await jobs.AddAsync(JobType.Report)).Status.ShouldBe(JobStatus.Pending);
        told.ShouldBe(1);
    }

    [Fact]
    public async Task The_parts_of_a_job_are_told_of_at_once()
    {
        using var jobs = new JobsFixture();
        var whole = await jobs.AddAsync(JobType.Analyze);
        await jobs.Signal.WaitAsync(TimeSpan.Zero, Token);
        using var enough = new CancellationTokenSource();
        var run = new JobRun(whole.Id, jobs.Time, watch: null, enough.Token);
        var waited = Stopwatch.GetTimestamp();
        var heard = jobs.Signal.WaitAsync(TimeSpan.FromMinutes(1), Token);

        var parts = new JobParts(jobs.Database, jobs.Time, jobs.Signal).RunAsync(run, JobType.Analyze, [new JsonObject { ["after"] = 0, ["up_to"] = 1 }]);

        await heard;
        Stopwatch.GetElapsedTime(waited).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        jobs.Reader.List([], 10, 0).Jobs.Single(j => j.PartOf == whole.Id).Status.ShouldBe(JobStatus.Pending);
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => parts);
    }

    [Fact]
    public async Task A_job_that_waits_is_cancelled_and_never_runs()
    {
        var ran = false;
        using var jobs = new JobsFixture(null, JobsFixture.Kind(JobType.Report, _ => Task.FromResult<object?>(ran = true)));
        var job = await jobs.AddAsync(JobType.Report);
        (await jobs.Queue.CancelAsync(job.Id, Token)).Job!.Status.ShouldBe(JobStatus.Cancelled);
        (await jobs.Queue.ClaimAsync(null, Token)).ShouldBeNull();
        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task Cancelling_a_whole_whose_runner_has_seen_the_wish_already_ends_the_parts_that_wait()
    {
        using var jobs = new JobsFixture();
        var whole = await jobs.AddAsync(JobType.Analyze);
        var part = await jobs.AddAsync(JobType.Analyze);
        using (var connection = jobs.Database.OpenForWriting())
        {
            connection.Change("UPDATE jobs SET status = 'cancelled', cancel_requested = TRUE WHERE id = @id", ("@id", whole.Id));
            connection.Change("UPDATE jobs SET part_of = @whole, cancel_requested = TRUE WHERE id = @id", ("@whole", whole.Id), ("@id", part.Id));
        }

        (await jobs.Queue.CancelAsync(whole.Id, Token)).Wish.ShouldBe(JobWish.Granted);
        jobs.Reader.Find(part.Id)!.Status.ShouldBe(JobStatus.Cancelled);
    }

    [Fact]
    public async Task Jobs_are_queued_taken_and_cancelled_while_another_process_stores_evidence()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, "PostgreSQL is not installed (Debian package postgresql).");
        var name = $"job_turns_{Guid.NewGuid():N}";
        PostgresCluster.Running.Create(name);
        var database = PostgresDatabase.At(PostgresCluster.Running.Url(name));
        try
        {
            var queue = new JobQueue(database, GleanJobs.Catalog, TimeProvider.System);
            using var connection = database.OpenForWriting();
            using var storing = database.BeginWriting(connection, WriteTurn.Evidence);
            await Task.Run(
                async () =>
                {
                    var job = await queue.AddAsync(GleanJobs.Catalog.Read(JobType.Analyze, null, "{}"), userId: null, Token);
                    (await queue.ClaimAsync(null, Token))!.Id.ShouldBe(job.Id);
                    (await queue.CancelAsync(job.Id, Token)).Wish.ShouldBe(JobWish.Granted);
                },
                Token).WaitAsync(TimeSpan.FromSeconds(15), Token);
        }
        finally
        {
            database.Close();
            PostgresCluster.Running.DropBelow(name);
        }
    }

    [Theory]
    [InlineData("{\"after\":5}")]
    [InlineData("{\"up_to\":5}")]
    [InlineData("{\"after\":5,\"up_to\":5}")]
    [InlineData("{\"after\":-1,\"up_to\":5}")]
    public void A_range_of_texts_has_two_ends(string options)
    {
        Should.Throw<GleanException>(() => GleanJobs.Catalog.Read(JobType.Analyze, null, options)).Message.ShouldContain("up_to");
        GleanJobs.Catalog.Read(JobType.Analyze, null, "{\"after\":5,\"up_to\":3000000000}").IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_a_kind_that_must_be_alone_one_runs_at_a_time_across_processes()
    {
        using var jobs = new JobsFixture();
        await jobs.AddAsync(JobType.Analyze);
        await jobs.AddAsync(JobType.Analyze);
        await jobs.AddAsync(JobType.Scout, "rss");
        await jobs.AddAsync(JobType.Scout, "reddit");
        await jobs.AddAsync(JobType.Scout, "rss");
        await jobs.AddAsync(JobType.Scout, "all");
        var claimed = (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => new JobQueue(jobs.Database, jobs.Catalog, jobs.Time).ClaimAsync(null, Token)))))
            .Where(j => j is not null).Select(j => $"{j!.Type.ToWire()} {j.ScoutType}").Order().ToList();
        claimed.Count(c => c == "analyze ").ShouldBe(1);
        claimed.Count(c => c == "scout rss").ShouldBeLessThanOrEqualTo(1);
        (claimed.Contains("scout all") && claimed.Count(c => c.StartsWith("scout")) > 1).ShouldBeFalse();
    }

    [Fact]
    public async Task A_job_that_takes_too_long_has_failed()
    {
        using var jobs = new JobsFixture(null, JobsFixture.Kind(JobType.Report, run => Forever(run), TimeSpan.FromMilliseconds(100)));
        await jobs.WithWorkerAsync(async () =>
        {
            var job = await jobs.UntilAsync((await jobs.AddAsync(JobType.Report)).Id, IsOver);
            job.Status.ShouldBe(JobStatus.Failed);
            job.Error!.ShouldStartWith("It took longer than");
        });
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_tried_again_later_and_another_is_not()
    {
        using var jobs = new JobsFixture(
            null,
            JobsFixture.Kind(JobType.Report, _ => throw new IOException("no room")),
            JobsFixture.Kind(JobType.Curate, _ => throw new GleanException(FailureKind.Setting, "A key is missing.", "Set it")));
        await jobs.WithWorkerAsync(async () =>
        {
            var passing = await jobs.UntilAsync((await jobs.AddAsync(JobType.Report)).Id, j => j.NotBefore is not null);
            passing.Status.ShouldBe(JobStatus.Pending);
            passing.Message!.ShouldContain("Attempt 1 of 3");
            var lasting = await jobs.UntilAsync((await jobs.AddAsync(JobType.Curate)).Id, IsOver);
            lasting.Error.ShouldBe("A key is missing. Set it");
        });
    }

    [Fact]
    public async Task A_worker_that_ends_hands_its_jobs_back_without_counting_the_attempt()
    {
        using var jobs = new JobsFixture(null, JobsFixture.Kind(JobType.Analyze, Forever));
        var id = "";
        await jobs.WithWorkerAsync(async () =>
        {
            id = (await jobs.AddAsync(JobType.Analyze)).Id;
            await jobs.UntilAsync(id, j => j.Status == JobStatus.Running);
        });
        var job = jobs.Reader.Find(id)!;
        (job.Status, job.Attempts, job.Runner).ShouldBe((JobStatus.Pending, 0, null));
    }

    [Theory]
    [InlineData("nowhere:1:2", 100, 1, JobStatus.Pending)]
    [InlineData("nowhere:1:2", 100, 3, JobStatus.Failed)]
    [InlineData("nowhere:1:2", 5, 1, JobStatus.Running)]
    [InlineData("nowhere:1:2:attended", 100, 1, JobStatus.Failed)]
    [InlineData("HERE:1:not-its-start", 0, 1, JobStatus.Pending)]
    public async Task A_job_whose_process_died_runs_again_or_has_failed(string runner, int silentSeconds, int attempts, JobStatus expected)
    {
        using var jobs = new JobsFixture();
        var job = await jobs.AddAsync(JobType.Analyze);
        await jobs.EditAsync(job.Id, j =>
        {
            j.Status = JobStatus.Running;
            j.Runner = runner.Replace("HERE", Environment.MachineName);
            j.Attempts = attempts;
            j.HeartbeatAt = jobs.Time.GetUtcNow().UtcDateTime.AddSeconds(-silentSeconds);
        });
        await jobs.Queue.RecoverAsync(Token);
        jobs.Reader.Find(job.Id)!.Status.ShouldBe(expected);
    }

    [Fact]
    public async Task A_run_that_was_given_up_writes_nothing_any_more()
    {
        using var jobs = new JobsFixture();
        var id = (await jobs.AddAsync(JobType.Analyze)).Id;
        var first = new JobLease(jobs.Database, jobs.Time, (await jobs.Queue.ClaimAsync(null, Token))!);
        await jobs.EditAsync(id, j => (j.Status, j.Runner) = (JobStatus.Pending, null));
        var second = (await jobs.Queue.ClaimAsync(null, Token))!;
        first.Look().ShouldBe(LeaseState.Lost);
        (await first.EndAsync(new JobEnding(JobStatus.Completed, "late"), default, [])).ShouldBeNull();
        jobs.Reader.Find(id)!.Attempts.ShouldBe(second.Attempts);
        jobs.Reader.Find(id)!.Status.ShouldBe(JobStatus.Running);
    }

    [Fact]
    public async Task A_command_waits_for_its_turn_and_can_be_cancelled_from_elsewhere()
    {
        using var jobs = new JobsFixture();
        await jobs.AddAsync(JobType.Analyze);
        var other = (await jobs.Queue.ClaimAsync(null, Token))!;
        var command = new JobRunner(jobs.Database, jobs.Time).RunAsync<int>(JobType.Analyze, null, async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return 1;
        }, watch: null, Token);
        await new JobLease(jobs.Database, jobs.Time, other).EndAsync(new JobEnding(JobStatus.Completed, "done"), default, []);
        var running = await RunningAsync(jobs);
        running.Runner!.ShouldEndWith(":attended");
        await jobs.Queue.CancelAsync(running.Id, Token);
        await Should.ThrowAsync<OperationCanceledException>(command);
        jobs.Reader.Find(running.Id)!.Status.ShouldBe(JobStatus.Cancelled);
    }

    [Fact]
    public async Task Retry_queues_the_same_anew()
    {
        using var jobs = new JobsFixture();
        var job = await jobs.AddAsync(JobType.Scout, "rss");
        (await jobs.Queue.RetryAsync(job.Id, null, Token)).Wish.ShouldBe(JobWish.TooLate);
        await jobs.EditAsync(job.Id, j => j.Status = JobStatus.Failed);
        var again = (await jobs.Queue.RetryAsync(job.Id, null, Token)).Job!;
        (again.Status, again.ScoutType, again.Id == job.Id).ShouldBe((JobStatus.Pending, "rss", false));
    }

    [Fact]
    public async Task Events_are_forgotten_when_they_are_old_but_their_ids_grow()
    {
        using var jobs = new JobsFixture();
        await jobs.AddAsync(JobType.Report);
        await jobs.AddAsync(JobType.Report);
        var log = new EventLog(jobs.Database);
        var before = log.Range();
        log.Trim(jobs.Time.GetUtcNow().UtcDateTime.AddDays(30), TimeSpan.FromDays(7));
        log.Range().ShouldBe((before.Newest, before.Newest));
    }

    private static bool IsOver(Job job) => job.Status is not (JobStatus.Pending or JobStatus.Running);

    private static async Task<object?> Forever(JobRun run)
    {
        await Task.Delay(Timeout.Infinite, run.Stopping);
        return null;
    }

    private static async Task<Job> RunningAsync(JobsFixture jobs)
    {
        while (true)
        {
            await using var context = jobs.Database.CreateContext();
            if (await context.Jobs.FirstOrDefaultAsync(j => j.Status == JobStatus.Running && j.Runner!.EndsWith("attended"), Token) is { } job)
            {
                return job;
            }

            await Task.Delay(25, Token);
        }
    }
}
