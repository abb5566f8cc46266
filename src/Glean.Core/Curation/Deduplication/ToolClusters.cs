using Glean.Catalog;

namespace Glean.Curation.Deduplication;

/// <summary>
/// From verdicts on pairs to merges. Being the same does not chain: where A is B and B is C but A is not C, B is said to
/// match two tools and a person decides.
/// </summary>
internal sealed class ToolClusters(ToolNodes nodes, DecidedApart apart, StatedRenames renames)
{
    private readonly Dictionary<(int, int), Verdict> _verdicts = [];
    private readonly int[] _cluster = [.. Enumerable.Range(0, nodes.Count)];
    private readonly Dictionary<int, List<int>> _members = [];
    private readonly HashSet<int> _contested = [];

    /// <summary>Compares the nodes of each pair, by all processors, and remembers what may matter later.</summary>
    public void Consider(IReadOnlyList<(int First, int Second)> pairs)
    {
        nodes.ReadWords(pairs);
        var verdicts = new Verdict[pairs.Count];
        Processors.Share(pairs.Count, i => verdicts[i] = Judge(Key(pairs[i].First, pairs[i].Second)));
        for (var i = 0; i < verdicts.Length; i++)
        {
            Remember(Key(pairs[i].First, pairs[i].Second), verdicts[i]);
        }
    }

    /// <summary>Nodes that matched two others which are not one, and those others.</summary>
    public IEnumerable<ToolNode> Contested => _contested.Select(n => nodes[n]);

    public DeduplicationResult Build(int compared)
    {
        AskAboutHubs();
        Unite();
        return new DeduplicationResult(Merges(), Questions(), compared);
    }

    private static (int, int) Key(int first, int second) => first < second ? (first, second) : (second, first);

    private Verdict VerdictOn(int first, int second)
    {
        var key = Key(first, second);
        if (!_verdicts.TryGetValue(key, out var verdict))
        {
            verdict = Judge(key);
            Remember(key, verdict);
        }

        return verdict;
    }

    private Verdict Judge((int First, int Second) key)
    {
        var (a, b) = (nodes[key.First], nodes[key.Second]);
        return apart.Holds(a, b)
            ? Verdict.Different("a person told them apart")
            : RespectDecisions(a, b, Compare(key.First, key.Second));
    }

    // Most candidates are different and never asked for again: not worth the memory.
    private void Remember((int, int) key, Verdict verdict)
    {
        if (verdict.Answer != Answer.Different)
        {
            _verdicts[key] = verdict;
        }
    }

    // The surer of what the tools show and what texts say of them.
    private Verdict Compare(int first, int second)
    {
        var seen = ToolComparer.Compare(nodes[first], nodes[second]);
        return renames.On(first, second, nodes[first], nodes[second]) is { } said && (said.Answer > seen.Answer || (said.Answer == seen.Answer && said.Likelihood > seen.Likelihood))
            ? said
            : seen;
    }

    // Two decisions of people are never merged; what was rejected takes in only what is the same beyond doubt.
    private static Verdict RespectDecisions(ToolNode a, ToolNode b, Verdict verdict)
    {
        if (verdict.Answer != Answer.Same || (a.Decided ?? b.Decided) is not { } decided)
        {
            return verdict;
        }

        if (a.Decided is not null && b.Decided is not null)
        {
            return verdict with { Answer = Answer.Unsure, Against = ["a person decided on both"], Contradicts = true };
        }

        var exact = a.Name.Full == b.Name.Full && a.Address.Site == b.Address.Site;
        return decided.Status == ToolStatus.Rejected && !exact
            ? verdict with { Answer = Answer.Unsure, Against = [$"\"{decided.Name}\" was rejected"] }
            : verdict;
    }

    private void AskAboutHubs()
    {
        var matches = new int[nodes.Count];
        List<(int From, int To)> edges = [];
        foreach (var ((first, second), verdict) in _verdicts)
        {
            if (verdict.Answer == Answer.Same)
            {
                edges.Add((first, second));
                edges.Add((second, first));
                matches[first]++;
                matches[second]++;
            }
        }

        // Most match one other only.
        var severalTimes = edges.Where(e => matches[e.From] > 1).GroupBy(e => e.From, e => e.To).OrderBy(g => g.Key)
            .Select(g => (Hub: g.Key, Others: g.Order().ToArray())).ToList();

        // Look first, change afterwards: one hub must not hide another.
        var hubs = new List<(int Hub, int[] Others, int First, int Second)>();
        foreach (var (hub, others) in severalTimes)
        {
            if (nodes[hub].Decided is null && FindContradiction(others) is var (first, second))
            {
                hubs.Add((hub, others, first, second));
            }
        }

        foreach (var (hub, others, first, second) in hubs)
        {
            var reason = $"\"{nodes[hub].DisplayName}\" matches both {nodes[first]} and {nodes[second]}, which are not one";
            _contested.UnionWith(others.Append(hub));
            foreach (var other in others)
            {
                var key = Key(hub, other);
                _verdicts[key] = _verdicts[key] with { Answer = Answer.Unsure, Against = [reason] };
            }
        }
    }

