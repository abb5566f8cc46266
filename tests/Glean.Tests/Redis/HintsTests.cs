using System.Collections.Concurrent;
using System.Diagnostics;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Redis;
using Glean.Tests.Jobs;
using Glean.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Glean.Tests.Redis;

/// <summary>Two instances on one database: one queues and cancels, the other works.</summary>
public sealed class HintsTests
{
    private const int Rounds = 9;

    /// <summary>Looking finds a job after 200 ms on the average, and a wish to cancel after 150 ms: half of the rounds would miss this without a hint.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, long> started = [], stopped = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_queued_at_one_instance_wakes_an_idle_worker_of_another()
    {
        await using var redis = await RedisServer.StartAsync();
        using var jobs = Jobs();
        using var link = await redis.ConnectAsync();
        await using var worker = await WorkerAsync(jobs, redis);
        using var signal = new JobSignal(link);

        var times = await TimesAsync(async () =>
        {
            var job = await new JobQueue(jobs.Database, jobs.Catalog, jobs.Time, signal).AddAsync(jobs.Catalog.Read(JobType.Report, null, "{}"), null, Token);
            var queued = Stopwatch.GetTimestamp();
            await jobs.UntilAsync(job.Id, j => j.Status == JobStatus.Running);
            await RedisServer.UntilAsync(() => started.ContainsKey(job.Id));
            await jobs.Queue.CancelAsync(job.Id, Token);
            await jobs.UntilAsync(job.Id, j => j.Status == JobStatus.Cancelled);
            return Stopwatch.GetElapsedTime(queued, started[job.Id]);
        });

        times[Rounds * 2 / 3].ShouldBeLessThan(AtOnce, string.Join(", ", times));
    }

    [Fact]
    public async Task A_wish_to_cancel_reaches_the_instance_that_runs_the_job()
    {
        await using var redis = await RedisServer.StartAsync();
        using var jobs = Jobs();
        using var link = await redis.ConnectAsync();
        await using var worker = await WorkerAsync(jobs, redis);
        using var signal = new JobSignal(link);
        var queue = new JobQueue(jobs.Database, jobs.Catalog, jobs.Time, signal);

        var times = await TimesAsync(async () =>
        {
            var job = await queue.AddAsync(jobs.Catalog.Read(JobType.Report, null, "{}"), null, Token);
            await RedisServer.UntilAsync(() => started.ContainsKey(job.Id));
            await queue.CancelAsync(job.Id, Token);
            var wished = Stopwatch.GetTimestamp();
            await RedisServer.UntilAsync(() => stopped.ContainsKey(job.Id));
            await jobs.UntilAsync(job.Id, j => j.Status == JobStatus.Cancelled);
            return Stopwatch.GetElapsedTime(wished, stopped[job.Id]);
        });

        times[Rounds * 2 / 3].ShouldBeLessThan(AtOnce, string.Join(", ", times));
    }

    [Fact]
    public async Task A_hint_without_a_wish_in_the_database_stops_nothing()
    {
        await using var redis = await RedisServer.StartAsync();
        using var jobs = Jobs();
        await using var worker = await WorkerAsync(jobs, redis);
        var job = await jobs.AddAsync(JobType.Report);
        await RedisServer.UntilAsync(() => started.ContainsKey(job.Id));

        await redis.TellAsync("PUBLISH", "glean:2:hints", $"cancel {job.Id}");
        await redis.TellAsync("PUBLISH", "glean:2:hints", "whatever else");
        await Task.Delay(500, Token);

        jobs.Reader.Find(job.Id)!.Status.ShouldBe(JobStatus.Running);
        stopped.ShouldNotContainKey(job.Id);
    }

    [Fact]
    public async Task Jobs_queued_while_Redis_is_emptied_hangs_and_ends_run_once_each()
    {
        await using var redis = await RedisServer.StartAsync();
        var runs = new ConcurrentDictionary<string, int>();
        using var jobs = new JobsFixture(null, JobsFixture.Kind(JobType.Report, run =>
        {
            runs.AddOrUpdate(run.JobId, 1, (_, n) => n + 1);
            return Task.FromResult<object?>(null);
        }));
        using var link = await redis.ConnectAsync(TimeSpan.FromMilliseconds(100));
        await using var worker = await WorkerAsync(jobs, redis);
        await using var other = await WorkerAsync(jobs, redis);
        using var signal = new JobSignal(link);
        var queue = new JobQueue(jobs.Database, jobs.Catalog, jobs.Time, signal);
        List<string> queued = [];
        async Task QueueAsync()
        {
            for (var i = 0; i < 5; i++)
            {
                queued.Add((await queue.AddAsync(jobs.Catalog.Read(JobType.Report, null, "{}"), null, Token)).Id);
            }
        }

        await QueueAsync();
        await redis.TellAsync("FLUSHALL");
        await QueueAsync();
        redis.Hang();
        await QueueAsync();
        redis.GoOn();
        await redis.StopAsync();
        await QueueAsync();
        await redis.StartAgainAsync();
        await QueueAsync();
        await RedisServer.UntilAsync(() => link.Condition.Reachable);

        foreach (var id in queued)
        {
            await jobs.UntilAsync(id, j => j.Status == JobStatus.Completed);
        }

        runs.ShouldBe(queued.ToDictionary(id => id, _ => 1), ignoreOrder: true);
    }

    private JobsFixture Jobs() => new(null, JobsFixture.Kind(JobType.Report, async run =>
    {
        started[run.JobId] = Stopwatch.GetTimestamp();
        await Task.Delay(Timeout.Infinite, run.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopped[run.JobId] = Stopwatch.GetTimestamp();
        return null;
    }));

    /// <summary>What the rounds took, shortest first; at moments spread over the interval of looking.</summary>
    private static async Task<List<TimeSpan>> TimesAsync(Func<Task<TimeSpan>> round)
    {
        List<TimeSpan> times = [];
        for (var i = 0; i < Rounds; i++)
        {
            await Task.Delay(37 * i, Token);
            times.Add(await round());
        }

        times.Sort();
        return times;
    }

    private static async Task<WorkingInstance> WorkerAsync(JobsFixture jobs, RedisServer redis) => new(jobs, await redis.ConnectAsync());

    private sealed class WorkingInstance : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly RedisLink link;
        private readonly JobSignal signal;
        private readonly Task working;

        public WorkingInstance(JobsFixture jobs, RedisLink link)
        {
            this.link = link;
            signal = new JobSignal(link);
            var queue = new JobQueue(jobs.Database, jobs.Catalog, jobs.Time, signal);
            var scheduler = new Scheduler(jobs.Database, jobs.Time, signal, NullLogger<Scheduler>.Instance);
            working = new JobWorker(jobs.Tools, jobs.Catalog, queue, jobs.Schedules, scheduler, signal, NullLogger<JobWorker>.Instance).RunAsync(stop.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await working;
            signal.Dispose();
            link.Dispose();
            stop.Dispose();
        }
    }
}
