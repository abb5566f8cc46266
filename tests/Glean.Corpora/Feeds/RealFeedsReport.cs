using System.Text.Json;
using System.Text.RegularExpressions;
using Glean.Scouts.Rss;

namespace Glean.Corpora.Feeds;

/// <summary>feeds-real: assertions taken from other readers' tests, their parses, and feedparser's reading as a reference.</summary>
public static partial class RealFeedsReport
{
    public static void Run(string folder, TextWriter output)
    {
        Rows(folder, "expect.jsonl", (tally, row, name, result) => Assertions(tally, row.GetProperty("check"), name, result)).Print("assertions", output);
        Rows(folder, "expect-rubycocos.jsonl", RubyCocos).Print("rubycocos", output);
        Rows(folder, "silver-feedparser.jsonl", Silver).Print("silver (a reference, no gold)", output);
        FeedRs(folder).Print("feed-rs", output);
        Kagi(folder).Print("kagi-integration", output);
        NoFileThrows(folder).Print("every file", output);
    }

    private static Tally Rows(string folder, string file, Action<Tally, JsonElement, string, FeedResult> check)
    {
        var tally = new Tally();
        foreach (var line in File.ReadLines(Path.Combine(folder, file)).Where(l => l.Length > 0))
        {
            using var document = JsonDocument.Parse(line);
            var name = document.RootElement.Text("file")!;
            if (name.EndsWith(".opml", StringComparison.Ordinal))
            {
                tally.Check(Opml.Import(File.ReadAllBytes(Path.Combine(folder, name))) is { IsOpml: true, Feeds.Count: > 0, Skipped: 0 }, name, "opml");
            }
            else if (Read(tally, folder, name) is { } result)
            {
                check(tally, document.RootElement, name, result);
            }
        }

        return tally;
    }

    private static FeedResult? Read(Tally tally, string folder, string name) =>
        tally.Measure(name, () => FeedReader.Read(File.ReadAllBytes(Path.Combine(folder, name)), null, null));

    private static void Assertions(Tally tally, JsonElement check, string name, FeedResult result)
    {
        foreach (var property in check.EnumerateObject())
        {
            var expected = property.Value.ToString();
            switch (property.Name)
            {
                case "items_count":
                    tally.Check(expected == result.Feed?.Entries.Count.ToString(), name, property.Name, expected, result.Feed?.Entries.Count);
                    break;
                case "feed.title":
                    tally.Check(expected == result.Feed?.Title, name, property.Name, expected, result.Feed?.Title);
                    break;
                case "feed.home_page" or "feed.link":
                    tally.Check(Comparing.SameLink(expected, result.Feed?.Link), name, property.Name, expected, result.Feed?.Link);
                    break;
                case "type":
                    var kind = result.Feed is null ? "not a feed" : result.Feed.Format.Kind switch
                    {
                        FeedKind.Json => "json feed",
                        FeedKind.Rdf => "rss",
                        var other => other.ToString().ToLowerInvariant(),
                    };
                    tally.Check(expected.StartsWith(kind, StringComparison.Ordinal), name, property.Name, expected, kind);
                    break;
                case var path when ItemLink().Match(path) is { Success: true } match:
                    var link = result.Feed?.Entries.ElementAtOrDefault(int.Parse(match.Groups[1].ValueSpan))?.Link;
                    tally.Check(Comparing.SameLink(expected, link), name, path, expected, link);
                    break;
                default:
                    tally.NotExpressible(property.Name);
                    break;
            }
        }
    }

