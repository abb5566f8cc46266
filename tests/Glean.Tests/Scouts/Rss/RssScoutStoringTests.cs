using System.Text.Json;
using Glean.Scouts;
using Glean.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

/// <summary>What of a feed is stored, and how.</summary>
public sealed class RssScoutStoringTests : IAsyncDisposable
{
    private readonly ScoutBench bench = new();
    private FaultServer? server;

    [Fact]
    public async Task An_entry_is_stored_with_all_that_the_feed_says_of_it()
    {
        await StoreAsync("""
            <item><title>Acme, an AI &amp;amp; SDR tool</title><link>HTTPS://A.example:443/x/../post?utm_source=rss&amp;b=2&amp;a=1#top</link>
            <description><![CDATA[<p>Sales <b>automation</b> for the CRM.</p><script>alert(1)</script><p>Second.</p>]]></description>
            <author>ann@a.example (Ann Lee)</author><category>AI</category><category>Sales</category><guid isPermaLink="false">id-1</guid>
            <pubDate>Mon, 02 Feb 2026 10:00:00 +0200</pubDate><comments>https://a.example/post#comments</comments></item>
            """);
        var stored = bench.Discoveries().Single();
        stored.SourceUrl.ShouldBe("https://a.example/post?a=1&b=2");
        stored.Title.ShouldContain("Acme, an AI");
        stored.RawText.ShouldBe("Sales automation for the CRM.\n\nSecond.");
        stored.Author.ShouldBe("Ann Lee");
        stored.PublishedAt.ShouldBe(new DateTime(2026, 2, 2, 8, 0, 0));
        stored.DiscoveredAt.ShouldBe(bench.Now);
        stored.IsDemo.ShouldBeFalse();
        stored.Processed.ShouldBeFalse();
        stored.Relevance.ShouldNotBeNull().ShouldBeGreaterThan(0);
        stored.RelevanceReason.ShouldNotBeNullOrEmpty();
        var metadata = JsonDocument.Parse(stored.Metadata).RootElement;
        metadata.GetProperty("feed").GetString().ShouldBe("Sales notes");
        metadata.GetProperty("id").GetString().ShouldBe("id-1");
        metadata.GetProperty("categories").EnumerateArray().Select(c => c.GetString()).ShouldBe(["AI", "Sales"]);
        metadata.GetProperty("comments_url").GetString().ShouldBe("https://a.example/post");
        bench.Database.Rows("SELECT s.name, f.name IS NOT NULL FROM discoveries d JOIN sources s ON s.id = d.source_id JOIN sources f ON f.id = d.feed_id").ShouldBe(["rss|1"]);
    }

