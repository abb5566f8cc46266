using System.Text.Json;
using Glean.Scouts;
using Glean.Scouts.Api;
using Glean.Scouts.WebSearch;

namespace Glean.Corpora.Scouts;

/// <summary>Recorded answers of the three search services, asked for by the scout: are all their hits found, and is the page behind asked for?</summary>
internal static class WebSearchReport
{
    private static readonly ScoutOptions Query = ScoutOptions.None.With(ScoutFields.Queries, "recorded").With(ScoutFields.Results, 100);

    private static readonly (string Folder, string NextParameter, string[] Without)[] Services =
    [
        ("serpapi", "start", []),
        ("google-cse", "start", ["SERPAPI_KEY"]),
        ("brave", "offset", ["SERPAPI_KEY", "GOOGLE_API_KEY"]),
    ];

    public static void Run(string folder, TextWriter output) => RunAsync(folder, output).GetAwaiter().GetResult();

    private static async Task RunAsync(string folder, TextWriter output)
    {
        await using var replay = await ScoutReplay.StartAsync();
        foreach (var (service, nextParameter, without) in Services)
        {
            var (answers, expected, found, dated, continued) = (0, 0, 0, 0, 0);
            foreach (var line in File.ReadLines(Path.Combine(folder, service, "index.jsonl")))
            {
                var entry = JsonDocument.Parse(line).RootElement;
                var file = entry.Text("file")!;
                if (!File.Exists(Path.Combine(folder, service, file)))
                {
                    continue;
                }

                foreach (var recorded in Answers(JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, service, file))).RootElement))
                {
                    answers++;
                    // The recording is one page; what lies behind it was not recorded.
                    var outcome = await replay.RunAsync(
                        new WebSearchScout(), Query, request => request.Query.ContainsKey(nextParameter) ? null : ReplayAnswer.Json(recorded.GetRawText()), without);
                    continued += outcome.Requests.Count > 1 ? 1 : 0;
                    dated += outcome.Stored.Count(d => d.PublishedAt is not null);
                    var addresses = outcome.Stored.Select(d => d.SourceUrl).ToHashSet();
                    foreach (var link in Links(recorded).Distinct())
                    {
                        expected++;
                        var isFound = ItemAddress.Of(link) is { } address && addresses.Contains(address);
                        found += isFound ? 1 : 0;
                        if (!isFound)
                        {
                            output.WriteLine($"  missed {link} of {service}/{file}: {outcome.Result?.Words ?? outcome.Refused ?? "it was not stored"}");
                        }
                    }
                }
            }

            output.WriteLine($"{service}: answers {answers}, links found {found} of {expected}, dated {dated}; the next page is asked for after {continued}");
            await replay.WriteStatusesAsync(new WebSearchScout(), Query, output, _ => null, without);
        }
    }

    /// <summary>Some files hold a list of answers, one holds the hits of an answer only.</summary>
    private static IEnumerable<JsonElement> Answers(JsonElement file) => file.ValueKind != JsonValueKind.Array ? [file]
        : file[0].Child("search_metadata") is null ? [JsonSerializer.SerializeToElement(new { organic_results = file })]
        : file.EnumerateArray();

    private static IEnumerable<string> Links(JsonElement answer) => answer.Items("organic_results").Concat(answer.Items("news_results"))
        .SelectMany(h => new[] { h }.Concat(h.Items("stories")).Concat(h.Child("highlight") is { } first ? [first] : []))
        .Concat(answer.Items("items"))
        .Select(h => h.Text("link"))
        .Concat((answer.Child("web")?.Items("results") ?? []).Select(r => r.Text("url")))
        .OfType<string>();
}
