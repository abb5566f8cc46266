using System.Text.Json;
using Glean.Catalog;
using Glean.Curation.Merging;
using Glean.Review;
using Glean.Server.Catalog;
using Glean.Storage;

namespace Glean.Server.Review;

/// <param name="Reasons">Codes of <c>/api/review/reasons</c>, for rejections.</param>
/// <param name="Version">The version of the tool that was seen; whatever was decided before it is known to the caller.</param>
/// <param name="Changes">Corrections that are made in the same step and taken back with it.</param>
internal sealed record StatusBody(string Status, string? RejectionReason = null, int? Version = null, IReadOnlyList<string>? Reasons = null, ToolChanges? Changes = null);

internal sealed record BulkStatusBody(IReadOnlyList<long> ToolIds, string Status, string? RejectionReason = null, IReadOnlyList<string>? Reasons = null);

/// <summary>A tool that somebody else decided on.</summary>
internal sealed record DecidedElsewhere(long Id, string Status, string? DecidedBy, DateTime? DecidedAt);

/// <param name="StepIds">Steps that were taken, for undo.</param>
internal sealed record BulkStatusAnswer(
    IReadOnlyList<long> Updated, int UpdatedCount, IReadOnlyList<long> NotFound, IReadOnlyList<DecidedElsewhere> Conflicts, string Status, IReadOnlyList<long> StepIds);

/// <summary>A step that was taken back.</summary>
/// <param name="Status">Where the tool is again.</param>
/// <param name="TakenBack">Where the step had put it.</param>
/// <param name="Kind"><c>decision</c>, <c>skip</c> or <c>snooze</c>.</param>
internal sealed record UndoneDecision(long ToolId, string Status, string TakenBack, DateTime DecidedAt, long StepId, string Kind)
{
    public static UndoneDecision Of(Decision d) => new(d.ToolId, d.FromStatus.ToWire(), d.ToStatus.ToWire(), d.DecidedAt, d.Id, d.Kind.ToWire());
}

internal sealed record StepsBody(IReadOnlyList<long> StepIds);

internal sealed record RefusedStep(long StepId, string Reason);

internal sealed record UndoneSteps(IReadOnlyList<UndoneDecision> Undone, IReadOnlyList<RefusedStep> Refused);

internal sealed record StepList(IReadOnlyList<StepLine> Steps, int Total);

/// <param name="Until">A time; or say <paramref name="Days"/>.</param>
/// <param name="Days">1 to 366.</param>
internal sealed record SnoozeBody(DateTime? Until = null, int? Days = null, int? Version = null);

/// <summary>What a skip or a snooze came to.</summary>
internal sealed record TakenStep(long StepId, long ToolId, string Kind, string Status, DateTime? SnoozedUntil);

internal sealed record ReasonItem(int Number, string Code, string Words, bool Teaches);

internal sealed record ReasonList(IReadOnlyList<ReasonItem> Reasons);

internal sealed record QueueAnswer(IReadOnlyList<QueueItem> Items, long Total, int Limit, int Offset, string Part, QueueCounts Counts);

/// <param name="Verdict"><c>approve</c>, <c>reject</c> or <c>unsure</c>, which asks others.</param>
internal sealed record OpinionBody(string Verdict, IReadOnlyList<string>? Reasons = null, string? Comment = null);

internal sealed record OpinionItem(string By, string Verdict, IReadOnlyList<string> Reasons, string? Comment, DateTime GivenAt, bool Own)
{
    public static OpinionItem Of(Opinion o, string caller) => new(
        o.Actor, o.Verdict.ToWire(), JsonSerializer.Deserialize<List<string>>(o.Reasons)!, o.Comment, o.GivenAt, o.Actor == caller);
}

internal sealed record OpinionList(IReadOnlyList<OpinionItem> Opinions, int Total);

/// <summary>Two claims that contradict each other.</summary>
/// <param name="Kind">What they disagree on.</param>
/// <param name="Resolved">A person has said which holds.</param>
internal sealed record ConflictItem(ClaimLine First, ClaimLine Second, string Kind, string Reason, bool Resolved);

/// <summary>All that a reviewer needs to decide on one tool.</summary>
/// <param name="Texts">The texts behind the claims, those with claims first.</param>
/// <param name="MoreTexts">How many more there are.</param>
internal sealed record Dossier(
    ToolPageDetail Tool, IReadOnlyList<EvidenceText> Texts, int MoreTexts, IReadOnlyList<ConflictItem> Conflicts, IReadOnlyList<WaitingPair> Duplicates,
    IReadOnlyList<OpinionItem> Opinions);

/// <param name="Resolution"><c>holds</c>, <c>outdated</c>, <c>wrong</c>; null takes back what was said.</param>
internal sealed record ClaimStateBody(long ClaimId, string? Resolution);

internal sealed record ResolutionBody(IReadOnlyList<ClaimStateBody> Claims);

internal sealed record ToolConflicts(long ToolId, string ToolName, IReadOnlyList<ConflictItem> Conflicts);

internal sealed record ConflictList(IReadOnlyList<ToolConflicts> Tools, int Total, int Limit, int Offset);
