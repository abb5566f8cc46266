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

    /// <summary>Adds the codes of pairs among <paramref name="which"/>, some of them more than once.</summary>
    public static void AddPairs(IReadOnlyList<string> names, int[] which, List<long> found)
    {
        // Counted first: a list that doubles leaves large arrays behind, and these cost the collector more than all that follows.
        var count = which.Sum(i => CountRemains(names[i]));
        var (keys, values) = (new ulong[count], new int[count]);
        var filled = 0;
        foreach (var at in which)
        {
            var end = AddRemains(names[at], NearNames.Allowed(names[at].Length), keys, filled);
            values.AsSpan(filled, end - filled).Fill(at);
            filled = end;
        }

        EqualKeys.Gather(keys, values);
        List<long> candidates = [];
        for (var from = 0; from < keys.Length;)
        {
            var to = from + 1;
            while (to < keys.Length && keys[to] == keys[from])
            {
                to++;
            }

            if (to - from > 1)
            {
                AddGroup(values.AsSpan(from, to - from), candidates);
            }

            from = to;
        }

        foreach (var (first, second) in PairCode.Distinct(candidates))
        {
            var allowed = NearNames.Allowed(Math.Min(names[first].Length, names[second].Length));
            if (EditDistance.Within(names[first], names[second], allowed) <= allowed)
            {
                found.Add(PairCode.Of(first, second));
            }
        }
    }

    private static void AddGroup(Span<int> group, List<long> candidates)
    {
        var span = group.Length > LargestFullGroup ? Window : group.Length;
        group.Sort();
        for (var i = 0; i < group.Length; i++)
        {
            for (var j = i + 1; j < Math.Min(group.Length, i + 1 + span); j++)
            {
                if (group[i] != group[j])
                {
                    candidates.Add(PairCode.Of(group[i], group[j]));
                }
            }
        }
    }

    private static int CountRemains(string name)
    {
        var count = 1;
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && name[i] == name[i - 1])
            {
                continue;
            }

            count++;
            for (var j = i + 1; NearNames.Allowed(name.Length) > 1 && j < name.Length; j++)
            {
                count += j == i + 1 || name[j] != name[j - 1] ? 1 : 0;
            }
        }

        return count;
    }

    // The whole, without one letter, without two. Of a run of equal letters it does not matter which one goes.
    private static int AddRemains(string name, int errors, ulong[] keys, int at)
    {
        keys[at++] = TextHash.Of(name);
        var head = TextHash.Seed;
        for (var i = 0; i < name.Length; head = TextHash.Add(head, name[i]), i++)
        {
            if (i > 0 && name[i] == name[i - 1])
            {
                continue;
            }

            keys[at++] = TextHash.Of(name.AsSpan(i + 1), head);
            var middle = head;
            for (var j = i + 1; errors > 1 && j < name.Length; middle = TextHash.Add(middle, name[j]), j++)
            {
                if (j == i + 1 || name[j] != name[j - 1])
                {
                    keys[at++] = TextHash.Of(name.AsSpan(j + 1), middle);
                }
            }
        }

        return at;
    }
}
