using AngleSharp.Dom;
using Glean.Catalog;
using Glean.Tracking.Reading;

namespace Glean.Tracking.Pages;

/// <summary>An address that may be worth watching.</summary>
internal sealed record FoundPage(PageKind Kind, string Url);

/// <summary>
/// Finds a tool's pages: prices and news by the links of its home page, in the order of how plainly they say so, then by its sitemap. A pure
/// function; nothing outside the tool's own site is taken.
/// </summary>
internal static class PageFinder
{
    private const int MostLinks = 3_000;

    private static readonly (PageKind Kind, string[] Words, string[] Paths)[] Wanted =
    [
        (PageKind.Pricing, ["pricing", "prices", "plans", "plans & pricing", "pricing & plans", "plans and pricing", "see pricing", "view pricing", "preise", "tarifs", "precios"], ["pricing", "prices", "plans", "plans-pricing", "pricing-plans", "plans-and-pricing", "price", "preise", "tarifs", "precios"]),
        (PageKind.Changelog, ["changelog", "change log", "release notes", "what's new", "whats new", "updates", "product updates", "releases"], ["changelog", "change-log", "release-notes", "releasenotes", "whats-new", "what-s-new", "updates", "product-updates", "releases"]),
    ];

    /// <summary>Pages that the home page links to, at most one of each kind.</summary>
    /// <param name="home">Where the page came from.</param>
    public static IReadOnlyList<FoundPage> ByLinks(PageDocument page, Uri home)
    {
        List<FoundPage> found = [];
        var links = page.Document.QuerySelectorAll("a[href]").Take(MostLinks)
            .Select(a => (Text: WhiteSpace.Fold(a.TextContent).Trim(' ', '→', '›').ToLowerInvariant(), Url: CanonicalUrl.From(a.GetAttribute("href"), home)))
            .Where(l => l.Url is not null && IsOwn(new Uri(l.Url), home))
            .ToList();
        foreach (var (kind, words, paths) in Wanted)
        {
            var best = links.Select(l => (l.Url, Rank: Rank(l.Text, new Uri(l.Url!), words, paths))).Where(l => l.Rank > 0).OrderByDescending(l => l.Rank).FirstOrDefault();
            if (best.Url is { } url && url != CanonicalUrl.From(home.AbsoluteUri))
                found.Add(new FoundPage(kind, url));
        }

        if (Feed(page, home) is { } feed)
            found.Add(feed);
        return found;
    }

    /// <summary>Pages that a sitemap lists, at most one of each kind; the shortest address is the page itself and not one below it.</summary>
    public static IReadOnlyList<FoundPage> BySitemap(IEnumerable<string> addresses, Uri home)
    {
        List<FoundPage> found = [];
        var own = addresses.Select(a => CanonicalUrl.From(a)).OfType<string>().Where(a => IsOwn(new Uri(a), home)).ToList();
        foreach (var (kind, _, paths) in Wanted)
        {
            if (own.Where(a => IsNamed(new Uri(a), paths)).OrderBy(a => a.Length).ThenBy(a => a, StringComparer.Ordinal).FirstOrDefault() is { } url)
                found.Add(new FoundPage(kind, url));
        }

        return found;
    }

    /// <summary>The tool's own site: its domain, and its own path where others live on the same host.</summary>
    public static bool IsOwn(Uri address, Uri home)
    {
        if (!IsSameSite(address, home))
            return false;
        var path = home.AbsolutePath.EndsWith('/') ? home.AbsolutePath : home.AbsolutePath + "/";
        return !HostingPlatforms.IsPlatform(home.Host) && !System.Net.IPAddress.TryParse(home.Host, out _)
            ? address.Host == home.Host || path == "/" || RegistrableDomain.Of(address.Host) == RegistrableDomain.Of(home.Host)
            : (address.AbsolutePath + "/").StartsWith(path, StringComparison.Ordinal);
    }

    /// <summary>Whether both belong to one registrable domain; of hosts without one, the host and port must be the same.</summary>
    public static bool IsSameSite(Uri one, Uri other) =>
        RegistrableDomain.Of(one.Host) is { } domain ? domain == RegistrableDomain.Of(other.Host) : one.Authority == other.Authority;

    private static int Rank(string text, Uri address, string[] words, string[] paths)
    {
        var byPath = IsNamed(address, paths) ? 40 - Math.Min(20, address.AbsolutePath.Count('/')) : 0;
        var byText = Array.IndexOf(words, text) is var place and >= 0 ? 30 - place : 0;
        return byPath + byText;
    }

    private static bool IsNamed(Uri address, string[] paths)
    {
        var last = address.AbsolutePath.TrimEnd('/').Split('/')[^1].ToLowerInvariant();
        last = last.EndsWith(".html", StringComparison.Ordinal) || last.EndsWith(".php", StringComparison.Ordinal) ? last[..last.LastIndexOf('.')] : last;
        return paths.Contains(last);
    }

    private static FoundPage? Feed(PageDocument page, Uri home) =>
        page.Document.QuerySelectorAll("link[rel~='alternate'][href]")
            .Where(l => l.GetAttribute("type") is "application/rss+xml" or "application/atom+xml" or "application/feed+json" && l.GetAttribute("title")?.Contains("comment", StringComparison.OrdinalIgnoreCase) != true)
            .Select(l => CanonicalUrl.From(l.GetAttribute("href"), home))
            .OfType<string>()
            .Where(url => IsOwn(new Uri(url), home))
            .Select(url => new FoundPage(PageKind.Feed, url))
            .FirstOrDefault();
}
