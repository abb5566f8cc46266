using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Glean.Scouts;
using Glean.Scouts.Api;
using Glean.Scouts.ProductHunt;

namespace Glean.Corpora.Scouts;

/// <summary>Recorded pages, series of pages and days of Product Hunt, asked for by the scout: are all their launches found, and is every error told?</summary>
internal static class ProductHuntReport
{
    private static readonly ScoutOptions Topic = ScoutOptions.None.With(ScoutFields.Topics, "recorded");

    public static void Run(string folder, TextWriter output) => RunAsync(folder, output).GetAwaiter().GetResult();

    private static async Task RunAsync(string folder, TextWriter output)
    {
        await using var replay = await ScoutReplay.StartAsync();
        await RecordedAsync(replay, folder, output);
        await SeriesAsync(replay, folder, output);
        await DaysAsync(replay, folder, output);
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "responses-synthetic"), "*.json").Order(StringComparer.Ordinal))
        {
            var json = File.ReadAllText(file);
            var outcome = await replay.RunAsync(new ProductHuntScout(), Topic, Service(_ => json));
            output.WriteLine($"  {Path.GetFileName(file)}: {outcome.Stored.Count} stored; {outcome.Result?.Cause ?? "no failure"}");
        }

        await replay.WriteStatusesAsync(new ProductHuntScout(), Topic, output, r => r.Path.EndsWith("/token", StringComparison.Ordinal) ? Service(_ => "")(r) : null);
    }

    private static async Task RecordedAsync(ScoutReplay replay, string folder, TextWriter output)
    {
        var tally = new Tally(output);
        foreach (var line in File.ReadLines(Path.Combine(folder, "responses", "index.jsonl")))
        {
            var entry = JsonDocument.Parse(line).RootElement;
            var file = entry.GetProperty("file").GetString()!;
            if (File.Exists(Path.Combine(folder, file)))
            {
                var json = File.ReadAllText(Path.Combine(folder, file));
                var outcome = await replay.RunAsync(new ProductHuntScout(), Topic, Service(_ => json));
                tally.Add(file, entry.Texts("names"), outcome, "name");
            }
        }

        output.WriteLine($"recorded answers {tally.Answers}, launches found {tally.Found} of {tally.Expected}");
    }

    private static async Task SeriesAsync(ScoutReplay replay, string folder, TextWriter output)
    {
        var tally = new Tally(output);
        var series = Directory.GetFiles(Path.Combine(folder, "rebuilt-pages"), "*.json").Order(StringComparer.Ordinal).GroupBy(f => Path.GetFileName(f).Split('-')[0]);
        foreach (var pages in series)
        {
            // The page behind a cursor is the one that follows the page which named it.
            var answers = new Dictionary<string, string>();
            List<string> ids = [];
            var cursor = "";
            foreach (var file in pages)
            {
                var json = File.ReadAllText(file);
                var posts = JsonDocument.Parse(json).RootElement.GetProperty("data").GetProperty("posts");
                answers[cursor] = json;
                ids.AddRange(posts.Items("edges").Select(e => e.GetProperty("node").Id("id")!));
                cursor = posts.GetProperty("pageInfo").Text("endCursor")!;
            }

            var outcome = await replay.RunAsync(new ProductHuntScout(), Topic, Service(after => answers[after]));
            tally.Add(pages.Key, ids, outcome, "id");
        }

        output.WriteLine($"series of pages {tally.Answers}, launches found {tally.Found} of {tally.Expected}");
    }

    /// <summary>Days exported from the API as CSV, put back into its envelope.</summary>
    private static async Task DaysAsync(ScoutReplay replay, string folder, TextWriter output)
    {
        var tally = new Tally(output);
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "daily-csv"), "*.csv").Order(StringComparer.Ordinal))
        {
            using var csv = new CsvReader(new StreamReader(file), CultureInfo.InvariantCulture);
            var rows = csv.GetRecords<dynamic>().Select(r => (IDictionary<string, object>)r).ToList();
            var nodes = rows.Select((row, i) => new
            {
                node = new
                {
                    id = $"{i + 1}",
                    name = row["Name"],
                    tagline = row["Tagline"],
                    description = row["Description"],
                    url = row["URL"],
                    website = row["Website"],
                    votesCount = row["Votes"],
                    commentsCount = row["Comments"],
                    createdAt = row["Created At"],
                    topics = new { edges = $"{row["Topics"]}".Split(", ").Select(t => new { node = new { name = t } }) },
                },
            });
            var json = JsonSerializer.Serialize(new { data = new { posts = new { edges = nodes } } });
            var outcome = await replay.RunAsync(new ProductHuntScout(), Topic, Service(_ => json));
            tally.Add(Path.GetFileName(file), rows.Select((_, i) => $"{i + 1}"), outcome, "id");
            tally.Add(Path.GetFileName(file), rows.Select(r => $"{r["Created At"]}"[..10]).Distinct(), outcome.Stored.Select(d => $"{d.PublishedAt:yyyy-MM-dd}"), "day");
        }

        output.WriteLine($"days {tally.Answers}, launches and days found {tally.Found} of {tally.Expected}");
    }

    /// <param name="page">The answer behind a cursor, which is empty for the first.</param>
    private static Func<ReplayRequest, ReplayAnswer?> Service(Func<string, string> page) => request => request.Path switch
    {
        "/v2/oauth/token" => ReplayAnswer.Json("""{"access_token": "replayed"}"""),
        "/v2/api/graphql" => ReplayAnswer.Json(page(JsonDocument.Parse(request.Body).RootElement.Child("variables")?.Text("after") ?? "")),
        _ => null,
    };

    /// <summary>What was expected and what was found.</summary>
    private sealed class Tally(TextWriter output)
    {
        public int Answers { get; private set; }

        public int Expected { get; private set; }

        public int Found { get; private set; }

        public void Add(string name, IEnumerable<string> expected, ReplayOutcome outcome, string field)
        {
            Answers++;
            Add(name, expected, outcome.Metadata(field), outcome.Result?.Words ?? outcome.Refused ?? "it was not stored");
        }

        public void Add(string name, IEnumerable<string> expected, IEnumerable<string> found, string words)
        {
            var there = found.ToHashSet();
            foreach (var item in expected)
            {
                Expected++;
                Found += there.Contains(item) ? 1 : 0;
                if (!there.Contains(item))
                {
                    output.WriteLine($"  missed {item} of {name}: {words}");
                }
            }
        }
    }
}
