using Glean.Egress;
using Glean.Scouts.Markup;
using SmartReader;

namespace Glean.Scouts.WebSearch;

/// <summary>The main text of the page behind a hit, by the rules of Readability, whose port is SmartReader.</summary>
internal static class PageText
{
    private const long LargestPage = 2 * 1024 * 1024;

    /// <summary>Below this it is a menu or a notice.</summary>
    private const int ShortestText = 200;

    private const int DeepestNesting = 500;
    private const int MostElements = 100_000;
    private const int LongestAttributes = 50_000;

    private static readonly HashSet<string> Void = Names("area base br col embed hr img input link meta param source track wbr");
    private static readonly HashSet<string> Reopened = Names("a b big code em font i nobr s small strike strong tt u");

    /// <summary>The text, or why there is none.</summary>
    public static async Task<(string? Text, string? Problem)> FetchAsync(IFetcher fetcher, string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return (null, "Its address cannot be read.");
        }

        var request = new FetchRequest(address) { Accept = "text/html, application/xhtml+xml", Limits = new FetchLimits(LargestPage) };
        return await fetcher.FetchAsync(request, cancellationToken) switch
        {
            Fetched { MediaType: "text/html" or "application/xhtml+xml" or "" } page => Of(page.Text(), page.FinalUrl) is { } text ? (text, null) : (null, "It has no main text."),
            Fetched other => (null, $"It is {other.MediaType} and no page."),
            FetchFailed failed => (null, failed.Message),
            _ => (null, "It gave no answer."),
        };
    }

    /// <summary>Null when the page has no main text, or must not be parsed.</summary>
    public static string? Of(string html, Uri address)
    {
        if (!IsBounded(html))
        {
            return null;
        }

        using var reader = new Reader(address.AbsoluteUri, html);
        var article = reader.GetArticle();
        var text = article is { Completed: true, IsReadable: true } ? PlainText.FromHtml(article.Content) : "";
        return text.Length >= ShortestText ? text : null;
    }

    /// <summary>
    /// Whether a browser's tree of the page is bounded: every element may nest in the last, and each reopens the formatting that was left
    /// open before it, so that a small page can unfold to a large tree.
    /// </summary>
    private static bool IsBounded(string html)
    {
        var scanner = new MarkupScanner(html);
        var (depth, open, elements) = (0, 0, 0L);
        while (scanner.Next())
        {
            if (scanner.Kind is not (MarkupKind.StartTag or MarkupKind.EndTag))
            {
                continue;
            }

            var name = scanner.Body.ToString().ToLowerInvariant();
            var step = scanner.Kind == MarkupKind.StartTag ? 1 : -1;
            if (Reopened.Contains(name))
            {
                open = Math.Max(0, open + step);
            }
            else if (!Void.Contains(name))
            {
                depth = Math.Max(0, depth + step);
            }

            elements += step > 0 ? 1 + open : 0;
            if (depth + open > DeepestNesting || elements > MostElements || (step > 0 && scanner.AttributesEnd - scanner.BodyEnd > LongestAttributes))
            {
                return false;
            }
        }

        return true;
    }

    private static HashSet<string> Names(string spaced) => [.. spaced.Split(' ')];
}
