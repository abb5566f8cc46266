using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

/// <summary><c>glean scout rss</c> as people and programs call it.</summary>
public sealed class RssCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public RssCommandTests()
    {
        glean = new GleanProgram(folder.Path);
        glean.Environment["GLEAN_EGRESS_ALLOW"] = "127.0.0.0/8";
    }

    [Fact]
    public async Task Named_feeds_are_read_and_told_as_json_alone_or_as_a_table()
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(
            ("/1", ScoutBench.Feed(ScoutBench.Item("https://a.example/1"))), ("/2", ScoutBench.Feed(ScoutBench.Item("https://a.example/2"))), ("/ill", Answers.Status(403))));
        (await glean.RunAsync("init")).ShouldExit(0);

        var json = (await glean.RunAsync("scout", "rss", "--feed", Url(server, "/1"), "--feed", Url(server, "/2"), "--json")).ShouldExit(0);
        var result = json.Json[0];
        result.GetProperty("counts").GetProperty("new").GetInt32().ShouldBe(2);
        result.GetProperty("doors").EnumerateArray().Select(d => d.GetProperty("state").GetString()).ShouldBe(["read", "read"]);
        json.Error.ShouldContain("Reading feeds: 100% 2 of 2 feeds");
        json.Output.ShouldNotContain("\u001b");
        (json.Output + json.Error).ShouldNotContain("error", Case.Insensitive);

        var partly = (await glean.RunAsync("scout", "rss", "--feed", Url(server, "/ill"), "--feed", Url(server, "/1"))).ShouldExit(1);
        partly.Output.ShouldMatch(@"/ill +0 +0 +0 +0 +failed\n.*/1 +0 +1 +0 +0 +read");
        partly.Error.ShouldContain("forbids this (403)");
        Rows("SELECT status, error LIKE '%403%' FROM jobs ORDER BY created_at, status DESC").ShouldBe(["failed|1", "completed|∅"], ignoreOrder: true);
        Rows("SELECT DISTINCT is_demo FROM discoveries").ShouldBe(["0"]);
    }

    [Theory]
    [InlineData("ftp://a.example/feed", "no http or https address")]
    [InlineData("feed.xml", "no http or https address")]
    [InlineData("https://user:secret@a.example/feed", "must not hold a user name or password")]
    public async Task What_is_no_address_of_a_feed_is_refused_before_anything_is_written(string address, string cause)
    {
        (await glean.RunAsync("init")).ShouldExit(0);
        var refused = (await glean.RunAsync("scout", "rss", "--feed", address)).ShouldExit(2);
        refused.Error.ShouldContain(cause);
        refused.Error.ShouldNotContain("secret");
        Rows("SELECT CAST(id AS text) FROM sources UNION ALL SELECT id FROM jobs").ShouldBeEmpty();
    }

    [Fact]
    public async Task Some_ill_feeds_are_a_warning_and_ill_feeds_alone_a_failure()
    {
        var isDown = false;
        await using var server = await FaultServer.StartAsync(context => context.Request.Path == "/ill" || isDown
            ? Answers.Status(500)(context)
            : ScoutBench.Feed(ScoutBench.Item("https://a.example/1"))(context));
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("feeds", "list")).ShouldExit(0);
        TestDatabase.Rows(glean.DatabasePath, "UPDATE sources SET enabled = FALSE WHERE parent_id IS NOT NULL");
        (await glean.RunAsync("scout", "all")).ShouldExit(1).Error.ShouldContain("rss: left out. There are no feeds to read.");
        (await glean.RunAsync("scout", "rss")).ShouldExit(4).Error.ShouldContain("glean feeds add");

        (await glean.RunAsync("feeds", "add", Url(server, "/ill"), Url(server, "/well"))).ShouldExit(0);
        await using var search = await FaultServer.StartAsync(Answers.Json("""{"hits":[],"items":[]}"""));
        glean.Environment["GLEAN_HACKERNEWS_URL"] = glean.Environment["GLEAN_GITHUB_URL"] = search.Origin.AbsoluteUri;
        var all = (await glean.RunAsync("scout", "all")).ShouldExit(0);
        all.Output.ShouldContain("rss: 1 read, 1 failed");
        all.Error.ShouldContain("reddit: left out. Reddit needs REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET.");
        all.Error.ShouldContain($"failed: {Url(server, "/ill")}: ");

        isDown = true;
        var down = (await glean.RunAsync("scout", "rss")).ShouldExit(1);
        down.Error.ShouldContain("rss failed: nothing could be read. The first cause: 127.0.0.1");
        (await glean.RunAsync("feeds", "list")).Output.ShouldContain("failed 2x, left in peace until");
    }

    [Fact]
    public async Task Ctrl_c_ends_a_run_at_once_and_keeps_what_was_read()
    {
        Assert.SkipWhen(RunningProgram.InterruptsAreIgnored, "SIGINT is ignored here");
        await using var hanging = await FaultServer.StartAsync(Answers.Never());
        await using var sound = await FaultServer.StartAsync(ScoutBench.Feed(ScoutBench.Item("https://a.example/1")));
        (await glean.RunAsync("init")).ShouldExit(0);
        using var running = glean.Start("scout", "rss", "--feed", Url(hanging, "/"), "--feed", Url(sound, "/"));
        await Eventually(() => hanging.Requests.Count > 0 && TestDatabase.Count(glean.DatabasePath, "SELECT count(*) FROM discoveries") > 0);
        running.Signal("INT");
        var ended = (await running.EndAsync()).ShouldExit(130);
        ended.Error.ShouldContain("Cancelled.");
        Rows("SELECT status FROM jobs").ShouldBe(["cancelled"]);
        Rows($"SELECT consecutive_failures FROM sources WHERE url = '{Url(hanging, "/")}'").ShouldBe(["0"], "it did not fail; nobody waited for it");
    }

    [Fact]
    public async Task Two_programs_that_read_one_feed_at_once_store_each_entry_once()
    {
        const int entries = 300;
        await using var server = await FaultServer.StartAsync(ScoutBench.Feed([.. Enumerable.Range(0, entries).Select(i => ScoutBench.Item($"https://a.example/{i}"))]));
        (await glean.RunAsync("init")).ShouldExit(0);
        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => glean.RunAsync("scout", "rss", "--feed", Url(server, "/"), "--json")));
        runs.Sum(r => r.ShouldExit(0).Json[0].GetProperty("counts").GetProperty("new").GetInt32()).ShouldBe(entries);
        Rows("SELECT count(*), count(DISTINCT source_url) FROM discoveries").ShouldBe([$"{entries}|{entries}"]);
        Rows("SELECT total_discoveries FROM sources").ShouldBe([$"{entries}", $"{entries}"]);
    }

    public void Dispose() => folder.Dispose();

    private static string Url(FaultServer server, string path) => server.Url(path).AbsoluteUri;

    private static async Task Eventually(Func<bool> isSo)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
        }
    }

    private IReadOnlyList<string> Rows(string sql) => TestDatabase.Rows(glean.DatabasePath, sql);
}
