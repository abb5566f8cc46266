using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Glean.Catalog;

namespace Glean.Curation.Deduplication;

/// <summary>The telling words of a description, for "do these two texts describe the same thing?".</summary>
public readonly struct DescriptionWords
{
    private const double WeakWeight = 1.0 / 3;

    private static readonly Lazy<(FrozenSet<int> Stop, FrozenSet<int> Weak)> Lists = new(ReadLists);

    // Hashes of words, each once and in order: the strong ones, then the weak ones.
    private readonly ReadOnlyMemory<int> _words;
    private readonly int _strong;

    private DescriptionWords(ReadOnlyMemory<int> words, int strong) => (_words, _strong) = (words, strong);

    public bool IsEmpty => _words.IsEmpty;

    /// <summary>Reads <paramref name="description"/>; the words of the tool's own <paramref name="name"/> tell nothing and are left out.</summary>
    /// <param name="pool">Where the words of many descriptions are kept together.</param>
    internal static DescriptionWords Of(string? description, string name, WordPool? pool = null)
    {
        if (string.IsNullOrWhiteSpace(description))
        {
            return default;
        }

        var (stop, weak) = Lists.Value;
        // Texts come by the hundred thousand: their words are told apart in borrowed room, and only what tells something is kept.
        var room = ArrayPool<int>.Shared.Rent(MostWords(description) + MostWords(name) + 1);
        try
        {
            var own = room.AsSpan(0, Hashes(name, room) + 1);
            own[^1] = Hash(NameProfile.Compact(name));
            var words = room.AsSpan(own.Length);
            words = words[..Hashes(description, words)];
            int strongCount = 0, weakFrom = words.Length;
            for (var i = 0; i < weakFrom;)
            {
                var word = words[i++];
                if (stop.Contains(word) || own.Contains(word))
                {
                    continue;
                }

                if (weak.Contains(word))
                {
                    // The weak ones gather at the end; what stood there is looked at next.
                    words[--i] = words[--weakFrom];
                    words[weakFrom] = word;
                }
                else
                {
                    words[strongCount++] = word;
                }
            }

            var strongOnes = Distinct(words[..strongCount]);
            var weakOnes = Distinct(words[weakFrom..]);
            var kept = pool is null ? new int[strongOnes.Length + weakOnes.Length] : pool.Take(strongOnes.Length + weakOnes.Length);
            strongOnes.CopyTo(kept.Span);
            weakOnes.CopyTo(kept.Span[strongOnes.Length..]);
            return new DescriptionWords(kept, strongOnes.Length);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(room);
        }
    }

    private static int MostWords(string text) => (text.Length + 1) / 2;

    private static Span<int> Distinct(Span<int> words)
    {
        words.Sort();
        var kept = 0;
        foreach (var word in words)
        {
            if (kept == 0 || word != words[kept - 1])
            {
                words[kept++] = word;
            }
        }

        return words[..kept];
    }

    /// <summary>The share of the shorter description's weight that the other has too, 0..1; and how many telling words that are.</summary>
    public (double Overlap, int Shared) Compare(DescriptionWords other)
    {
        var weight = Math.Min(Weight, other.Weight);
        if (weight == 0)
        {
            return (0, 0);
        }

        var shared = CountShared(Strong, other.Strong);
        var overlap = (shared + (WeakWeight * CountShared(Weak, other.Weak))) / weight;
        return (Math.Min(1, overlap), shared);
    }

    private ReadOnlySpan<int> Strong => _words.Span[.._strong];

    private ReadOnlySpan<int> Weak => _words.Span[_strong..];

    private double Weight => _strong + (WeakWeight * (_words.Length - _strong));

    private static int CountShared(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        int i = 0, j = 0, shared = 0;
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j])
            {
                shared++;
                i++;
                j++;
            }
            else if (a[i] < b[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return shared;
    }

    private static int Hashes(ReadOnlySpan<char> text, Span<int> hashes)
    {
        var count = 0;
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at]))
            {
                at++;
            }

            hashes[count++] = Hash(text[start..at]);
        }

        return count;
    }

    // FNV-1a of the word without a plural s or an -ing: schedules, scheduling and schedule should meet.
    private static int Hash(ReadOnlySpan<char> word)
    {
        var length = word.Length;
        if (length > 6 && word.EndsWith("ing", StringComparison.OrdinalIgnoreCase))
        {
            length -= 3;
        }
        else if (length > 3 && char.ToLowerInvariant(word[^1]) == 's' && char.ToLowerInvariant(word[^2]) != 's')
        {
            length--;
        }

        if (length > 4 && char.ToLowerInvariant(word[length - 1]) == 'e')
        {
            length--;
        }

        var hash = 2166136261;
        foreach (var letter in word[..length])
        {
            hash = (hash ^ char.ToLowerInvariant(letter)) * 16777619;
        }

        return (int)hash;
    }

    private static (FrozenSet<int> Stop, FrozenSet<int> Weak) ReadLists()
    {
        using var reader = new StreamReader(EmbeddedData.Open("description-words.txt"), Encoding.UTF8);
        var parts = reader.ReadToEnd().Split("[weak]");
        return (Words(parts[0]), Words(parts[1]));

        static FrozenSet<int> Words(string part) => part.Split('\n')
            .Where(line => line.Length > 0 && line[0] is not ('#' or '['))
            .SelectMany(HashesOf).ToFrozenSet();

        static int[] HashesOf(string line)
        {
            var hashes = new int[MostWords(line)];
            return hashes[..Hashes(line, hashes)];
        }
    }
}

/// <summary>Room for the words of many descriptions in a few large arrays, which the garbage collector need not move as it would many small ones.</summary>
internal sealed class WordPool
{
    private const int SmallestPiece = 256;
    private const int LargestPiece = 1 << 15;

    private Memory<int> _free;
    private int _piece;

    public Memory<int> Take(int count)
    {
        if (count > _free.Length)
        {
            // Small at first: most runs compare a handful.
            _piece = Math.Clamp(2 * _piece, SmallestPiece, LargestPiece);
            _free = new int[Math.Max(count, _piece)];
        }

        var taken = _free[..count];
        _free = _free[count..];
        return taken;
    }
}
