using System.Net;
using System.Text;
using Glean.Catalog;

namespace Glean.Reports;

/// <summary>Makes text that strangers wrote safe to print: it stays text, whatever stands in it.</summary>
internal static class ForeignText
{
    // What CommonMark can read as markup inside a line (https://spec.commonmark.org/0.31.2/#backslash-escapes); our own words begin each line.
    private const string MarkdownSpecial = "\\`*_{}[]()<>#|~&";

    /// <summary>On one line, with every character escaped that Markdown could read as markup.</summary>
    public static string Markdown(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in OneLine(text))
        {
            if (MarkdownSpecial.Contains(c))
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>Encoded for element content and quoted attributes.</summary>
    public static string Html(string text) => WebUtility.HtmlEncode(OneLine(text));

    /// <summary>The address if it is http or https, otherwise null; safe inside <c>(…)</c> and <c>href="…"</c>.</summary>
    public static string? Link(string? url) =>
        CanonicalUrl.From(url)?.Replace("(", "%28").Replace(")", "%29").Replace("<", "%3C").Replace(">", "%3E").Replace(" ", "%20");

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            // Bidirectional overrides could make a line read otherwise than it is.
            line.Append(char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') ? ' ' : c);
        }

        return line.ToString().Trim();
    }
}
