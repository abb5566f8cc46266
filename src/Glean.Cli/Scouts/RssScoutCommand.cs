using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Jobs;
using Glean.Scouts;
using Glean.Scouts.Rss;
using Glean.Storage;

namespace Glean.Cli.Scouts;

/// <summary><c>glean scout rss</c></summary>
internal static class RssScoutCommand
{
    public static Command Create()
    {
        var options = new ScoutOptions();
        var feed = new Option<string[]>("--feed") { Description = "Read this feed instead of those subscribed to; repeatable", HelpName = "URL" };
        var limit = NumberOption.Optional("--limit", "At most N entries of each feed, newest first");
        var days = NumberOption.Optional("--days", "Only entries of the last N days");
        var command = new Command("rss", "Read feeds: RSS, Atom, RDF, JSON Feed") { feed, limit, days };
        options.AddTo(command);
        return command.Does(async (session, parsed, cancellationToken) =>
        {
            var feeds = (parsed.GetValue(feed) ?? []).Select(FeedList.Valid).ToList();
            session.Database.EnsureUsable(DatabaseAccess.Write);
            if (parsed.GetValue(options.Demo))
            {
                return ScoutPrinter.Print(session, parsed.GetValue(options.Json), [await ScoutCommand.RunDemoAsync(session, RssScout.Name, cancellationToken)]);
            }

            var result = await RunAsync(session, new RssOptions(feeds, parsed.GetValue(limit), parsed.GetValue(days)), options.Policy(session, parsed), cancellationToken);
            return ScoutPrinter.Print(session, parsed.GetValue(options.Json), [result]);
        });
    }

    /// <summary>One run under a job of its own; a run that failed is failed there, and told by its result here.</summary>
    public static async Task<ScoutResult> RunAsync(Session session, RssOptions options, SavePolicy policy, CancellationToken cancellationToken)
    {
        ScoutResult? result = null;
        try
        {
            return await ProgressDisplay.RunAsync("Reading feeds", progress => new JobRunner(session.Database, session.Time).RunAsync(
                JobType.Scout,
                RssScout.Name,
                async (report, token) =>
                {
                    var scout = new RssScout(new FeedList(session.Database, session.Time), new DiscoveryStore(session.Database, session.Time), session.Fetcher, session.Time);
                    result = await scout.RunAsync(options, policy, report, token);
                    return result.Failed ? throw new GleanException(FailureKind.Work, ScoutPrinter.Failure(result)) : result;
                },
                progress,
                cancellationToken,
                options: new { options.Feeds, options.Limit, DaysBack = options.Days }));
        }
        catch (GleanException) when (result is not null)
        {
            return result;
        }
    }
}
