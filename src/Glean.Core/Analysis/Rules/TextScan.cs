using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>Small readings of a text by hand: they run on every character of every post.</summary>
internal static class TextScan
{
    /// <summary>The span without white space at its ends.</summary>
    public static TextSpan Trim(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return new TextSpan(start, end);
    }

    /// <summary>The span without white space and Markdown emphasis at its ends.</summary>
    public static TextSpan TrimMarkup(string text, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '*' or '_' or '`' or '#' or '[' or '('))
            start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '*' or '_' or '`' or ':' or ']' or ')'))
            end--;
        return new TextSpan(start, end);
    }

    /// <summary>Length of a tick, cross or warning sign at the start, with its variation selector; else 0.</summary>
    public static int TickLength(ReadOnlySpan<char> words)
    {
        if (words.StartsWith("👍") || words.StartsWith("👎"))
            return 2;
        if (words.Length == 0 || !(words[0] is '✅' or '✓' or '✔' or '☑' or '❌' or '✗' or '✘' or '✖' or '⚠' or '❎' or '➕' or '➖' or '☐'))
            return words.StartsWith("[x] ") || words.StartsWith("[ ] ") ? 3 : 0;
        return words.Length > 1 && words[1] == '\uFE0F' ? 2 : 1;
    }

    public static int TickSign(ReadOnlySpan<char> words) => words.Length == 0
        ? 0
        : words.StartsWith("👍") ? 1
        : words.StartsWith("👎") ? -1
        : words[0] switch
        {
            '✅' or '✓' or '✔' or '☑' or '➕' => 1,
            '❌' or '✗' or '✘' or '✖' or '⚠' or '❎' or '➖' => -1,
            _ => 0,
        };

    public static bool IsBlank(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
                return false;
        }

        return true;
    }
}
