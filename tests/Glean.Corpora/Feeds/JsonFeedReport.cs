using System.Text.Json;
using Glean.Scouts;
using Glean.Scouts.Rss;

namespace Glean.Corpora.Feeds;

/// <summary>jsonfeed: title, address and ids as a plain JSON parser finds them.</summary>
public static class JsonFeedReport
{
    public static void Run(string folder, TextWriter output)
    {
        var tally = new Tally();
        foreach (var line in File.ReadLines(Path.Combine(folder, "expect.jsonl")).Where(l => l.Length > 0))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var name = row.Text("file")!;
            var result = tally.Measure(name, () => FeedReader.Read(File.ReadAllBytes(Path.Combine(folder, name)), null, null));
            if (result?.Feed is not { } feed)
            {
                tally.Check(row.TryGetProperty("valid_json", out var valid) && !valid.GetBoolean(), name, "is a feed", true, result?.Error?.Message);
                continue;
            }

            tally.Check(row.Text("version")?.EndsWith(feed.Format.Version, StringComparison.Ordinal) == true, name, "version", row.Text("version"), feed.Format);
            tally.Check(PlainText.Headline(row.Text("title")) == feed.Title, name, "title", row.Text("title"), feed.Title);
            tally.Check(Comparing.SameLink(row.Text("feed_url"), feed.FeedUrl), name, "feed_url", row.Text("feed_url"), feed.FeedUrl);
            tally.Check(row.Text("items") == feed.Entries.Count.ToString(), name, "items", row.Text("items"), feed.Entries.Count);
            foreach (var (expected, entry) in row.Items("item_ids").Zip(feed.Entries))
            {
                var id = expected.ValueKind == JsonValueKind.String ? expected.GetString() : expected.GetRawText();
                if (id is "None" or "null")
                {
                    tally.NotExpressible("item without id");
                }
                else
                {
                    tally.Check(id == entry.Id, name, "id", id, entry.Id);
                }
            }
        }

        tally.Print("jsonfeed", output);
    }
}
