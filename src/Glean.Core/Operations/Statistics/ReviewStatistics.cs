using Glean.Review;

namespace Glean.Operations.Statistics;

/// <summary>How many came as far as this.</summary>
/// <param name="Stage"><c>discoveries</c>, <c>naming_a_tool</c>, <c>tools</c>, <c>queued</c>, <c>decided</c>, <c>approved</c>.</param>
/// <param name="Share">Of the stage before; null for the first, for tools, which are no share of texts, and where that is empty.</param>
public sealed record FunnelStage(string Stage, long Count, double? Share);

/// <summary>What became of the tools of one category.</summary>
/// <param name="Rate">Approved of those decided on; null while there are none.</param>
public sealed record Conversion(string Category, long Tools, long Decided, long Approved, double? Rate);

/// <summary>How long things stay in a stage, in hours.</summary>
/// <param name="Stage"><c>until_read</c> (text), <c>until_queued</c> (tool), <c>until_decided</c> (tool in the queue).</param>
/// <param name="P90">Nine of ten take no longer.</param>
public sealed record StageTime(string Stage, int Count, double? MedianHours, double? P90Hours);

/// <summary>One day's work (UTC).</summary>
public sealed record DayCount(string Day, long Discoveries, long Tools, long Queued, long Approved, long Rejected);

/// <summary>What a source yields.</summary>
/// <param name="Precision">Approved of the decided tools that its texts name; null while there are none.</param>
/// <param name="Reliability">What a score makes of it, 0..1.</param>
public sealed record SourcePrecision(string Source, long Discoveries, long Decided, long Approved, double? Precision, double Reliability);

/// <summary>How often a reason was given.</summary>
public sealed record ReasonCount(string Code, long Count);

/// <summary>Agreement of all pairs of reviewers.</summary>
/// <param name="Kappa">Mean of the pairs', weighed by their tools; null while no pair has one.</param>
public sealed record AgreementSummary(double? Kappa, int Tools, IReadOnlyList<PairAgreement> Pairs);

/// <summary>How the pipeline and its reviewers do.</summary>
/// <param name="Days">How far back; null for all time.</param>
public sealed record ReviewStatistics(
    int? Days,
    IReadOnlyList<FunnelStage> Funnel,
    IReadOnlyList<Conversion> Conversion,
    IReadOnlyList<StageTime> TimeInStage,
    IReadOnlyList<DayCount> Throughput,
    IReadOnlyList<SourcePrecision> Sources,
    IReadOnlyList<ReasonCount> Reasons,
    AgreementSummary Agreement);
