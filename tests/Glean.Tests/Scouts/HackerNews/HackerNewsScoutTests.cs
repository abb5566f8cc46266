using System.Text.Json;
using Glean.Scouts;
using Glean.Scouts.HackerNews;
using Glean.Tests.Scouts.Samples;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.HackerNews;

public sealed class HackerNewsScoutTests : IDisposable
{
    private readonly ScoutFixture fixture = new();
    private readonly HackerNewsSample sample = new();

    [Fact]
    public void Stories_comments_and_posts_without_text_are_read_with_all_that_is_told_of_them()
    {
        var page = HackerNewsPage.Read(JsonDocument.Parse("""
            {"hitsPerPage": 3, "hits": [
              {"objectID": "11", "created_at_i": 1770000000, "title": "Show HN: Deal&amp;Co", "url": "https://deal.example/", "author": "ann", "points": 12, "num_comments": 3,
               "story_text": "We built <i>it</i>.<p>Second &quot;part&quot;.", "_tags": ["story", "show_hn"]},
              {"objectID": 12, "created_at": "2026-02-02T02:40:01Z", "comment_text": "<p>Good <a href=\"https://a.example\">tool</a>", "story_title": "A CRM", "story_id": 10, "parent_id": 11, "author": "bob"},
              {"objectID": "13", "created_at_i": 1769999999, "title": "A link", "url": "https://b.example/x", "story_text": null, "_tags": ["story"]}
            ]}
            """).RootElement).ShouldNotBeNull();
        (page.Hits, page.Oldest, page.PageSize).ShouldBe((3, 1769999999, 3));
        var (story, comment, link) = (page.Items[0], page.Items[1], page.Items[2]);
        (story.Url, story.Title, story.Text, story.Author).ShouldBe(("https://news.ycombinator.com/item?id=11", "Show HN: Deal&Co", "We built it.\n\nSecond \"part\".", "ann"));
        story.PublishedAt.ShouldBe(new DateTime(2026, 2, 2, 2, 40, 0));
        story.Metadata["type"].ShouldBe("show_hn");
        story.Metadata["url"].ShouldBe("https://deal.example/");
        story.Metadata["points"].ShouldBe(12L);
        (comment.Url, comment.Title, comment.Text).ShouldBe(("https://news.ycombinator.com/item?id=12", "A CRM", "Good tool"));
        comment.Metadata["type"].ShouldBe("comment");
        comment.Metadata["story_id"].ShouldBe("10");
        comment.PublishedAt.ShouldBe(new DateTime(2026, 2, 2, 2, 40, 1));
        (link.Title, link.Text).ShouldBe(("A link", ""));
    }

    [Theory]
    [InlineData("""{"hits": [null, 1, [], {}, {"objectID": {}}, {"objectID": "x y"}, {"objectID": "../1"}]}""", 7, 0)]
    [InlineData("""{"hits": [{"objectID": "1", "title": {}, "points": "many", "created_at_i": "soon", "_tags": "story", "story_text": 5}]}""", 1, 1)]
    [InlineData("""{"hits": [{"objectID": "1", "title": "half \ud83d", "created_at_i": 99999999999999}]}""", 1, 1)]
    [InlineData("""{"hits": []}""", 0, 0)]
    public void What_is_of_another_kind_than_documented_is_left_out_and_no_exception(string json, int hits, int items)
    {
        var page = HackerNewsPage.Read(JsonDocument.Parse(json).RootElement).ShouldNotBeNull();
        (page.Hits, page.Items.Count, page.Oldest).ShouldBe((hits, items, null));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"hits": {}}""")]
    [InlineData("""{"message": "Hello"}""")]
    public async Task Another_JSON_is_a_failure(string json)
    {
        HackerNewsPage.Read(JsonDocument.Parse(json).RootElement).ShouldBeNull();
        await using var server = await FaultServer.StartAsync(Answers.Json(json));
        (await fixture.RunAsync(new HackerNewsScout(), server, sample.Doors(server.Origin))).Cause.ShouldNotBeNull().ShouldContain("no page of hits");
    }

    [Fact]
    public async Task More_hits_in_one_second_than_a_page_holds_are_all_found()
    {
        var at = fixture.Now.AddHours(-2);
        List<SampleItem> items = [.. Enumerable.Range(1, (3 * HackerNewsSample.PageSize) + 2).Select(n => new SampleItem(n, at)), new(90, at.AddMinutes(1)), new(91, at.AddMinutes(-1))];
        await using var server = await FaultServer.StartAsync(sample.Serve(() => items));
        (await fixture.RunAsync(new HackerNewsScout(), server, sample.Doors(server.Origin))).Counts.New.ShouldBe(items.Count);
    }

    [Fact]
    public async Task What_is_asked_of_it_goes_with_the_search()
    {
        await using var server = await FaultServer.StartAsync(Answers.Json("""{"hits":[]}"""));
        var from = new DateTimeOffset(fixture.Now.AddDays(-5)).ToUnixTimeSeconds();
        var to = new DateTimeOffset(fixture.Now).ToUnixTimeSeconds();
        var options = sample.Doors(server.Origin).With(ScoutFields.Days, 5);
        await fixture.RunAsync(new HackerNewsScout(), server, options);
        await fixture.RunAsync(new HackerNewsScout(), server, options.With(ScoutFields.NoComments).With(ScoutFields.Limit, 3));
        await fixture.RunAsync(new HackerNewsScout(), server, options.With(ScoutFields.MinVotes, 10));
        server.Requests.Select(r => Uri.UnescapeDataString(r.Target)).ShouldBe(
        [
            $"/api/v1/search_by_date?query=sales AI&tags=(story,comment)&numericFilters=created_at_i>={from},created_at_i<={to}&hitsPerPage=500",
            $"/api/v1/search_by_date?query=sales AI&tags=story&numericFilters=created_at_i>={from},created_at_i<={to}&hitsPerPage=3",
            $"/api/v1/search_by_date?query=sales AI&tags=story&numericFilters=created_at_i>={from},created_at_i<={to},points>=10&hitsPerPage=500",
        ]);
    }

    [Fact]
    public async Task Without_a_query_it_reads_show_ask_and_the_usual_searches()
    {
        fixture.Database.Rows("DELETE FROM settings");
        await using var server = await FaultServer.StartAsync(Answers.Json("""{"hits":[]}"""));
        var result = await fixture.RunAsync(new HackerNewsScout(), server, ScoutOptions.None);
        result.Doors.Count.ShouldBe(new HackerNewsScout().Defaults.Count);
        server.Requests.Count.ShouldBe(result.Doors.Count);
        server.Requests.ShouldContain(r => r.Target.Contains("tags=show_hn") && !r.Target.Contains("query="));
        server.Requests.ShouldContain(r => r.Target.Contains("tags=ask_hn"));
    }

    [Fact]
    public async Task Who_asks_for_votes_looks_at_young_stories_again()
    {
        var item = ScoutSamples.Items(1, fixture.Now)[0] with { Number = 1 };
        List<SampleItem> voted = [];
        await using var server = await FaultServer.StartAsync(sample.Serve(() => voted));
        var options = sample.Doors(server.Origin).With(ScoutFields.MinVotes, 1);
        await fixture.RunAsync(new HackerNewsScout(), server, options);
        // It was there all the time, and has got its votes since.
        voted.Add(item);
        fixture.Pass(TimeSpan.FromDays(1));
        (await fixture.RunAsync(new HackerNewsScout(), server, options)).Counts.New.ShouldBe(1);
    }

    public void Dispose() => fixture.Dispose();
}
