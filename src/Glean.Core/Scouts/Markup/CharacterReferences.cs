using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace Glean.Scouts.Markup;

/// <summary>Resolves <c>&amp;amp;</c>, <c>&amp;#8217;</c> and the names of HTML, whether a feed declares them or not.</summary>
internal static class CharacterReferences
{
    private const int LongestName = 32;

    // https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('&'))
        {
            return text.ToString();
        }

        var output = new StringBuilder(text.Length);
        AppendDecoded(output, text);
        return output.ToString();
    }

    /// <summary>Appends <paramref name="text"/> with its references resolved; what is no reference stays as it stands.</summary>
    public static void AppendDecoded(StringBuilder output, ReadOnlySpan<char> text)
    {
        while (text.IndexOf('&') is >= 0 and var at)
        {
            output.Append(text[..at]);
            text = text[at..];
            var length = Append(output, text);
            if (length == 0)
            {
                output.Append('&');
                length = 1;
            }

            text = text[length..];
        }

        output.Append(text);
    }

    /// <summary>The letter that Windows-1252 has where Unicode has the control character <paramref name="c"/>, or null.</summary>
    public static char? OfControl(char c) =>
        c is >= '\u0080' and <= '\u009F' && Windows1252[c - 0x80] is var meant && meant != c ? meant : null;

    /// <summary>Appends what the reference at the start of <paramref name="text"/> stands for; gives its length, 0 for none.</summary>
    private static int Append(StringBuilder output, ReadOnlySpan<char> text)
    {
        if (text.Length < 3)
        {
            return 0;
        }

        return text[1] == '#' ? AppendNumber(output, text) : AppendName(output, text);
    }

    private static int AppendName(StringBuilder output, ReadOnlySpan<char> text)
    {
        var end = 1;
        while (end < text.Length && end <= LongestName && char.IsAsciiLetterOrDigit(text[end]))
        {
            end++;
        }

        if (end == 1)
        {
            return 0;
        }

        var name = text[1..end];
        var closed = end < text.Length && text[end] == ';';
        if (!closed && end < text.Length && (text[end] == '=' || char.IsAsciiLetterOrDigit(text[end])))
        {
            // "?a=1&copy=2" names a parameter.
            return 0;
        }

        var symbol = name switch
        {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            "nbsp" => "\u00A0",
            _ => HtmlEntityProvider.Resolver.GetSymbol(closed ? $"{name};" : name.ToString()),
        };
        if (symbol is null || (!closed && name is "apos"))
        {
            return 0;
        }

        output.Append(symbol);
        return closed ? end + 1 : end;
    }

    private static int AppendNumber(StringBuilder output, ReadOnlySpan<char> text)
    {
        var hexadecimal = text[2] is 'x' or 'X';
        var start = hexadecimal ? 3 : 2;
        var end = start;
        while (end < text.Length && end - start < 10 && (hexadecimal ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiDigit(text[end])))
        {
            end++;
        }

        if (end == start)
        {
            return 0;
        }

        var style = hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        var known = uint.TryParse(text[start..end], style, CultureInfo.InvariantCulture, out var code);
        if (known && code is >= 0x80 and <= 0x9F)
        {
            output.Append(Windows1252[(int)code - 0x80]);
        }
        else if (!known || !Rune.TryCreate(code, out var rune) || code == 0)
        {
            output.Append('\uFFFD');
        }
        else if (code >= 0x20 || rune.Value is '\t' or '\n' or '\r')
        {
            output.Append(rune.ToString());
        }

        return end < text.Length && text[end] == ';' ? end + 1 : end;
    }
}
