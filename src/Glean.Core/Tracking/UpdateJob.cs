using System.Text.Json;
using System.Text.Json.Nodes;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Tracking.Wording;

namespace Glean.Tracking;

/// <summary>The job that checks approved tools' pages for changes.</summary>
public static class UpdateJob
{
    private const int ToolsInAShare = 100;

    /// <summary>The kind, reading feeds by <paramref name="readFeed"/>.</summary>
    public static JobKind Kind(ReadFeedTitles readFeed) => JobKind.Of(
        JobType.Update,
        TimeSpan.FromHours(3),
        options => new TrackingOptions(options.Whole("tool_id", 1, int.MaxValue), options.Flag("due_only") ?? false) { Share = JobShare.Read(options) },
        async (options, tools, run) =>
        {
            if (options is { Share: null, ToolId: null }
                && JobShare.Count(tools.Database, (await new TrackingStore(tools.Database, tools.Time).ToolsAsync(null, run.Stopping)).Count, ToolsInAShare) is > 1 and var shares)
            {
                var parts = await new JobParts(tools.Database, tools.Time, tools.Signal).RunAsync(
                    run, JobType.Update, JobShare.Options(shares, () => new JsonObject { ["due_only"] = options.DueOnly }));
                return parts.Select(p => JsonSerializer.Deserialize<TrackingCounts>(p, JobJson.Options)!).Aggregate((sum, part) => sum + part);
            }

            var report = await new TrackingRun(tools.Database, tools.Fetcher, readFeed, tools.Time).RunAsync(options, run, run.Stopping);
            foreach (var page in report.Pages.Where(p => p.State is PageState.CouldNotCheck or PageState.Gone or PageState.Moved))
                run.Log($"{page.State.ToWire()}: {page.Tool}, {page.Url}: {page.Reason}", JobRun.Warning);
            foreach (var (page, change) in report.Pages.SelectMany(p => p.Changes.Select(c => (p, c))))
                run.Log($"{page.Tool}: {change.Description}");
            await new WordingRun(tools.Database, tools.Settings, tools.Time, tools.Redis).RunAsync(run.JobId, line => run.Log(line), run.Stopping);
            return report.Counts;
        });
}
