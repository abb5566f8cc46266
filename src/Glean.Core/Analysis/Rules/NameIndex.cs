using System.Numerics;

namespace Glean.Analysis.Rules;

/// <summary>A name that the catalogue knows.</summary>
/// <param name="Entry">Index of its product.</param>
/// <param name="Ambiguous">Whether it is also a word and needs context.</param>
/// <param name="Words">How many runs of letters and digits it has as it is written.</param>
internal readonly record struct KnownName(int Entry, bool Ambiguous, int Words, bool StartsLower);

/// <summary>
/// Finds catalogue names at a place in a text. A name is known by its letters and digits run together in lower case, so
/// that <c>Zoom Info</c>, <c>Zoom-Info</c> and <c>ZoomInfo</c> are one; looking costs a few hash lookups a word, whatever
/// the size of the catalogue.
/// </summary>
internal sealed class NameIndex
{
    private const int MaximumTokens = 6;
    private const int MaximumLength = 48;

    private const int FewestBits = 12;

    private readonly Vocabulary keys = new();
    private readonly List<KnownName> names = [];
    private readonly Dictionary<string, int> byDomain = new(StringComparer.Ordinal);

    // A bit for the hash of every beginning of every name: most words of a text are turned away here. Of those that begin no name every tenth or so passes, and is looked up
    // in vain.
    private readonly ulong[] beginnings;
    private readonly int beginningBits;

    public NameIndex(IReadOnlyList<CatalogueEntry> entries)
    {
        Entries = entries;
        var letters = entries.Sum(e => (long)e.Name.Length + e.Aliases.Sum(a => a.Length));
        beginningBits = Math.Clamp(BitOperations.Log2((ulong)letters + 1) + 4, FewestBits, 32);
        beginnings = new ulong[1 << (beginningBits - 6)];
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            Add(entry.Name, i, entry.Ambiguous);
            if (entry.Domain.Length > 0)
                byDomain.TryAdd(entry.Domain, i);
        }

        // Names before aliases: an alias never takes a name away.
        for (var i = 0; i < entries.Count; i++)
        {
            foreach (var alias in entries[i].Aliases)
                Add(alias.TrimStart('?'), i, alias.StartsWith('?'));
        }
    }

    public IReadOnlyList<CatalogueEntry> Entries { get; }

    /// <summary>The product at home under <paramref name="host"/> or one of its parents, or -1.</summary>
    public int FindHost(string host)
    {
        while (host.Length > 0)
        {
            if (byDomain.TryGetValue(host, out var entry))
                return entry;
            var dot = host.IndexOf('.');
            if (dot < 0 || host.IndexOf('.', dot + 1) < 0)
                return -1;
            host = host[(dot + 1)..];
        }

        return -1;
    }

    /// <summary>The longest known name that starts at token <paramref name="first"/>: how many tokens it takes, or 0.</summary>
    public int Match(string text, List<Token> tokens, int first, out KnownName found)
    {
        Span<char> key = stackalloc char[MaximumLength];
        var length = 0;
        var hash = 0u;
        var best = 0;
        found = default;
        for (var i = first; i < tokens.Count && i < first + MaximumTokens; i++)
        {
            var token = tokens[i];
            if (length + token.Length > MaximumLength || (i > first && !Joins(text, tokens[i - 1].End, token.Start)))
                break;
            var from = length;
            length += token.Of(text).ToLowerInvariant(key[length..]);
            for (; from < length; from++)
                hash = Next(hash, key[from]);
            if (!Begins(hash))
                break;
            if (TryGet(key[..length], out var name) && !RunsTogether(text, tokens[i], i - first + 1, name) && MayBe(text, tokens, first, i, name))
                (best, found) = (i - first + 1, name);
        }

        return best;
    }

    /// <summary>Letters and digits of a name in lower case.</summary>
    public static string Key(ReadOnlySpan<char> name)
    {
        Span<char> key = stackalloc char[MaximumLength * 2];
        var length = 0;
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c) && length < key.Length)
                key[length++] = char.ToLowerInvariant(c);
        }

        return key[..length].ToString();
    }

    public bool TryGet(ReadOnlySpan<char> key, out KnownName name)
    {
        var number = keys.Find(key);
        name = number < 0 ? default : names[number];
        return number >= 0;
    }

    private void Add(string name, int entry, bool ambiguous)
    {
        var key = Key(name);
        if (key.Length is < 2 or > MaximumLength)
            return;
        var words = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsLetterOrDigit(name[i]) && (i == 0 || !char.IsLetterOrDigit(name[i - 1])))
                words++;
        }

        if (keys.Contains(key))
            return;
        keys.Add(key);
        names.Add(new KnownName(entry, ambiguous, words, char.IsLower(name[0])));

        var hash = 0u;
        foreach (var c in key)
        {
            hash = Next(hash, c);
            var place = Place(hash);
            beginnings[place >> 6] |= 1ul << (int)(place & 63);
        }
    }

    private bool Begins(uint hash)
    {
        var place = Place(hash);
        return (beginnings[place >> 6] & (1ul << (int)(place & 63))) != 0;
    }

    private uint Place(uint hash) => hash * 0x9E3779B1 >> (32 - beginningBits);

    private static uint Next(uint hash, char c) => (hash ^ c) * 16777619u + 1;

    /// <summary>Words of one name stand apart by one separator; <c>Rocket- Reach</c> by two.</summary>
    private static bool Joins(string text, int from, int to)
    {
        if (to - from == 1)
            return text[from] is ' ' or '-' or '.' or '&' or '/' or '+' or '\'' or '’' or '_' or '\u00A0';
        return to - from == 2 && text[from] is '-' && text[from + 1] is ' ';
    }

    /// <summary>A short word that only happens to be a name without its signs: "did" is not D-ID.</summary>
    private static bool RunsTogether(string text, Token token, int count, KnownName name) =>
        count == 1 && count < name.Words && token.Length <= 5 && token.Shape is TokenShape.Lower or TokenShape.Capital
        && Words.Default.IsOrdinary(token.Of(text));

    /// <summary>Ordinary words that only run together into a name (<c>sales force</c>) must be written like one.</summary>
    private static bool MayBe(string text, List<Token> tokens, int first, int last, KnownName name)
    {
        var count = last - first + 1;
        if (count == name.Words && !name.Ambiguous)
            return true;
        if (count > 1 && tokens[first + 1].Start - tokens[first].End == 1 && text[tokens[first].End] == '.')
            return true;
        for (var i = first; i <= last && count > name.Words; i++)
        {
            if (tokens[i].Shape == TokenShape.Lower)
                return false;
        }

        return true;
    }
}
