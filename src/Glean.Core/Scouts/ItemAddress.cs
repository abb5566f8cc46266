using Glean.Catalog;

namespace Glean.Scouts;

/// <summary>
/// The one address of an item that several doors may show in spellings of their own: a thread of Reddit found by a web search is
/// the thread that the Reddit scout found. Beyond <see cref="CanonicalUrl"/>, this knows how some sites address one item.
/// </summary>
public static class ItemAddress
{
    /// <summary>The item's canonical address, or null when <paramref name="url"/> is no address of a web page.</summary>
    public static string? Of(string? url)
    {
        var canonical = CanonicalUrl.From(url);
        if (canonical is null || !Uri.TryCreate(canonical, UriKind.Absolute, out var address))
        {
            return canonical;
        }

        var path = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return address.Host switch
        {
            // old., new., np. and country prefixes show the same thread; so do all queries.
            "reddit.com" or "redd.it" when path is ["r" or "user", _, "comments", _, ..] => Reddit(path),
            var host when host.EndsWith(".reddit.com", StringComparison.Ordinal) && path is ["r" or "user", _, "comments", _, ..] => Reddit(path),
            "x.com" or "www.x.com" or "mobile.x.com" or "twitter.com" or "www.twitter.com" or "mobile.twitter.com" when path is [var user, "status", var id, ..] =>
                $"https://x.com/{user}/status/{id}",
            // A launch lies below its product and, by its name alone, among the posts.
            "producthunt.com" or "www.producthunt.com" when path is ["products", _, "launches", _] or ["posts", _] => $"https://www.producthunt.com/posts/{path[^1]}",
            _ => canonical,
        };
    }

    private static string Reddit(string[] path) => $"https://www.reddit.com/{string.Join('/', path)}/";
}
