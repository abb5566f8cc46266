namespace Glean.Curation.Scoring;

/// <summary>Finds the words of a focus in a text: whole words and phrases, whatever their case, a plural s allowed.</summary>
public static class FocusWords
{
    /// <summary>The words of <paramref name="keywords"/> that stand in <paramref name="text"/>, heaviest first, then by name.</summary>
    public static IReadOnlyList<KeyValuePair<string, double>> In(string text, IReadOnlyDictionary<string, double> keywords) =>
        [.. keywords.Where(k => Contains(text, k.Key)).OrderByDescending(k => k.Value).ThenBy(k => k.Key, StringComparer.Ordinal)];

    /// <summary>Whether <paramref name="word"/> stands in <paramref name="text"/> as a whole.</summary>
    public static bool Contains(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
        {
            return false;
        }

        for (var from = 0; from <= text.Length - word.Length;)
        {
            var at = text[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            at += from;
            var end = at + word.Length;
            if (end < text.Length && text[end] is ('s' or 'S'))
            {
                end++;
            }

            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end >= text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }

            from = at + 1;
        }

        return false;
    }
}
