using System.Runtime.InteropServices;

namespace Glean.Analysis.Rules;

/// <summary>
/// Short texts, numbered as they were added. Looking one up touches two lines of memory, a dictionary of strings four or more in twice
/// the room: an analysis asks for thousands of words a text, and workers on one machine share its caches.
/// </summary>
internal sealed class Vocabulary
{
    private const ulong Odd = 0x9E3779B97F4A7C15, OtherOdd = 0xC2B2AE3D27D4EB4F;

    // In a slot the upper bits of a hash, and the place of its text; an empty one is 0, which is no place.
    private const int PlaceBits = 24;
    private const uint PlaceMask = (1u << PlaceBits) - 1;

    // At a place the length, the number in two halves, and the letters.
    private const int Head = 3;

    private uint[] slots = new uint[16];
    private char[] places = new char[64];
    private int end = 1;

    /// <summary>How many texts there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of <paramref name="text"/>, or -1.</summary>
    public int Find(ReadOnlySpan<char> text)
    {
        var hash = Hash(text);
        var mask = (uint)slots.Length - 1;
        for (var i = hash & mask; slots[i] is var slot and not 0; i = (i + 1) & mask)
        {
            if (((slot ^ hash) & ~PlaceMask) == 0)
            {
                var found = places.AsSpan((int)(slot & PlaceMask));
                if (found[0] == text.Length && found.Slice(Head, text.Length).SequenceEqual(text))
                    return found[1] | (found[2] << 16);
            }
        }

        return -1;
    }

    public bool Contains(ReadOnlySpan<char> text) => Find(text) >= 0;

    /// <summary>Adds a text that is not there yet; its number is the <see cref="Count"/> before, or that of the equal one.</summary>
    /// <exception cref="InvalidOperationException">The texts together are longer than it can hold, some 16 million characters.</exception>
    public int Add(ReadOnlySpan<char> text)
    {
        if (Find(text) is >= 0 and var known)
            return known;
        if (end + Head + text.Length > PlaceMask || text.Length > char.MaxValue)
            throw new InvalidOperationException("The vocabulary is full.");
        while (places.Length < end + Head + text.Length)
            Array.Resize(ref places, places.Length * 2);
        if (Count >= slots.Length / 3 * 2)
            Grow();

        places[end] = (char)text.Length;
        places[end + 1] = (char)(Count & 0xFFFF);
        places[end + 2] = (char)(Count >> 16);
        text.CopyTo(places.AsSpan(end + Head));
        Put(Hash(text), (uint)end);
        end += Head + text.Length;
        return Count++;
    }

    private void Grow()
    {
        slots = new uint[slots.Length * 2];
        for (var place = 1; place < end; place += Head + places[place])
            Put(Hash(places.AsSpan(place + Head, places[place])), (uint)place);
    }

    private void Put(uint hash, uint place)
    {
        var mask = (uint)slots.Length - 1;
        var i = hash & mask;
        while (slots[i] != 0)
            i = (i + 1) & mask;
        slots[i] = (hash & ~PlaceMask) | place;
    }

    private static uint Hash(ReadOnlySpan<char> text)
    {
        var hash = (ulong)text.Length;
        var fours = MemoryMarshal.Cast<char, ulong>(text);
        foreach (var four in fours)
        {
            hash = (hash ^ four) * Odd;
            hash ^= hash >> 32;
        }

        var rest = 0ul;
        foreach (var c in text[(fours.Length * 4)..])
            rest = (rest << 16) | c;
        hash = (hash ^ rest) * OtherOdd;
        return (uint)(hash >> 32) ^ (uint)hash;
    }
}
