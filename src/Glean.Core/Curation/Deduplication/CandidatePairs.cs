using System.Runtime.InteropServices;

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

    private const int CommonWindow = 3;

    private const int UsualKeys = 6;

    public static List<(int First, int Second)> Of(ToolNodes nodes)
    {
        // Equal keys meet by sorting: a dictionary of lists costs more than all that follows.
        List<long> pairs = new(nodes.Count);
        using (var room = new KeyRoom(nodes.Count * UsualKeys))
        {
            List<ulong> keys = [];
            for (var i = 0; i < nodes.Count; i++)
            {
                keys.Clear();
                AddKeys(nodes[i], keys);
                room.Add(CollectionsMarshal.AsSpan(keys), i);
            }

            room.Meet(group => AddGroup(group, nodes, pairs));
        }

        AddNearNames(nodes, pairs);
        return PairCode.Distinct(pairs);
    }

    private static void AddKeys(ToolNode node, List<ulong> hashes)
    {
        if (node.Address.IsKnown)
        {
            Add("@", node.Address.Site);
        }

        foreach (ref readonly var name in node.Names)
        {
            AddName(name);
        }

        void AddName(in NameProfile name)
        {
            Add("", name.Core);
            if (name.SortedHash != 0)
            {
                AddHash(name.SortedHash);
            }

            // Only for names without an address is a shorter name a clue.
            Add("~", name.Stem);
            AddFullName(name.Full);
            foreach (var other in name.Others)
            {
                AddFullName(other);
            }
        }

        void AddFullName(string full)
        {
            if (full.Length == 0)
            {
                return;
            }

            Add("", full);
            foreach (var renamed in NameWords.RenamesOf(full))
            {
                Add("", renamed);
            }
        }

        void Add(string kind, string key) => AddHash(TextHash.Of(key, TextHash.Of(kind)));

        void AddHash(ulong hash)
        {
            if (!hashes.Contains(hash))
            {
                hashes.Add(hash);
            }
        }
    }

    private static void AddGroup(Span<int> group, ToolNodes nodes, List<long> pairs)
    {
        // Tools that share a common name are hardly ever one; those of one site come to stand together.
        var span = group.Length > Window && MostHaveCommonName(group, nodes) ? CommonWindow
            : group.Length > LargestFullGroup ? Window
            : group.Length;
        if (span < group.Length)
        {
            group.Sort((x, y) => Order(nodes[x], nodes[y]));
        }

        for (var i = 0; i < group.Length; i++)
        {
            for (var j = i + 1; j < Math.Min(group.Length, i + 1 + span); j++)
            {
                pairs.Add(PairCode.Of(group[i], group[j]));
            }
        }
    }

    private static bool MostHaveCommonName(Span<int> group, ToolNodes nodes)
    {
        var common = 0;
        foreach (var node in group)
        {
            common += nodes[node].HasCommonName ? 1 : 0;
        }

        return common > group.Length / 2;
    }

    private static int Order(ToolNode a, ToolNode b) =>
        (string.CompareOrdinal(a.Name.Core, b.Name.Core), string.CompareOrdinal(a.Address.Site, b.Address.Site)) switch
        {
            (0, 0) => a.Id.CompareTo(b.Id),
            (0, var site) => site,
            (var name, _) => name,
        };

    private static void AddNearNames(ToolNodes nodes, List<long> pairs)
    {
        // Hardly any name comes twice: those that do are linked, each to the one after it.
        var firstOf = new Dictionary<string, int>(nodes.Count);
        var next = new int[nodes.Count];
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            ref var same = ref CollectionsMarshal.GetValueRefOrAddDefault(firstOf, nodes[i].Name.Core, out var known);
            next[i] = known ? same : -1;
            same = i;
        }

        List<string> names = [.. firstOf.Keys];
        List<int> firsts = [.. firstOf.Values];
        foreach (var (one, other) in NearNames.Pairs(names))
        {
            for (int i = firsts[one], left = Window; i >= 0 && left > 0; i = next[i], left--)
            {
                for (int j = firsts[other], rest = Window; j >= 0 && rest > 0; j = next[j], rest--)
                {
                    pairs.Add(PairCode.Of(i, j));
                }
            }
        }
    }
}
