using Glean.Egress;
using Glean.Scouts;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

/// <summary>R8: conditional requests, moves, silence and back-off.</summary>
public sealed class RssScoutMannersTests : IDisposable
{
    private static readonly string OneEntry = ScoutBench.Rss(ScoutBench.Item("https://a.example/1"));

    private readonly ScoutBench bench = new();

    [Theory]
    [InlineData("W/\"weak-1\"", null)]
    [InlineData(null, "Tue, 03 Feb 2026 10:00:00 GMT")]
    [InlineData("\"strong\"", "Tue, 03 Feb 2026 10:00:00 GMT")]
    public async Task Validators_are_sent_back_as_they_came(string? etag, string? lastModified)
    {
        await using var server = await FaultServer.StartAsync(Answers.Conditional(OneEntry, etag, lastModified));
        var feed = server.Url("/feed");
        (await bench.RunAsync(server.Options, feed)).Doors.Single().State.ShouldBe(DoorState.Read);
        bench.Pass(TimeSpan.FromHours(1));
        var again = (await bench.RunAsync(server.Options, feed)).Doors.Single();

        again.State.ShouldBe(DoorState.Unchanged);
        server.Requests[1].Headers.GetValueOrDefault("If-None-Match").ShouldBe(etag);
        server.Requests[1].Headers.GetValueOrDefault("If-Modified-Since").ShouldBe(lastModified);
        bench.Row(feed).LastSuccessAt.ShouldBe(bench.Now);
        bench.Discoveries().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(301, 308, true)]
    [InlineData(301, 301, true)]
    [InlineData(302, 302, false)]
    [InlineData(301, 307, false)]
    public async Task A_feed_that_moved_for_good_is_asked_at_its_new_place(int first, int second, bool isRemembered)
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(
            ("/old", Answers.Redirect("/older", first)), ("/older", Answers.Redirect("/new", second)), ("/new", Answers.Text(OneEntry))));
        var result = await bench.RunAsync(server.Options, server.Url("/old"));
        result.Doors.Single().State.ShouldBe(DoorState.Read);
        bench.Row(server.Url("/old")).Url.ShouldBe(server.Url(isRemembered ? "/new" : "/old").AbsoluteUri);
        if (isRemembered)
        {
            result.Doors.Single().Message.ShouldNotBeNull().ShouldContain("moved for good");
        }

        await bench.RunAsync(server.Options, server.Url("/old"));
        server.Requests.Skip(3).First().Target.ShouldBe(isRemembered ? "/new" : "/old");
        bench.Discoveries().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_move_is_remembered_also_when_nothing_changed_there()
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(
            ("/old", Answers.InTurn(Answers.Conditional(OneEntry, etag: "\"1\""), Answers.Redirect("/new", 301))),
            ("/new", Answers.Conditional(OneEntry, etag: "\"1\""))));
        await bench.RunAsync(server.Options, server.Url("/old"));
        (await bench.RunAsync(server.Options, server.Url("/old"))).Doors.Single().State.ShouldBe(DoorState.Unchanged);
        bench.Row(server.Url("/old")).Url.ShouldBe(server.Url("/new").AbsoluteUri);
    }

    [Fact]
    public async Task Entries_without_a_link_keep_their_address_when_the_feed_moves()
    {
        var feed = ScoutBench.Rss("<item><guid isPermaLink='false'>nr 7</guid><title>A sales AI tool</title></item>");
        await using var server = await FaultServer.StartAsync(Answers.ByPath(
            ("/old", Answers.InTurn(Answers.Text(feed), Answers.Redirect("/new", 301))), ("/new", Answers.Text(feed))));
        for (var i = 0; i < 3; i++)
        {
            await bench.RunAsync(server.Options, server.Url("/old"));
        }

        bench.Discoveries().Single().SourceUrl.ShouldStartWith(server.Url("/old?entry=").AbsoluteUri);
    }

    [Fact]
    public async Task Two_feeds_that_moved_to_one_place_are_read_once()
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(
            ("/a", Answers.Redirect("/new", 301)), ("/b", Answers.Redirect("/new", 301)), ("/new", Answers.Text(OneEntry))));
        await bench.List.SubscribeAsync([(server.Url("/a").AbsoluteUri, null), (server.Url("/b").AbsoluteUri, null)], TestContext.Current.CancellationToken);
        (await bench.RunAsync(server.Options)).Doors.Count.ShouldBe(2);
        (await bench.RunAsync(server.Options)).Doors.Count.ShouldBe(1);
        bench.Discoveries().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Retry_after_in_seconds_or_as_a_date_keeps_the_feed_in_peace(int status)
    {
        var date = TimeProvider.System.GetUtcNow().AddHours(2);
        await using var server = await FaultServer.StartAsync(Answers.ByPath(
            ("/seconds", Answers.Status(status, retryAfter: "5400")), ("/date", Answers.Status(status, retryAfter: date.ToString("R"))), ("/ages", Answers.Status(status, retryAfter: "99999999999"))));
        foreach (var (path, expected) in new[] { ("/seconds", 5400.0), ("/date", 7200.0), ("/ages", 86400.0) })
        {
            await bench.RunAsync(server.Options, server.Url(path));
            var wait = (bench.Row(server.Url(path)).BackOffUntil.ShouldNotBeNull() - bench.Now).TotalSeconds;
            wait.ShouldBeInRange(expected - 30, expected + 1, path);
        }
    }

    [Fact]
    public async Task Back_off_grows_step_by_step_to_a_day_and_ends_with_a_success()
    {
        var isWell = false;
        await using var server = await FaultServer.StartAsync(context => (isWell ? Answers.Text(OneEntry) : Answers.Status(500))(context));
        var feed = server.Url("/feed");
        await bench.List.SubscribeAsync([(feed.AbsoluteUri, null)], TestContext.Current.CancellationToken);
        List<double> minutes = [];
        for (var i = 0; i < 11; i++)
        {
            (await bench.RunAsync(server.Options)).Doors.Single().State.ShouldBe(DoorState.Failed);
            var wait = bench.Row(feed).BackOffUntil - bench.Now ?? TimeSpan.Zero;
            minutes.Add(wait.TotalMinutes);
            if (wait > TimeSpan.Zero)
            {
                bench.Pass(wait - TimeSpan.FromSeconds(1));
                var asked = server.Requests.Count;
                (await bench.RunAsync(server.Options)).Doors.Single().State.ShouldBe(DoorState.Skipped);
                server.Requests.Count.ShouldBe(asked);
                bench.Pass(TimeSpan.FromSeconds(1));
            }
        }

        minutes.ShouldBe([0, 5, 15, 30, 60, 180, 360, 720, 1440, 1440, 1440]);
        bench.Row(feed).ConsecutiveFailures.ShouldBe(11);
        isWell = true;
        (await bench.RunAsync(server.Options)).Doors.Single().State.ShouldBe(DoorState.Read);
        var well = bench.Row(feed);
        (well.ConsecutiveFailures, well.BackOffUntil, well.LastError).ShouldBe((0, null, null));
    }

    [Fact]
    public async Task A_feed_that_is_named_is_asked_although_it_backs_off()
    {
        await using var server = await FaultServer.StartAsync(Answers.InTurn(Answers.Status(429, retryAfter: "3600"), Answers.Text(OneEntry)));
        await bench.RunAsync(server.Options, server.Url("/feed"));
        (await bench.RunAsync(server.Options, server.Url("/feed"))).Doors.Single().State.ShouldBe(DoorState.Read);
    }

    [Fact]
    public async Task Feeds_of_one_host_are_asked_one_after_the_other_and_a_little_apart()
    {
        var inside = 0;
        var most = 0;
        List<long> starts = [];
        await using var server = await FaultServer.StartAsync(async context =>
        {
            lock (starts)
            {
                starts.Add(TimeProvider.System.GetTimestamp());
            }

            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Answers.Text(OneEntry)(context);
            Interlocked.Decrement(ref inside);
        });
        await bench.RunAsync(server.Options with { MinimumInterval = TimeSpan.FromMilliseconds(300) }, [.. Enumerable.Range(0, 4).Select(i => server.Url($"/{i}"))]);
        most.ShouldBe(1);
        // A busy machine lets a request arrive late, and the next one seem early.
        starts.Zip(starts.Skip(1)).ShouldAllBe(p => TimeProvider.System.GetElapsedTime(p.First, p.Second) >= TimeSpan.FromMilliseconds(225));
    }

    [Theory]
    [InlineData(5, DoorState.Read)]
    [InlineData(6, DoorState.Failed)]
    public async Task Five_redirects_are_followed_at_most(int redirects, DoorState expected)
    {
        await using var server = await FaultServer.StartAsync(context =>
        {
            var at = int.Parse(context.Request.Path.Value![1..]);
            return at == 0 ? Answers.Text(OneEntry)(context) : Answers.Redirect($"/{at - 1}")(context);
        });
        (await bench.RunAsync(server.Options, server.Url($"/{redirects}"))).Doors.Single().State.ShouldBe(expected);
    }

    [Fact]
    public async Task Private_addresses_are_not_asked_unless_they_are_allowed()
    {
        await using var server = await FaultServer.StartAsync(Answers.Text(OneEntry));
        var result = await bench.RunAsync(server.Options with { Allow = [] }, server.Url("/feed"));
        result.Failed.ShouldBeTrue();
        result.Cause.ShouldNotBeNull().ShouldContain(EgressOptions.AllowVariable);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_limits_or_the_filter_left_out_is_not_hidden_by_a_validator()
    {
        var old = ScoutBench.Item("https://a.example/old", "<pubDate>Tue, 06 Jan 2026 10:00:00 GMT</pubDate>");
        var recent = ScoutBench.Item("https://a.example/new", "<pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate>");
        const string beside = "<item><title>Cake</title><link>https://a.example/cake</link><description>A recipe.</description></item>";
        await using var server = await FaultServer.StartAsync(Answers.Conditional(ScoutBench.Rss(old, recent, beside), etag: "\"1\""));
        IReadOnlyList<string> feed = [server.Url("/feed").AbsoluteUri];

        await bench.RunAsync(server.Options, new RssOptions(feed, Limit: 1));
        bench.Discoveries().Select(d => d.SourceUrl).ShouldBe(["https://a.example/new"], "the newest comes first");
        await bench.RunAsync(server.Options, new RssOptions(feed, Days: 30));
        bench.Discoveries().Count.ShouldBe(1);
        await bench.RunAsync(server.Options, new RssOptions(feed, Days: int.MaxValue));
        bench.Discoveries().Count.ShouldBe(2);
        await bench.RunAsync(server.Options, new RssOptions(feed));
        (await bench.RunAsync(server.Options, new RssOptions(feed))).Doors.Single().State.ShouldBe(DoorState.Unchanged);
        await bench.RunAsync(server.Options, new RssOptions(feed), keepIrrelevant: true);
        bench.Discoveries().Select(d => d.SourceUrl).ShouldBe(["https://a.example/new", "https://a.example/old", "https://a.example/cake"]);
    }

    public void Dispose() => bench.Dispose();
}