    [Fact]
    public async Task The_same_entry_twice_or_through_two_feeds_is_one_row_and_counted_once()
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(
            ("/1", ScoutBench.Feed(ScoutBench.Item("https://a.example/1"), ScoutBench.Item("https://a.example/1?utm_medium=feed"), ScoutBench.Item("https://a.example/1#comments"))),
            ("/2", ScoutBench.Feed(ScoutBench.Item("https://a.example/1?fbclid=x"), ScoutBench.Item("https://a.example/2")))));
        var first = await bench.RunAsync(server.Options, server.Url("/1"));
        first.Counts.ShouldBe(new SaveCounts(New: 1, Known: 2, Irrelevant: 0, Invalid: 0));
        var both = await bench.RunAsync(server.Options, server.Url("/1"), server.Url("/2"));
        both.Counts.ShouldBe(new SaveCounts(New: 1, Known: 4, Irrelevant: 0, Invalid: 0));
        bench.Discoveries().Select(d => d.SourceUrl).ShouldBe(["https://a.example/1", "https://a.example/2"]);
        bench.Database.Rows("SELECT total_discoveries FROM sources ORDER BY id").ShouldBe(["2", "1", "1"]);
    }

    [Fact]
    public async Task Entries_under_anchors_of_one_page_stay_apart()
    {
        string Release(int i) => $"<item><title>CRM release {i}</title><link>https://a.example/changelog#v{i}</link><description>Sales automation, part {i}.</description></item>";
        for (var run = 0; run < 2; run++)
        {
            await StoreAsync(Release(2), Release(1));
        }

        var stored = bench.Discoveries();
        stored.Select(d => d.Title).ShouldBe(["CRM release 2", "CRM release 1"]);
        JsonDocument.Parse(stored[0].Metadata).RootElement.GetProperty("page").GetString().ShouldBe("https://a.example/changelog#v2");
    }

    [Fact]
    public async Task An_entry_without_a_link_stands_at_the_feed_by_its_id()
    {
        var longId = new string('x', 9000);
        var result = await StoreAsync(
            "<item><guid isPermaLink='false'>tag:a.example,2026:1</guid><description>An AI sales tool.</description></item>",
            "<item><guid isPermaLink='false'>a b/ü&amp;?#</guid><title>Only a title of a CRM tool</title></item>",
            $"<item><guid isPermaLink='false'>{longId}</guid><title>A CRM tool with a long id</title></item>",
            "<item><title>A CRM tool without anything else</title></item>",
            "<item><link>https://a.example/empty</link></item>");
        var stored = bench.Discoveries();
        stored.Count.ShouldBe(4);
        stored.ShouldAllBe(d => d.SourceUrl.Contains("/feed?") && d.SourceUrl.Contains("entry="));
        stored.Select(d => d.RawText).ShouldContain("Only a title of a CRM tool");
        stored.ShouldContain(d => d.Title.Length == 0 && d.RawText == "An AI sales tool.");
        result.Counts.Invalid.ShouldBe(1, "an entry without a word is none");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVa&#10;Script:alert(1)")]
    [InlineData("data:text/html,&lt;script>alert(1)&lt;/script>")]
    [InlineData("vbscript:x")]
    public async Task A_link_that_a_browser_would_run_is_stored_nowhere(string link)
    {
        await StoreAsync($"<item><title>A sales AI tool</title><link>{link}</link><comments>{link}</comments></item>", $"<item><title>Another sales AI tool</title><guid>{link}</guid></item>");
        var stored = bench.Discoveries();
        stored.Count.ShouldBe(2, "the words are kept");
        foreach (var row in stored)
        {
            row.SourceUrl.ShouldStartWith("http://127.0.0.1");
            (row.SourceUrl + row.Metadata).ShouldNotContain("script", Case.Insensitive);
            (row.SourceUrl + row.Metadata).ShouldNotContain("data:", Case.Insensitive);
        }
    }

    [Fact]
    public async Task Long_and_hostile_texts_are_stored_cut_and_clean()
    {
        var text = "CRM sales automation " + string.Concat(Enumerable.Repeat("😀", 150_000));
        await using var server = await FaultServer.StartAsync(Answers.Json(JsonSerializer.Serialize(new
        {
            version = "https://jsonfeed.org/version/1.1",
            title = "T\0itle \u0007",
            items = new object[]
            {
                new { id = "1\0", url = "https://a.example/1", title = "A CRM\0 tool", content_text = text, tags = new[] { "a\0b" }, authors = new[] { new { name = "A\0nn" } } },
            },
        })));
        await bench.RunAsync(server.Options, server.Url("/feed"));
        var stored = bench.Discoveries().Single();
        stored.RawText.Length.ShouldBeInRange(DiscoveryStore.LongestText - 1, DiscoveryStore.LongestText);
        stored.RawText.ShouldEndWith("😀");
        (stored.Title + stored.RawText + stored.Author + stored.Metadata + bench.Row(server.Url("/feed")).Title).ShouldNotContain("\0");
        stored.Metadata.ShouldNotContain("\\u0000");
        var metadata = bench.Database.Rows("SELECT metadata FROM discoveries WHERE length(raw_text) > 50000").ShouldHaveSingleItem();
        System.Text.Json.JsonDocument.Parse(metadata).RootElement.ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
    }

    [Theory]
    [InlineData("yesterday-ish")]
    [InlineData("0000-00-00")]
    [InlineData("Mon, 45 Foo 20260 99:99:99")]
    [InlineData("")]
    public async Task A_date_that_cannot_be_read_is_null(string date)
    {
        await StoreAsync(ScoutBench.Item("https://a.example/1", $"<pubDate>{date}</pubDate>"));
        bench.Discoveries().Single().PublishedAt.ShouldBeNull();
    }

    [Fact]
    public async Task The_filter_leaves_out_what_the_focus_does_not_ask_for_and_counts_it()
    {
        await using var server = await FaultServer.StartAsync(ScoutBench.Feed(
            ScoutBench.Item("https://a.example/1"), "<item><title>Cake</title><link>https://a.example/2</link><description>A recipe.</description></item>"));
        var feed = new RssOptions([server.Url("/feed").AbsoluteUri]);
        (await bench.RunAsync(server.Options, feed)).Counts.ShouldBe(new SaveCounts(1, 0, 1, 0));
        (await bench.RunAsync(server.Options, feed, keepIrrelevant: true)).Counts.ShouldBe(new SaveCounts(1, 1, 0, 0));
        bench.Discoveries()[1].RelevanceReason.ShouldBe("minus: recipe");
    }

    [Fact]
    public async Task A_feed_that_ran_empty_is_degraded_until_it_has_entries_again()
    {
        var empty = Answers.Conditional(ScoutBench.Rss(), etag: "\"0\"");
        await using var server = await FaultServer.StartAsync(Answers.InTurn(
            empty, ScoutBench.Feed(ScoutBench.Item("https://a.example/1")), empty, empty, ScoutBench.Feed(ScoutBench.Item("https://a.example/2"))));
        var feed = server.Url("/feed");
        List<DoorState> states = [];
        for (var i = 0; i < 5; i++)
        {
            bench.Pass(TimeSpan.FromHours(1));
            var door = (await bench.RunAsync(server.Options, feed)).Doors.Single();
            states.Add(door.State);
            if (door.State == DoorState.Degraded)
            {
                door.Message.ShouldNotBeNull().ShouldContain("no entries");
                bench.Row(feed).LastError.ShouldBe(door.Message);
                bench.Row(feed).LastSuccessAt.ShouldNotBe(bench.Now);
                bench.Database.Rows("SELECT last_error FROM sources WHERE name = 'rss'").ShouldBe([door.Message!]);
            }
        }

        states.ShouldBe([DoorState.Read, DoorState.Read, DoorState.Degraded, DoorState.Degraded, DoorState.Read]);
    }

    [Fact]
    public async Task A_run_takes_nothing_back_that_happened_to_the_row_meanwhile()
    {
        await using var server = await FaultServer.StartAsync(async context =>
        {
            // While the feed is fetched, its owner removes it and curation judges it.
            await using (var other = bench.Database.Open())
            {
                await other.Sources.Where(s => s.ParentId != null).ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.Enabled, false).SetProperty(s => s.UsefulDiscoveries, 7).SetProperty(s => s.TotalDiscoveries, 40));
            }

            await ScoutBench.Feed(ScoutBench.Item("https://a.example/1"))(context);
        });
        await bench.List.SubscribeAsync([(server.Url("/feed").AbsoluteUri, null)], TestContext.Current.CancellationToken);
        await bench.RunAsync(server.Options);
        var row = bench.Row(server.Url("/feed"));
        (row.Enabled, row.UsefulDiscoveries, row.TotalDiscoveries).ShouldBe((false, 7, 41));
    }

    public async ValueTask DisposeAsync()
    {
        bench.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private async Task<ScoutResult> StoreAsync(params string[] items)
    {
        server ??= await FaultServer.StartAsync(context => ScoutBench.Feed(items)(context));
        return await bench.RunAsync(server.Options, server.Url("/feed"));
    }
}
