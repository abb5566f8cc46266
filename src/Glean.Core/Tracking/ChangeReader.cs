using Glean.Catalog;
using Glean.Storage;
using Glean.Tracking.Plans;
using Microsoft.EntityFrameworkCore;

namespace Glean.Tracking;

/// <summary>Which changes.</summary>
/// <param name="Acknowledged">Null for both.</param>
/// <param name="After">Go on behind this change, see <see cref="ChangePlace"/>.</param>
/// <param name="PricingFirst">Changes of prices that nobody has acknowledged stand before all others.</param>
/// <param name="ApprovedOnly">Not of tools whose approval was taken back since.</param>
/// <param name="Since">Detected then or later.</param>
public sealed record ChangeFilter(
    IReadOnlyList<ChangeType> Types, long? ToolId, bool? Acknowledged, int Limit, int Offset = 0, ChangePlace? After = null, bool PricingFirst = false,
    bool ApprovedOnly = false, DateTime? Since = null);

/// <summary>A place in the list, newest first.</summary>
public sealed record ChangePlace(DateTime DetectedAt, long Id);

/// <summary>A change as lists show it.</summary>
/// <param name="Description">In words made by rules.</param>
/// <param name="Wording">In the words of a language model, which were held against the difference; null when there are none.</param>
public sealed record ChangeSummaryLine(
    long Id, long ToolId, string ToolName, ChangeType ChangeType, string Description, string? SourceUrl, DateTime DetectedAt, long? PageId,
    DateTime? AcknowledgedAt, string? AcknowledgedBy, int OpenProposals, string? Wording = null);

/// <summary>How many changes there are, whatever the filter.</summary>
public sealed record ChangeFacets(IReadOnlyDictionary<string, int> Types, int Unacknowledged, int CouldNotCheck);

/// <summary>A change with its evidence.</summary>
/// <param name="BeforeText">What the page said before; null when there is none, or its time is past.</param>
public sealed record ChangeEvidence(
    ChangeSummaryLine Change, ChangeDetails Details, string? BeforeText, DateTime? BeforeTakenAt, string? AfterText, DateTime? AfterTakenAt, IReadOnlyList<ProposalLine> Proposals);

/// <summary>An edit of claims that a change suggests.</summary>
/// <param name="Claim">The claim it is about, as it reads now.</param>
public sealed record ProposalLine(
    long Id, long ToolId, string ToolName, long ChangeId, long? ClaimId, string? Claim, ProposalKind Kind, ClaimType ClaimType, string Content, string? Quote, ProposalStatus Status,
    string? DecidedBy, DateTime? DecidedAt, DateTime CreatedAt);

/// <summary>A plan with what it cost, newest first.</summary>
public sealed record PlanHistory(string Plan, string Name, long PageId, bool IsOffered, IReadOnlyList<PlanPriceSpan> History);

/// <summary>What a plan cost from one time to another.</summary>
/// <param name="InWords">For people: <c>$49 a user a month</c>.</param>
public sealed record PlanPriceSpan(PlanKind Kind, string InWords, IReadOnlyList<PlanPrice> Prices, IReadOnlyList<string> Limits, DateTime ValidFrom, DateTime? ValidTo, long? EndedBy);

/// <summary>Reads what the tracker found.</summary>
public sealed class ChangeReader(GleanDatabase database)
{
    public async Task<(IReadOnlyList<ChangeSummaryLine> Changes, int Total)> ListAsync(ChangeFilter filter, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var all = context.Changes.AsNoTracking();
        if (filter.Types.Count > 0)
            all = all.Where(c => filter.Types.Contains(c.ChangeType));
        if (filter.ToolId is { } tool)
            all = all.Where(c => c.ToolId == tool);
        if (filter.Acknowledged is { } acknowledged)
            all = all.Where(c => (c.AcknowledgedAt != null) == acknowledged);
        if (filter.ApprovedOnly)
            all = all.Where(c => c.Tool!.Status == ToolStatus.Approved);
        if (filter.Since is { } since)
            all = all.Where(c => c.DetectedAt >= since);
        var total = await all.CountAsync(cancellationToken);
        var page = all;
        if (filter.After is var (at, id))
            page = page.Where(c => c.DetectedAt < at || (c.DetectedAt == at && c.Id < id));
        var ordered = filter.PricingFirst
            ? page.OrderByDescending(c => c.ChangeType == ChangeType.PricingChange && c.AcknowledgedAt == null).ThenByDescending(c => c.DetectedAt)
            : page.OrderByDescending(c => c.DetectedAt);
        return (await Lines(context, ordered.ThenByDescending(c => c.Id).Skip(filter.Offset).Take(filter.Limit)).ToListAsync(cancellationToken), total);
    }

