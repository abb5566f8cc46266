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
    private const int LongestTitle = 200;
    private const int MostDays = 36_500;

    /// <summary>Reads the feeds and stores their entries feed by feed.</summary>
    /// <exception cref="GleanException">There are no feeds to read, or a named one has no usable address.</exception>
    public async Task<ScoutResult> RunAsync(RssOptions options, SavePolicy policy, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var rows = options.Feeds.Count > 0
            ? await feeds.NamedAsync(options.Feeds, cancellationToken)
            : await feeds.SubscribedAsync(cancellationToken);
        if (rows.Count == 0)
        {
            throw new GleanException(FailureKind.Setting, "No feed is subscribed to.", "Add one: glean feeds add https://example.com/feed.xml");
        }

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
        return new ScoutResult(Name, outcomes) { Named = !obeyBackOff };
    }

    private async Task<DoorOutcome> ReadAsync(Source feed, long sourceId, RssOptions options, SavePolicy policy, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(feed.Url, UriKind.Absolute, out var address))
        {
            return await FailAsync(feed, "is no usable address; remove it and add the right one", retryAfter: null, cancellationToken);
        }

        // Whoever wants everything must not be told "unchanged" about what the filter left out before.
        var request = new FetchRequest(address) { Accept = Accept };
        request = policy.KeepIrrelevant ? request : request with { ETag = feed.ETag, LastModified = feed.LastModified };
        switch (await fetcher.FetchAsync(request, cancellationToken))
        {
            case NotModified same:
                var door = feed.Url;
                BackOff.Succeed(feed, Now);
                Move(feed, same.PermanentlyMovedTo);
                await store.SaveStateAsync(feed, cancellationToken);
                return new DoorOutcome(door, DoorState.Unchanged, SaveCounts.None, Moved(same.PermanentlyMovedTo));
            case FetchFailed failed:
                return await FailAsync(feed, failed.Message, failed.RetryAfter, cancellationToken);
            case Fetched fetched:
                return await TakeAsync(feed, fetched, sourceId, options, policy, cancellationToken);
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other}.");
        }
    }

    private async Task<DoorOutcome> TakeAsync(
        Source feed, Fetched fetched, long sourceId, RssOptions options, SavePolicy policy, CancellationToken cancellationToken)
    {
        var read = FeedReader.Read(fetched.Body, fetched.ContentType, fetched.FinalUrl);
        if (!read.IsFeed)
        {
            return await FailAsync(feed, read.Error.Message, retryAfter: null, cancellationToken);
        }

        var door = feed.Url!;
        var trouble = Trouble(read.Feed, feed.LastItemCount);
        Remember(feed, fetched, read.Feed, trouble, isWhole: options.Limit is null && options.Days is null);
        DateTime? since = options.Days is { } days ? Now.AddDays(-Math.Min(days, MostDays)) : null;
        var items = EntryItems.Of(read.Feed, door, FeedList.FirstAddress(feed), since, options.Limit);
        var counts = await store.SaveAsync(sourceId, feed, items, policy, cancellationToken);
        return trouble is not null
            ? new DoorOutcome(door, DoorState.Degraded, counts, trouble)
            : new DoorOutcome(door, DoorState.Read, counts, Moved(fetched.PermanentlyMovedTo) ?? (read.Feed.Entries.Count == 0 ? "has no entries yet" : null));
    }

    private static string? Trouble(Feed feed, int before) => (feed.Entries.Count, feed.BrokeOff) switch
    {
        (0, _) when before > 0 => $"has no entries; it had {before} before",
        (0, true) => "breaks off before its first entry",
        (_, true) => "breaks off; what stands before the break was read",
        _ => null,
    };

    private void Remember(Source feed, Fetched fetched, Feed read, string? trouble, bool isWhole)
    {
        if (trouble is null)
        {
            BackOff.Succeed(feed, Now);
        }
        else
        {
            BackOff.Degrade(feed, Now, trouble);
        }

        var title = StorableText.Of(read.Title);
        feed.Title = title.Length == 0 ? feed.Title : title.Length <= LongestTitle ? title : StorableText.Of(title[..LongestTitle]);
        // A feed that ran empty stays conspicuous until it has entries again.
        feed.LastItemCount = read.Entries.Count > 0 ? read.Entries.Count : feed.LastItemCount;
        // What the limits or a break leave out must be found by the next run, which the feed would tell "unchanged".
        var nothingLeftOut = isWhole && trouble is null;
        feed.ETag = nothingLeftOut ? fetched.ETag : null;
        feed.LastModified = nothingLeftOut ? fetched.LastModified : null;
        Move(feed, fetched.PermanentlyMovedTo);
    }

    private static void Move(Source feed, Uri? address) => feed.Url = address?.AbsoluteUri ?? feed.Url;

    private static string? Moved(Uri? address) => address is null ? null : $"has moved for good to {address.AbsoluteUri}; it is read there from now on";

    private async Task<DoorOutcome> FailAsync(Source feed, string message, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        BackOff.Fail(feed, Now, message, retryAfter);
        await store.SaveStateAsync(feed, cancellationToken);
        return new DoorOutcome(feed.Url!, DoorState.Failed, SaveCounts.None, message);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
