using System.Text.Json;
using Glean.Scouts;
using Glean.Scouts.HackerNews;

namespace Glean.Corpora.Scouts;

/// <summary>Every recorded answer of the search of Hacker News, asked for by the scout: are all its hits found?</summary>
internal static class HackerNewsReport
{
    public static void Run(string folder, TextWriter output) => RunAsync(folder, output).GetAwaiter().GetResult();

    private static async Task RunAsync(string folder, TextWriter output)
    {
        await using var replay = await ScoutReplay.StartAsync();
        var answers = 0;
        var hits = 0;
        var found = 0;
        var others = 0;
        foreach (var line in File.ReadLines(Path.Combine(folder, "index.jsonl")))
        {
            var entry = JsonDocument.Parse(line).RootElement;
            if (entry.GetProperty("kind").GetString() != "search")
            {
                others++;
                continue;
            }

            answers++;
            var file = entry.GetProperty("file").GetString()!;
            var recorded = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file))).RootElement;
            var expected = entry.GetProperty("objectIDs").EnumerateArray().Select(i => i.GetString()!).ToList();
            var isFirst = true;
            var outcome = await replay.RunAsync(
                new HackerNewsScout(),
                ScoutOptions.None.With(ScoutFields.Queries, "recorded"),
                _ =>
                {
                    // The recording is one page of many; what lies behind it was not recorded.
                    var answer = isFirst ? ReplayAnswer.Json(recorded.GetProperty("body").GetRawText()) : ReplayAnswer.Json("""{"hits":[]}""");
                    isFirst = false;
                    return answer;
                });
            hits += expected.Count;
            var ids = outcome.Metadata("object_id").ToHashSet();
            found += expected.Count(ids.Contains);
            foreach (var miss in expected.Where(e => !ids.Contains(e)))
            {
                output.WriteLine($"  missed {miss} of {file}: {outcome.Result?.Words ?? outcome.Refused ?? "it was not stored"}");
            }
        }

        output.WriteLine($"search answers {answers}, hits found {found} of {hits}; {others} answers are of questions the scout does not ask (single items, users)");
    }
}
