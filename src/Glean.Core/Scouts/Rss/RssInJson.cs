using System.Text.Json;

namespace Glean.Scouts.Rss;

/// <summary>RSS 2.0 with JSON for XML (https://github.com/scripting/Scripting-News/blob/master/rss-in-json/README.md).</summary>
internal static class RssInJson
{
    public static FeedResult Read(JsonElement rss, bool brokeOff, Uri? address)
    {
        if (JsonFeed.Property(rss, "channel") is not { ValueKind: JsonValueKind.Object } channel)
        {
            return FeedResult.Failed(FeedErrorKind.NotAFeed, "This is RSS in JSON, but it has no channel.");
        }

        IEnumerable<JsonElement> items = JsonFeed.Property(channel, "item") switch
        {
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
            { ValueKind: JsonValueKind.Object } only => [only],
            _ => [],
        };
        return FeedResult.Of(new Feed
        {
            Format = new(FeedKind.Rss, JsonFeed.Text(rss, "version") ?? ""),
            Title = PlainText.Headline(JsonFeed.Text(channel, "title")),
            Link = FeedLinks.Resolve(JsonFeed.Text(channel, "link"), address),
            Description = PlainText.FromHtml(JsonFeed.Text(channel, "description")),
            Language = JsonFeed.Text(channel, "language"),
            Updated = PublicationDate.Parse(JsonFeed.Text(channel, "lastBuildDate") ?? JsonFeed.Text(channel, "pubDate")),
            BrokeOff = brokeOff,
            Entries = [.. items.Select(item => Entry(item, address))],
        });
    }

    private static FeedEntry Entry(JsonElement item, Uri? address)
    {
        var summary = FeedText.Guess(JsonFeed.Text(item, "description") ?? "");
        var text = summary.ToPlain();
        var title = PlainText.Headline(JsonFeed.Text(item, "title"));
        var guid = JsonFeed.Property(item, "guid") is { ValueKind: JsonValueKind.Object } stated
            ? JsonFeed.Text(stated, "#value")
            : JsonFeed.Text(item, "guid");
        var link = FeedLinks.Resolve(JsonFeed.Text(item, "link"), address) ?? (FeedLinks.IsWeb(guid) ? guid : null);
        return new FeedEntry
        {
            Id = guid ?? link ?? XmlEntry.Hash(title, text),
            Title = title,
            Link = link,
            Author = FeedPeople.FromText(PlainText.Headline(JsonFeed.Text(item, "author"))),
            Published = PublicationDate.Parse(JsonFeed.Text(item, "pubDate")),
            SummaryHtml = summary.ToHtml(),
            Text = text,
            CommentsUrl = FeedLinks.Resolve(JsonFeed.Text(item, "comments"), address),
            Base = address,
        };
    }
}
