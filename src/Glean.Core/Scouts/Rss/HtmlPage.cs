using Glean.Scouts.Markup;

namespace Glean.Scouts.Rss;

/// <summary>Recognises a web page that stands where a feed was expected, and the feed it announces.</summary>
internal static class HtmlPage
{
    private static readonly string[] FeedTypes =
        ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/json"];

    public static bool IsPage(string text, MarkupElement root) =>
        root.Children.Any(e => e.Name is "html" or "head" or "body" or "meta" or "title" or "div" or "p")
        || text.AsSpan(0, Math.Min(text.Length, 2000)).Contains("<!doctype html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first <c>link rel=alternate</c> with a feed's type, resolved; feeds of comments come last.</summary>
    public static Uri? FindFeed(MarkupElement root, Uri? address)
    {
        var baseAddress = address;
        Uri? comments = null;
        var pending = new Stack<MarkupElement>();
        pending.Push(root);
        while (pending.TryPop(out var element))
        {
            if (element.Name == "base" && FeedLinks.Absolute(element.Attribute("href"), address) is { } stated)
            {
                baseAddress = stated;
            }
            else if (element.Name == "link" && IsFeedLink(element) && FeedLinks.Absolute(element.Attribute("href"), baseAddress) is { } found)
            {
                if (!found.AbsoluteUri.Contains("comments", StringComparison.OrdinalIgnoreCase))
                {
                    return found;
                }

                comments ??= found;
            }

            for (var i = element.Children.Count - 1; i >= 0; i--)
            {
                pending.Push(element.Children[i]);
            }
        }

        return comments;
    }

    private static bool IsFeedLink(MarkupElement link)
    {
        var relations = link.Attribute("rel")?.ToLowerInvariant().Split(' ') ?? [];
        var type = link.Attribute("type")?.ToLowerInvariant().Split(';')[0].Trim();
        return (relations.Contains("alternate") && FeedTypes.Contains(type)) || relations.Contains("feed");
    }
}
