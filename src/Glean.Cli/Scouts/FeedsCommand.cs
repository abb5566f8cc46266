using System.CommandLine;
using System.Globalization;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Scouts.Rss;
using Glean.Storage;

namespace Glean.Cli.Scouts;

/// <summary><c>glean feeds list|preview|add|remove|import|export</c></summary>
internal static class FeedsCommand
{
    public static Command Create() => new("feeds", "The feeds that glean scout rss reads")
    {
        List(),
        Preview(),
        Add(),
        Remove(),
        Import(),
        Export(),
    };

    private static Command List()
    {
        var all = new Option<bool>("--all") { Description = "Also those not subscribed to" };
        var json = GlobalOptions.Json();
        return new Command("list", "Every feed with its health") { all, json }.Does(async (session, parsed, cancellationToken) =>
        {
            var feeds = (await Open(session).AllAsync(cancellationToken)).Where(f => f.Enabled || parsed.GetValue(all)).ToList();
            if (parsed.GetValue(json))
            {
                session.WriteJson(feeds.Select(f => new
                {
                    f.Title,
                    f.Url,
                    Subscribed = f.Enabled,
                    f.TotalDiscoveries,
                    f.LastSuccessAt,
                    f.ConsecutiveFailures,
                    f.LastError,
                    f.BackOffUntil,
                }));
                return ExitCode.Done;
            }

            var table = new TextTable("FEED", "FOUND", "LAST READ", "STATE", "ADDRESS");
            foreach (var feed in feeds)
            {
                table.Add(feed.Title ?? "-", feed.TotalDiscoveries.ToString(), feed.LastSuccessAt?.ToString("yyyy-MM-dd HH:mm") ?? "never", State(feed), feed.Url);
            }

            table.Write(session.Out);
            return ExitCode.Done;
        });
    }

    private static Command Preview()
    {
        var url = new Argument<string>("URL") { Description = "Address of a feed, or of a page that announces one" };
        var json = GlobalOptions.Json();
        return new Command("preview", "Read a feed and show what it would bring; nothing is stored") { url, json }.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Read);
            var preview = await FeedPreview.ReadAsync(parsed.GetRequiredValue(url), session.Tools.Focus, session.Fetcher, cancellationToken);
            if (parsed.GetValue(json))
            {
                session.WriteJson(preview);
                return ExitCode.Done;
            }

            session.Out.WriteLine(TextTable.OneLine($"{preview.Title} ({preview.Format}): {preview.Total} entries, {preview.Relevant} fit the focus"));
            var table = new TextTable("FITS", "RELEVANCE", "DATE", "TITLE");
            foreach (var entry in preview.Entries)
            {
                table.Add(entry.Kept ? "yes" : "no", entry.Relevance.ToString("0.00", CultureInfo.InvariantCulture), entry.PublishedAt?.ToString("yyyy-MM-dd") ?? "-", entry.Title);
            }

            table.Write(session.Out);
            session.Out.WriteLine($"Subscribe: glean feeds add {preview.Url}");
            return ExitCode.Done;
        });
    }

    private static Command Add()
    {
        var urls = new Argument<string[]>("URL") { Description = "Addresses of feeds", Arity = ArgumentArity.OneOrMore };
        return new Command("add", "Subscribe to feeds") { urls }.Does(async (session, parsed, cancellationToken) =>
        {
            var wanted = parsed.GetRequiredValue(urls).Select(u => (Url: FeedList.Valid(u), (string?)null)).DistinctBy(f => f.Url).ToList();
            var added = await Open(session).SubscribeAsync(wanted, cancellationToken);
            session.Out.WriteLine($"{added} added, {wanted.Count - added} subscribed to before. Read them: glean scout rss");
            return ExitCode.Done;
        });
    }

    private static Command Remove()
    {
        var url = new Argument<string>("URL") { Description = "Address of a feed" };
        return new Command("remove", "Stop reading a feed; what came through it stays") { url }.Does(async (session, parsed, cancellationToken) =>
        {
            var address = FeedList.Valid(parsed.GetRequiredValue(url));
            if (!await Open(session).UnsubscribeAsync(address, cancellationToken))
            {
                throw new GleanException(FailureKind.Usage, $"There is no feed {address}.", "See the list: glean feeds list");
            }

            session.Out.WriteLine($"{address} is no longer read.");
            return ExitCode.Done;
        });
    }

    private static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "An OPML file" };
        return new Command("import", "Subscribe to the feeds of an OPML file") { file }.Does(async (session, parsed, cancellationToken) =>
        {
            var list = await ReadFileAsync(parsed.GetRequiredValue(file), cancellationToken);
            var import = await Open(session).ImportAsync(list, cancellationToken);
            session.Out.WriteLine($"{import.Added} {(import.Added == 1 ? "feed" : "feeds")} added. {import.Known} subscribed to before, {import.Repeated} listed twice, {import.Unusable} without a usable address.");
            return ExitCode.Done;
        });
    }

    private static Command Export() => new Command("export", "Print the feeds subscribed to as OPML").Does(async (session, _, cancellationToken) =>
    {
        session.Out.Write(await Open(session).ExportAsync(cancellationToken));
        return ExitCode.Done;
    });

    private static FeedList Open(Session session)
    {
        session.Database.EnsureUsable(DatabaseAccess.Write);
        return new FeedList(session.Database, session.Time);
    }

    private static async Task<byte[]> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GleanException(FailureKind.Usage, $"The file {path} cannot be read: {e.Message}", "Check its name and who may read it", e);
        }
    }

    private static string State(Source feed) =>
        !feed.Enabled ? "not subscribed"
        : feed.ConsecutiveFailures > 0 ? $"failed {feed.ConsecutiveFailures}x{(feed.BackOffUntil is { } until ? $", left in peace until {until:yyyy-MM-dd HH:mm} UTC" : "")}: {feed.LastError}"
        : feed.LastError is not null ? $"degraded: {feed.LastError}"
        : feed.LastSuccessAt is null ? "new"
        : "well";
}
