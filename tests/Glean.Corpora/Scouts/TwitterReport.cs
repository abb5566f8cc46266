using System.Text.Json;
using Glean.Scouts;
using Glean.Scouts.Twitter;

namespace Glean.Corpora.Scouts;

/// <summary>
/// Every recorded answer of X's API v2, served as the first page of a search: is every post of a page found (of a repost the original),
/// and has every error an outcome of its own, in X's words?
/// </summary>
internal static class TwitterReport
{
    public static void Run(string folder, TextWriter output) => RunAsync(folder, output).GetAwaiter().GetResult();

    private static async Task RunAsync(string folder, TextWriter output)
    {
        await using var replay = await ScoutReplay.StartAsync();
        var posts = new ReplayCount("posts of pages");
        var paged = new ReplayCount("pages followed by their token");
        var errors = new ReplayCount("errors with an outcome of their own");
        var empty = new ReplayCount("pages without posts read as such");
        var others = new ReplayCount("answers of other questions (users, counts, rules, single posts) refused in words");
        var outcomes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(folder, "index.jsonl")))
        {
            var name = JsonDocument.Parse(line).RootElement.GetProperty("file").GetString()!;
            var recorded = Recorded.Read(File.ReadAllText(Path.Combine(folder, name)));
            var end = await replay.RunAsync(
                new TwitterScout(),
                ScoutOptions.None.With(ScoutFields.Queries, "recorded").With(ScoutFields.Limit, 1000),
                r => r.Query.ContainsKey("next_token") ? ReplayAnswer.Json("""{"meta":{"result_count":0}}""") : recorded.Answer);
            var body = recorded.Body is { ValueKind: JsonValueKind.Object } json ? json : default;
            var data = Items(body, "data").Where(p => p.ValueKind == JsonValueKind.Object && p.TryGetProperty("text", out _) && p.TryGetProperty("id", out _)).ToList();
            if (recorded.Status is not (>= 200 and < 300))
            {
                var said = Said(body);
                errors.Add(name, end.Result?.Cause is { } cause && cause.Contains($"({recorded.Status})") && (said is null || cause.Contains(said[..Math.Min(said.Length, 200)])), end.Words, output);
                outcomes.TryAdd($"{recorded.Status}", end.Words);
            }
            else if (data.Count > 0)
            {
                var found = end.Metadata("id").ToHashSet();
                foreach (var post in data)
                {
                    var id = Items(post, "referenced_tweets").Where(r => r.GetProperty("type").GetString() == "retweeted").Select(r => r.GetProperty("id").GetString()).FirstOrDefault()
                        ?? post.GetProperty("id").GetString()!;
                    posts.Add($"{id} of {name}", found.Contains(id), end.Words, output);
                }

                if (body.TryGetProperty("meta", out var meta) && meta.TryGetProperty("next_token", out _))
                {
                    paged.Add(name, end.Requests.Count == 2, end.Words, output);
                }
            }
            else if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("meta", out var none) && none.TryGetProperty("result_count", out var count) && count.GetRawText() == "0")
            {
                empty.Add(name, end.Result?.Failed is false, end.Words, output);
            }
            else
            {
                others.Add(name, end.Result?.Failed is true && end.Words.Length > 0, end.Words, output);
            }
        }

        foreach (var count in new[] { posts, paged, empty, errors, others })
        {
            output.WriteLine(count);
        }

        foreach (var (status, words) in outcomes)
        {
            output.WriteLine($"  {status}: {words}");
        }
    }

    private static string? Said(JsonElement body) =>
        Items(body, "errors").Select(e => Text(e, "message")).FirstOrDefault() ?? Text(body, "detail");

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
}
