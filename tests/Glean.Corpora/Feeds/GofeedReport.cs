using System.Text.Json;
using Glean.Scouts.Rss;

namespace Glean.Corpora.Feeds;

/// <summary>feeds-gofeed: each feed has its full parse beside it; the values our model has are compared one by one.</summary>
public static class GofeedReport
{
    public static void Run(string folder, TextWriter output)
    {
        foreach (var part in Directory.EnumerateDirectories(folder).SelectMany(Directory.EnumerateDirectories).Order())
        {
            var tally = new Tally();
            foreach (var file in Directory.EnumerateFiles(part).Order())
            {
                Compare(tally, file);
            }

            tally.Print(Path.GetRelativePath(folder, part), output);
        }
    }

    private static void Compare(Tally tally, string file)
    {
        var name = Path.GetFileName(file);
        var expectedFile = file.EndsWith(".xml", StringComparison.Ordinal) ? Path.ChangeExtension(file, ".json")
            : Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file) + "_expected.json");
        var isInvalid = file.Contains("invalid", StringComparison.OrdinalIgnoreCase);
        if (!isInvalid && (!File.Exists(expectedFile) || expectedFile == file))
        {
            if (new FileInfo(file).Length > 1 && (file.EndsWith(".xml", StringComparison.Ordinal) || name == "sample.json"))
            {
                var sample = tally.Measure(name, () => FeedReader.Read(File.ReadAllBytes(file), null, null));
                tally.Check(sample?.IsFeed == true, name, "is a feed", true, sample?.Error?.Message);
            }

            return;
        }

        var result = tally.Measure(name, () => FeedReader.Read(File.ReadAllBytes(file), null, null));
        if (isInvalid)
        {
            tally.Check(result?.IsFeed == false, name, "refused");
        }
        else if (result?.Feed is { } feed)
        {
            using var expected = JsonDocument.Parse(File.ReadAllText(expectedFile));
            CompareFeed(tally, name, expected.RootElement, feed);
        }
        else
        {
            tally.Check(false, name, "is a feed", true, result?.Error?.Message);
        }
    }

    private static void CompareFeed(Tally tally, string name, JsonElement expected, Feed feed)
    {
        foreach (var property in expected.EnumerateObject())
        {
            var text = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : null;
            switch (property.Name)
            {
                case "title":
                    tally.Check(Comparing.SameText(text, feed.Title), name, "title", text, feed.Title);
                    break;
                case "description" or "subtitle":
                    tally.Check(Comparing.SameText(text, feed.Description), name, property.Name, text, feed.Description);
                    break;
                case "link" or "home_page_url":
                    tally.Check(Comparing.SameLink(text, feed.Link), name, "link", text, feed.Link);
                    break;
                case "feedLink" or "feed_url":
                    tally.Check(Comparing.SameLink(text, feed.FeedUrl), name, "feedLink", text, feed.FeedUrl);
                    break;
                case "language":
                    tally.Check(text == feed.Language, name, "language", text, feed.Language);
                    break;
                case "version" or "feedVersion":
                    tally.Check(text!.Contains(feed.Format.Version, StringComparison.Ordinal), name, "version", text, feed.Format);
                    break;
                case "author" or "authors" when Named(property.Value) is { } stated:
                    tally.Check(feed.Author?.Contains(stated, StringComparison.Ordinal) == true, name, "feed author", stated, feed.Author);
                    break;
                case "updatedParsed" or "lastBuildDateParsed":
                    tally.Check(Comparing.SameMoment(text!, feed.Updated), name, "feed updated", text, feed.Updated);
                    break;
                case "items" or "entries" when property.Value.ValueKind == JsonValueKind.Array:
                    var items = property.Value.EnumerateArray().ToList();
                    tally.Check(items.Count == feed.Entries.Count, name, "count", items.Count, feed.Entries.Count);
                    foreach (var (item, entry) in items.Zip(feed.Entries))
                    {
                        CompareEntry(tally, name, item, entry);
                    }

                    break;
                case "feedType" or "updated" or "published" or "pubDate" or "items" or "entries" or "links" or "publishedParsed"
                    or "pubDateParsed" or "lastBuildDate":
                    break;
                default:
                    tally.NotExpressible($"feed {property.Name}");
                    break;
            }
        }
    }

    private static void CompareEntry(Tally tally, string name, JsonElement expected, FeedEntry entry)
    {
        foreach (var property in expected.EnumerateObject())
        {
            var value = property.Value;
            var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            switch (property.Name)
            {
                case "title":
                    tally.Check(Comparing.SameText(text, entry.Title), name, "entry title", text, entry.Title);
                    break;
                case "description" or "summary":
                    tally.Check(Comparing.SameText(text, entry.SummaryHtml), name, "entry summary", text, entry.SummaryHtml);
                    break;
                case "content" or "content_html" or "content_text":
                    text ??= value.Text("value") ?? value.Text("src");
                    tally.Check(
                        Comparing.SameText(text, entry.ContentHtml) || text == entry.Link, name, "entry content", text, entry.ContentHtml);
                    break;
                case "link" or "url":
                    tally.Check(Comparing.SameLink(text, entry.Link), name, "entry link", text, entry.Link);
                    break;
                case "guid" or "id":
                    text ??= value.Text("value");
                    tally.Check(string.IsNullOrEmpty(text) || text.Trim() == entry.Id, name, "entry id", text, entry.Id);
                    break;
                case "comments":
                    tally.Check(Comparing.SameLink(text, entry.CommentsUrl), name, "entry comments", text, entry.CommentsUrl);
                    break;
                case "publishedParsed" or "pubDateParsed" or "date_published":
                    tally.Check(
                        Comparing.SameMoment(text!, entry.Published ?? entry.Updated), name, "entry published", text, entry.Published);
                    break;
                case "updatedParsed" or "date_modified":
                    tally.Check(Comparing.SameMoment(text!, entry.Updated ?? entry.Published), name, "entry updated", text, entry.Updated);
                    break;
                case "authors" or "author":
                    CompareAuthors(tally, name, value, entry);
                    break;
                case "categories" or "tags":
                    var categories = value.EnumerateArray().Select(c => c.ValueKind == JsonValueKind.String ? c.GetString() : c.Text("label") ?? c.Text("value") ?? c.Text("term"));
                    tally.Check(
                        categories.OfType<string>().All(c => entry.Categories.Contains(c.Trim())), name, "entry categories", value, string.Join('|', entry.Categories));
                    break;
                case "enclosure" or "enclosures" or "attachments":
                    var enclosures = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : (IEnumerable<JsonElement>)[value];
                    tally.Check(
                        enclosures.All(e => e.Text("url") is not { } url || entry.Enclosures.Any(f => f.Url == url && (e.Text("type") ?? "") == f.Type)),
                        name, "entry enclosures", value, string.Join('|', entry.Enclosures));
                    break;
                case "published" or "updated" or "pubDate" or "links":
                    break;
                default:
                    tally.NotExpressible($"entry {property.Name}");
                    break;
            }
        }
    }

    /// <summary>The first author's name, when there is one.</summary>
    private static string? Named(JsonElement value)
    {
        var author = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().FirstOrDefault() : value;
        var name = author.ValueKind == JsonValueKind.String ? author.GetString() : author.Text("name") ?? author.Text("email");
        return string.IsNullOrWhiteSpace(name) ? null : name;
    }

    private static void CompareAuthors(Tally tally, string name, JsonElement value, FeedEntry entry)
    {
        var authors = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : (IEnumerable<JsonElement>)[value];
        foreach (var author in authors)
        {
            var stated = author.ValueKind == JsonValueKind.String ? author.GetString() : author.Text("name") ?? author.Text("email");
            if (string.IsNullOrEmpty(stated))
            {
                tally.NotExpressible("entry author without name");
            }
            else
            {
                tally.Check(entry.Author is { } known && stated.Contains(known.Split(", ")[0], StringComparison.Ordinal) || entry.Author?.Contains(stated, StringComparison.Ordinal) == true,
                    name, "entry author", stated, entry.Author);
            }
        }
    }
}
