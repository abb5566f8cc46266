using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Review;

/// <summary>What a person says of a claim; null takes back what was said before.</summary>
public sealed record ClaimState(long ClaimId, ClaimResolution? Resolution);

/// <summary>Claims that contradict each other, resolved by a person. What they say stays with the claim, whatever is found later.</summary>
/// <param name="contradictions">Which of a tool's claims contradict another one that still counts; the curator's to say.</param>
public sealed class ConflictDesk(GleanDatabase database, TimeProvider time, Func<IReadOnlyList<Claim>, IReadOnlySet<long>> contradictions)
{
    /// <summary>Keeps what a person says of claims of one tool, all or none.</summary>
    /// <returns>The claims that are not of this tool; empty when all was kept.</returns>
    public async Task<IReadOnlyList<long>> ResolveAsync(long toolId, IReadOnlyList<ClaimState> states, Person person, CancellationToken cancellationToken)
    {
        var wanted = states.ToDictionary(s => s.ClaimId, s => s.Resolution);
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var all = await context.Claims.AsTracking().Where(c => c.ToolId == toolId).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        var claims = all.FindAll(c => wanted.ContainsKey(c.Id));
        if (claims.Count < wanted.Count)
        {
            return [.. wanted.Keys.Except(claims.Select(c => c.Id))];
        }

        var now = time.GetUtcNow().UtcDateTime;
        foreach (var claim in claims)
        {
            var before = claim.Resolution;
            claim.Resolution = wanted[claim.Id];
            claim.ResolvedBy = claim.Resolution is null ? null : person.Name;
            claim.ResolvedAt = claim.Resolution is null ? null : now;
            claim.Verified = claim.Resolution switch
            {
                ClaimResolution.Holds => true,
                ClaimResolution.Outdated or ClaimResolution.Wrong => false,
                null => before != ClaimResolution.Holds && claim.Verified,
            };
            context.AuditLog.Add(ReviewAudit.Line("review.resolved", toolId, person, now, new { claim = claim.Id, before = before?.ToWire(), after = claim.Resolution?.ToWire() }));
        }

        var conflicting = contradictions(all);
        foreach (var claim in all)
        {
            claim.Conflicting = conflicting.Contains(claim.Id);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [];
    }
}
