using System.Globalization;
using System.Text.RegularExpressions;

namespace Glean.Tracking.Wording;

/// <summary>Holds a model's words against the difference they are about. A pure function.</summary>
internal static partial class WordingCheck
{
    private const int Longest = 400;

    private static readonly string[] NumberWords =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion", "half", "twice", "double", "doubles", "doubled", "triple",
        "triples", "tripled",
    ];

    /// <summary>Why the words are of no use; null when nothing is wrong with them.</summary>
    public static string? Problem(string words, string difference)
    {
        if (string.IsNullOrWhiteSpace(words) || words.Length > Longest || words.Any(char.IsControl))
            return $"They must be 1 to {Longest} characters on one line.";
        if (Address().IsMatch(words))
            return "They hold an address or markup.";
        var known = Numbers(difference).ToHashSet();
        if (Numbers(words).Where(n => !known.Contains(n)).Select(n => (decimal?)n).FirstOrDefault() is { } number)
            return $"The number {number.ToString(CultureInfo.InvariantCulture)} does not stand in the difference.";
        // “One” is also an article of sorts; every other number in letters counts like one in digits.
        var spoken = WordSetOf(difference);
        return WordSetOf(words).FirstOrDefault(w => w != "one" && Array.IndexOf(NumberWords, w) is var value and >= 0 && !spoken.Contains(w) && !(value <= 20 && known.Contains(value))) is { } word
            ? $"The number “{word}” does not stand in the difference."
            : null;
    }

    /// <summary>Values, so that 2,879.20 and 2879.2 are one.</summary>
    private static IEnumerable<decimal> Numbers(string text) =>
        Number().Matches(text).Select(m => decimal.TryParse(m.Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : -1);

    private static HashSet<string> WordSetOf(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(m => m.Value)];

    [GeneratedRegex(@"[0-9]+(,[0-9]{3})*(\.[0-9]+)?", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex("[a-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"https?:|www\.|[<>`\[\]{}|]", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
