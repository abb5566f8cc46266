using System.Collections.Concurrent;
using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Storage;
using Glean.Tracking.Pages;

namespace Glean.Tracking;

/// <summary>What to check.</summary>
/// <param name="ToolId">One tool, or null for all approved ones.</param>
/// <param name="DueOnly">Only pages whose time has come by their own schedule.</param>
public sealed record TrackingOptions(long? ToolId = null, bool DueOnly = false)
{
    /// <summary>Only the tools whose hosts are in this share; null for all.</summary>
    public JobShare? Share { get; init; }
}

/// <summary>How one page fared.</summary>
/// <param name="Changes">What changed, in words.</param>
public sealed record CheckedPage(long ToolId, string Tool, PageKind Kind, string Url, PageState State, string? Reason, IReadOnlyList<CheckedChange> Changes);

/// <summary>A change in words.</summary>
public sealed record CheckedChange(ChangeType Type, string Description);

/// <summary>How many pages came to which end.</summary>
/// <param name="Transfers">Answers that brought a body; a page that did not change since the last check brings none, where its server can tell.</param>
public sealed record TrackingCounts(int Tools, int Pages, int First, int Unchanged, int Changed, int CouldNotCheck, int Moved, int Gone, int Changes, int Transfers)
{
    /// <summary>What two runs counted together.</summary>
    public static TrackingCounts operator +(TrackingCounts one, TrackingCounts other) => new(
        one.Tools + other.Tools, one.Pages + other.Pages, one.First + other.First, one.Unchanged + other.Unchanged, one.Changed + other.Changed,
        one.CouldNotCheck + other.CouldNotCheck, one.Moved + other.Moved, one.Gone + other.Gone, one.Changes + other.Changes, one.Transfers + other.Transfers);
}

public sealed record TrackingReport(TrackingCounts Counts, IReadOnlyList<CheckedPage> Pages);

/// <summary>Checks the pages of approved tools, many hosts at once and each host politely.</summary>
public sealed class TrackingRun(GleanDatabase database, IFetcher fetcher, ReadFeedTitles readFeed, TimeProvider time)
{
    /// <summary>Most of the time is spent waiting for a host's pace, so this costs little.</summary>
    private const int ToolsAtOnce = 48;

    private const int MostSitemaps = 3;
    private const int LargestSitemap = 5 * 1024 * 1024;

    /// <exception cref="GleanException">The named tool does not exist, is not approved, or has no address.</exception>
    public async Task<TrackingReport> RunAsync(TrackingOptions options, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var store = new TrackingStore(database, time);
        var tools = await store.ToolsAsync(options.ToolId, cancellationToken);
        if (options.ToolId is { } id && tools.Count == 0)
        {
            throw new GleanException(FailureKind.Usage, $"There is no approved tool {id} with an address.",
                "See which there are: glean tools --status approved");
        }

        // By host, so that one process keeps a host's pace.
        tools = options.Share is { } share ? [.. tools.Where(t => share.Has(new Uri(t.Url).Host))] : tools;
        var robots = new RobotsBook(database, fetcher, time);
        var checker = new PageChecker(fetcher, robots, readFeed);
        var results = new ConcurrentBag<(CheckedPage Page, int Transfers)>();
        var done = 0;
        await Parallel.ForEachAsync(
            tools,
            new ParallelOptions { MaxDegreeOfParallelism = ToolsAtOnce, CancellationToken = cancellationToken },
            async (tool, token) =>
            {
                await CheckToolAsync(tool, options.DueOnly, store, checker, robots, results, token);
                var ended = Interlocked.Increment(ref done);
                progress.Report(new JobProgress(100 * ended / tools.Count, $"{ended} of {tools.Count} tools, {results.Count} pages"));
            });
        return Report(tools.Count, [.. results]);
    }