    private static void RubyCocos(Tally tally, JsonElement row, string name, FeedResult result)
    {
        if (result.Feed is not { } feed)
        {
            tally.Check(false, name, "is a feed", true, result.Error?.Message);
            return;
        }

        foreach (var property in row.GetProperty("expect").EnumerateObject())
        {
            var text = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : property.Value.ToString();
            var match = ItemPath().Match(property.Name);
            var entry = match.Success ? feed.Entries.ElementAtOrDefault(int.Parse(match.Groups[1].ValueSpan)) : null;
            var path = match.Success ? "item." + match.Groups[2].Value : property.Name;
            object? actual = path switch
            {
                "feed.title" => feed.Title,
                "feed.url" => feed.Link,
                "feed.feed_url" => feed.FeedUrl,
                "feed.description" or "feed.subtitle" or "feed.summary" => feed.Description,
                "feed.items.size" => feed.Entries.Count.ToString(),
                "item.title" => entry?.Title,
                "item.url" => entry?.Link,
                "item.guid" or "item.id" => entry?.Id,
                "item.published" => entry?.Published ?? entry?.Updated,
                "item.updated" => entry?.Updated ?? entry?.Published,
                "item.description" or "item.summary" => entry?.SummaryHtml,
                "item.author.text" or "item.author.name" or "item.authors[0].name" => entry?.Author,
                "item.categories[0].title" or "item.tags[0].name" => entry?.Categories is [var first, ..] ? first : null,
                "item.tags.size" or "item.categories.size" => entry?.Categories.Count.ToString(),
                _ => tally,
            };
            if (ReferenceEquals(actual, tally))
            {
                tally.NotExpressible(Digits().Replace(property.Name, "0"));
            }
            else if (property.Value.ValueKind == JsonValueKind.Object)
            {
                var moment = property.Value.Text("datetime");
                var same = moment is null ? actual is null : Comparing.SameMoment(moment + Offset(property.Value.Text("offset")), (DateTime?)actual);
                tally.Check(same, name, property.Name, property.Value, actual);
            }
            else
            {
                tally.Check(Comparing.SameText(text, actual as string) || Comparing.SameLink(text, actual as string), name, property.Name, text, actual);
            }
        }
    }

    /// <summary>"-8:10" of those tests as part of a date.</summary>
    private static string Offset(string? stated)
    {
        if (stated is null)
        {
            return "";
        }

        var parts = stated.TrimStart('+', '-').Split(':');
        return $"{(stated[0] == '-' ? '-' : '+')}{parts[0].PadLeft(2, '0')}:{(parts.Length > 1 ? parts[1] : "00")}";
    }

    private static void Silver(Tally tally, JsonElement row, string name, FeedResult result)
    {
        var expected = row.Items("entries").ToList();
        if (result.Feed is not { } feed)
        {
            tally.Check(expected.Count == 0, name, "is a feed", expected.Count, result.Error?.Message);
            return;
        }

        tally.Check(Comparing.SameText(row.Text("title"), feed.Title), name, "title", row.Text("title"), feed.Title);
        tally.Check(Comparing.SameLink(row.Text("link"), feed.Link) || row.Text("link") is null or "", name, "link", row.Text("link"), feed.Link);
        tally.Check(expected.Count == feed.Entries.Count || expected.Count < feed.Entries.Count && row.Text("entries_count") == feed.Entries.Count.ToString(),
            name, "entries", row.Text("entries_count"), feed.Entries.Count);
        foreach (var (item, entry) in expected.Zip(feed.Entries))
        {
            tally.Check(string.IsNullOrEmpty(item.Text("id")) || item.Text("id") == entry.Id, name, "id", item.Text("id"), entry.Id);
            tally.Check(Comparing.SameText(item.Text("title"), entry.Title), name, "entry title", item.Text("title"), entry.Title);
            if (item.Text("link") is ['/', ..])
            {
                tally.NotExpressible("link left relative");
                continue;
            }

            tally.Check(string.IsNullOrEmpty(item.Text("link")) || Comparing.SameLink(item.Text("link"), entry.Link), name, "entry link", item.Text("link"), entry.Link);
            var date = item.Text("published") ?? item.Text("updated");
            var ours = item.Text("published") is null ? entry.Updated : entry.Published ?? entry.Updated;
            tally.Check(date is null || Comparing.SameMoment(date, ours), name, "entry date", date, ours);
        }
    }

