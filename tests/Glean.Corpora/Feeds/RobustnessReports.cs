using System.Text.Json;
using Glean.Scouts.Rss;

namespace Glean.Corpora.Feeds;

/// <summary>feeds-validator: files that each break one rule. A reader reads them all the same, at once.</summary>
public static class ValidatorReport
{
    public static void Run(string folder, TextWriter output)
    {
        var tally = new Tally();
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order())
        {
            var name = Path.GetRelativePath(folder, file);
            var result = tally.Measure(name, () => FeedReader.Read(File.ReadAllBytes(file), null, null));
            if (result is { IsFeed: false, Error.Kind: FeedErrorKind.NotAFeed or FeedErrorKind.FeedList })
            {
                tally.NotExpressible("no feed (OpenSearch, OPML, Atom services)");
            }
            else
            {
                tally.Check(result?.IsFeed == true, name, "read", true, result?.Error?.Message);
            }
        }

        tally.Print("feeds-validator", output);
    }
}

/// <summary>security-xml: entity bombs and external entities end at once, refused, and no text of theirs gets out.</summary>
public static class XmlAttacksReport
{
    public static void Run(string folder, TextWriter output)
    {
        var tally = new Tally();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order())
        {
            var name = Path.GetRelativePath(folder, file);
            var body = File.ReadAllBytes(file);
            var feed = tally.Measure(name, () => FeedReader.Read(body, null, null));
            var list = tally.Measure(name, () => Opml.Import(body));
            var texts = feed?.Feed?.Entries.Select(e => e.Title + e.Text) ?? [];
            var leaked = texts.Any(t => t.Contains("root:", StringComparison.Ordinal) || t.Length > 2 * body.Length);
            tally.Check(feed is not null && list is not null && !leaked, name, "nothing gets out");
            if (name.EndsWith("README.md", StringComparison.Ordinal) || name.EndsWith(".jsonl", StringComparison.Ordinal))
            {
                continue;
            }

            tally.Check(feed?.IsFeed == false, name, "refused", false, JsonSerializer.Serialize(feed?.Feed?.Title));
        }

        tally.Print("security-xml", output);
    }
}
