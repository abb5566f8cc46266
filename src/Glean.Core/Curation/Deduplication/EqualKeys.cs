using System.Runtime.InteropServices;

namespace Glean.Curation.Deduplication;

/// <summary>
/// Brings equal hashes to stand side by side, each with its owner, in order. Keys are dealt into piles byte by byte from the leading
/// one (American flag sort), and small piles sorted: the cost grows with the keys, not with keys times their logarithm, and the few
/// piles of one deal stay within reach of the processor's caches, which one deal into many would not.
/// </summary>
internal static class EqualKeys
{
    private const int SmallPile = 96;
    private const int Piles = 256;
    private const int BitsOfPile = 8;

    /// <summary>Sorts <paramref name="keys"/> and their <paramref name="owners"/> in place, and shows the owners of each key that comes more than once.</summary>
    public static void Meet(Span<ulong> keys, Span<int> owners, Action<Span<int>> show)
    {
        Gather(keys, owners, 64 - BitsOfPile);
        for (int from = 0, to; from < keys.Length; from = to)
        {
            to = from + 1;
            while (to < keys.Length && keys[to] == keys[from])
            {
                to++;
            }

            if (to - from > 1)
            {
                show(owners[from..to]);
            }
        }
    }

    private static void Gather(Span<ulong> keys, Span<int> owners, int shift)
    {
        if (keys.Length <= SmallPile || shift < 0)
        {
            keys.Sort(owners);
            return;
        }

        Span<int> ends = stackalloc int[Piles];
        Deal(keys, owners, shift, ends);
        var from = 0;
        foreach (var to in ends)
        {
            Gather(keys[from..to], owners[from..to], shift - BitsOfPile);
            from = to;
        }
    }

    // Each key goes straight to the next free place of its pile, and what lay there is dealt next.
    private static void Deal(Span<ulong> keys, Span<int> owners, int shift, Span<int> ends)
    {
        Span<int> next = stackalloc int[Piles];
        foreach (var key in keys)
        {
            ends[(byte)(key >> shift)]++;
        }

        for (int pile = 0, sum = 0; pile < Piles; pile++)
        {
            next[pile] = sum;
            ends[pile] = sum += ends[pile];
        }

        for (var pile = 0; pile < Piles; pile++)
        {
            for (var at = next[pile]; at < ends[pile]; at = next[pile])
            {
                var (key, owner) = (keys[at], owners[at]);
                for (var home = (byte)(key >> shift); home != pile; home = (byte)(key >> shift))
                {
                    var to = next[home]++;
                    (keys[to], key) = (key, keys[to]);
                    (owners[to], owner) = (owner, owners[to]);
                }

                (keys[at], owners[at]) = (key, owner);
                next[pile]++;
            }
        }
    }

    /// <summary>The owner of all keys that were added since the last call.</summary>
    public static void FillUpTo(this List<int> owners, int count, int owner)
    {
        var before = owners.Count;
        CollectionsMarshal.SetCount(owners, count);
        CollectionsMarshal.AsSpan(owners)[before..].Fill(owner);
    }
}
