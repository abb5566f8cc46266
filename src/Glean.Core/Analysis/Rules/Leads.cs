using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>The words that open a block and name what follows: bold leads and words before a colon.</summary>
internal static class Leads
{
    private const int MaximumLength = 80;

    /// <summary>A line that only announces the next ones: all bold, or a few words and a colon.</summary>
    public static bool IsLabel(string text, TextSpan line)
    {
        var words = text.AsSpan(line.Start, line.Length);
        if (words.Length > MaximumLength)
            return false;
        var bare = words.TrimEnd(": ");
        if ((bare.StartsWith("**") && bare.EndsWith("**") && bare.Length > 4 && !bare[2..^2].Contains("**", StringComparison.Ordinal))
            || (bare.StartsWith("__") && bare.EndsWith("__") && bare.Length > 4))
            return true;
        return words[^1] == ':' && CountWords(bare) <= 5 && !bare.ContainsAny('.', '?', '!');
    }

    /// <summary>The lead of a block and where its body starts, or null.</summary>
    public static (TextSpan Span, int BodyStart)? Find(string text, TextSpan content)
    {
        var words = text.AsSpan(content.Start, content.Length);
        return Bold(words, content.Start) ?? Plain(words, content.Start);
    }

    private static (TextSpan, int)? Bold(ReadOnlySpan<char> words, int offset)
    {
        var fence = words.StartsWith("**") ? "**" : words.StartsWith("__") ? "__" : null;
        if (fence is null || words.Length < 5)
            return null;
        var close = words[2..Math.Min(words.Length, 2 + MaximumLength)].IndexOf(fence);
        if (close <= 0)
            return null;
        var span = new TextSpan(offset + 2, offset + 2 + close);
        var rest = words[(close + 4)..];
        var inside = words[2..(2 + close)];
        var separated = inside[^1] is ':' or '.' or '-' or '—' or '–';
        if (separated)
            span = new TextSpan(span.Start, span.End - 1);
        var body = SkipSeparator(rest, out var found);
        return separated || found ? (span, offset + words.Length - rest.Length + body) : null;
    }

    private static (TextSpan, int)? Plain(ReadOnlySpan<char> words, int offset)
    {
        var window = words[..Math.Min(words.Length, 50)];
        var colon = window.IndexOf(':');
        var dash = window.IndexOf(" — ");
        if (dash < 0)
            dash = window.IndexOf(" – ");
        if (dash < 0)
            dash = window.IndexOf(" - ");
        if (colon > 0 && (dash < 0 || colon < dash))
        {
            return colon + 1 < words.Length && words[colon + 1] == ' ' && IsTitle(words[..colon], 6)
                ? (new TextSpan(offset, offset + colon), offset + colon + 1)
                : null;
        }

        return dash > 0 && IsTitle(words[..dash], 4) ? (new TextSpan(offset, offset + dash), offset + dash + 3) : null;
    }

    private static bool IsTitle(ReadOnlySpan<char> words, int maximum) =>
        CountWords(words) <= maximum && !words.ContainsAny(",.;?!") is var plain
        && (plain || (!words.Contains(' ') && words.Length < 30)) && (char.IsUpper(words[0]) || char.IsDigit(words[0]) || words[0] == '[');

    private static int SkipSeparator(ReadOnlySpan<char> rest, out bool found)
    {
        var at = 0;
        while (at < rest.Length && rest[at] == ' ')
            at++;
        found = at < rest.Length && (rest[at] is ':' or '—' or '–' || (rest[at] == '-' && at + 1 < rest.Length && rest[at + 1] == ' '));
        return found ? at + 1 : at;
    }

    private static int CountWords(ReadOnlySpan<char> words)
    {
        var count = 0;
        var inWord = false;
        foreach (var c in words)
        {
            var letter = !char.IsWhiteSpace(c);
            if (letter && !inWord)
                count++;
            inWord = letter;
        }

        return count;
    }
}
