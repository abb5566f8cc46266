using System.Diagnostics;
using Glean.Catalog;
using Glean.Scouts;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

/// <summary>R7: whatever the other side does, the run ends, says why, and leaves the other feeds alone.</summary>
public sealed class RssScoutFaultTests : IDisposable
{
    private readonly ScoutBench bench = new();

    [Theory]
    [MemberData(nameof(Faults.All), MemberType = typeof(Faults))]
    public async Task A_fault_of_one_feed_is_named_recorded_and_harms_no_other(Fault fault)
    {
        await using var sound = await FaultServer.StartAsync(ScoutBench.Feed(ScoutBench.Item("https://a.example/1"), ScoutBench.Item("https://a.example/2")));
        await using var faulty = await FaultServer.StartAsync(fault);
        await bench.List.SubscribeAsync([(faulty.Url("/feed").AbsoluteUri, null), (sound.Url("/feed").AbsoluteUri, null)], TestContext.Current.CancellationToken);
        Source reddit;
        using (var context = bench.Database.Open())
        {
            reddit = new Source { Name = "reddit", LastError = "kept as it is", ConsecutiveFailures = 3, CreatedAt = bench.Now };
            context.Sources.Add(reddit);
            context.SaveChanges();
        }

        var started = Stopwatch.GetTimestamp();
        var result = await bench.RunAsync(faulty.Options);

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(faulty.Options.TotalTime + TimeSpan.FromSeconds(5));
        result.Failed.ShouldBeFalse("one feed of two was read");
        result.Doors.Select(d => d.State).ShouldBe([DoorState.Failed, DoorState.Read]);
        result.Doors[0].Message.ShouldNotBeNull().ShouldContain(fault.Words(), Case.Insensitive);
        bench.Discoveries().Select(d => d.SourceUrl).ShouldBe(["https://a.example/1", "https://a.example/2"]);

        var ill = bench.Row(faulty.Url("/feed"));
        ill.ConsecutiveFailures.ShouldBe(1);
        ill.LastError.ShouldBe(result.Doors[0].Message);
        ill.LastAttemptAt.ShouldBe(bench.Now);
        ill.LastSuccessAt.ShouldBeNull();
        ill.BackOffUntil.ShouldBe(fault is Fault.TooManyRequests or Fault.UnavailableForAWhile ? bench.Now.AddSeconds(120) : null);

        var well = bench.Row(sound.Url("/feed"));
        (well.ConsecutiveFailures, well.LastError, well.LastSuccessAt).ShouldBe((0, null, bench.Now));
        bench.Database.Rows("SELECT last_error, consecutive_failures FROM sources WHERE name = 'reddit'").ShouldBe(["kept as it is|3"]);
        bench.Database.Rows("SELECT last_error FROM sources WHERE name = 'rss'").ShouldBe(["∅"]);
    }

    [Fact]
    public async Task A_page_in_place_of_a_feed_names_the_feed_it_links_to()
    {
        await using var server = await FaultServer.StartAsync(Answers.Html(
            "<!doctype html><html><head><link rel='alternate' type='application/rss+xml' href='/blog/feed.xml'></head><body>Hello</body></html>"));
        var result = await bench.RunAsync(server.Options, server.Url("/blog"));
        result.Failed.ShouldBeTrue();
        result.Cause.ShouldNotBeNull().ShouldContain("HTML page");
        result.Cause.ShouldContain(server.Url("/blog/feed.xml").AbsoluteUri);
    }

    [Fact]
    public async Task A_feed_cut_short_keeps_its_entries_and_is_degraded_until_it_is_whole()
    {
        var whole = ScoutBench.Rss(ScoutBench.Item("https://a.example/1"), ScoutBench.Item("https://a.example/2"), ScoutBench.Item("https://a.example/3"));
        var cut = whole[..(whole.LastIndexOf("<link>", StringComparison.Ordinal) - 10)];
        await using var server = await FaultServer.StartAsync(Answers.InTurn(
            Answers.Conditional(cut, etag: "\"1\""), Answers.Conditional(whole, etag: "\"1\"")));
        var feed = server.Url("/feed");

        var first = await bench.RunAsync(server.Options, feed);
        first.Doors.Single().State.ShouldBe(DoorState.Degraded);
        first.Doors.Single().Message.ShouldNotBeNull().ShouldContain("breaks off");
        first.Failed.ShouldBeFalse();
        bench.Discoveries().Count.ShouldBeGreaterThanOrEqualTo(2);
        bench.Row(feed).LastError.ShouldNotBeNull().ShouldContain("breaks off");
        bench.Row(feed).LastSuccessAt.ShouldBeNull();

        var second = await bench.RunAsync(server.Options, feed);
        second.Doors.Single().State.ShouldBe(DoorState.Read, "no validator was kept of the broken document");
        bench.Discoveries().Select(d => d.SourceUrl).ShouldContain("https://a.example/3");
        bench.Row(feed).LastError.ShouldBeNull();
    }

    [Fact]
    public async Task A_run_in_which_every_feed_fails_fails_with_the_first_cause()
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(403));
        await bench.List.SubscribeAsync([(server.Url("/1").AbsoluteUri, null), (server.Url("/2").AbsoluteUri, null)], TestContext.Current.CancellationToken);
        var result = await bench.RunAsync(server.Options);
        result.Failed.ShouldBeTrue();
        result.Cause.ShouldNotBeNull().ShouldContain("403");
        bench.Database.Rows("SELECT consecutive_failures FROM sources WHERE name = 'rss'").ShouldBe(["1"]);

        (await bench.RunAsync(server.Options)).Failed.ShouldBeTrue();
        var third = await bench.RunAsync(server.Options);
        third.Doors.ShouldAllBe(d => d.State == DoorState.Skipped);
        third.Failed.ShouldBeTrue("a run that asked nobody has read nothing");
        third.Cause.ShouldNotBeNull().ShouldContain("403");
    }

    [Fact]
    public async Task A_named_feed_that_fails_fails_the_run_and_the_others_are_saved()
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(
            ("/ill", Answers.Status(500)), ("/well", ScoutBench.Feed(ScoutBench.Item("https://a.example/1")))));
        var result = await bench.RunAsync(server.Options, server.Url("/ill"), server.Url("/well"));
        result.Failed.ShouldBeTrue();
        result.Cause.ShouldNotBeNull().ShouldContain("500");
        bench.Discoveries().Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_address_in_the_database_that_is_none_fails_alone()
    {
        await using var server = await FaultServer.StartAsync(ScoutBench.Feed(ScoutBench.Item("https://a.example/1")));
        await bench.List.SubscribeAsync([("http://[broken", null), (server.Url("/feed").AbsoluteUri, null)], TestContext.Current.CancellationToken);
        var result = await bench.RunAsync(server.Options);
        result.Doors.Select(d => d.State).ShouldBe([DoorState.Failed, DoorState.Read]);
    }

    [Fact]
    public async Task Without_any_feed_the_next_step_is_named()
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(500));
        var failure = await Should.ThrowAsync<GleanException>(bench.RunAsync(server.Options));
        failure.Kind.ShouldBe(FailureKind.Setting);
        failure.NextStep.ShouldNotBeNull().ShouldContain("glean feeds add");
    }

    public void Dispose() => bench.Dispose();
}
