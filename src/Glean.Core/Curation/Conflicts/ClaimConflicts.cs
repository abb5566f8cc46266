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
    public static IReadOnlyList<ClaimConflict> Find(IReadOnlyList<ClaimStatement> claims)
    {
        var read = claims.Select(c => (c.Id, Facts: ClaimFacts.Of(c))).ToList();
        var conflicts = new List<ClaimConflict>();
        for (var i = 0; i < read.Count; i++)
        {
            for (var j = i + 1; j < read.Count; j++)
            {
                if (Compare(read[i].Facts, read[j].Facts) is var (kind, reason))
                {
                    conflicts.Add(new ClaimConflict(
                        Math.Min(read[i].Id, read[j].Id), Math.Max(read[i].Id, read[j].Id), kind, reason));
                }
            }
        }

        return [.. conflicts.OrderBy(c => c.FirstId).ThenBy(c => c.SecondId)];
    }

    private static (ConflictKind Kind, string Reason)? Compare(ClaimFacts a, ClaimFacts b)
    {
        if (a.Price is { } one && b.Price is { } other && one.IsSameThingAs(other) && one.Amount != other.Amount)
        {
            return (ConflictKind.Price, $"{one} or {other}{(one.Plan.Length > 0 ? $" for {one.Plan}" : "")}");
        }

        if (a.FreeTier is { } yes && b.FreeTier is { } no && yes != no)
        {
            return (ConflictKind.FreeTier, "one says there is a free tier, the other that there is none");
        }

        if (a.Capability is { } can && b.Capability is { } cannot && can.IsPositive != cannot.IsPositive && can.Subject == cannot.Subject)
        {
            return (ConflictKind.Capability, $"one says yes to \"{can.Subject}\", the other no");
        }

        return null;
    }
}
