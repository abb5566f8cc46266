using System.Security.Cryptography;
using System.Text;
using Glean.Catalog;

namespace Glean.Scouts.Rss;

/// <summary>What of a feed's entries becomes an item, and under which address. Pure.</summary>
internal static class EntryItems
{
    private const int LongestIdInAddress = 500;

    private static readonly string[] ScriptSchemes = ["javascript:", "vbscript:", "data:"];

    /// <summary>The entries within the limits, newest first; those without a date come last and are never too old.</summary>
    /// <param name="address">Where the feed was read.</param>
    /// <param name="firstAddress">Where it was when it was added: entries without a link keep their address when the feed moves.</param>
    public static List<ScoutItem> Of(Feed feed, string address, Uri firstAddress, DateTime? since = null, int? limit = null)
    {
        var anchored = AnchoredPages(feed.Entries);
        return [.. feed.Entries
            .Where(e => since is null || (DateOf(e) ?? DateTime.MaxValue) >= since)
            .OrderByDescending(e => DateOf(e) ?? DateTime.MinValue)
            .Take(limit ?? int.MaxValue)
            .Select(e => Item(feed, e, address, firstAddress, anchored))];
    }

    private static ScoutItem Item(Feed feed, FeedEntry entry, string address, Uri firstAddress, HashSet<string> anchored)
    {
        var page = PageOf(entry);
        var canonical = CanonicalUrl.From(page);
        var id = IdOf(entry);
        var isOwnPage = canonical is not null && !(anchored.Contains(canonical) && FragmentOf(page!).Length > 0);
        var metadata = new Dictionary<string, object?>
        {
            ["feed"] = feed.Title,
            ["feed_url"] = address,
            ["id"] = id,
            ["categories"] = entry.Categories,
        };
        if (CanonicalUrl.From(entry.CommentsUrl) is { } comments)
        {
            metadata["comments_url"] = comments;
        }

        if (entry.Updated is { } updated)
        {
            metadata["updated"] = updated;
        }

        if (canonical is not null && !isOwnPage)
        {
            metadata["page"] = page;
        }

        return new ScoutItem
        {
            Url = isOwnPage ? page! : AddressOf(id, firstAddress),
            Title = entry.Title,
            Text = entry.Text,
            Author = entry.Author,
            PublishedAt = DateOf(entry),
            Metadata = metadata,
        };
    }

    /// <summary>The first of its addresses that leads to a page of the web.</summary>
    private static string? PageOf(FeedEntry entry) =>
        new[] { entry.OriginalLink, entry.Link, entry.Id }.FirstOrDefault(a => CanonicalUrl.From(a) is not null);

    /// <summary>
    /// Pages on which several entries stand, each under an anchor of its own, as changelogs and comments do. Their canonical
    /// address is one, yet they are different texts.
    /// </summary>
    private static HashSet<string> AnchoredPages(IReadOnlyList<FeedEntry> entries) =>
        [.. entries
            .Select(e => (Entry: e, Page: PageOf(e)))
            .Where(e => e.Page is not null && FragmentOf(e.Page).Length > 0)
            .GroupBy(e => CanonicalUrl.From(e.Page)!)
            .Where(page => page.DistinctBy(e => FragmentOf(e.Page!)).Skip(1).Any() && page.DistinctBy(e => (e.Entry.Title, e.Entry.Text)).Skip(1).Any())
            .Select(page => page.Key)];

    /// <summary>An entry without a page of its own is told apart by its id, at the feed's address.</summary>
    private static string AddressOf(string id, Uri feed)
    {
        var key = id.Length <= LongestIdInAddress ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
        var bare = feed.GetLeftPart(UriPartial.Query);
        return $"{bare}{(feed.Query.Length > 0 ? '&' : '?')}entry={Uri.EscapeDataString(key)}";
    }

    /// <summary>An id that a browser would run is none to keep.</summary>
    private static string IdOf(FeedEntry entry)
    {
        var start = string.Concat(entry.Id.Where(c => c > ' ' && !char.IsControl(c)).Take(12));
        return ScriptSchemes.Any(s => start.StartsWith(s, StringComparison.OrdinalIgnoreCase))
            ? XmlEntry.Hash(entry.Title, entry.Text)
            : StorableText.Of(entry.Id);
    }

    private static string FragmentOf(string address) =>
        address.IndexOf('#') is var at && at < 0 ? "" : address[(at + 1)..].Trim();

    private static DateTime? DateOf(FeedEntry entry) => entry.Published ?? entry.Updated;
}
