using System.Text;
using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>Which words are ordinary English and which are names of people and places.</summary>
internal sealed class Words
{
    private static readonly Lazy<Words> Shipped = new(Load);
    private static readonly string[] Suffixes = ["s", "es", "ed", "ing", "ly", "er", "ness"];

    private readonly HashSet<string> ordinary;
    private readonly HashSet<string> proper;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ordinaryBySpan;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> properBySpan;

    private Words(HashSet<string> ordinary, HashSet<string> proper)
    {
        this.ordinary = ordinary;
        this.proper = proper;
        ordinaryBySpan = this.ordinary.GetAlternateLookup<ReadOnlySpan<char>>();
        properBySpan = this.proper.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static Words Default => Shipped.Value;

    /// <summary>True for a word of the list or a regular inflection of one; letter case plays no part.</summary>
    public bool IsOrdinary(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > 30)
            return word.Length == 1;
        Span<char> lower = stackalloc char[32];
        var length = word.ToLowerInvariant(lower);
        var key = lower[..length];
        if (ordinaryBySpan.Contains(key))
            return true;
        foreach (var suffix in Suffixes)
        {
            if (length - suffix.Length < 3 || !key.EndsWith(suffix))
                continue;
            var stem = length - suffix.Length;
            if (ordinaryBySpan.Contains(key[..stem]))
                return true;
            if (suffix is "ed" or "ing" or "er")
            {
                lower[stem] = 'e';
                var found = ordinaryBySpan.Contains(lower[..(stem + 1)]);
                word.ToLowerInvariant(lower);
                if (found || (key[stem - 1] == key[stem - 2] && ordinaryBySpan.Contains(key[..(stem - 1)])))
                    return true;
            }
        }

        return false;
    }

    /// <summary>True for a capitalised name of a person, a place, a month or the like.</summary>
    public bool IsProper(ReadOnlySpan<char> word) => properBySpan.Contains(word);

    private static Words Load()
    {
        var ordinary = new HashSet<string>(24_000, StringComparer.Ordinal);
        var proper = new HashSet<string>(12_000, StringComparer.Ordinal);
        using var reader = new StreamReader(EmbeddedData.Open("words.txt"), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                (char.IsUpper(line[0]) ? proper : ordinary).Add(line);
        }

        return new Words(ordinary, proper);
    }
}
