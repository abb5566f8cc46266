using Glean.Catalog;
using Glean.Jobs;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Tracking;

/// <summary>What became of a decision on a proposal.</summary>
public enum ProposalOutcome
{
    Done,
    NoSuchProposal,

    /// <summary>Somebody decided on it before.</summary>
    TooLate,

    /// <summary>The claim or the tool it is about is gone.</summary>
    Orphaned,
}

/// <summary>What people do about changes: acknowledge them, and decide on the edits of claims they suggest.</summary>
public sealed class ChangeDesk(GleanDatabase database, TimeProvider time)
{
    /// <summary>The source under which evidence of the tracker is kept.</summary>
    public const string SourceName = "tracker";

    private const double ConfidenceOfOwnPage = 0.9;

    /// <summary>Acknowledges changes, or takes that back.</summary>
    /// <returns>The ids that exist.</returns>
    public async Task<IReadOnlyList<long>> AcknowledgeAsync(IReadOnlyList<long> ids, bool acknowledged, Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var changes = await context.Changes.Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken);
        foreach (var change in changes.Where(c => c.AcknowledgedAt is null == acknowledged))
        {
            change.AcknowledgedAt = acknowledged ? Now : null;
            change.AcknowledgedBy = acknowledged ? person.Name : null;
        }

        if (context.ChangeTracker.HasChanges())
            Tell(context, new { Ids = changes.Select(c => c.Id), Acknowledged = acknowledged, By = person.Name });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [.. changes.Select(c => c.Id)];
    }

    /// <summary>Accepts or dismisses a proposal. Only an accepted one touches a claim.</summary>
    public async Task<ProposalOutcome> DecideAsync(long id, bool accept, Person person, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.ClaimProposals.SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } proposal)
            return ProposalOutcome.NoSuchProposal;
        if (proposal.Status != ProposalStatus.Open)
            return ProposalOutcome.TooLate;
        if (accept && !await ApplyAsync(context, proposal, cancellationToken))
            return ProposalOutcome.Orphaned;

        (proposal.Status, proposal.DecidedBy, proposal.DecidedAt) = (accept ? ProposalStatus.Accepted : ProposalStatus.Dismissed, person.Name, Now);
        context.AuditLog.Add(new AuditEntry
        {
            At = Now,
            Actor = person.Name,
            UserId = person.UserId,
            Action = accept ? "proposal.accepted" : "proposal.dismissed",
            Subject = $"proposal:{id}",
        });
        Tell(context, new { Proposal = id, proposal.Status, proposal.ToolId, By = person.Name });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ProposalOutcome.Done;
    }

    private async Task<bool> ApplyAsync(GleanDbContext context, ClaimProposal proposal, CancellationToken cancellationToken)
    {
        if (proposal.Kind == ProposalKind.New)
            return await AddClaimAsync(context, proposal, cancellationToken);
        if (await context.Claims.SingleOrDefaultAsync(c => c.Id == proposal.ClaimId, cancellationToken) is not { } claim)
            return false;
        switch (proposal.Kind)
        {
            case ProposalKind.Confirm:
                (claim.Verified, claim.Conflicting) = (true, false);
                break;
            case ProposalKind.Contradict:
                (claim.Verified, claim.Conflicting) = (false, true);
                break;
            case ProposalKind.New:
                break;
        }

        return true;
    }

    /// <summary>
    /// A new claim quotes the page as it was read. The text is kept as a discovery that nobody needs to analyze, so that its quote stands in a
    /// text that never changes, as every claim's does.
    /// </summary>
    private async Task<bool> AddClaimAsync(GleanDbContext context, ClaimProposal proposal, CancellationToken cancellationToken)
    {
        var change = await context.Changes.SingleOrDefaultAsync(c => c.Id == proposal.ChangeId, cancellationToken);
        if (change is null || !await context.Tools.AnyAsync(t => t.Id == proposal.ToolId, cancellationToken))
            return false;
        var snapshot = await context.ToolSnapshots.SingleOrDefaultAsync(s => s.Id == change.AfterSnapshotId, cancellationToken);
        var start = snapshot is null || proposal.Quote is null ? -1 : snapshot.Content.IndexOf(proposal.Quote, StringComparison.Ordinal);
        var evidence = start < 0 ? null : await EvidenceAsync(context, snapshot!, proposal.ToolId, cancellationToken);
        context.Claims.Add(new Claim
        {
            ToolId = proposal.ToolId,
            ClaimType = proposal.ClaimType,
            Content = proposal.Content,
            Confidence = ConfidenceOfOwnPage,
            Verified = true,
            Source = evidence?.Source,
            Discovery = evidence,
            Quote = evidence is null ? null : proposal.Quote,
            SpanStart = evidence is null ? null : start,
            SpanEnd = evidence is null ? null : start + proposal.Quote!.Length,
            CreatedAt = Now,
        });
        return true;
    }

    private async Task<Discovery> EvidenceAsync(GleanDbContext context, ToolSnapshot snapshot, long toolId, CancellationToken cancellationToken)
    {
        var address = $"{snapshot.Url}#glean-snapshot-{snapshot.Id}";
        if (await context.Discoveries.Include(d => d.Source).SingleOrDefaultAsync(d => d.SourceUrl == address, cancellationToken) is { } known)
            return known;
        var source = await context.Sources.SingleOrDefaultAsync(s => s.Name == SourceName, cancellationToken);
        if (source is null)
            context.Sources.Add(source = new Source { Name = SourceName, Title = "Watched pages", Reliability = ConfidenceOfOwnPage, CreatedAt = Now });
        source.TotalDiscoveries++;
        source.UsefulDiscoveries++;
        var discovery = new Discovery
        {
            Source = source,
            SourceUrl = address,
            Title = snapshot.Url,
            RawText = snapshot.Content,
            Processed = true,
            ProcessedAt = Now,
            PublishedAt = snapshot.TakenAt,
            DiscoveredAt = Now,
            ToolId = toolId,
        };
        context.Discoveries.Add(discovery);
        return discovery;
    }

    private void Tell(GleanDbContext context, object what) => context.Events.Add(EventLog.Row(EventLog.Change, "changes", what, Now));

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
