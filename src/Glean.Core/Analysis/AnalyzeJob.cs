using System.Text.Json;
using System.Text.Json.Nodes;
using Glean.Catalog;
using Glean.Jobs;

namespace Glean.Analysis;

/// <summary>The job that takes unprocessed discoveries to tools and claims.</summary>
public static class AnalyzeJob
{
    private const int MostTexts = 1_000_000;

    private static readonly TimeSpan Limit = TimeSpan.FromHours(2);

    /// <summary>A job that waits for a batch ends in time; the next one takes the answers in.</summary>
    private static readonly TimeSpan BatchPatience = Limit - TimeSpan.FromMinutes(20);

    public static readonly JobKind Kind = JobKind.Of(JobType.Analyze, Limit, Read, RunAsync);

    private static AnalyzeOptions Read(OptionReader options) => new(
        options.Whole("limit", 1, MostTexts),
        options.Choice("analyzer", AnalyzerChoice.Names) ?? AnalyzerChoice.Auto,
        options.Flag("batch"))
    {
        Range = DiscoveryRange.Read(options),
    };

    private static async Task<object?> RunAsync(AnalyzeOptions options, JobTools tools, JobRun run)
    {
        var work = new AnalyzeWork(tools.Database, tools.Settings, tools.Time, tools.Redis);
        var shares = work.Shares(options);
        if (shares.Count <= 1)
        {
            return await work.RunAsync(options, BatchPatience, run);
        }

        var results = await new JobParts(tools.Database, tools.Time, tools.Signal).RunAsync(
            run, JobType.Analyze, [.. shares.Select(s => new JsonObject { ["analyzer"] = options.Analyzer, ["after"] = s.After, ["up_to"] = s.UpTo })]);
        return results.Select(r => JsonSerializer.Deserialize<AnalysisResult>(r, JobJson.Options)!).Aggregate((sum, part) => sum + part);
    }
}
