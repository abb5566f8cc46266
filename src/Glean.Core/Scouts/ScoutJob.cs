using Glean.Catalog;
using Glean.Jobs;
using Glean.Scouts.Demo;

namespace Glean.Scouts;

/// <summary>What a scout job is asked for.</summary>
/// <param name="Source">A source's name, or <see cref="ScoutJob.All"/>.</param>
public sealed record ScoutJobOptions(string Source, ScoutOptions Options);

/// <summary>The job that collects: one source, or all that can be asked.</summary>
public static class ScoutJob
{
    public const string All = "all";

    public static readonly JobKind Kind = JobKind.Of(JobType.Scout, TimeSpan.FromMinutes(30), Read, RunAsync);

    /// <summary>What runs by itself: every source that can be asked, at its own pace.</summary>
    public static IEnumerable<ScheduleWish> Schedules(JobTools tools)
    {
        var settings = tools.Stored.Effective();
        return ScoutList.All.Select(s => s.Definition).Where(d => d.Missing(settings).Count == 0)
            .Select(d => new ScheduleWish(d.Name == Rss.RssScout.Name ? "Read feeds" : $"Read {d.Title}", JobType.Scout, d.Name, d.Schedule));
    }

    /// <summary>Runs one source as it is asked for; what can be told of it meanwhile goes to <paramref name="progress"/>.</summary>
    /// <exception cref="GleanException">It cannot be run: a credential is missing, it is paused, it has no doors.</exception>
    public static Task<ScoutResult> RunOneAsync(string source, ScoutOptions options, JobTools tools, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        if (options[ScoutFields.Demo])
        {
            return new DemoScout(new DiscoveryStore(tools.Database, tools.Time), tools.Focus, tools.Time).RunAsync(source, progress, cancellationToken);
        }

        var settings = tools.Stored.Effective();
        var policy = new SavePolicy(tools.Focus, KeepIrrelevant: options[ScoutFields.NoFilter]);
        return new ScoutRunner(tools.Database, settings, tools.Fetcher, tools.Time).RunAsync(ScoutList.Find(source)!, options, policy, progress, cancellationToken);
    }

    private static ScoutJobOptions Read(OptionReader options)
    {
        var source = options.Choice("scout_type", [.. ScoutList.Definitions.Select(d => d.Name), All]);
        if (source is null && !options.Wrong.ContainsKey("scout_type"))
        {
            options.Refuse("scout_type", $"scout_type is missing; it is one of {string.Join(", ", ScoutList.Definitions.Select(d => d.Name))}, {All}.");
        }

        return new ScoutJobOptions(source ?? All, ScoutOptions.Read(options));
    }

    private static async Task<object?> RunAsync(ScoutJobOptions job, JobTools tools, JobRun run)
    {
        if (await new SourceDesk(tools.Database, tools.Time).IsLeftAloneAsync(job.Source, job.Options, run.Stopping))
        {
            // A schedule goes on while its source is paused; that is no failure.
            run.Log($"{job.Source} is paused; nothing was read. Switch it on again: glean sources resume {job.Source}", JobRun.Warning);
            return Summary([new ScoutResult(job.Source, [])]);
        }

        var names = job.Source == All ? ScoutList.Definitions.Select(d => d.Name).ToList() : [job.Source];
        List<ScoutResult> results = [];
        foreach (var name in names)
        {
            try
            {
                var result = await RunOneAsync(name, job.Options, tools, run, run.Stopping);
                Tell(result, run);
                results.Add(result);
            }
            catch (GleanException e) when (job.Source == All && e.Kind == FailureKind.Setting)
            {
                run.Log($"{name} is left out. {e.Message}", JobRun.Warning);
            }
        }

        return Summary(results);
    }

    /// <summary>Says early, before a job is written for it, that a run cannot be.</summary>
    /// <exception cref="GleanException">A credential is missing.</exception>
    public static void EnsureRunnable(ScoutDefinition definition, ScoutOptions options, JobTools tools)
    {
        if (!options[ScoutFields.Demo])
        {
            definition.EnsureConfigured(tools.Stored.Effective());
        }
    }

    private static void Tell(ScoutResult result, JobRun run)
    {
        foreach (var door in result.Doors.Where(d => d.Message is not null))
        {
            run.Log($"{door.State}: {door.Door}: {door.Message}", door.State is DoorState.Skipped or DoorState.Read or DoorState.Unchanged ? JobRun.Info : JobRun.Warning);
        }

        var counts = result.Counts;
        run.Log($"{result.Scout}: {counts.New} new, {counts.Known} known, {counts.Irrelevant} not relevant, {counts.Invalid} unusable.");
    }

    /// <exception cref="GleanException">Nothing could be read of a source, or not every door that somebody named.</exception>
    private static object Summary(List<ScoutResult> results)
    {
        if (results.Count == 0)
        {
            throw new GleanException(FailureKind.Setting, "No source is configured.", "Set the keys of one, or ask for sample data: \"demo\": true");
        }

        if (results.FirstOrDefault(r => r.Failed) is { } failed)
        {
            throw new GleanException(FailureKind.Work, failed.Words!);
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
