using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Curation.Conflicts;

/// <summary>
/// Writes what the claims of a tool come to together: groups, confidence, contradictions. Repeating it changes nothing, because the
/// analyzer's own confidence is kept beside.
/// </summary>
internal static class ClaimWeighing
{
    /// <summary>Groups the tracked <paramref name="claims"/> of one tool and raises the confidence of those that several voices make.</summary>
    public static void Group(IReadOnlyList<Claim> claims, IReadOnlyCollection<string> toolNames, Func<Claim, string> voice)
    {
        var groups = ClaimGroups.Find([.. claims.Select(c => new VoicedClaim(c.Id, c.ClaimType, c.Content, Own(c), voice(c)))], toolNames);
        var byId = groups.SelectMany(g => g.Ids.Select(id => (id, g))).ToDictionary(x => x.id, x => x.g);
        foreach (var claim in claims)
        {
            var group = byId.GetValueOrDefault(claim.Id);
            var own = Own(claim);
            var raised = group is { Voices: > 1 } ? Math.Max(own, group.Confidence) : own;
            claim.GroupId = group?.Ids[0];
            claim.Voices = group?.Voices ?? 1;
            claim.StatedConfidence = raised > own ? own : null;
            claim.Confidence = raised;
        }
    }

    /// <summary>Flags the claims that contradict another, and keeps both sides and the reason.</summary>
    /// <returns>How many claims are contradicted.</returns>
    public static async Task<int> MarkConflictsAsync(GleanDbContext context, IReadOnlyList<Claim> claims, CancellationToken cancellationToken)
    {
        var found = ClaimConflicts.Find([.. claims.Select(c => new ClaimStatement(c.Id, c.ClaimType, c.Content))]);
        var ids = claims.Select(c => c.Id).ToList();
        var known = await context.Contradictions.AsTracking().Where(c => ids.Contains(c.FirstId)).ToListAsync(cancellationToken);
        context.Contradictions.RemoveRange(known.Where(k => !found.Any(f => f.FirstId == k.FirstId && f.SecondId == k.SecondId)));
        foreach (var conflict in found)
        {
            if (known.Find(k => k.FirstId == conflict.FirstId && k.SecondId == conflict.SecondId) is { } row)
            {
                (row.Kind, row.Reason) = (conflict.Kind.ToWire(), conflict.Reason);
            }
            else
            {
                context.Contradictions.Add(new Contradiction { FirstId = conflict.FirstId, SecondId = conflict.SecondId, Kind = conflict.Kind.ToWire(), Reason = conflict.Reason });
            }
        }

        var contradicted = found.SelectMany(c => new[] { c.FirstId, c.SecondId }).ToHashSet();
        foreach (var claim in claims)
        {
            claim.Conflicting = contradicted.Contains(claim.Id);
        }

        return contradicted.Count;
    }

    private static double Own(Claim claim) => claim.StatedConfidence ?? claim.Confidence;
}
