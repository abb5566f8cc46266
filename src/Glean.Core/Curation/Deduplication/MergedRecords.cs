namespace Glean.Curation.Deduplication;

/// <summary>What a catalogue looks like after merges.</summary>
internal static class MergedRecords
{
    /// <summary>
    /// Those of the kept records that are <paramref name="wanted"/> or took in one that is, with the names of what they
    /// took in as aliases.
    /// </summary>
    public static IReadOnlyList<ToolRecord> Apply(
        IReadOnlyList<ToolRecord> tools, DeduplicationResult result, IReadOnlySet<long> wanted)
    {
        var keptOf = KeptIds(result);
        var keepers = wanted.Select(id => keptOf.GetValueOrDefault(id, id)).ToHashSet();
        return [.. tools.Where(t => keepers.Contains(keptOf.GetValueOrDefault(t.Id, t.Id))).GroupBy(t => keptOf.GetValueOrDefault(t.Id, t.Id)).Select(Absorb)];
    }

    /// <summary>One result from two rounds: what the first one kept may be merged by the next.</summary>
    public static DeduplicationResult Combine(DeduplicationResult first, DeduplicationResult next)
    {
        var merges = first.Merges.ToDictionary(m => m.KeptId);
        foreach (var merge in next.Merges)
        {
            var parts = merge.MergedIds.Append(merge.KeptId).Select(id => merges.GetValueOrDefault(id)).OfType<Merge>().ToList();
            foreach (var part in parts)
            {
                merges.Remove(part.KeptId);
            }

            merges[merge.KeptId] = new Merge(
                merge.KeptId,
                [.. merge.MergedIds.Concat(parts.SelectMany(p => p.MergedIds)).Order()],
                string.Join("; ", parts.Select(p => p.Reason).Append(merge.Reason).Distinct()),
                [.. parts.SelectMany(p => p.Evidence), .. merge.Evidence]);
        }

        var keptOf = KeptIds(next);
        var unsure = first.Unsure
            .Select(u => (Pair: new ToolPair(keptOf.GetValueOrDefault(u.FirstId, u.FirstId), keptOf.GetValueOrDefault(u.SecondId, u.SecondId)), u))
            .Where(u => u.Pair.First != u.Pair.Second)
            .DistinctBy(u => u.Pair)
            .Select(u => u.u with { FirstId = u.Pair.First, SecondId = u.Pair.Second });
        return new DeduplicationResult([.. merges.Values.OrderBy(m => m.KeptId)], [.. unsure], first.Compared + next.Compared);
    }

    private static Dictionary<long, long> KeptIds(DeduplicationResult result) =>
        result.Merges.SelectMany(m => m.MergedIds.Select(id => (id, m.KeptId))).ToDictionary(p => p.id, p => p.KeptId);

    private static ToolRecord Absorb(IGrouping<long, ToolRecord> group)
    {
        var kept = group.First(t => t.Id == group.Key);
        return kept with
        {
            Aliases = [.. kept.Aliases.Concat(group.Where(t => t.Id != group.Key).OrderBy(t => t.Id)
                .SelectMany(m => m.Aliases.Prepend(m.Name))).Where(n => n != kept.Name).Distinct()],
            ClaimCount = group.Sum(t => t.ClaimCount),
        };
    }
}
