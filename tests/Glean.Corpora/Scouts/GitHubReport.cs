using System.Text.Json;
using Glean.Scouts;
using Glean.Scouts.Api;
using Glean.Scouts.GitHub;

namespace Glean.Corpora.Scouts;

/// <summary>
/// Recorded answers of GitHub's searches, given to the scout as answers to its own question: are the repositories in them found, are
/// other answers no trouble, and is each refusal told for what it is?
/// </summary>
internal static class GitHubReport
{
    private static readonly ScoutOptions Query = ScoutOptions.None.With(ScoutFields.Queries, "recorded");

    public static void Run(string folder, TextWriter output) => RunAsync(folder, output).GetAwaiter().GetResult();

    private static async Task RunAsync(string folder, TextWriter output)
    {
        await using var replay = await ScoutReplay.StartAsync();
        var (answers, repositories, found, incomplete, told) = (0, 0, 0, 0, 0);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "pygithub")).Concat(Directory.EnumerateFiles(Path.Combine(folder, "go-github-samples"), "[0-9]*.json")).Order())
        {
            var recorded = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
            var body = Body(recorded);
            if (!body.HasItems("items"))
            {
                continue;
            }

            answers++;
            var isFirst = true;
            var outcome = await replay.RunAsync(new GitHubScout(), Query, _ =>
            {
                var answer = isFirst ? ReplayAnswer.Json(body.GetRawText()) : ReplayAnswer.Json("""{"total_count": 0, "items": []}""");
                isFirst = false;
                return answer;
            });
            var expected = body.Items("items").Where(i => i.Text("full_name") is not null && i.Text("html_url") is not null).Select(i => i.Text("full_name")!).Distinct().ToList();
            var names = outcome.Metadata("full_name").ToHashSet();
            repositories += expected.Count;
            found += expected.Count(names.Contains);
            incomplete += body.Flag("incomplete_results") ? 1 : 0;
            told += body.Flag("incomplete_results") && outcome.Result?.Doors[0].State == DoorState.Degraded ? 1 : 0;
        }

        output.WriteLine($"search answers {answers}, repositories found {found} of {repositories}; cut short {incomplete}, told so {told}");
        var (limits, causes) = (0, new HashSet<string>());
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "go-github-samples"), "ratelimit-*.json").Order())
        {
            var body = File.ReadAllText(file);
            var outcome = await replay.RunAsync(new GitHubScout(), Query, _ => ReplayAnswer.Json(body, 403) with { Headers = new Dictionary<string, string> { ["Retry-After"] = "60" } });
            limits++;
            if (outcome.Result is { Failed: true, Cause: { } cause } && cause.Contains("too many requests", StringComparison.Ordinal))
            {
                causes.Add(cause);
            }
            else
            {
                output.WriteLine($"  {Path.GetFileName(file)} is not told as a limit: {outcome.Words}");
            }
        }

        output.WriteLine($"limits of rate {limits}, told in {causes.Count} different words");
        await replay.WriteStatusesAsync(new GitHubScout(), Query, output, _ => null);
    }

    /// <summary>An exchange is recorded with its answer as text.</summary>
    private static JsonElement Body(JsonElement recorded)
    {
        if (recorded.Child("response") is not { } response)
        {
            return recorded;
        }

        try
        {
            return response.TryGetProperty("body", out var body)
                ? body.ValueKind == JsonValueKind.String ? JsonDocument.Parse(body.GetString()!).RootElement : body
                : response;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
