namespace Glean.Curation.Deduplication;

/// <summary>
/// Which nodes are worth a comparison: those that share a key, and those whose names are a typing error apart.
/// The number of pairs grows with the number of nodes, not with its square.
/// </summary>
internal static class CandidatePairs
{
    /// <summary>A key that more share than this is compared along its sorted names only.</summary>
    private const int LargestFullGroup = 48;

    private const int Window = 8;

    public static List<(int First, int Second)> Of(IReadOnlyList<ToolNode> nodes)
    {
        var groups = new Dictionary<string, List<int>>(nodes.Count * 3);
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var key in KeysOf(nodes[i]).Distinct())
            {
                if (groups.TryGetValue(key, out var group))
                {
                    group.Add(i);
                }
                else
                {
                    groups[key] = [i];
                }
            }
        }

        var pairs = new HashSet<long>(nodes.Count);
        foreach (var group in groups.Values.Where(g => g.Count > 1))
        {
            AddGroup(group, nodes, pairs);
        }

        AddNearNames(nodes, pairs);
        var ordered = pairs.ToArray();
        Array.Sort(ordered);
        return [.. ordered.Select(p => ((int)(p >> 32), (int)(p & int.MaxValue)))];
    }

    private static IEnumerable<string> KeysOf(ToolNode node)
    {
        if (node.Address.IsKnown)
        {
            yield return "@" + node.Address.Site;
        }

        foreach (var name in node.Names)
        {
            yield return name.Core;
            if (name.SortedTokens.Length > 0)
            {
                yield return name.SortedTokens;
            }

            // Only for names without an address is a shorter name a clue.
            yield return "~" + name.Stem;
        }

        foreach (var full in node.FullNames)
        {
            yield return full;
            foreach (var renamed in NameWords.RenamesOf(full))
            {
                yield return renamed;
            }
        }
    }

    private static void AddGroup(List<int> group, IReadOnlyList<ToolNode> nodes, HashSet<long> pairs)
    {
        var span = group.Count;
        if (group.Count > LargestFullGroup)
        {
            group.Sort((x, y) => (nodes[x].Name.Core, nodes[x].Id).CompareTo((nodes[y].Name.Core, nodes[y].Id)));
            span = Window;
        }

        for (var i = 0; i < group.Count; i++)
        {
            for (var j = i + 1; j < Math.Min(group.Count, i + 1 + span); j++)
            {
                pairs.Add(Code(group[i], group[j]));
            }
        }
    }

    private static void AddNearNames(IReadOnlyList<ToolNode> nodes, HashSet<long> pairs)
    {
        var byName = new Dictionary<string, List<int>>(nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (byName.TryGetValue(nodes[i].Name.Core, out var same))
            {
                same.Add(i);
            }
            else
            {
                byName[nodes[i].Name.Core] = [i];
            }
        }

        var names = byName.Keys.ToList();
        foreach (var (first, second) in NearNames.Pairs(names))
        {
            foreach (var i in byName[names[first]].Take(Window))
            {
                foreach (var j in byName[names[second]].Take(Window))
                {
                    pairs.Add(Code(i, j));
                }
            }
        }
    }

    // Two node numbers in one, the smaller in front: sorts and hashes faster than a pair.
    private static long Code(int one, int other) => ((long)Math.Min(one, other) << 32) | (uint)Math.Max(one, other);
}
