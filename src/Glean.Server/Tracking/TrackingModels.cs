using Glean.Catalog;
using Glean.Tracking;
using Glean.Tracking.Differences;

namespace Glean.Server.Tracking;

/// <param name="NextCursor">Goes into <c>cursor</c> for the next page; null at the end, and with <c>pricing_first</c>.</param>
internal sealed record ChangePage(IReadOnlyList<ChangeSummaryLine> Changes, int Total, int Limit, int Offset, string? NextCursor, ChangeFacets Facets);

/// <summary>A change with its difference, word by word, and what the page said before and after.</summary>
internal sealed record ChangeDetail(
    long Id, long ToolId, string ToolName, ChangeType ChangeType, string Description, string? SourceUrl, DateTime DetectedAt, long? PageId, DateTime? AcknowledgedAt, string? AcknowledgedBy,
    IReadOnlyList<PlanChange> Plans, IReadOnlyList<DifferenceLine> Diff, string? BeforeText, DateTime? BeforeTakenAt, string? AfterText, DateTime? AfterTakenAt,
    IReadOnlyList<ProposalLine> Proposals, string? Wording)
{
    public static ChangeDetail Of(ChangeEvidence found) => new(
        found.Change.Id, found.Change.ToolId, found.Change.ToolName, found.Change.ChangeType, found.Change.Description, found.Change.SourceUrl, found.Change.DetectedAt,
        found.Change.PageId, found.Change.AcknowledgedAt, found.Change.AcknowledgedBy, found.Details.Plans, found.Details.Lines, found.BeforeText, found.BeforeTakenAt,
        found.AfterText, found.AfterTakenAt, found.Proposals, found.Change.Wording);
}

internal sealed record AcknowledgeBody(IReadOnlyList<long> ChangeIds, bool Acknowledged = true);

internal sealed record AcknowledgeAnswer(IReadOnlyList<long> Updated, IReadOnlyList<long> NotFound, bool Acknowledged);

internal sealed record ProposalPage(IReadOnlyList<ProposalLine> Proposals, int Total, int Limit, int Offset);

internal sealed record DecidedProposal(long Id, string Status);

/// <summary>A watched page as it stands.</summary>
/// <param name="CouldNotCheck">Nothing is known of it at present, which is another thing than that nothing changed.</param>
internal sealed record PageModel(
    long Id, long ToolId, string ToolName, string Url, PageKind Kind, PageState State, string? StateReason, bool CouldNotCheck, bool AddedByPerson, DateTime? LastCheckedAt,
    DateTime? LastChangedAt, DateTime? NextCheckAt, double IntervalHours, int ConsecutiveFailures, string? ProposedUrl, IReadOnlyList<MuteModel> Mutes)
{
    public static PageModel Of(WatchedPage page, string tool, IReadOnlyList<PageMute> mutes) => new(
        page.Id, page.ToolId, tool, page.Url, page.Kind, page.State, page.StateReason, page.State is PageState.CouldNotCheck or PageState.Moved or PageState.Gone,
        page.AddedByPerson, page.LastCheckedAt, page.LastChangedAt, page.NextCheckAt, page.IntervalHours, page.ConsecutiveFailures, page.ProposedUrl, [.. mutes.Select(MuteModel.Of)]);
}

internal sealed record PageList(IReadOnlyList<PageModel> Pages, int Total);

internal sealed record MuteModel(long Id, MuteKind Kind, string Pattern, string CreatedBy, DateTime CreatedAt)
{
    public static MuteModel Of(PageMute mute) => new(mute.Id, mute.Kind, mute.Pattern, mute.CreatedBy, mute.CreatedAt);
}

internal sealed record NewPage(string Url, PageKind Kind = PageKind.Other);

internal sealed record NewMute(MuteKind Kind, string Pattern);

internal sealed record MoveDecision(bool Accept);

internal sealed record RemovedRow(long Id);

internal sealed record PlanList(IReadOnlyList<PlanHistory> Plans, int Total);
