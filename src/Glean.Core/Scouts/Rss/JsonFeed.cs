using System.Text;
using System.Text.Json;

namespace Glean.Scouts.Rss;

/// <summary>
/// Reads JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/) and RSS written as JSON. Item by item, so that a
/// document cut short keeps what stood before the cut.
/// </summary>
internal static class JsonFeed
{
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 128 };

    public static FeedResult Read(string json, Uri? address)
    {
        var (top, items, brokeOff) = JsonTop.Read(Encoding.UTF8.GetBytes(json), Lenient);
        if (Property(top, "rss") is { ValueKind: JsonValueKind.Object } rss)
        {
            return RssInJson.Read(rss, brokeOff, address);
        }

        var version = Text(top, "version") ?? "";
        if (!version.Contains("jsonfeed.org/version", StringComparison.OrdinalIgnoreCase) && (items is null || Text(top, "title") is null))
        {
            return FeedResult.Failed(
                FeedErrorKind.NotAFeed,
                brokeOff && items is null
                    ? "This is not a feed: the JSON is broken before its first item."
                    : "This is JSON, but no JSON Feed: it has neither the version of one nor a title and items.");
        }

        var home = FeedLinks.Resolve(Text(top, "home_page_url"), address);
        var author = Authors(top);
        return FeedResult.Of(new Feed
        {
            Format = new(FeedKind.Json, version[(version.LastIndexOf('/') + 1)..]),
            Title = PlainText.Headline(Text(top, "title")),
            Link = home,
            Description = PlainText.FromText(Text(top, "description")),
            Language = Text(top, "language"),
            FeedUrl = FeedLinks.Resolve(Text(top, "feed_url"), address),
            Author = author,
            BrokeOff = brokeOff,
            Entries = [.. (items ?? []).Where(i => i.ValueKind == JsonValueKind.Object).Select(i => Entry(i, author, address))],
        });
    }

    internal static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A string, or a number where a string should be; null for anything else and for empty ones.</summary>
    internal static string? Text(JsonElement element, string name) => Property(element, name) switch
    {
        { ValueKind: JsonValueKind.String } value => StringOf(value) is { Length: > 0 } text ? text : null,
        { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
        _ => null,
    };

    private static FeedEntry Entry(JsonElement item, string? feedAuthor, Uri? address)
    {
        var contentHtml = Text(item, "content_html");
        var contentText = Text(item, "content_text");
        var content = contentHtml is not null ? new FeedText(contentHtml, true) : new FeedText(contentText ?? "", false);
        var summary = FeedText.Guess(Text(item, "summary") ?? "");
        var text = content.IsEmpty ? summary.IsEmpty ? "" : summary.ToPlain() : content.ToPlain();
        var title = PlainText.Headline(Text(item, "title"));
        var id = Text(item, "id");
        var link = FeedLinks.Resolve(Text(item, "url") ?? Text(item, "external_url"), address) ?? (FeedLinks.IsWeb(id) ? id : null);
        return new FeedEntry
        {
            Id = id ?? link ?? XmlEntry.Hash(title, text),
            Title = title,
            Link = link,
            Author = Authors(item) ?? feedAuthor,
            Published = PublicationDate.Parse(Text(item, "date_published")),
            Updated = PublicationDate.Parse(Text(item, "date_modified")),
            ContentHtml = content.ToHtml(),
            SummaryHtml = summary.ToHtml(),
            Text = text,
            Categories = [.. Elements(item, "tags").Where(t => t.ValueKind == JsonValueKind.String).Select(StringOf).Where(t => t.Length > 0).Distinct()],
            Enclosures = [.. Elements(item, "attachments").Select(a => Attachment(a, address)).OfType<Enclosure>()],
            Base = address,
        };
    }

    private static Enclosure? Attachment(JsonElement attachment, Uri? address) =>
        FeedLinks.Resolve(Text(attachment, "url"), address) is { } url
            ? new(url, Text(attachment, "mime_type") ?? "", FeedMedia.Number(Text(attachment, "size_in_bytes")))
            : null;

    private static string? Authors(JsonElement element)
    {
        var names = Elements(element, "authors").Select(a => Text(a, "name"))
            .Append(Property(element, "author") is { } single ? Text(single, "name") : null)
            .OfType<string>().Distinct().ToList();
        return names.Count == 0 ? null : string.Join(", ", names);
    }

    private static JsonElement[] Elements(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];

    private static string StringOf(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: no text.
            return "";
        }
    }
}
