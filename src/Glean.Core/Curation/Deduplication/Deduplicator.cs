using Glean.Catalog;

namespace Glean.Curation.Deduplication;

/// <summary>
/// Finds the tools of a catalogue that are one and the same: exact duplicates by name and site, candidates by shared
/// keys and typing errors, evidence for each pair, clusters without contradictions. A pure function: the order of the
/// input changes nothing, and a second run over what was kept finds nothing to merge.
/// </summary>
public static class Deduplicator
{
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
        var nodes = new ToolNodes(tools, apart);
        var stated = new StatedRenames(nodes, renames);
        var clusters = new ToolClusters(nodes, apart, stated);
        var pairs = CandidatePairs.Of(nodes);
        clusters.Consider([.. pairs, .. stated.Pairs]);

        var result = clusters.Build(pairs.Count);
        return (result, [.. clusters.Contested.SelectMany(n => n.Records).Select(r => r.Id)]);
    }
}

/// <summary>Which of several duplicates is kept.</summary>
internal static class ToolPreference
{
    public const int LowestRank = 2;

    /// <summary>What a person decided stays: approved before rejected before undecided.</summary>
    public static int RankOf(ToolRecord tool) => tool.Status switch
    {
        ToolStatus.Approved => 0,
        ToolStatus.Rejected => 1,
        ToolStatus.Inbox or ToolStatus.Analyzing or ToolStatus.Review => LowestRank,
    };

    /// <summary>Decided first, then what bears its present name, then more claims, then the older id.</summary>
    /// <param name="tools">The duplicates, each with whether it bears a former name.</param>
    public static ToolRecord Kept(IEnumerable<(ToolRecord Tool, bool IsSuperseded)> tools) =>
        tools.MinBy(t => (RankOf(t.Tool), t.IsSuperseded, -t.Tool.ClaimCount, t.Tool.Id)).Tool;
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