    public async Task<ChangeFacets> FacetsAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var types = await context.Changes.GroupBy(c => c.ChangeType).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return new ChangeFacets(
            types.ToDictionary(t => t.Key.ToWire(), t => t.Count),
            await context.Changes.CountAsync(c => c.AcknowledgedAt == null, cancellationToken),
            await context.WatchedPages.CountAsync(p => p.Enabled && (p.State == PageState.CouldNotCheck || p.State == PageState.Moved || p.State == PageState.Gone), cancellationToken));
    }

    /// <summary>One change with its difference and both texts, or null when there is none with that id.</summary>
    public async Task<ChangeEvidence?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row = await context.Changes.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (row is null || await Lines(context, context.Changes.Where(c => c.Id == id)).SingleOrDefaultAsync(cancellationToken) is not { } line)
            return null;
        var snapshots = await context.ToolSnapshots.AsNoTracking().Where(s => s.Id == row.BeforeSnapshotId || s.Id == row.AfterSnapshotId).ToDictionaryAsync(s => s.Id, cancellationToken);
        var before = row.BeforeSnapshotId is { } b ? snapshots.GetValueOrDefault(b) : null;
        var after = row.AfterSnapshotId is { } a ? snapshots.GetValueOrDefault(a) : null;
        return new ChangeEvidence(
            line, ChangeDetails.Read(row.Details), before?.Content, before?.TakenAt, after?.Content, after?.TakenAt,
            await Proposals(context, context.ClaimProposals.Where(p => p.ChangeId == id)).ToListAsync(cancellationToken));
    }

    /// <summary>Proposals, newest first.</summary>
    public async Task<(IReadOnlyList<ProposalLine> Proposals, int Total)> ProposalsAsync(
        ProposalStatus? status, long? toolId, int limit, int offset, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var all = context.ClaimProposals.Where(p => (status == null || p.Status == status) && (toolId == null || p.ToolId == toolId));
        var total = await all.CountAsync(cancellationToken);
        return (await Proposals(context, all.OrderByDescending(p => p.Id).Skip(offset).Take(limit)).ToListAsync(cancellationToken), total);
    }

    /// <summary>What each plan of a tool costs and cost.</summary>
    public async Task<IReadOnlyList<PlanHistory>> PlansAsync(long toolId, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var rows = await context.PlanPeriods.AsNoTracking().Where(p => p.ToolId == toolId).OrderBy(p => p.Id).ToListAsync(cancellationToken);
        return
        [
            .. rows.GroupBy(r => (r.PageId, r.PlanKey)).Select(g => new PlanHistory(
                g.Key.PlanKey, g.Last().Name, g.Key.PageId, g.Any(r => r.ValidTo is null), [.. g.Reverse().Select(Span)])),
        ];
    }

    private static PlanPriceSpan Span(PlanPeriod row)
    {
        var prices = ChangeDetails.ReadList<PlanPrice>(row.Prices);
        var plan = new PricePlan(row.Name, WireName.Parse<PlanKind>(row.Kind) ?? PlanKind.Priced, prices, ChangeDetails.ReadList<string>(row.Limits));
        return new PlanPriceSpan(plan.Kind, plan.PriceInWords, plan.Prices, plan.Limits, row.ValidFrom, row.ValidTo, row.EndedBy);
    }

    private static IQueryable<ChangeSummaryLine> Lines(GleanDbContext context, IQueryable<Change> changes) =>
        from change in changes
        select new ChangeSummaryLine(
            change.Id, change.ToolId, change.Tool!.Name, change.ChangeType, change.Description, change.SourceUrl, change.DetectedAt, change.PageId,
            change.AcknowledgedAt, change.AcknowledgedBy, context.ClaimProposals.Count(p => p.ChangeId == change.Id && p.Status == ProposalStatus.Open),
            context.ChangeWordings.Where(w => w.DiffHash == change.DiffHash).Select(w => w.Words).FirstOrDefault());

    private static IQueryable<ProposalLine> Proposals(GleanDbContext context, IQueryable<ClaimProposal> proposals) =>
        from proposal in proposals
        join tool in context.Tools on proposal.ToolId equals tool.Id
        select new ProposalLine(
            proposal.Id, proposal.ToolId, tool.Name, proposal.ChangeId, proposal.ClaimId,
            context.Claims.Where(c => c.Id == proposal.ClaimId).Select(c => c.Content).FirstOrDefault(),
            proposal.Kind, proposal.ClaimType, proposal.Content, proposal.Quote, proposal.Status, proposal.DecidedBy, proposal.DecidedAt, proposal.CreatedAt);
}
