using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>A web address in a text, with the words that carry it when it is a Markdown link.</summary>
internal sealed record Link(TextSpan Address, TextSpan? Words)
{
    /// <summary>The host without <c>www.</c>, lower case; empty when the address has none.</summary>
    public string Host(string text)
    {
        var address = text.AsSpan(Address.Start, Address.Length);
        var scheme = address.IndexOf("://");
        if (scheme < 0)
            return "";
        var host = address[(scheme + 3)..];
        var end = host.IndexOfAny("/?#:");
        host = end < 0 ? host : host[..end];
        if (host.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            host = host[4..];
        return host.ToString().ToLowerInvariant();
    }
}

/// <summary>Finds web addresses: Markdown links and bare ones.</summary>
internal static class Links
{
    public static List<Link> Find(string text)
    {
        var links = new List<Link>();
        var open = -1;
        var scanned = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '[':
                    open = i;
                    break;
                case ']' when i + 1 < text.Length && text[i + 1] == '(':
                    var close = CloseOfAddress(text, i + 2, ref scanned);
                    if (close > 0)
                    {
                        // Words longer than this are a block of a page, not the name of a link.
                        TextSpan? words = open >= 0 && i - open is > 1 and < 200 ? new TextSpan(open + 1, i) : null;
                        links.Add(new Link(new TextSpan(i + 2, close), words));
                        i = close;
                    }

                    open = -1;
                    break;
                case 'h' or 'H' or 'w' when i == 0 || !char.IsLetterOrDigit(text[i - 1]):
                    if (StartsAddress(text, i))
                    {
                        var end = EndOfBare(text, i);
                        links.Add(new Link(new TextSpan(i, end), null));
                        i = end - 1;
                    }

                    break;
                case '<' when IsTag(text, i):
                    var stop = text.IndexOf('>', i, Math.Min(300, text.Length - i));
                    if (stop > 0)
                    {
                        links.Add(new Link(new TextSpan(i, stop + 1), null));
                        i = stop;
                    }

                    break;
            }
        }

        return links;
    }

    private static bool StartsAddress(string text, int at)
    {
        var rest = text.AsSpan(at);
        return rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
               || rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
               || rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsTag(string text, int at) =>
        at + 2 < text.Length && (char.IsAsciiLetterLower(text[at + 1]) || text[at + 1] == '/');

    /// <param name="scanned">Up to here an earlier call found no end; nothing is read twice.</param>
    private static int CloseOfAddress(string text, int start, ref int scanned)
    {
        var limit = Math.Min(text.Length, start + 2000);
        for (var i = Math.Max(start, scanned); i < limit; i++)
        {
            if (text[i] == ')')
                return i;
            if (text[i] == '\n')
                return -1;
        }

        scanned = Math.Max(scanned, limit);
        return -1;
    }

    private static int EndOfBare(string text, int start)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('>' or '<' or '"' or ')' or ']' or '|' or '*'))
            end++;
        while (end > start && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'')
            end--;
        return end;
    }
}
