using System.Globalization;
using System.Text;
using Glean.Catalog;

namespace Glean.Analysis.Prices;

/// <summary>Signs, codes and words that name a currency beside an amount.</summary>
internal static class Currencies
{
    public const int MaximumLength = 8;

    private static readonly Lazy<(HashSet<string> Before, HashSet<string> Behind)> Shipped = new(Load);

    /// <summary>Any currency sign of Unicode: $ € £ ¥ and some sixty more.</summary>
    public static bool IsSign(char c) => c == '$' || (c > '¡' && char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol);

    public static bool StandsBefore(ReadOnlySpan<char> word) => Contains(Shipped.Value.Before, word);

    public static bool StandsBehind(ReadOnlySpan<char> word) => Contains(Shipped.Value.Behind, word);

    private static bool Contains(HashSet<string> words, ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > MaximumLength)
            return false;
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.Contains(word))
            return true;

        // "usd" and "Dollars" are as good; "rs" and "r" are too likely something else.
        Span<char> folded = stackalloc char[MaximumLength];
        return word.Length > 2 && (lookup.Contains(folded[..word.ToUpperInvariant(folded)]) || lookup.Contains(folded[..word.ToLowerInvariant(folded)]));
    }

    private static (HashSet<string> Before, HashSet<string> Behind) Load()
    {
        var before = new HashSet<string>(StringComparer.Ordinal);
        var behind = new HashSet<string>(StringComparer.Ordinal);
        using var reader = new StreamReader(EmbeddedData.Open("currencies.txt"), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] is "both" or "before")
                before.UnionWith(words[1..]);
            if (words[0] is "both" or "behind")
                behind.UnionWith(words[1..]);
        }

        return (before, behind);
    }
}
