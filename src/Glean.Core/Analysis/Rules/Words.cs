using System.Text;
using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>Which words are ordinary English and which are names of people and places.</summary>
internal sealed class Words
{
    private static readonly Lazy<Words> Shipped = new(Load);
    private static readonly string[] Suffixes = ["s", "es", "ed", "ing", "ly", "er", "ness"];

    private readonly Vocabulary ordinary = new();
    private readonly Vocabulary proper = new();
    private readonly Vocabulary sites = new();

    private Words()
    {
    }

    public static Words Default => Shipped.Value;

    /// <summary>True for a word of the list or a regular inflection of one; letter case plays no part.</summary>
    public bool IsOrdinary(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > 30)
            return word.Length == 1;
        Span<char> lower = stackalloc char[32];
        word.ToLowerInvariant(lower);
        return IsWordOrInflection(lower, word.Length, 2);
    }

    /// <summary>Strips up to <paramref name="depth"/> endings: weaknesses, weakness, weak.</summary>
    private bool IsWordOrInflection(Span<char> buffer, int length, int depth)
    {
        if (ordinary.Contains(buffer[..length]))
            return true;
        if (depth == 0)
            return false;
        foreach (var suffix in Suffixes)
        {
            var stem = length - suffix.Length;
            if (stem < 3 || !buffer[..length].EndsWith(suffix))
                continue;
            if (IsWordOrInflection(buffer, stem, depth - 1))
                return true;
            if (suffix is not ("ed" or "ing" or "er"))
                continue;
            if (buffer[stem - 1] == buffer[stem - 2] && ordinary.Contains(buffer[..(stem - 1)]))
                return true;

            // Using is use with its e cut off; the letter underneath is put back afterwards.
            var kept = buffer[stem];
            buffer[stem] = 'e';
            var found = ordinary.Contains(buffer[..(stem + 1)]);
            buffer[stem] = kept;
            if (found)
                return true;
        }

        return false;
    }

    /// <summary>True for a capitalised name of a person, a place, a month or the like.</summary>
    public bool IsProper(ReadOnlySpan<char> word) => proper.Contains(word);

    /// <summary>True for two words run together (<c>Postbird</c>): how many products are named, and few other things.</summary>
    public bool IsCompound(ReadOnlySpan<char> word)
    {
        if (word.Length is < 6 or > 20)
            return false;
        Span<char> lower = stackalloc char[20];
        word.ToLowerInvariant(lower);
        var whole = lower[..word.Length];
        for (var cut = 3; cut <= word.Length - 3; cut++)
        {
            if (ordinary.Contains(whole[..cut]) && ordinary.Contains(whole[cut..]))
                return true;
        }

        return false;
    }

    /// <summary>True for the key (see <see cref="NameIndex.Key"/>) of a site or firm where things are posted, rated or published.</summary>
    public bool IsSite(string key) => sites.Contains(key);

    private static Words Load()
    {
        var words = new Words();
        foreach (var line in Lines("words.txt"))
            (char.IsUpper(line[0]) ? words.proper : words.ordinary).Add(line);
        foreach (var line in Lines("sites.txt"))
            words.sites.Add(NameIndex.Key(line));
        return words;
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(EmbeddedData.Open(file), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }
}
