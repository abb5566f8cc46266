using System.Runtime.InteropServices;
using Glean.Catalog;

namespace Glean.Curation.Deduplication;

/// <summary>
/// Finds the tools of a catalogue that are one and the same: exact duplicates by name and site, candidates by shared
/// keys and typing errors, evidence for each pair, clusters without contradictions. A pure function: the order of the
/// input changes nothing, and a second run over what was kept finds nothing to merge.
/// </summary>
public static class Deduplicator
{
    private const int CommonOnSites = 5;
    private const int MostRounds = 4;

    /// <param name="tools">All tools, each id once.</param>
    /// <param name="different">Pairs that a person told apart; they are never merged nor asked about again.</param>
    /// <param name="renames">What texts say of changes of names.</param>
    public static DeduplicationResult Run(
        IReadOnlyList<ToolRecord> tools, IReadOnlySet<ToolPair>? different = null, IReadOnlyList<StatedRename>? renames = null)
    {
        if (tools.Count < 2)
        {
            return DeduplicationResult.Empty;
        }

        var apart = new DecidedApart(different);
        var (result, contested) = RunOnce(tools, apart, renames ?? []);

        // A tool that matched two others was left alone. Once those have found their own, the question may have gone:
        // look at these few again until nothing changes, so that a later run over the kept ones finds nothing new.
        for (var round = 1; contested.Count > 0 && round < MostRounds; round++)
        {
            var (next, again) = RunOnce(MergedRecords.Apply(tools, result, contested), apart, renames ?? []);
            if (next.Merges.Count == 0)
            {
                break;
            }

            result = MergedRecords.Combine(result, next);
            contested = again;
        }

        return result;
    }

    private static (DeduplicationResult Result, HashSet<long> Contested) RunOnce(
        IReadOnlyList<ToolRecord> tools, DecidedApart apart, IReadOnlyList<StatedRename> renames)
    {
        var nodes = Collapse(tools, apart);
        var stated = new StatedRenames(nodes, renames);
        var clusters = new ToolClusters(nodes, apart, stated);
        var pairs = CandidatePairs.Of(nodes);
        foreach (var (first, second) in pairs.Concat(stated.Pairs))
        {
            clusters.Consider(first, second);
        }

        var result = clusters.Build(pairs.Count);
        return (result, [.. clusters.Contested.SelectMany(n => n.Records).Select(r => r.Id)]);
    }

    /// <summary>
    /// Puts records of the same name and site into one node. A person's decision is never merged with another one, so a
    /// second decided record starts a node of its own.
    /// </summary>
    private static List<ToolNode> Collapse(IReadOnlyList<ToolRecord> tools, DecidedApart apart)
    {
        var nodes = new List<ToolNode>(tools.Count);
        var byKey = new Dictionary<(string, string, string), ToolNode>(tools.Count);

        // Decided ones first: what is undecided joins them, the approved before the rejected.
        foreach (var tool in tools.OrderBy(ToolPreference.RankOf).ThenBy(t => t.Id))
        {
            var node = new ToolNode(tool).Decide(tool);
            var name = node.Name;
            var key = (name.Full, name.Maker ?? name.Tail ?? "", node.Address.Site);
            if (name.Full.Length == 0 || apart.Concerns(tool.Id))
            {
                nodes.Add(node);
            }
            else if (!byKey.TryGetValue(key, out var same))
            {
                byKey[key] = node;
                nodes.Add(node);
            }
            else if (tool.Status.IsDecided())
            {
                nodes.Add(node);
            }
            else
            {
                same.Add(tool);
            }
        }

        nodes.Sort((x, y) => x.Id.CompareTo(y.Id));
        MarkCommonNames(nodes);
        return nodes;
    }

    private static void MarkCommonNames(List<ToolNode> nodes)
    {
        var bearers = new Dictionary<string, int>(nodes.Count);
        foreach (var node in nodes)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(bearers, node.Name.Full, out _)++;
        }

        foreach (var name in nodes.Where(n => bearers[n.Name.Full] >= CommonOnSites).GroupBy(n => n.Name.Full))
        {
            if (name.Select(n => n.Address.Site).Where(s => s.Length > 0).Distinct().Count() >= CommonOnSites)
            {
                foreach (var node in name)
                {
                    node.HasCommonName = true;
                }
            }
        }
    }
}

/// <summary>Which of several duplicates is kept.</summary>
internal static class ToolPreference
{
    /// <summary>What a person decided stays: approved before rejected before undecided.</summary>
    public static int RankOf(ToolRecord tool) => tool.Status switch
    {
        ToolStatus.Approved => 0,
        ToolStatus.Rejected => 1,
        ToolStatus.Inbox or ToolStatus.Analyzing or ToolStatus.Review => 2,
    };

    /// <summary>Decided first, then what bears its present name, then more claims, then the older id.</summary>
    /// <param name="tools">The duplicates, each with whether it bears a former name.</param>
    public static ToolRecord Kept(IEnumerable<(ToolRecord Tool, bool IsSuperseded)> tools) =>
        tools.OrderBy(t => RankOf(t.Tool)).ThenBy(t => t.IsSuperseded).ThenByDescending(t => t.Tool.ClaimCount).ThenBy(t => t.Tool.Id).First().Tool;
}

/// <summary>Pairs a person told apart.</summary>
internal sealed class DecidedApart(IReadOnlySet<ToolPair>? pairs)
{
    private readonly HashSet<long> _ids = [.. (pairs ?? new HashSet<ToolPair>()).SelectMany(p => new[] { p.First, p.Second })];

    public bool Concerns(long id) => _ids.Contains(id);

    public bool Holds(long one, long other) => pairs is not null && pairs.Contains(new ToolPair(one, other));

    public bool Holds(ToolNode one, ToolNode other) =>
        _ids.Count > 0 && one.Records.Any(a => Concerns(a.Id) && other.Records.Any(b => Holds(a.Id, b.Id)));
}
