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
        options.Flag("batch"));

    private static async Task<object?> RunAsync(AnalyzeOptions options, JobTools tools, JobRun run) =>
        await new AnalyzeWork(tools.Database, tools.Settings, tools.Time, tools.Redis).RunAsync(options, BatchPatience, run);
}
