using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>Cuts a sentence where a second statement begins: at a semicolon or before "but".</summary>
internal static class Clauses
{
    // Shorter parts are lists ("Free 7 days; Plus 30 days") and asides ("small but good").
    private const int MinimumWords = 4;

    public static List<TextSpan> Split(string text, TextSpan sentence)
    {
        var clauses = new List<TextSpan>();
        var start = sentence.Start;
        var depth = 0;
        for (var i = sentence.Start; i < sentence.End; i++)
        {
            depth += text[i] switch { '(' or '[' => 1, ')' or ']' when depth > 0 => -1, _ => 0 };
            if (depth > 0)
                continue;
            var cut = text[i] == ';' ? i : IsBut(text, i, sentence.End) ? i : -1;
            if (cut < 0 || !HasWords(text, start, cut) || !HasWords(text, cut + 1, sentence.End))
                continue;
            Add(start, cut);
            start = text[cut] == ';' || text[cut] == ',' ? cut + 1 : cut;
            i = cut + 3;
        }

        Add(start, sentence.End);
        return clauses;

        void Add(int from, int to)
        {
            var trimmed = TextScan.Trim(text, from, to);
            if (trimmed.Length > 0)
                clauses.Add(trimmed);
        }
    }

    /// <summary>Every place where a sentence may be cut: commas, "and", dashes, semicolons; parts of one word stay with the one before.</summary>
    public static List<TextSpan> Fine(string text, TextSpan span)
    {
        var clauses = new List<TextSpan>();
        var start = span.Start;
        var depth = 0;
        for (var i = span.Start; i < span.End; i++)
        {
            depth += text[i] switch { '(' or '[' => 1, ')' or ']' when depth > 0 => -1, _ => 0 };
            if (depth > 0)
                continue;
            var length = CutLength(text.AsSpan(i, span.End - i));
            if (length == 0 || !HasWords(text, start, i, 2) || !HasWords(text, i + length, span.End, 2))
                continue;
            clauses.Add(TextScan.Trim(text, start, i));
            start = i + length;
            i = start - 1;
        }

        clauses.Add(TextScan.Trim(text, start, span.End));
        return clauses;
    }

    private static int CutLength(ReadOnlySpan<char> rest)
    {
        if (rest[0] is ';' || (rest[0] == ',' && rest.Length > 1 && rest[1] == ' '))
        {
            return rest.StartsWith(", and ") || rest.StartsWith(", but ") ? 6 : 1;
        }

        return rest.StartsWith(" and ") || rest.StartsWith(" but ") ? 5 : rest.StartsWith(" — ") || rest.StartsWith(" – ") ? 3 : rest[0] == '—' ? 1 : 0;
    }

    private static bool IsBut(string text, int at, int end) =>
        text[at] is ',' or ' ' && at + 5 < end && text.AsSpan(at, Math.Min(6, end - at)).TrimStart(", ").StartsWith("but ");

    private static bool HasWords(string text, int start, int end, int minimum = MinimumWords)
    {
        var words = 0;
        for (var i = start; i < end && words < minimum; i++)
        {
            if (char.IsLetterOrDigit(text[i]) && (i == start || !char.IsLetterOrDigit(text[i - 1])))
                words++;
        }

        return words >= minimum;
    }
}
