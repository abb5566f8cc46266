using Glean.Catalog;
using Glean.Egress;

namespace Glean.Scouts.Rss;

/// <summary>An entry as it would be taken in.</summary>
/// <param name="Excerpt">The beginning of its text.</param>
/// <param name="Relevance">0..1.</param>
/// <param name="Kept">It fits the focus; the others would be left out.</param>
public sealed record PreviewedEntry(string Title, string Url, string? Author, DateTime? PublishedAt, string Excerpt, double Relevance, string Reason, bool Kept);

/// <summary>What subscribing to a feed would bring.</summary>
/// <param name="Url">Of the feed, which may be another than the one asked for: a page announces its feed.</param>
/// <param name="FoundOn">The page that announces it; null when the feed itself was asked for.</param>
/// <param name="Relevant">How many of all entries fit the focus.</param>
/// <param name="Entries">The newest ones.</param>
public sealed record FeedPreview(string Url, string? FoundOn, string Title, string Format, int Total, int Relevant, IReadOnlyList<PreviewedEntry> Entries)
{
    private const int EntriesShown = 30;
    private const int LongestExcerpt = 300;

    // Somebody is waiting for the answer.
    private static readonly FetchLimits Limits = new(TotalTime: TimeSpan.FromSeconds(15));

    /// <summary>Reads a feed, or the feed of a page, and stores nothing.</summary>
    /// <param name="url">Checked as any address of a feed is, see <see cref="FeedList.Valid"/>.</param>
    /// <exception cref="GleanException">There is no feed to be had; the message says why.</exception>
    public static async Task<FeedPreview> ReadAsync(string url, Focus focus, IFetcher fetcher, CancellationToken cancellationToken)
    {
        var asked = new Uri(FeedList.Valid(url));
        var (read, at) = await FetchAsync(asked, fetcher, cancellationToken);
        Uri? page = null;
        if (read.Error?.SuggestedFeed is { } suggested && FeedList.Spelling(suggested.AbsoluteUri) is { } announced)
        {
            (page, at) = (at, new Uri(announced));
            (read, at) = await FetchAsync(at, fetcher, cancellationToken);
        }

        return read.IsFeed ? Of(read.Feed, at, page, focus) : throw Refusal(at, read.Error.Message);
    }

    private static async Task<(FeedResult Read, Uri At)> FetchAsync(Uri address, IFetcher fetcher, CancellationToken cancellationToken) =>
        await fetcher.FetchAsync(new FetchRequest(address) { Accept = RssScout.Accept, Limits = Limits }, cancellationToken) switch
        {
            Fetched fetched => (FeedReader.Read(fetched.Body, fetched.ContentType, fetched.FinalUrl), fetched.PermanentlyMovedTo ?? address),
            FetchFailed failed => throw Refusal(address, failed.Message),
            var other => throw Refusal(address, $"answered nothing that can be read ({other.GetType().Name})"),
        };

    private static GleanException Refusal(Uri address, string why) =>
        new(FailureKind.Work, $"{address.GetLeftPart(UriPartial.Path)}: {why}", "Give the address of a feed, or of a page that announces one");

    private static FeedPreview Of(Feed feed, Uri address, Uri? page, Focus focus)
    {
        var entries = EntryItems.Of(feed, address.AbsoluteUri, address).ConvertAll(item => Of(item, focus));
        return new FeedPreview(
            address.AbsoluteUri, page?.AbsoluteUri, feed.Title, feed.Format.ToString(), entries.Count, entries.Count(e => e.Kept), [.. entries.Take(EntriesShown)]);
    }

    private static PreviewedEntry Of(ScoutItem item, Focus focus)
    {
        var verdict = Glean.Scouts.Relevance.Judge(focus, item.Title, item.Text);
        var excerpt = item.Text.Length <= LongestExcerpt ? item.Text : StorableText.Of(item.Text[..LongestExcerpt]) + "…";
        return new PreviewedEntry(
            item.Title, item.Url, item.Author, item.PublishedAt, excerpt, Math.Round(verdict.Score, 3), verdict.Reason, verdict.Score >= focus.MinimumRelevance);
    }
}
