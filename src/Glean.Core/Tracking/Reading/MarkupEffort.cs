namespace Glean.Tracking.Reading;

/// <summary>
/// Judges in one pass whether a page can be parsed in bounded time and stack. The parsing rules of HTML let a small document unfold
/// to a large one: every paragraph reopens the formatting that was left open before it, and every element may nest in the last.
/// </summary>
internal static class MarkupEffort
{
    private const int DeepestNesting = 800;
    private const int MostElements = 150_000;
    private const int MostAttributes = 1_000;

    private static readonly HashSet<string> Void = Names("area base br col embed hr img input link meta param source track wbr");
    private static readonly HashSet<string> RawText = Names("script style textarea title xmp noframes");
    private static readonly HashSet<string> Formatting = Names("b big code em font i nobr s small strike strong tt u");
    private static readonly HashSet<string> EndImplied = Names("p li dt dd option optgroup tr td th tbody thead tfoot rp rt colgroup body html head a");

    /// <summary>Why the page is not parsed, or null when it may be.</summary>
    public static string? Refuse(string html)
    {
        int depth = 0, open = 0, at = 0;
        long elements = 0;
        while ((at = html.IndexOf('<', at)) >= 0)
        {
            if (string.CompareOrdinal(html, at, "<!--", 0, 4) == 0)
            {
                at = Behind(html, "-->", at + 4);
                continue;
            }

            var closing = at + 1 < html.Length && html[at + 1] == '/';
            var start = at + (closing ? 2 : 1);
            var end = start;
            while (end < html.Length && end - start < 20 && char.IsAsciiLetterOrDigit(html[end]))
                end++;
            if (end == start)
            {
                at++;
                continue;
            }

            var name = html[start..end].ToLowerInvariant();
            at = Tag(html, end, out var attributes);
            if (attributes > MostAttributes)
                return "has an element with thousands of attributes";

            if (Formatting.Contains(name))
            {
                open = Math.Max(0, open + (closing ? -1 : 1));
                elements++;
            }
            else if (closing)
            {
                depth -= Void.Contains(name) || EndImplied.Contains(name) ? 0 : 1;
                depth = Math.Max(0, depth);
            }
            else
            {
                elements += 1 + open;
                depth += Void.Contains(name) || EndImplied.Contains(name) ? 0 : 1;
                if (RawText.Contains(name))
                    at = Behind(html, "</" + name, at);
            }

            if (depth + open > DeepestNesting)
                return $"nests more than {DeepestNesting} elements";
            if (elements > MostElements)
                return $"unfolds to more than {MostElements} elements";
        }

        return null;
    }

    /// <summary>The place behind a tag, whose quoted values may hold its end sign.</summary>
    private static int Tag(string html, int at, out int attributes)
    {
        attributes = 0;
        var quote = '\0';
        for (; at < html.Length; at++)
        {
            var c = html[at];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c == '>')
                return at + 1;
            else if (c is '"' or '\'' && html[at - 1] == '=')
                quote = c;
            else if (char.IsWhiteSpace(c) && !char.IsWhiteSpace(html[at - 1]))
                attributes++;
        }

        return at;
    }

    private static int Behind(string html, string mark, int from)
    {
        var found = html.IndexOf(mark, Math.Min(from, html.Length), StringComparison.OrdinalIgnoreCase);
        return found < 0 ? html.Length : found;
    }

    private static HashSet<string> Names(string spaced) => [.. spaced.Split(' ')];
}
