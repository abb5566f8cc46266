using System.Numerics;

namespace Glean.Curation.Deduplication;

/// <summary>
/// The number of insertions, deletions, substitutions and swaps of neighbours between two strings (optimal string
/// alignment), a column in a handful of machine words.
/// Source: H. Hyyrö, A bit-vector algorithm for computing Levenshtein and Damerau edit distances (2003), after
/// G. Myers (1999).
/// </summary>
public static class EditDistance
{
    /// <summary>The distance, or <paramref name="limit"/> + 1 when it is greater than <paramref name="limit"/>.</summary>
    public static int Within(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        // What both have at their ends costs nothing and often leaves only a few letters.
        var prefix = a.CommonPrefixLength(b);
        a = a[prefix..];
        b = b[prefix..];
        while (!a.IsEmpty && !b.IsEmpty && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }

        if (Math.Abs(a.Length - b.Length) > limit)
        {
            return limit + 1;
        }

        if (a.IsEmpty || b.IsEmpty)
        {
            return Math.Max(a.Length, b.Length);
        }

        if (a.Length > b.Length)
        {
            var shorter = b;
            b = a;
            a = shorter;
        }

        return Math.Min(limit + 1, a.Length <= 64 ? BitParallel(a, b) : Table(a, b));
    }

    private static int BitParallel(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var last = 1UL << (pattern.Length - 1);
        var distance = pattern.Length;
        ulong positive = ulong.MaxValue, negative = 0, diagonal = 0, earlierMatches = 0;
        foreach (var letter in text)
        {
            ulong matches = 0;
            for (var i = 0; i < pattern.Length; i++)
            {
                matches |= (pattern[i] == letter ? 1UL : 0UL) << i;
            }

            // A swap: the letter before stands here and this one stood there.
            diagonal = ((~diagonal & matches) << 1) & earlierMatches;
            diagonal |= (((matches & positive) + positive) ^ positive) | matches | negative;
            var up = negative | ~(diagonal | positive);
            var down = diagonal & positive;
            distance += BitOperations.PopCount(up & last) - BitOperations.PopCount(down & last);
            up = (up << 1) | 1;
            down <<= 1;
            positive = down | ~(diagonal | up);
            negative = up & diagonal;
            earlierMatches = matches;
        }

        return distance;
    }

    private static int Table(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var before = new int[b.Length + 1];
        var above = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(
                    Math.Min(above[j], row[j - 1]) + 1,
                    above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, above, row) = (above, row, before);
        }

        return above[b.Length];
    }
}
