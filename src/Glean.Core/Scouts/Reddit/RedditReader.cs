namespace Glean.Scouts.Reddit;

/// <summary>Reads the listings of one door: posts, and below each its comments.</summary>
internal sealed class RedditReader(DoorVisit visit)
{
    /// <summary>How many posts a door is first read back to, when nobody says how far.</summary>
    private const int FirstReading = 100;

    private const long Day = 24 * 60 * 60;

    /// <summary>For so long a thread is read again when a listing shows it as much talked about.</summary>
    private const long Ripens = 3 * Day;

    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(10);

    /// <summary>Who asks for a score must look at a young post again.</summary>
    private static readonly TimeSpan ScoreSettles = TimeSpan.FromDays(1);

    private readonly bool withComments = !visit.Options[ScoutFields.NoComments];
    private readonly int? leastScore = visit.Options[ScoutFields.MinVotes] is { } least and > 0 ? least : null;
    private readonly int? limit = visit.Number(ScoutFields.Limit);
    private readonly HashSet<string> threads = new(StringComparer.Ordinal);
    private int posts;
    private int threadsWithGaps;

    /// <summary>How the door ends when all its listings have been read.</summary>
    public DoorEnd End => threadsWithGaps == 0 ? DoorEnd.Read
        : new DoorEnd(DoorState.Read, $"in {threadsWithGaps} of {threads.Count} threads there are comments that Reddit does not give");

    private bool IsFull => posts >= limit;

    private bool IsDeepEnough => limit is null && visit.Since is null && posts >= FirstReading;

    /// <returns>How the visit ends because of it; null to go on with the next listing.</returns>
    public async Task<DoorEnd?> ReadAsync(RedditListing listing, CancellationToken cancellationToken)
    {
        var stream = $"{listing.Name}{(withComments ? ",comments" : "")}{(leastScore is null ? "" : $",score>={leastScore}")}";
        var gaps = visit.Gaps(stream);
        if (gaps.Count == 0 || (!listing.IsByTime && gaps[0].To - gaps[^1].From < Day - 1))
        {
            return null;
        }

        var (newest, oldest) = (gaps[0].To, gaps[^1].From);
        HashSet<string> pages = new(StringComparer.Ordinal);
        string? after = null;
        while (!IsFull)
        {
            var answer = await visit.Api.GetAsync(listing.Page(after, Math.Min(RedditListing.MostPosts, limit - posts ?? RedditListing.MostPosts)), cancellationToken);
            if (answer.End is { } end)
            {
                return end;
            }

            if (RedditPage.Read(answer.Json) is not { } page)
            {
                return DoorEnd.Failed($"Reddit sends JSON that is no list of posts. Check that there is {visit.Door.Title ?? visit.Key}.");
            }

            List<RedditPost> wanted = [.. page.Posts.Where(p => IsWanted(p, listing, gaps))];
            var kept = wanted.Take(limit - posts ?? int.MaxValue).ToList();
            await visit.SaveAsync([.. kept.Select(p => p.Item)], cancellationToken);
            posts += kept.Count;
            foreach (var post in kept.Where(p => HasNewThread(p, listing, oldest)))
            {
                // All above it has been read with its comments.
                if (listing.IsByTime && post.At is { } at)
                {
                    await visit.SaveAsync([], stream, new(at + 1, newest), SettlesFor(listing), cancellationToken);
                }

                if (await ReadThreadAsync(post, cancellationToken) is { } threadEnd)
                {
                    return threadEnd;
                }
            }

            var isCut = kept.Count < wanted.Count;
            var isLast = !isCut && (!listing.IsByTime || page.After is null || !pages.Add(page.After) || page.Last < oldest || (oldest == 0 && IsDeepEnough));
            if (isLast || listing.IsByTime)
            {
                // Of the last second there may be more on the next page.
                var read = isLast ? oldest : (isCut ? kept[^1].At : page.Last) + 1 ?? newest;
                await visit.SaveAsync([], stream, new(read, newest), SettlesFor(listing), cancellationToken);
            }

            if (isLast || isCut)
            {
                break;
            }

            after = page.After;
        }

        return null;
    }

    private bool IsWanted(RedditPost post, RedditListing listing, IReadOnlyList<TimeSpanRead> gaps) =>
        !(post.Score < leastScore)
        && (post.At is not { } at || (listing.IsByTime ? gaps.Any(g => g.Contains(at)) : visit.Since is not { } since || at >= DoorVisit.Seconds(since)));

    private bool HasNewThread(RedditPost post, RedditListing listing, long oldest) =>
        withComments && post.Comments > 0 && (listing.IsByTime || oldest == 0 || post.At >= oldest - Ripens) && threads.Add(post.Id);

    private async Task<DoorEnd?> ReadThreadAsync(RedditPost post, CancellationToken cancellationToken)
    {
        var thread = new RedditThread(visit.Api, post);
        var end = await thread.ReadAsync(cancellationToken);
        threadsWithGaps += thread.HasGaps ? 1 : 0;
        await visit.SaveAsync(thread.Comments, cancellationToken);
        return end;
    }

    // What is not listed by time is marked by when it was looked at.
    private TimeSpan SettlesFor(RedditListing listing) => !listing.IsByTime ? TimeSpan.Zero : leastScore is null ? Settles : ScoreSettles;
}
