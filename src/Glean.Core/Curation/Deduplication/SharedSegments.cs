using System.Numerics;
using System.Runtime.InteropServices;

namespace Glean.Curation.Deduplication;

/// <summary>
/// PassJoin (G. Li et al., VLDB 2011): cut each name into more segments than the errors can break, then at least one segment stands
/// unchanged in the other name, near its place. A swap of neighbours may break two segments, so there are 2k+1 of them for k errors.
/// </summary>
internal static class SharedSegments
{
    /// <summary>Adds the codes of pairs among <paramref name="which"/>.</summary>
    public static void AddPairs(IReadOnlyList<string> names, int[] which, List<long> found)
    {
        var order = which.OrderBy(i => names[i].Length).ThenBy(i => i).ToArray();
        var seenBy = new int[names.Count];
        Array.Fill(seenBy, -1);
        var index = new Dictionary<ulong, List<Entry>>(order.Length * 3);
        foreach (var current in order)
        {
            var name = names[current];
            var signature = Signature(name);
            for (var length = Math.Max(NearNames.ShortestName, name.Length - 2); length <= name.Length; length++)
            {
                var errors = NearNames.Allowed(length);
                if (name.Length - length <= errors)
                {
                    Probe(length, errors);
                }
            }

            Add(name, new Entry(signature, current), index);

            void Probe(int length, int errors)
            {
                var segments = (2 * errors) + 1;
                for (var segment = 0; segment < segments; segment++)
                {
                    var (start, size) = Segment(length, segments, segment);
                    var from = Math.Max(0, start - errors);
                    var to = Math.Min(name.Length - size, start + errors);
                    for (var at = from; at <= to; at++)
                    {
                        if (index.TryGetValue(Key(length, segment, name.AsSpan(at, size)), out var candidates))
                        {
                            Verify(CollectionsMarshal.AsSpan(candidates), errors);
                        }
                    }
                }
            }

            void Verify(ReadOnlySpan<Entry> candidates, int errors)
            {
                foreach (var (other, candidate) in candidates)
                {
                    // The signature stands beside the number: most candidates end here without another look at memory.
                    if (BitOperations.PopCount(signature ^ other) > 2 * errors || seenBy[candidate] == current)
                    {
                        continue;
                    }

                    seenBy[candidate] = current;
                    if (EditDistance.Within(name, names[candidate], errors) <= errors)
                    {
                        found.Add(PairCode.Of(candidate, current));
                    }
                }
            }
        }
    }

    private static void Add(string name, Entry entry, Dictionary<ulong, List<Entry>> index)
    {
        var segments = (2 * NearNames.Allowed(name.Length)) + 1;
        for (var segment = 0; segment < segments; segment++)
        {
            var (start, size) = Segment(name.Length, segments, segment);
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(
                index, Key(name.Length, segment, name.AsSpan(start, size)), out _);
            (list ??= []).Add(entry);
        }
    }

    private static (int Start, int Size) Segment(int length, int segments, int segment)
    {
        var start = length * segment / segments;
        return (start, (length * (segment + 1) / segments) - start);
    }

    // With length and place of the segment in front.
    private static ulong Key(int length, int segment, ReadOnlySpan<char> text) => TextHash.Of(text, TextHash.Add(TextHash.Seed, (char)((length * 8) + segment)));

    // A bit for a letter, another one for its second time: an error takes one letter away and brings another, two bits at most.
    private static ulong Signature(string name)
    {
        ulong bits = 0;
        foreach (var letter in name)
        {
            var bit = letter is >= 'a' and <= 'z' ? letter - 'a' : -1;
            bits |= bit < 0 ? 1UL << (52 + (letter % 12)) : (bits & (1UL << bit)) == 0 ? 1UL << bit : 1UL << (bit + 26);
        }

        return bits;
    }

    private readonly record struct Entry(ulong Signature, int Name);
}
