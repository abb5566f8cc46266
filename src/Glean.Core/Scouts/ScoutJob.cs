using Glean.Catalog;
using Glean.Jobs;
using Glean.Scouts.Demo;
using Glean.Scouts.Rss;

namespace Glean.Scouts;

/// <summary>What a scout job is asked for.</summary>
/// <param name="Source">A source's name, or <see cref="ScoutJob.All"/>.</param>
public sealed record ScoutJobOptions(string Source, bool Demo, int? Limit, int? Days, IReadOnlyList<string> Feeds);

/// <summary>The job that collects: one source, or all that can be asked.</summary>
public static class ScoutJob
{
    public const string All = "all";

    private const int MostItems = 1000;
    private const int MostDays = 3650;

    public static readonly JobKind Kind = JobKind.Of(JobType.Scout, TimeSpan.FromMinutes(30), Read, RunAsync);

    private static ScoutJobOptions Read(OptionReader options)
    {
        var source = options.Choice("scout_type", [.. ScoutSources.Names, All]);
        if (source is null && !options.Wrong.ContainsKey("scout_type"))
        {
            options.Refuse("scout_type", $"scout_type is missing; it is one of {string.Join(", ", ScoutSources.Names)}, {All}.");
        }

        List<string> feeds = [];
        foreach (var feed in options.Texts("feeds"))
        {
            try
            {
                feeds.Add(FeedList.Valid(feed));
            }
            catch (GleanException e)
            {
                options.Refuse("feeds", e.Message);
            }
        }

        // Those of sources whose client is still to come are checked and kept, so that a job says what it was asked for.
        options.Texts("subreddits");
        options.Texts("queries");
        options.Whole("min_votes", 0, int.MaxValue);
        options.Whole("results_per_query", 1, MostItems);
        var maxAge = options.Whole("max_age_days", 1, MostDays);
        var days = options.Whole("days_back", 1, MostDays);
        return new ScoutJobOptions(source ?? All, options.Flag("demo") ?? false, options.Whole("limit", 1, MostItems), days ?? maxAge, feeds);
    }

    private static async Task<object?> RunAsync(ScoutJobOptions options, JobTools tools, JobRun run)
    {
        var names = options.Source == All ? ScoutSources.Names.ToList() : [options.Source];
        List<ScoutResult> results = [];
        foreach (var name in names)
        {
            if (!options.Demo && ScoutSources.WithKeys.SingleOrDefault(s => s.Name == name) is { } locked)
            {
                var missing = locked.Unavailable(tools.Settings);
                if (options.Source != All)
                {
                    throw missing;
                }

                run.Log($"{name} is left out. {missing.Message}", JobRun.Warning);
                continue;
            }

            var result = await RunOneAsync(name, options, tools, run);
            Tell(result, run);
            results.Add(result);
        }

        return Summary(results, options.Feeds.Count > 0);
    }

    private static Task<ScoutResult> RunOneAsync(string name, ScoutJobOptions options, JobTools tools, JobRun run)
    {
        var store = new DiscoveryStore(tools.Database, tools.Time);
        return options.Demo
            ? new DemoScout(store, tools.Time).RunAsync(name, run, run.Stopping)
            : new RssScout(new FeedList(tools.Database, tools.Time), store, tools.Fetcher, tools.Time)
                .RunAsync(new RssOptions(options.Feeds, options.Limit, options.Days), new SavePolicy(tools.Focus), run, run.Stopping);
    }

    private static void Tell(ScoutResult result, JobRun run)
    {
        foreach (var door in result.Doors.Where(d => d.Message is not null))
        {
            run.Log($"{door.State}: {door.Door}: {door.Message}", door.State == DoorState.Skipped ? JobRun.Info : JobRun.Warning);
        }

        var counts = result.Counts;
        run.Log($"{result.Scout}: {counts.New} new, {counts.Known} known, {counts.Irrelevant} not relevant, {counts.Invalid} unusable.");
    }

    /// <exception cref="GleanException">Nothing could be read, or a feed that somebody named could not.</exception>
    private static object Summary(List<ScoutResult> results, bool named)
    {
        var failed = results.SelectMany(r => r.Doors).Where(d => d.State == DoorState.Failed).ToList();
        var whole = results.Where(r => r.Failed).ToList();
        if (results.Count == 0)
        {
            throw new GleanException(FailureKind.Setting, "No source is configured.", "Set the keys of one, or ask for sample data: \"demo\": true");
        }

        if (whole.Count > 0 || (named && failed.Count > 0))
        {
            throw new GleanException(FailureKind.Work, $"{failed.Count} of {results.Sum(r => r.Doors.Count)} could not be read; the first, {failed[0].Door}, said: {failed[0].Message}");
        }

        var counts = results.Aggregate(SaveCounts.None, (sum, r) => sum + r.Counts);
        return new
        {
            counts.New,
            counts.Known,
            counts.Irrelevant,
            counts.Invalid,
            Sources = results.Select(r => new { r.Scout, r.Counts, Failed = r.Doors.Count(d => d.State == DoorState.Failed), Doors = r.Doors.Count }),
        };
    }
}
