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

    /// <summary>Sorts <paramref name="keys"/> and their <paramref name="owners"/> in place.</summary>
    public static void Gather(Span<ulong> keys, Span<int> owners) => Gather(keys, owners, 64 - BitsOfPile);

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
}
