using Glean.Catalog;
using Glean.Jobs;
using Glean.Settings;

namespace Glean.Curation;

/// <summary>The job that merges, scores and fills the review queue.</summary>
public static class CurateJob
{
    private const int LongestQueue = 10_000;

    public static readonly JobKind Kind = JobKind.Of(JobType.Curate, TimeSpan.FromMinutes(30), Read, RunAsync);

    private static CurationOptions Read(OptionReader options)
    {
        var usual = new CurationOptions();
        return new CurationOptions
        {
            MinScore = options.Share("min_score") ?? usual.MinScore,
            MaxQueue = options.Whole("max_queue", 0, LongestQueue) ?? usual.MaxQueue,
            Merge = options.Flag("auto_merge") ?? usual.Merge,
        };
    }

    private static async Task<object?> RunAsync(CurationOptions options, JobTools tools, JobRun run)
    {
        var curator = new Curator(tools.Database, new SettingStore(tools.Database, tools.Settings, tools.Time), tools.Time);
        return (await curator.RunAsync(options, run, run.Stopping)).Counts;
    }
}