    private static Tally FeedRs(string folder)
    {
        var tally = new Tally();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "feed-rs"), "*.serde.json", SearchOption.AllDirectories).Order())
        {
            var name = Path.GetRelativePath(folder, file).Replace(".serde.json", ".xml", StringComparison.Ordinal);
            if (!File.Exists(Path.Combine(folder, name)) || Read(tally, folder, name)?.Feed is not { } feed)
            {
                continue;
            }

            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var root = document.RootElement;
            tally.Check(Comparing.SameText(root.Text("title", "content"), feed.Title), name, "title", root.Text("title", "content"), feed.Title);
            tally.Check(root.Text("language") is not { } language || language.Equals(feed.Language, StringComparison.OrdinalIgnoreCase), name, "language", root.Text("language"), feed.Language);
            var expected = root.Items("entries").ToList();
            tally.Check(expected.Count == feed.Entries.Count, name, "entries", expected.Count, feed.Entries.Count);
            foreach (var (item, entry) in expected.Zip(feed.Entries))
            {
                tally.Check(Comparing.SameText(item.Text("title", "content"), entry.Title), name, "entry title", item.Text("title", "content"), entry.Title);
                var links = item.Items("links").Select(l => l.Text("href")).Where(l => l is not ['/', ..]).ToList();
                tally.Check(links.Count == 0 || links.Any(l => Comparing.SameLink(l, entry.Link)), name, "entry link", string.Join(' ', links), entry.Link);
                tally.Check(item.Text("content", "body") is not { } body || Comparing.SameText(body, entry.ContentHtml), name, "content", item.Text("content", "body"), entry.ContentHtml);
                tally.Check(item.Text("summary", "content") is not { } summary || Comparing.SameText(summary, entry.SummaryHtml), name, "summary", item.Text("summary", "content"), entry.SummaryHtml);
                tally.Check(item.Text("published") is not { } date || Comparing.SameMoment(date, entry.Published), name, "published", item.Text("published"), entry.Published);
            }
        }

        return tally;
    }

    private static Tally Kagi(string folder)
    {
        var tally = new Tally();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "kagi-integration"), "*.xml").Order())
        {
            var name = Path.GetRelativePath(folder, file);
            if (Read(tally, folder, name)?.Feed is not { } feed)
            {
                continue;
            }

            using var document = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(file, ".json")));
            var root = document.RootElement;
            tally.Check(Comparing.SameText(root.Text("feed", "title"), feed.Title), name, "title", root.Text("feed", "title"), feed.Title);
            foreach (var (item, entry) in root.Items("entries").Zip(feed.Entries))
            {
                tally.Check(Comparing.SameText(item.Text("title"), entry.Title), name, "entry title", item.Text("title"), entry.Title);
                tally.Check(Comparing.SameLink(item.Text("link"), entry.Link), name, "entry link", item.Text("link"), entry.Link);
                tally.Check(item.Text("id") is not { } id || id == entry.Id, name, "id", item.Text("id"), entry.Id);
                tally.Check(item.Text("author") is not { Length: > 0 } author || author.Contains(entry.Author ?? "?", StringComparison.Ordinal), name, "author", item.Text("author"), entry.Author);
                tally.Check(item.Text("published") is not { } date || Comparing.SameMoment(date, entry.Published ?? entry.Updated), name, "published", item.Text("published"), entry.Published);
            }
        }

        return tally;
    }

    private static Tally NoFileThrows(string folder)
    {
        var tally = new Tally();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var result = Read(tally, folder, Path.GetRelativePath(folder, file));
            tally.Check(result is not null, file, "read");
        }

        return tally;
    }

    [GeneratedRegex(@"^item\[(\d+)\]\.link$")]
    private static partial Regex ItemLink();

    [GeneratedRegex(@"^feed\.items\[(\d+)\]\.(.+)$")]
    private static partial Regex ItemPath();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