    private (int First, int Second)? FindContradiction(int[] others)
    {
        for (var i = 0; i < others.Length; i++)
        {
            for (var j = i + 1; j < others.Length; j++)
            {
                var decidedTwice = nodes[others[i]].Decided is not null && nodes[others[j]].Decided is not null;
                if (!decidedTwice && VerdictOn(others[i], others[j]).Contradicts)
                {
                    return (others[i], others[j]);
                }
            }
        }

        return null;
    }

    // The surest first; an edge that would bring a contradiction into a cluster becomes a question.
    private void Unite()
    {
        var edges = _verdicts.Where(v => v.Value.Answer == Answer.Same)
            .OrderByDescending(v => v.Value.Likelihood).ThenBy(v => nodes[v.Key.Item1].Id).ThenBy(v => nodes[v.Key.Item2].Id).ToList();
        foreach (var ((first, second), verdict) in edges)
        {
            var (one, other) = (_cluster[first], _cluster[second]);
            if (one == other)
            {
                continue;
            }

            var (members, others) = (MembersOf(one), MembersOf(other));
            if (FindContradiction(members, others) is var (m, o))
            {
                _verdicts[(first, second)] = verdict with
                {
                    Answer = Answer.Unsure,
                    Against = [$"{nodes[m]} and {nodes[o]} are not one"],
                };
                continue;
            }

            foreach (var node in others)
            {
                _cluster[node] = one;
            }

            members.AddRange(others);
            _members[one] = members;
            _members.Remove(other);
        }
    }

    private (int One, int Other)? FindContradiction(List<int> members, List<int> others)
    {
        foreach (var member in members)
        {
            foreach (var other in others)
            {
                if (VerdictOn(member, other).Contradicts)
                {
                    return (member, other);
                }
            }
        }

        return null;
    }

    private List<int> MembersOf(int cluster) => _members.TryGetValue(cluster, out var members) ? members : [cluster];

    private List<Merge> Merges()
    {
        var merges = new List<Merge>();
        for (var node = 0; node < nodes.Count; node++)
        {
            // Most tools stand alone and take nothing in.
            if (_cluster[node] != node || (!nodes[node].HasSeveralRecords && !_members.ContainsKey(node)))
            {
                continue;
            }

            var members = MembersOf(node);
            members.Sort();
            var kept = KeptOf(members);
            var evidence = EvidenceWithin(members).ToList();
            var reasons = evidence.SelectMany(e => e.For).Distinct().Take(3).ToList();
            merges.Add(new Merge(
                kept.Id,
                [.. members.SelectMany(m => nodes[m].Records).Select(r => r.Id).Where(id => id != kept.Id).Order()],
                reasons.Count > 0 ? string.Join("; ", reasons) : ExactReason(nodes[members[0]]),
                evidence));
        }

        return [.. merges.OrderBy(m => m.KeptId)];
    }

    private ToolRecord KeptOf(List<int> members) => members is [var only] && !nodes.HasSeveralRecords(only)
        ? nodes.FirstOf(only)
        : ToolPreference.Kept(members.SelectMany(m => nodes[m].Records.Select(r => (r, renames.IsSuperseded(m)))));

    private IEnumerable<PairEvidence> EvidenceWithin(List<int> members)
    {
        for (var i = 0; i < members.Count; i++)
        {
            for (var j = i + 1; j < members.Count; j++)
            {
                if (_verdicts.TryGetValue((members[i], members[j]), out var verdict) && verdict.Answer == Answer.Same)
                {
                    yield return EvidenceOf(nodes[members[i]].Id, nodes[members[j]].Id, verdict);
                }
            }
        }
    }

    private List<PairEvidence> Questions()
    {
        var kept = new Dictionary<int, long>();
        var asked = new Dictionary<ToolPair, PairEvidence>();
        foreach (var ((first, second), verdict) in _verdicts)
        {
            if (verdict.Answer != Answer.Unsure || _cluster[first] == _cluster[second])
            {
                continue;
            }

            var pair = new ToolPair(KeptId(first), KeptId(second));
            if (!apart.Holds(pair.First, pair.Second) &&
                (!asked.TryGetValue(pair, out var before) || before.Likelihood < verdict.Likelihood))
            {
                asked[pair] = EvidenceOf(pair.First, pair.Second, verdict);
            }
        }

        return [.. asked.Values.OrderByDescending(e => e.Likelihood).ThenBy(e => e.FirstId).ThenBy(e => e.SecondId)];

        long KeptId(int node)
        {
            var cluster = _cluster[node];
            if (!kept.TryGetValue(cluster, out var id))
            {
                kept[cluster] = id = KeptOf(MembersOf(cluster)).Id;
            }

            return id;
        }
    }

    private static PairEvidence EvidenceOf(long one, long other, Verdict verdict) =>
        new(Math.Min(one, other), Math.Max(one, other), Math.Round(Math.Min(verdict.Likelihood, 1), 3), verdict.For, verdict.Against);

    private static string ExactReason(ToolNode node) => node.Address.IsKnown
        ? $"the same name on {node.Address.Site}"
        : "the same name, none has an address";
}
