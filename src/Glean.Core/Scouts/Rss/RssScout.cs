using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;

namespace Glean.Scouts.Rss;

/// <summary>What to read.</summary>
/// <param name="Feeds">Addresses; none means the feeds subscribed to.</param>
/// <param name="Limit">At most so many entries of each feed, newest first.</param>
/// <param name="Days">Only entries published in the last so many days; those without a date are kept.</param>
public sealed record RssOptions(IReadOnlyList<string> Feeds, int? Limit = null, int? Days = null);

/// <summary>Reads feeds: each with its own health, its own conditional request, and no effect on the others when it fails.</summary>
public sealed class RssScout(FeedList feeds, DiscoveryStore store, IFetcher fetcher, TimeProvider time)
{
    /// <summary>The source's name in <c>sources</c>.</summary>
    public const string Name = "rss";

    private const string Accept =
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1";

    private const int FeedsAtOnce = 6;

    /// <summary>Reads the feeds and stores their entries feed by feed.</summary>
    public async Task<ScoutResult> RunAsync(RssOptions options, SavePolicy policy, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var rows = options.Feeds.Count > 0
            ? await feeds.NamedAsync(options.Feeds, cancellationToken)
            : await feeds.SubscribedAsync(cancellationToken);
        var sourceId = (await store.SourceAsync(Name, cancellationToken)).Id;
        var outcomes = new DoorOutcome[rows.Count];
        var done = 0;
        // A source somebody names is asked even while it backs off.
        var obeyBackOff = options.Feeds.Count == 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, rows.Count),
            new ParallelOptions { MaxDegreeOfParallelism = FeedsAtOnce, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                outcomes[i] = obeyBackOff && rows[i].BackOffUntil > Now
                    ? new DoorOutcome(rows[i].Url!, DoorState.Skipped, SaveCounts.None, $"left in peace until {rows[i].BackOffUntil:yyyy-MM-dd HH:mm} UTC after: {rows[i].LastError}")
                    : await ReadAsync(rows[i], sourceId, options, policy, token);
                var ended = Interlocked.Increment(ref done);
                progress.Report(new JobProgress(100 * ended / rows.Count, $"{ended} of {rows.Count} feeds"));
            });
        await store.SaveSourceOutcomeAsync(sourceId, outcomes, cancellationToken);
        return new ScoutResult(Name, outcomes);
    }

    private async Task<DoorOutcome> ReadAsync(Source feed, long sourceId, RssOptions options, SavePolicy policy, CancellationToken cancellationToken)
    {
        var address = new Uri(feed.Url!);
        var answer = await fetcher.FetchAsync(new FetchRequest(address) { Accept = Accept, ETag = feed.ETag, LastModified = feed.LastModified }, cancellationToken);
        switch (answer)
        {
            case NotModified:
                BackOff.Succeed(feed, Now);
                await store.SaveStateAsync(feed, cancellationToken);
                return new DoorOutcome(feed.Url!, DoorState.Unchanged, SaveCounts.None);
            case FetchFailed failed:
                return await FailAsync(feed, failed.Message, failed.RetryAfter, cancellationToken);
            case Fetched fetched:
                return await TakeAsync(feed, fetched, sourceId, options, policy, cancellationToken);
            default:
                throw new InvalidOperationException($"Unknown outcome {answer}.");
        }
    }

    private async Task<DoorOutcome> TakeAsync(
        Source feed, Fetched fetched, long sourceId, RssOptions options, SavePolicy policy, CancellationToken cancellationToken)
    {
        var door = feed.Url!;
        var read = FeedReader.Read(fetched.Body, fetched.ContentType, fetched.FinalUrl);
        if (!read.IsFeed)
        {
            return await FailAsync(feed, read.Error.Message, retryAfter: null, cancellationToken);
        }

        var before = feed.LastItemCount;
        BackOff.Succeed(feed, Now);
        feed.Title = read.Feed.Title.Length > 0 ? read.Feed.Title : feed.Title;
        feed.LastItemCount = read.Feed.Entries.Count;
        // What the limits leave out now must be found by the next run: without them the feed would answer "unchanged".
        var whole = options.Limit is null && options.Days is null && !read.Feed.BrokeOff;
        feed.ETag = whole ? fetched.ETag : null;
        feed.LastModified = whole ? fetched.LastModified : null;
        if (fetched.PermanentlyMovedTo is { } moved)
        {
            feed.Url = moved.AbsoluteUri;
        }

        var counts = await store.SaveAsync(sourceId, feed, Items(read.Feed, door, options), policy, cancellationToken);
        return (read.Feed.Entries.Count, read.Feed.BrokeOff) switch
        {
            (0, _) when before > 0 => new DoorOutcome(door, DoorState.Degraded, counts, $"has no entries; it had {before} the last time"),
            (_, true) => new DoorOutcome(door, DoorState.Degraded, counts, "breaks off; what stands before the break was read"),
            _ => new DoorOutcome(door, DoorState.Read, counts),
        };
    }

    private async Task<DoorOutcome> FailAsync(Source feed, string message, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        BackOff.Fail(feed, Now, message, retryAfter);
        await store.SaveStateAsync(feed, cancellationToken);
        return new DoorOutcome(feed.Url!, DoorState.Failed, SaveCounts.None, message);
    }

    private List<ScoutItem> Items(Feed feed, string address, RssOptions options)
    {
        var since = options.Days is { } days ? Now.AddDays(-days) : DateTime.MinValue;
        return [.. feed.Entries
            .Where(e => (e.Published ?? e.Updated ?? DateTime.MaxValue) >= since)
            .OrderByDescending(e => e.Published ?? e.Updated ?? DateTime.MinValue)
            .Take(options.Limit ?? int.MaxValue)
            .Select(e => Item(feed, e, address))];
    }

    private static ScoutItem Item(Feed feed, FeedEntry entry, string address) => new()
    {
        // An entry without a link is still told apart by its id, at the feed's own address.
        Url = entry.OriginalLink ?? entry.Link ?? (Uri.IsWellFormedUriString(entry.Id, UriKind.Absolute) ? entry.Id : $"{address}{(address.Contains('?') ? '&' : '?')}entry={Uri.EscapeDataString(entry.Id)}"),
        Title = entry.Title,
        Text = entry.Text,
        Author = entry.Author,
        PublishedAt = entry.Published ?? entry.Updated,
        Metadata = new Dictionary<string, object?>
        {
            ["feed"] = feed.Title,
            ["feed_url"] = address,
            ["id"] = entry.Id,
            ["categories"] = entry.Categories,
            ["comments_url"] = entry.CommentsUrl,
            ["updated"] = entry.Updated,
        },
    };

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
