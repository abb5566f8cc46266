using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Jobs;
using Glean.Scouts;
using Glean.Scouts.Demo;
using Glean.Scouts.Rss;
using Glean.Storage;

namespace Glean.Cli.Scouts;

/// <summary><c>glean scout …</c></summary>
internal static class ScoutCommand
{
    public static Command Create()
    {
        var command = new Command("scout", "Collect what is said: reddit, twitter, producthunt, web, rss, hackernews, github, or all of them") { RssScoutCommand.Create() };
        foreach (var source in ScoutSources.WithKeys)
        {
            command.Add(DemoOnly(source));
        }

        command.Add(All());
        return command;
    }

    private static Command DemoOnly(ScoutSource source)
    {
        var options = new ScoutOptions();
        var command = new Command(source.Command, $"{source.Title} (sample data with --demo)");
        options.AddTo(command);
        return command.Does(async (session, parsed, cancellationToken) =>
        {
            if (!parsed.GetValue(options.Demo))
            {
                throw source.Unavailable(session.Settings);
            }

            session.Database.EnsureUsable(DatabaseAccess.Write);
            return ScoutPrinter.Print(session, parsed.GetValue(options.Json), [await RunDemoAsync(session, source.Name, cancellationToken)]);
        });
    }

    private static Command All()
    {
        var options = new ScoutOptions();
        var command = new Command("all", "Run every configured source, and say which are not configured");
        options.AddTo(command);
        return command.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Write);
            var results = parsed.GetValue(options.Demo)
                ? await RunAllDemosAsync(session, cancellationToken)
                : await RunConfiguredAsync(session, options.Policy(session, parsed), cancellationToken);
            return ScoutPrinter.Print(session, parsed.GetValue(options.Json), results);
        });
    }

    /// <summary>Every source that can run as it is configured; the others are named.</summary>
    public static async Task<IReadOnlyList<ScoutResult>> RunConfiguredAsync(Session session, SavePolicy policy, CancellationToken cancellationToken)
    {
        foreach (var source in ScoutSources.WithKeys)
        {
            session.Error.WriteLine($"{source.Command}: left out. {source.Unavailable(session.Settings).Message}");
        }

        try
        {
            return [await RssScoutCommand.RunAsync(session, new RssOptions([]), policy, cancellationToken)];
        }
        catch (GleanException e) when (e.Kind == FailureKind.Setting)
        {
            session.Error.WriteLine($"{RssScout.Name}: left out. {e.Message}");
            return [];
        }
    }

    /// <summary>The sample texts of every source.</summary>
    public static async Task<IReadOnlyList<ScoutResult>> RunAllDemosAsync(Session session, CancellationToken cancellationToken)
    {
        List<ScoutResult> results = [];
        foreach (var name in ScoutSources.Names)
        {
            results.Add(await RunDemoAsync(session, name, cancellationToken));
        }

        return results;
    }

    /// <summary>The sample texts of one source.</summary>
    public static Task<ScoutResult> RunDemoAsync(Session session, string source, CancellationToken cancellationToken) =>
        ProgressDisplay.RunAsync($"Sample texts of {source}", progress => new JobRunner(session.Database, session.Time).RunAsync(
            JobType.Scout,
            source,
            (report, token) => new DemoScout(new DiscoveryStore(session.Database, session.Time), session.Time).RunAsync(source, report, token),
            progress,
            cancellationToken,
            options: new { Demo = true }));
}
