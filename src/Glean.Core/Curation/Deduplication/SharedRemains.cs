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

    /// <summary>Adds the codes of pairs among <paramref name="which"/>; some come more than once.</summary>
    public static void AddPairs(IReadOnlyList<string> names, IReadOnlyCollection<int> which, List<long> found)
    {
        var byLength = which.ToLookup(i => names[i].Length);
        var longest = byLength.Max(g => (int?)g.Key) ?? 0;

        // What is equal is equally long. So the remains of one length are compared at a time, all in the same room, which stays
        // within reach of the processor's caches; and each processor takes lengths of its own.
        Parallel.For(
            NearNames.ShortestName - 1,
            longest + 1,
            Processors.For(which.Count),
            () => new Room(names),
            (length, _, room) => room.Meet(length, byLength),
            room =>
            {
                room.Dispose();
                lock (found)
                {
                    found.AddRange(room.Found);
                }
            });
    }

    /// <summary>Where the remains of one length meet.</summary>
    private sealed class Room(IReadOnlyList<string> names) : IDisposable
    {
        private readonly HashSet<long> _seen = [];
        private readonly KeyRoom _remains = new(0);

        public List<long> Found { get; } = [];

        public Room Meet(int length, ILookup<int, int> byLength)
        {
            _remains.Reserve(Enumerable.Range(0, MostErrors + 1).Where(t => NearNames.Allowed(length + t) >= t).Sum(t => byLength[length + t].Count() * MostRemains(length + t, t)));
            for (var taken = 0; taken <= MostErrors; taken++)
            {
                foreach (var at in NearNames.Allowed(length + taken) >= taken ? byLength[length + taken] : [])
                {
                    AddRemains(names[at], TextHash.Seed, taken, _remains, at);
                }
            }

            _remains.Meet(Compare);
            return this;
        }

        public void Dispose() => _remains.Dispose();

        // Two names that are near share many remains, and are compared once.
        private void Compare(Span<int> group)
        {
            var span = group.Length > LargestFullGroup ? Window : group.Length;
            group.Sort();
            for (var i = 0; i < group.Length; i++)
            {
                for (var j = i + 1; j < Math.Min(group.Length, i + 1 + span); j++)
                {
                    var pair = PairCode.Of(group[i], group[j]);
                    if (group[i] != group[j] && _seen.Add(pair) && AreNear(names[group[i]], names[group[j]]))
                    {
                        Found.Add(pair);
                    }
                }
            }
        }
    }

    // The ways to take so many of so many letters, of which there are fewer where equal ones stand side by side.
    private static int MostRemains(int letters, int taken) => taken switch { 0 => 1, 1 => letters, _ => letters * (letters - 1) / 2 };

    private static bool AreNear(string one, string other)
    {
        var allowed = NearNames.Allowed(Math.Min(one.Length, other.Length));
        return EditDistance.Within(one, other, allowed) <= allowed;
    }

    // All that is left of a text without so many letters. Of a run of equal letters it does not matter which one goes.
    private static void AddRemains(ReadOnlySpan<char> text, ulong head, int taken, KeyRoom remains, int owner)
    {
        if (taken == 0)
        {
            remains.Add(TextHash.Of(text, head), owner);
            return;
        }

        for (var i = 0; i < text.Length; head = TextHash.Add(head, text[i]), i++)
        {
            if (i == 0 || text[i] != text[i - 1])
            {
                AddRemains(text[(i + 1)..], head, taken - 1, remains, owner);
            }
        }
    }
}
