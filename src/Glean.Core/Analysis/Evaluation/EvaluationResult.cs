using Glean.Catalog;

namespace Glean.Analysis.Evaluation;

/// <summary>One row of a reliability table: of the claims given about this confidence, how many held.</summary>
public sealed record ReliabilityBin(double From, double To, int Count, double MeanConfidence, double ShareHolding);

/// <summary>Tools, claims and typed claims of some part of the texts.</summary>
public sealed record ScoreSummary(Tally Tools, Tally Claims, Tally TypedClaims);

/// <summary>How an analyzer fared on a set of labelled texts.</summary>
public sealed record EvaluationResult(IReadOnlyList<TextScore> Texts, TimeSpan Elapsed)
{
    /// <summary>Why texts could not be read; nothing was found in them.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    public ScoreSummary Total => Summarize(Texts);

    public double TextsPerSecond => Elapsed.TotalSeconds > 0 ? Texts.Count / Elapsed.TotalSeconds : 0;

    public int Quotes => Texts.Sum(t => t.Predicted.Claims.Count);

    public int VerbatimQuotes => Texts.Sum(t => t.VerbatimQuotes);

    /// <summary>Share of predicted quotes that stand verbatim at their span; 1 when there is none.</summary>
    public double VerbatimShare => Quotes == 0 ? 1 : (double)VerbatimQuotes / Quotes;

    public int EmptyTexts => Texts.Count(t => t.IsEmpty);

    public int EmptyTextsLeftEmpty => Texts.Count(t => t.IsLeftEmpty);

    /// <summary>Share of texts without a tool in which nothing was found; 1 when there is no such text.</summary>
    public double EmptyShare => EmptyTexts == 0 ? 1 : (double)EmptyTextsLeftEmpty / EmptyTexts;

    public IReadOnlyDictionary<ClaimType, Tally> ByType => Enum.GetValues<ClaimType>()
        .ToDictionary(t => t, t => Texts.Aggregate(default(Tally), (sum, score) => sum + score.ByType[t]));

    /// <summary>Mean F1 over the claim types that occur in the labels.</summary>
    public double MacroF1 => ByType.Values.Where(t => t.Labelled > 0).Select(t => t.F1).DefaultIfEmpty(0).Average();

    public IReadOnlyDictionary<string, ScoreSummary> BySource => Texts
        .GroupBy(t => t.Text.Source, StringComparer.Ordinal)
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, Summarize);

    public IReadOnlyList<ReliabilityBin> Reliability(int bins = 10) =>
    [
        .. Texts.SelectMany(t => t.Confidences)
            .GroupBy(c => Math.Clamp((int)(c.Confidence * bins), 0, bins - 1))
            .OrderBy(g => g.Key)
            .Select(g => new ReliabilityBin((double)g.Key / bins, (double)(g.Key + 1) / bins, g.Count(),
                g.Average(c => c.Confidence), g.Average(c => c.Holds ? 1.0 : 0.0))),
    ];

    private static ScoreSummary Summarize(IEnumerable<TextScore> texts) => texts.Aggregate(
        new ScoreSummary(default, default, default),
        (sum, t) => new ScoreSummary(sum.Tools + t.Tools, sum.Claims + t.Claims, sum.TypedClaims + t.TypedClaims));
}
