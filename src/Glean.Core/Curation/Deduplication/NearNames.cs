namespace Glean.Curation.Deduplication;

/// <summary>
/// All pairs of names that are a typing error apart, without looking at all pairs: names of usual length meet under what is left of
/// them without the erring letters (<see cref="SharedRemains"/>), long ones in an unharmed piece (<see cref="SharedSegments"/>).
/// </summary>
public static class NearNames
{
    /// <summary>Below this length one letter makes another name (Gong, Gang).</summary>
    public const int ShortestName = 5;

    private const int TwoErrorsFrom = 12;

    /// <summary>Up to here the remains of a name are few.</summary>
    private const int LongestForRemains = 22;

    /// <summary>From here the pieces of a name are long enough to be rare. Two names whose lengths differ by the errors stand together in one of the two.</summary>
    private const int ShortestForSegments = LongestForRemains - 3;

    /// <summary>How many errors two names may differ by, from the length of the shorter one.</summary>
    public static int Allowed(int length) => length < ShortestName ? 0 : length < TwoErrorsFrom ? 1 : 2;

    /// <summary>Index pairs into <paramref name="names"/> (distinct, lower case) at most <see cref="Allowed"/> errors apart, in order.</summary>
    public static List<(int First, int Second)> Pairs(IReadOnlyList<string> names)
    {
        List<long> found = [];
        SharedRemains.AddPairs(names, [.. Enumerable.Range(0, names.Count).Where(i => names[i].Length is >= ShortestName and <= LongestForRemains)], found);
        SharedSegments.AddPairs(names, [.. Enumerable.Range(0, names.Count).Where(i => names[i].Length >= ShortestForSegments)], found);
        return PairCode.Distinct(found);
    }
}

/// <summary>Two numbers in one, the smaller in front: sorts and compares faster than a pair.</summary>
internal static class PairCode
{
    public static long Of(int one, int other) => ((long)Math.Min(one, other) << 32) | (uint)Math.Max(one, other);

    /// <summary>The pairs without repetitions, in order.</summary>
    public static List<(int First, int Second)> Distinct(List<long> codes)
    {
        codes.Sort();
        List<(int, int)> pairs = new(codes.Count);
        for (var i = 0; i < codes.Count; i++)
        {
            if (i == 0 || codes[i] != codes[i - 1])
            {
                pairs.Add(((int)(codes[i] >> 32), (int)(codes[i] & int.MaxValue)));
            }
        }

        return pairs;
    }
}

/// <summary>A 64-bit hash of short texts (FNV-1a), the same in every run. Two texts that collide only cost a comparison.</summary>
internal static class TextHash
{
    public const ulong Seed = 14695981039346656037UL;

    public static ulong Of(ReadOnlySpan<char> text, ulong seed = Seed)
    {
        foreach (var letter in text)
        {
            seed = Add(seed, letter);
        }

        return seed;
    }

    public static ulong Add(ulong hash, char letter) => (hash ^ letter) * 1099511628211UL;
}