    private async Task CheckToolAsync(
        WatchedTool tool, bool dueOnly, TrackingStore store, PageChecker checker, RobotsBook robots, ConcurrentBag<(CheckedPage, int)> results, CancellationToken cancellationToken)
    {
        var queue = new Queue<KnownPage>(await store.PagesAsync(tool, dueOnly, cancellationToken));
        while (queue.TryDequeue(out var known))
        {
            var check = await CheckAsync(checker, known, cancellationToken);
            if (!await store.SaveAsync(known, check, cancellationToken))
                continue;
            results.Add((new CheckedPage(tool.Id, tool.Name, known.Page.Kind, known.Page.Url, check.State, check.Reason,
                [.. check.Changes.Select(c => new CheckedChange(c.Type, c.Summary))]), check.Transfers));
            foreach (var page in await DiscoverAsync(known, check, store, robots, cancellationToken))
                queue.Enqueue(new KnownPage(page, null, null, []));
        }
    }

    private static async Task<PageCheck> CheckAsync(PageChecker checker, KnownPage known, CancellationToken cancellationToken)
    {
        try
        {
            return await checker.CheckAsync(known, cancellationToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or System.Data.Common.DbException))
        {
            // One page must not hold up the others; that nothing is known of it is what its row says.
            return new PageCheck(PageState.CouldNotCheck, $"It could not be read ({e.GetType().Name}: {e.Message}). The other pages were checked.");
        }
    }

    /// <summary>Adds the pages that a home page links to, or that the site lists when it links to no prices.</summary>
    private async Task<IReadOnlyList<WatchedPage>> DiscoverAsync(KnownPage known, PageCheck check, TrackingStore store, RobotsBook robots, CancellationToken cancellationToken)
    {
        if (known.Page.Kind != PageKind.Home || check.State is not (PageState.Ok or PageState.Changed))
            return [];
        var found = check.Found;
        if (known.Last is null && !found.Any(f => f.Kind == PageKind.Pricing))
            found = [.. found, .. (await BySitemapAsync(new Uri(known.Page.Url), robots, cancellationToken)).Where(s => !found.Any(f => f.Kind == s.Kind))];
        var added = await store.AddAsync(known.Page.ToolId, found, cancellationToken);
        if (known.Last is not null)
        {
            foreach (var page in added)
                await store.TellNewPageAsync(page, cancellationToken);
        }

        return added;
    }

    private async Task<IReadOnlyList<FoundPage>> BySitemapAsync(Uri home, RobotsBook robots, CancellationToken cancellationToken)
    {
        if (HostingPlatforms.IsPlatform(home.Host))
            return [];
        var rules = await robots.OfAsync(home, cancellationToken);
        var waiting = new Queue<string>(rules.File.Sitemaps.Count > 0 ? rules.File.Sitemaps : [home.GetLeftPart(UriPartial.Authority) + "/sitemap.xml"]);
        List<string> addresses = [];
        for (var read = 0; read < MostSitemaps && waiting.TryDequeue(out var next); read++)
        {
            if (!Uri.TryCreate(next, UriKind.Absolute, out var address) || !PageFinder.IsSameSite(address, home) || !rules.File.Allows(address))
                continue;
            var request = new FetchRequest(address) { Limits = new FetchLimits(MaxBodyBytes: LargestSitemap, MinimumInterval: rules.File.Delay) };
            if (await fetcher.FetchAsync(request, cancellationToken) is not Fetched answer || answer.MediaType == "text/html")
                continue;
            var (listed, isIndex) = Sitemap.Read(answer.Body);
            if (isIndex)
                listed.OrderBy(a => a.Contains("page", StringComparison.OrdinalIgnoreCase) ? 0 : 1).ToList().ForEach(waiting.Enqueue);
            else
                addresses.AddRange(listed);
        }

        return PageFinder.BySitemap(addresses, home);
    }

    private static TrackingReport Report(int tools, List<(CheckedPage Page, int Transfers)> results)
    {
        var pages = results.Select(r => r.Page).OrderBy(p => p.ToolId).ThenBy(p => p.Kind).ThenBy(p => p.Url, StringComparer.Ordinal).ToList();
        int Count(PageState state) => pages.Count(p => p.State == state);
        return new TrackingReport(
            new TrackingCounts(
                tools, pages.Count, Count(PageState.Ok), Count(PageState.Unchanged), Count(PageState.Changed), Count(PageState.CouldNotCheck), Count(PageState.Moved),
                Count(PageState.Gone), pages.Sum(p => p.Changes.Count), results.Sum(r => r.Transfers)),
            pages);
    }
}
