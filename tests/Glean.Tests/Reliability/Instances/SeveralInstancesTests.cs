using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reliability.Instances;

/// <summary>
/// What several instances promise together (R15, R16): each job ends once, none is lost, each tick counts once, whoever is killed,
/// suspended or cut off from the database. The history is the log of events, which is written in the transaction of what it tells.
/// </summary>
public sealed class SeveralInstancesTests
{
    private const string NotThere = "PostgreSQL is not installed (Debian package postgresql).";

    /// <summary>A job that was told to have ended more than once.</summary>
    private const string EndedTwice =
        "SELECT subject, count(*) FROM events WHERE kind = 'job' AND CAST(data AS jsonb) ->> 'status' IN ('completed', 'failed') GROUP BY subject HAVING count(*) > 1";

    private readonly Random random = new(20261127);

    [Fact]
    public async Task Three_workers_killed_again_and_again_bring_each_job_to_its_end_once()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, NotThere);
        const int jobs = 60, kills = 4;
        using var instances = new Instances(PostgresCluster.Running);
        instances.QueueReports(jobs);
        List<RunningProgram> workers = [];
        for (var i = 0; i < 3; i++)
        {
            workers.Add(await instances.StartAsync("worker"));
        }

        for (var i = 0; i < kills; i++)
        {
            var unlucky = random.Next(workers.Count);
            workers[unlucky].Kill();
            workers[unlucky] = await instances.StartAsync("worker");
            instances.Execute($$"""INSERT INTO jobs (id, type, status, options, created_at) SELECT 'k{{i}}' || lpad(CAST(n AS text), 10, '0'), 'report', 'pending', '{"kind":"index"}', now() FROM generate_series(1, 10) n""");
        }

        await EndAsync(instances, jobs + (10 * kills), TimeSpan.FromSeconds(100));
    }

    [Fact]
    public async Task Three_instances_run_each_tick_of_a_schedule_once()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, NotThere);
        using var instances = new Instances(PostgresCluster.Running);
        for (var i = 0; i < 3; i++)
        {
            await instances.StartAsync("worker");
        }

        instances.Execute(
            """
            INSERT INTO schedules (name, job_type, options, cron, next_run_at, created_at)
            VALUES ('Each two seconds', 'report', '{"kind":"index"}', '0/2 * * * * ?', date_trunc('second', now()), now())
            """);
        await instances.UntilAsync(() => instances.Count("SELECT count(*) FROM jobs WHERE schedule_id IS NOT NULL") >= 8, TimeSpan.FromSeconds(60));
        instances.Execute("UPDATE schedules SET enabled = FALSE WHERE name = 'Each two seconds'");

        // A tick moves the schedule on by two seconds: two jobs of one tick would stand closer.
        instances.Rows(
            """
            SELECT id FROM (SELECT id, created_at - lag(created_at) OVER (ORDER BY created_at, id) AS gap FROM jobs j
                            WHERE schedule_id = (SELECT id FROM schedules WHERE name = 'Each two seconds')) ticks
            WHERE gap < interval '1 second'
            """).ShouldBeEmpty();
        instances.Rows(EndedTwice).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_analysis_is_shared_among_workers_and_reads_each_text_once()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, NotThere);
        const int texts = 1200;
        using var instances = new Instances(PostgresCluster.Running);
        await ImportAsync(instances, texts);
        var workers = new[] { await instances.StartAsync("worker"), await instances.StartAsync("worker"), await instances.StartAsync("worker") };
        instances.Execute("INSERT INTO jobs (id, type, status, options, created_at) VALUES ('thewhole', 'analyze', 'pending', '{}', now())");
        await instances.UntilAsync(() => instances.Count("SELECT count(*) FROM jobs WHERE part_of = 'thewhole' AND status = 'running'") > 0, TimeSpan.FromSeconds(60));
        workers[0].Kill();

        await instances.UntilAsync(() => instances.Rows("SELECT status FROM jobs WHERE id = 'thewhole'")[0] is "completed" or "failed", TimeSpan.FromSeconds(120));

        instances.Rows("SELECT status, CAST(result AS jsonb) ->> 'failed' FROM jobs WHERE id = 'thewhole'").ShouldBe(["completed|0"]);
        instances.Count("SELECT count(*) FROM discoveries WHERE NOT processed").ShouldBe(0);
        instances.Rows("SELECT discovery_id, tool_id, quote, claim_type FROM claims GROUP BY 1, 2, 3, 4 HAVING count(*) > 1").ShouldBeEmpty("a claim was stored twice");
        instances.Rows("SELECT name_key FROM tools GROUP BY 1 HAVING count(*) > 1").ShouldBeEmpty("two workers made the same tool");
        instances.Count("SELECT count(DISTINCT runner) FROM jobs WHERE part_of = 'thewhole'").ShouldBeGreaterThan(1, "one worker did it all");
        instances.Rows(EndedTwice).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rolling_restart_loses_no_job_and_runs_none_twice()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, NotThere);
        using var instances = new Instances(PostgresCluster.Running);
        RunningProgram[] workers = [await instances.StartAsync("worker"), await instances.StartAsync("worker"), await instances.StartAsync("worker")];
        instances.QueueReports(90);
        for (var i = 0; i < workers.Length; i++)
        {
            workers[i].Signal("TERM");
            (await workers[i].EndAsync()).ShouldExit(0);
            workers[i] = await instances.StartAsync("worker");
        }

        await EndAsync(instances, 90, TimeSpan.FromSeconds(100));
    }

    [Fact]
    public async Task What_an_instance_is_asked_to_cancel_ends_on_another_within_two_seconds()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, NotThere);
        using var instances = new Instances(PostgresCluster.Running);
        await ImportAsync(instances, 6000);
        using var http = await SignInAsync(await instances.StartAsync("serve", "--no-jobs"));
        await instances.StartAsync("worker");
        await instances.StartAsync("worker");
        instances.Execute("INSERT INTO jobs (id, type, status, options, created_at) VALUES ('thewhole', 'analyze', 'pending', '{}', now())");
        await instances.UntilAsync(() => instances.Count("SELECT count(*) FROM jobs WHERE part_of = 'thewhole' AND status = 'running'") == 2, TimeSpan.FromSeconds(60));

        var since = TimeProvider.System.GetTimestamp();
        (await http.DeleteAsync("/api/jobs/thewhole")).EnsureSuccessStatusCode();
        await instances.UntilAsync(() => instances.Count("SELECT count(*) FROM jobs WHERE (id = 'thewhole' OR part_of = 'thewhole') AND status IN ('pending', 'running')") == 0, TimeSpan.FromSeconds(20));

        TimeProvider.System.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        instances.Rows("SELECT status FROM jobs WHERE id = 'thewhole'").ShouldBe(["cancelled"]);
        instances.Rows("SELECT discovery_id FROM claims c JOIN discoveries d ON d.id = c.discovery_id WHERE NOT d.processed").ShouldBeEmpty("half a batch was stored");
    }

    [Fact(Explicit = true)]
    public async Task A_worker_suspended_past_its_lease_ends_no_job_that_another_took()
    {
        using var instances = new Instances(PostgresCluster.Running);
        await using var silent = await FaultServer.StartAsync(Answers.Never());
        List<RunningProgram> workers = [];
        for (var i = 0; i < 3; i++)
        {
            workers.Add(await instances.StartAsync("worker"));
        }

        for (var round = 0; round < 3; round++)
        {
            instances.Execute($$"""INSERT INTO jobs (id, type, status, options, created_at) SELECT 's{{round}}' || lpad(CAST(n AS text), 10, '0'), 'report', 'pending', '{"kind":"index"}', now() FROM generate_series(1, 40) n""");
            var suspended = workers[round];
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 900)), TimeProvider.System, TestContext.Current.CancellationToken);
            suspended.Signal("STOP");
            var since = TimeProvider.System.GetTimestamp();
            await instances.UntilAsync(() => instances.Count("SELECT count(*) FROM jobs WHERE status IN ('pending', 'running')") == 0, TimeSpan.FromSeconds(90));
            Instances.Tell($"suspended with {instances.Count($"SELECT count(*) FROM jobs WHERE attempts > 1 AND id LIKE 's{round}%'")} jobs in hand: all done elsewhere after {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0} s");
            suspended.Signal("CONT");
            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await EndAsync(instances, 120, TimeSpan.FromSeconds(60));
    }

    [Fact(Explicit = true)]
    public async Task A_database_away_for_a_minute_is_told_and_nothing_is_lost()
    {
        using var cluster = PostgresCluster.Start();
        using var instances = new Instances(cluster);
        var server = await instances.StartAsync("serve", "--no-jobs");
        await instances.StartAsync("worker");
        await instances.StartAsync("worker");
        using var http = await SignInAsync(server);
        instances.QueueReports(40);

        await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System, TestContext.Current.CancellationToken);
        cluster.Kill();
        var away = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(away) < TimeSpan.FromSeconds(60))
        {
            foreach (var path in new[] { "/api/health", "/api/tools" })
            {
                (await http.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, path);
            }

            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        cluster.Restart();
        var back = TimeProvider.System.GetTimestamp();
        while ((await http.GetAsync("/api/health")).StatusCode != HttpStatusCode.OK)
        {
            TimeProvider.System.GetElapsedTime(back).ShouldBeLessThan(TimeSpan.FromSeconds(10));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Instances.Tell($"healthy {TimeProvider.System.GetElapsedTime(back).TotalSeconds:0.0} s after the database was back");
        await EndAsync(instances, 40, TimeSpan.FromSeconds(100));
        Instances.Tell($"all jobs done {TimeProvider.System.GetElapsedTime(back).TotalSeconds:0.0} s after the database was back");
    }

    /// <summary>
    /// The rates of workers that have been up for a while, over what lies between a third and nine tenths of the texts. On two cores that nobody
    /// else uses the goal is 1.6 times; asserted is what a busy machine leaves of it.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task Four_workers_read_faster_than_one()
    {
        const int texts = 60_000;
        var rates = new Dictionary<int, double>();
        foreach (var count in new[] { 1, 2, 4 })
        {
            using var instances = new Instances(PostgresCluster.Running);
            await ImportAsync(instances, texts);
            for (var i = 0; i < count; i++)
            {
                await instances.StartAsync("worker");
            }

            // They rehearse meanwhile.
            await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
            instances.Execute("ANALYZE");
            instances.Execute("INSERT INTO jobs (id, type, status, options, created_at) VALUES ('thewhole', 'analyze', 'pending', '{}', now())");
            var (from, since) = await UntilReadAsync(texts / 3);
            var (to, until) = await UntilReadAsync(texts * 9 / 10);
            rates[count] = (to - from) / TimeProvider.System.GetElapsedTime(since, until).TotalSeconds;
            Instances.Tell($"{count} workers: {rates[count]:0} texts a second, {rates[count] / rates[1]:0.00} times one worker's");

            async Task<(long Texts, long At)> UntilReadAsync(int many)
            {
                long read = 0;
                // Counting the texts themselves ten times a second would take a tenth of a core from those who read them.
                await instances.UntilAsync(() => (read = instances.Count("SELECT CAST(coalesce(sum(count), 0) AS bigint) FROM discovery_counts WHERE processed")) >= many, TimeSpan.FromMinutes(10));
                return (read, TimeProvider.System.GetTimestamp());
            }
        }

        rates[4].ShouldBeGreaterThan(rates[1] * 1.6);
    }

    /// <summary>The first admin of a server, as a client.</summary>
    private static async Task<HttpClient> SignInAsync(RunningProgram server)
    {
#pragma warning disable RS0030 // The tests are the caller here, not the program.
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{System.Text.RegularExpressions.Regex.Match(server.Output, @":(\d+) \(").Groups[1].Value}") };
#pragma warning restore RS0030
        (await http.PostAsJsonAsync("/api/auth/register", new { username = "ada", email = "ada@example.com", password = ServerFixture.Password })).EnsureSuccessStatusCode();
        var answer = await http.PostAsJsonAsync("/api/auth/login", new { username = "ada", password = ServerFixture.Password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.ReadAsync()).GetProperty("access_token").GetString());
        return http;
    }

    private static async Task ImportAsync(Instances instances, int texts)
    {
        var file = instances.Write("texts.jsonl", SampleTexts.Discoveries(texts));
        (await instances.Program("importer").RunAsync("import", "discoveries", file)).ShouldExit(0);
    }

    private static async Task EndAsync(Instances instances, int jobs, TimeSpan patience)
    {
        await instances.UntilAsync(() => instances.Count("SELECT count(*) FROM jobs WHERE type = 'report' AND status IN ('pending', 'running')") == 0, patience);
        instances.Rows("SELECT status, count(*) FROM jobs WHERE type = 'report' GROUP BY 1").ShouldBe([$"completed|{jobs}"]);
        instances.Rows(EndedTwice).ShouldBeEmpty();
    }
}
