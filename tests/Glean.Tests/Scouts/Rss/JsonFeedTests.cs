using Glean.Scouts.Rss;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

public class JsonFeedTests
{
    private const string Two = """
        {"version":"https://jsonfeed.org/version/1.1","title":"News &amp; notes","home_page_url":"/","feed_url":"https://blog.example/feed.json","language":"en","authors":[{"name":"Staff"}],
        "items":[{"id":1,"url":"/1","title":"One","content_html":"<p>Hello</p><script>x</script>","date_published":"2024-01-02T03:04:05-07:00","tags":["a","a","b"],
        "attachments":[{"url":"/a.mp3","mime_type":"audio/mpeg","size_in_bytes":7}]},{"id":"2","external_url":"https://else.example/2","content_text":"Plain <b> text","author":{"name":"Eve"}}]}
        """;

    [Fact]
    public void Both_items_are_mapped()
    {
        var feed = Feeds.Feed(Two);
        feed.Format.ShouldBe(new FeedFormat(FeedKind.Json, "1.1"));
        feed.Title.ShouldBe("News & notes");
        feed.Link.ShouldBe("https://blog.example/");
        feed.Entries[0].ShouldSatisfyAllConditions(
            e => e.Id.ShouldBe("1"),
            e => e.Link.ShouldBe("https://blog.example/1"),
            e => e.Text.ShouldBe("Hello"),
            e => e.Author.ShouldBe("Staff"),
            e => e.Published.ShouldBe(new DateTime(2024, 1, 2, 10, 4, 5, DateTimeKind.Utc)),
            e => e.Categories.ShouldBe(["a", "b"]),
            e => e.Enclosures.Single().Length.ShouldBe(7));
        feed.Entries[1].ShouldSatisfyAllConditions(
            e => e.Link.ShouldBe("https://else.example/2"),
            e => e.Text.ShouldBe("Plain <b> text"),
            e => e.Author.ShouldBe("Eve"));
    }

    [Fact]
    public void A_cut_document_keeps_its_whole_items()
    {
        var feed = Feeds.Feed(Two[..(Two.Length - 20)]);
        feed.BrokeOff.ShouldBeTrue();
        feed.Entries.ShouldHaveSingleItem().Title.ShouldBe("One");
    }

    [Theory]
    [InlineData("""{"version":"https://jsonfeed.org/version/1","title":7,"items":[null,3,"x",{"id":"\ud800","url":5,"tags":{"a":1},"attachments":[1]}]}""")]
    [InlineData("""{"version":"https://jsonfeed.org/version/1","items":{}}""")]
    [InlineData("""{"rss":{"channel":{"item":[{},1,{"guid":{"a":1}}]}}}""")]
    [InlineData("""{"rss":{"channel":[]}}""")]
    [InlineData("{")]
    [InlineData("""{"a":"\ud800\u""")]
    public void Values_of_the_wrong_kind_are_passed_over(string json) => Should.NotThrow(() => Feeds.Read(json));

    [Fact]
    public void Rss_in_json_is_rss()
    {
        var feed = Feeds.Feed("""{"rss":{"version":"2.0","channel":{"title":"T","item":[{"title":"One","guid":{"isPermaLink":"true","#value":"https://blog.example/1"},"pubDate":"Mon, 07 Oct 2024 10:00:00 GMT"}]}}}""");
        feed.Format.ShouldBe(new FeedFormat(FeedKind.Rss, "2.0"));
        feed.Entries.Single().Link.ShouldBe("https://blog.example/1");
    }
}
