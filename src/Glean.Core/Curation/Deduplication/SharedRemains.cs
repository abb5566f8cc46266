using System.Runtime.InteropServices;

namespace Glean.Curation.Deduplication;

/// <summary>
/// Names k errors apart are the same once at most k letters are taken from each (T. Bocek, E. Hunt and B. Stiller, "Fast Similarity
/// Search in Large Dictionaries", 2007): so every name is listed under all that can be left of it, and equal remains meet by sorting.
/// Almost only true pairs meet, so the cost grows with the names and not with their square.
/// </summary>
internal static class SharedRemains
{
    /// <summary>Of a remain that more names share, which only made-up names do, neighbours alone are compared.</summary>
    private const int LargestFullGroup = 500;

    private const int Window = 8;

    private const int MostErrors = 2;

    /// <summary>Adds the codes of pairs among <paramref name="which"/>, each once.</summary>
    public static void AddPairs(IReadOnlyList<string> names, IEnumerable<int> which, List<long> found)
    {
        var byLength = which.ToLookup(i => names[i].Length);
        var longest = byLength.Max(g => (int?)g.Key) ?? 0;

        // What is equal is equally long. So the remains of one length are compared at a time, all in the same room, which stays
        // within reach of the processor's caches.
        List<ulong> remains = [];
        List<int> owners = [];
        HashSet<long> seen = [];
        for (var length = NearNames.ShortestName - 1; length <= longest; length++)
        {
            remains.Clear();
            owners.Clear();
            for (var taken = 0; taken <= MostErrors; taken++)
            {
                foreach (var at in NearNames.Allowed(length + taken) >= taken ? byLength[length + taken] : [])
                {
                    AddRemains(names[at], TextHash.Seed, taken, remains);
                    owners.FillUpTo(remains.Count, at);
                }
            }

            EqualKeys.Meet(CollectionsMarshal.AsSpan(remains), CollectionsMarshal.AsSpan(owners), Compare);
        }

        // Two names that are near share many remains, and are compared once.
        void Compare(Span<int> group)
        {
            var span = group.Length > LargestFullGroup ? Window : group.Length;
            group.Sort();
            for (var i = 0; i < group.Length; i++)
            {
                for (var j = i + 1; j < Math.Min(group.Length, i + 1 + span); j++)
                {
                    var pair = PairCode.Of(group[i], group[j]);
                    if (group[i] != group[j] && seen.Add(pair) && AreNear(names[group[i]], names[group[j]]))
                    {
                        found.Add(pair);
                    }
                }
            }
        }
    }

    private static bool AreNear(string one, string other)
    {
        var allowed = NearNames.Allowed(Math.Min(one.Length, other.Length));
        return EditDistance.Within(one, other, allowed) <= allowed;
    }

    // All that is left of a text without so many letters. Of a run of equal letters it does not matter which one goes.
    private static void AddRemains(ReadOnlySpan<char> text, ulong head, int taken, List<ulong> remains)
    {
        if (taken == 0)
        {
            remains.Add(TextHash.Of(text, head));
            return;
        }

        for (var i = 0; i < text.Length; head = TextHash.Add(head, text[i]), i++)
        {
            if (i == 0 || text[i] != text[i - 1])
            {
                AddRemains(text[(i + 1)..], head, taken - 1, remains);
            }
        }
    }
}
