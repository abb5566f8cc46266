using Glean.Catalog;

namespace Glean.Curation.Conflicts;

/// <summary>A claim as far as contradictions are concerned.</summary>
public sealed record ClaimStatement(long Id, ClaimType Type, string Content);

/// <summary>What two claims disagree on.</summary>
public enum ConflictKind
{
    Price,
    FreeTier,
    Capability,
}

/// <summary>Two claims of one tool that cannot both hold at one time; the smaller id first.</summary>
/// <param name="Reason">What they disagree on, in words.</param>
public sealed record ClaimConflict(long FirstId, long SecondId, ConflictKind Kind, string Reason);

/// <summary>
/// Finds claims of one tool that contradict each other. Careful on purpose: only statements about plainly the same
/// thing are compared, because a false alarm costs a person more than a missed one.
/// </summary>
public static class ClaimConflicts
{
    /// <summary>The conflicts among <paramref name="claims"/> of one tool, by ids.</summary>
    public static IReadOnlyList<ClaimConflict> Find(IReadOnlyList<ClaimStatement> claims) =>
        [.. ByThing(claims).SelectMany(Pairs).OrderBy(c => c.FirstId).ThenBy(c => c.SecondId).ThenBy(c => c.Kind).DistinctBy(c => (c.FirstId, c.SecondId))];

    /// <summary>
    /// Ids of the claims of one tool that contradict another one, but for what is settled. Ten thousand voices for and against make fifty
    /// million pairs, which nobody has to see for this.
    /// </summary>
    /// <param name="resolution">What a person said of a claim.</param>
    public static IReadOnlySet<long> Flagged(IReadOnlyList<ClaimStatement> claims, Func<long, ClaimResolution?> resolution)
    {
        HashSet<long> flagged = [];
        foreach (var thing in ByThing(claims))
        {
            var sides = thing.GroupBy(p => (p.Said, Resolution: resolution(p.ClaimId))).ToList();
            flagged.UnionWith(sides
                .Where(one => sides.Exists(other => !Equals(one.Key.Said, other.Key.Said) && !ClaimResolutions.Settles(one.Key.Resolution, other.Key.Resolution)))
                .SelectMany(side => side.Select(p => p.ClaimId)));
        }

        return flagged;
    }

    private static IEnumerable<IGrouping<(ConflictKind Kind, object Thing), Position>> ByThing(IReadOnlyList<ClaimStatement> claims)
    {
        Dictionary<(ClaimType, string), ClaimFacts> read = [];
        return claims.SelectMany(c => Positions(c.Id, Facts(c))).GroupBy(p => (p.Kind, p.Thing));

        ClaimFacts Facts(ClaimStatement claim)
        {
            // Many post the same sentence.
            var key = (claim.Type, claim.Content);
            return read.TryGetValue(key, out var facts) ? facts : read[key] = ClaimFacts.Of(claim);
        }
    }

    private static IEnumerable<Position> Positions(long id, ClaimFacts facts)
    {
        if (facts.Price is { } price)
        {
            yield return new Position(id, ConflictKind.Price, price.Thing, price.Amount, price);
        }

        if (facts.FreeTier is { } tier)
        {
            yield return new Position(id, ConflictKind.FreeTier, "", tier);
        }

        if (facts.Capability is { } capability)
        {
            yield return new Position(id, ConflictKind.Capability, capability.Subject, capability.IsPositive);
        }
    }

    private static IEnumerable<ClaimConflict> Pairs(IEnumerable<Position> thing)
    {
        List<Position> positions = [.. thing];
        for (var i = 0; i < positions.Count; i++)
        {
            for (var j = i + 1; j < positions.Count; j++)
            {
                var (one, other) = (positions[i], positions[j]);
                if (!Equals(one.Said, other.Said))
                {
                    yield return new ClaimConflict(Math.Min(one.ClaimId, other.ClaimId), Math.Max(one.ClaimId, other.ClaimId), one.Kind, Reason(one, other));
                }
            }
        }
    }

    private static string Reason(Position one, Position other) => one.Kind switch
    {
        ConflictKind.Price => $"{one.Price} or {other.Price}{(one.Price!.Plan.Length > 0 ? $" for {one.Price.Plan}" : "")}",
        ConflictKind.FreeTier => "one says there is a free tier, the other that there is none",
        ConflictKind.Capability => $"one says yes to \"{one.Thing}\", the other no",
    };

    /// <summary>What a claim says of a thing; of the same thing, only one can be said.</summary>
    private sealed record Position(long ClaimId, ConflictKind Kind, object Thing, object Said, StatedPrice? Price = null);
}
