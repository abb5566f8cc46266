using System.Text;
using System.Text.Json;
using Glean.Scouts.Rss;

namespace Glean.Corpora.Feeds;

/// <summary>opml: how many feeds each list holds, and that what is imported survives an export.</summary>
public static class OpmlReport
{
    public static void Run(string folder, TextWriter output)
    {
        var tally = new Tally();
        var roundTrip = new Tally();
        foreach (var line in File.ReadLines(Path.Combine(folder, "expect.jsonl")).Where(l => l.Length > 0))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var name = row.Text("file")!;
            var body = File.ReadAllBytes(Path.Combine(folder, name));
            if (tally.Measure(name, () => Opml.Import(body)) is not { } result)
            {
                continue;
            }

            var expected = row.Text("distinct_feeds") ?? row.Text("feeds_lenient");
            var found = result.Feeds.Count + (row.Text("distinct_feeds") is null ? result.Repeated : 0);
            tally.Check(expected == found.ToString(), name, "feeds", expected, $"{result.Feeds.Count}, skipped {result.Skipped} {result.Error}");
            if (result.IsOpml)
            {
                var again = roundTrip.Measure(name, () => Opml.Import(Encoding.UTF8.GetBytes(Opml.Export(result.Title, result.Feeds))));
                var same = again is not null && Describe(again).SequenceEqual(Describe(result));
                roundTrip.Check(same && again!.Title == result.Title, name, "round trip");
            }
        }

        tally.Print("opml feeds", output);
        roundTrip.Print("opml round trip", output);
    }

    private static IOrderedEnumerable<string> Describe(OpmlResult result) =>
        result.Feeds.Select(f => $"{f.FeedUrl} {f.Title} {f.SiteUrl} {string.Join('/', f.CategoryPath)}").Order(StringComparer.Ordinal);
}
