using System.Globalization;
using System.Text;
using Glean.Catalog;

namespace Glean.Reports;

/// <summary>Makes text that strangers wrote safe to print: it stays text, whatever stands in it.</summary>
public static class ForeignText
{
    // What CommonMark can read as markup inside a line (https://spec.commonmark.org/0.31.2/#backslash-escapes).
    private const string MarkdownSpecial = "\\`*_{}[]()<>#|~&";

    /// <summary>On one line, with every character escaped that Markdown, also that of GitHub, could read as markup.</summary>
    public static string Markdown(string text)
    {
        var plain = Plain(text);
        var escaped = new StringBuilder(plain.Length + 8);
        for (var i = 0; i < plain.Length; i++)
        {
            if (MarkdownSpecial.Contains(plain[i]) || IsListMark(plain, i) || IsAutolink(plain, i))
                escaped.Append('\\');
            escaped.Append(plain[i]);
        }

        return escaped.ToString();
    }

    /// <summary>The address if it is http or https, otherwise null; safe inside <c>(…)</c> and <c>href="…"</c>.</summary>
    public static string? Link(string? url) =>
        CanonicalUrl.From(url)?.Replace("(", "%28").Replace(")", "%29").Replace("<", "%3C").Replace(">", "%3E").Replace(" ", "%20");

    /// <summary>On one line, of characters that every format can carry (XML 1.0, section 2.2), and none that makes it read otherwise than it is.</summary>
    public static string Plain(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Lone halves of surrogates come as U+FFFD; bidirectional overrides could turn a line round.
            var dropped = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFE or 0xFFFF;
            if (dropped)
                line.Append(' ');
            else
                line.Append(rune);
        }

        return line.ToString().Trim();
    }

    /// <summary>A text cut at a word, with an ellipsis, when it is longer than <paramref name="most"/> characters.</summary>
    public static string Cut(string text, int most)
    {
        var plain = Plain(text);
        if (plain.Length <= most)
            return plain;
        var at = plain.LastIndexOf(' ', most);
        at = at < most / 2 ? most : at;
        return plain[..(char.IsHighSurrogate(plain[at - 1]) ? at - 1 : at)].TrimEnd() + "…";
    }

    // Only at the start of a line, where our own words do not always stand before it.
    private static bool IsListMark(string text, int at) =>
        (at == 0 && text[at] is ('-' or '+' or '='))
        || (at > 0 && text[at] is '.' && text.AsSpan(0, at).IndexOfAnyExceptInRange('0', '9') < 0);

    // GitHub makes links of bare addresses.
    private static bool IsAutolink(string text, int at) =>
        (text[at] == ':' && text.AsSpan(at).StartsWith("://"))
        || (text[at] == '.' && at >= 3 && text.AsSpan(at - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase))
        || text[at] == '@';
}
