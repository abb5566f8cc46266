using System.Buffers;

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
}

/// <summary>Where keys meet. The arrays are borrowed: as garbage, so large ones bring on whole collections.</summary>
internal sealed class KeyRoom(int capacity) : IDisposable
{
    private ulong[] _keys = ArrayPool<ulong>.Shared.Rent(capacity);
    private int[] _owners = ArrayPool<int>.Shared.Rent(capacity);
    private int _count;

    public void Add(ReadOnlySpan<ulong> keys, int owner)
    {
        Reserve(_count + keys.Length);
        keys.CopyTo(_keys.AsSpan(_count));
        _owners.AsSpan(_count, keys.Length).Fill(owner);
        _count += keys.Length;
    }

    /// <summary>Adds one more; room for it is reserved.</summary>
    public void Add(ulong key, int owner)
    {
        (_keys[_count], _owners[_count]) = (key, owner);
        _count++;
    }

    /// <summary>Shows the owners of each key that comes more than once, and is empty afterwards.</summary>
    public void Meet(Action<Span<int>> show)
    {
        EqualKeys.Meet(_keys.AsSpan(0, _count), _owners.AsSpan(0, _count), show);
        _count = 0;
    }

    public void Reserve(int capacity)
    {
        if (capacity <= Math.Min(_keys.Length, _owners.Length))
        {
            return;
        }

        var (keys, owners) = (_keys, _owners);
        _keys = ArrayPool<ulong>.Shared.Rent(Math.Max(capacity, 2 * keys.Length));
        _owners = ArrayPool<int>.Shared.Rent(_keys.Length);
        keys.AsSpan(0, _count).CopyTo(_keys);
        owners.AsSpan(0, _count).CopyTo(_owners);
        ArrayPool<ulong>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(owners);
    }

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_keys);
        ArrayPool<int>.Shared.Return(_owners);
    }
}
