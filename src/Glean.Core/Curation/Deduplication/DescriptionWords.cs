using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Glean.Catalog;

namespace Glean.Curation.Deduplication;

/// <summary>The telling words of a description, for "do these two texts describe the same thing?".</summary>
public sealed class DescriptionWords
{
    private const double WeakWeight = 1.0 / 3;

    private static readonly Lazy<(FrozenSet<int> Stop, FrozenSet<int> Weak)> Lists = new(ReadLists);

    private readonly int[] _strong;
    private readonly int[] _weak;

    private DescriptionWords(int[] strong, int[] weak) => (_strong, _weak) = (strong, weak);

    public static DescriptionWords Empty { get; } = new([], []);

    public bool IsEmpty => _strong.Length + _weak.Length == 0;

    /// <summary>Reads <paramref name="description"/>; the words of the tool's own <paramref name="name"/> tell nothing and are left out.</summary>
    public static DescriptionWords Of(string? description, string name)
    {
        if (string.IsNullOrWhiteSpace(description))
        {
            return Empty;
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

            return new DescriptionWords(Distinct(words[..strongCount]), Distinct(words[weakFrom..]));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(room);
        }
    }

    private static int MostWords(string text) => (text.Length + 1) / 2;

    private static int[] Distinct(Span<int> words)
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

        return words[..kept].ToArray();
    }

    /// <summary>The share of the shorter description's weight that the other has too, 0..1; and how many telling words that are.</summary>
    public (double Overlap, int Shared) Compare(DescriptionWords other)
    {
        var weight = Math.Min(Weight, other.Weight);
        if (weight == 0)
        {
            return (0, 0);
        }

        var shared = CountShared(_strong, other._strong);
        var overlap = (shared + (WeakWeight * CountShared(_weak, other._weak))) / weight;
        return (Math.Min(1, overlap), shared);
    }

    private double Weight => _strong.Length + (WeakWeight * _weak.Length);

    private static int CountShared(int[] a, int[] b)
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
