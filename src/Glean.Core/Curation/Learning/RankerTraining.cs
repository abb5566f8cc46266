using Glean.Catalog;
using Glean.Curation.Scoring;

namespace Glean.Curation.Learning;

/// <summary>A decision with the tool as it was known then.</summary>
/// <param name="Reasons">Codes of the reasons of a rejection.</param>
public sealed record PastDecision(ScoredTool Tool, bool Approved, IReadOnlyList<string> Reasons, DateTime At)
{
    public long ToolId { get; init; }
}

/// <summary>How a ranker did on decisions it had not seen, five times a fifth of them, beside the plain score.</summary>
/// <param name="LeftOut">Decisions whose reasons teach nothing about others.</param>
/// <param name="PlainAuc">The chance that an approved tool scores above a rejected one, 0..1 (area under the ROC curve).</param>
/// <param name="Top">How many of the best are looked at.</param>
/// <param name="PlainInTop">Approved among them by the plain score.</param>
/// <param name="Gain"><paramref name="LearnedInTop"/> to <paramref name="PlainInTop"/>.</param>
/// <param name="Words">What came of it, for a person.</param>
public sealed record RankerReport(
    int Decisions, int Approved, int LeftOut, double Share, double? PlainAuc, double? LearnedAuc, int Top, int PlainInTop, int LearnedInTop, double? Gain, string Words);

/// <summary>Learns from decisions. Pure: the same decisions give the same ranker.</summary>
public static class RankerTraining
{
    /// <summary>So many decisions make the learned part half of a score.</summary>
    public const int HalfShareDecisions = 50;

    /// <summary>Fewer of either kind teach nothing.</summary>
    public const int FewestOfAKind = 8;

    private const int FewestOfAReason = 3;
    private const int Folds = 5;
    private const double Ridge = 5;
    private const int LongestTop = 50;

    /// <returns>The ranker, or null while there is too little to learn from or it does worse than the plain score; and how it did.</returns>
    public static (TrainedRanker? Ranker, RankerReport Report) Train(IReadOnlyList<PastDecision> decisions, Focus focus)
    {
        var teaching = focus.RejectionReasons.Where(r => r.Teaches).Select(r => r.Code).ToHashSet();
        var known = focus.RejectionReasons.Select(r => r.Code).ToHashSet();
        var scorer = new ToolScorer(focus);
        List<Example> examples =
        [
            .. decisions.Where(d => d.Approved || d.Reasons.Count == 0 || d.Reasons.Any(r => teaching.Contains(r) || !known.Contains(r)))
                .OrderBy(d => d.At).ThenBy(d => d.ToolId)
                .Select(d => new Example(d.Tool, scorer.Score(d.Tool, d.At), TextWords.Of(d.Tool), d.Approved, [.. d.Reasons.Where(teaching.Contains)])),
        ];
        var approved = examples.Count(e => e.Approved);
        var report = new RankerReport(examples.Count, approved, decisions.Count - examples.Count, 0, null, null, 0, 0, 0, null, "");
        if (Math.Min(approved, examples.Count - approved) < FewestOfAKind)
        {
            return (null, report with { Words = $"Too little to learn from: {approved} approved and {examples.Count - approved} rejected, {FewestOfAKind} of each are needed." });
        }

        report = HeldBack(examples, focus, report);
        if (report.LearnedAuc < report.PlainAuc)
        {
            return (null, report with { Words = "Learned nothing that helps yet: on decisions held back it did worse than the plain score, so that stays alone." });
        }

        var ranker = Fit(examples, focus);
        return (ranker, report with
        {
            Share = ranker.Share,
            Words = $"Of {report.Top} best among the decisions held back, {report.LearnedInTop} were approved; by the plain score {report.PlainInTop}.",
        });
    }

    private static RankerReport HeldBack(List<Example> examples, Focus focus, RankerReport report)
    {
        List<(bool Approved, double Plain, double Learned)> seen = [];
        for (var fold = 0; fold < Folds; fold++)
        {
            var ranker = Fit([.. examples.Where((_, i) => i % Folds != fold)], focus);
            seen.AddRange(examples.Where((_, i) => i % Folds == fold).Select(e => (e.Approved, e.Plain.Value, ranker.Blend(e.Tool, e.Plain).Value)));
        }

        var top = Math.Clamp(seen.Count / Folds, 1, LongestTop);
        var (plain, learned) = (InTop(seen, s => s.Plain, top), InTop(seen, s => s.Learned, top));
        return report with
        {
            PlainAuc = Auc([.. seen.Select(s => (s.Approved, s.Plain))]),
            LearnedAuc = Auc([.. seen.Select(s => (s.Approved, s.Learned))]),
            Top = top,
            PlainInTop = plain,
            LearnedInTop = learned,
            Gain = plain == 0 ? null : Math.Round((double)learned / plain, 2),
        };
    }

    private static int InTop(List<(bool Approved, double Plain, double Learned)> seen, Func<(bool Approved, double Plain, double Learned), double> score, int top) =>
        seen.OrderByDescending(score).Take(top).Count(s => s.Approved);

    /// <summary>The chance that an approved one scores above a rejected one; ties count half.</summary>
    public static double? Auc(IReadOnlyList<(bool Approved, double Score)> scores)
    {
        var approved = scores.Count(s => s.Approved);
        if (approved == 0 || approved == scores.Count)
        {
            return null;
        }

        // Mann and Whitney's U by ranks, those of ties averaged.
        var sorted = scores.OrderBy(s => s.Score).ToList();
        var ranks = 0.0;
        for (var i = 0; i < sorted.Count;)
        {
            var end = i;
            while (end < sorted.Count && sorted[end].Score == sorted[i].Score)
            {
                end++;
            }

            ranks += (i + 1 + end) / 2.0 * sorted[i..end].Count(s => s.Approved);
            i = end;
        }

        return Math.Round((ranks - (approved * (approved + 1) / 2.0)) / ((double)approved * (scores.Count - approved)), 4);
    }

    private static TrainedRanker Fit(IReadOnlyList<Example> examples, Focus focus)
    {
        var reasons = focus.RejectionReasons.Where(r => r.Teaches && examples.Count(e => e.Reasons.Contains(r.Code)) >= FewestOfAReason).ToList();
        var rows = new double[examples.Count][];
        // What the words of a decision taught must not come back as evidence for it: each fifth is read by the words of the others.
        var folds = Stratified(examples);
        for (var fold = 0; fold < Folds; fold++)
        {
            var others = WithWords([.. examples.Where((_, i) => folds[i] != fold)], [], focus);
            foreach (var i in Enumerable.Range(0, examples.Count).Where(i => folds[i] == fold))
            {
                rows[i] = others.Vector(examples[i].Tool, examples[i].Plain, examples[i].Words);
            }
        }

        var ranker = WithWords(examples, reasons, focus);
        // The words of what was approved speak for a tool, or they say nothing.
        var signs = ranker.Names(examples[0].Plain).Select(name => name == TrainedRanker.LikeApproved ? 1 : 0);
        return ranker with
        {
            Share = (double)examples.Count / (examples.Count + HalfShareDecisions),
            Model = LogisticModel.Fit(rows, [.. examples.Select(e => e.Approved)], Ridge, [.. signs]),
        };
    }

    private static TrainedRanker WithWords(IReadOnlyList<Example> examples, IReadOnlyList<RejectionReason> reasons, Focus focus) => new(
        0,
        new LogisticModel([], [], [], 0),
        [.. focus.Categories.Select(c => c.Name).Append(Focus.Other).Distinct()],
        WordLikeness.Learn([.. examples.Select(e => (e.Words, e.Approved))]),
        [.. reasons.Select(r => new ReasonLikeness(r.Code, r.Words, WordLikeness.Learn([.. examples.Select(e => (e.Words, e.Reasons.Contains(r.Code)))])))]);

    /// <summary>The fold of each example, the kinds spread evenly: taking one out must not itself tell what kind it was.</summary>
    private static int[] Stratified(IReadOnlyList<Example> examples)
    {
        Dictionary<string, int> seen = [];
        return [.. examples.Select(e => $"{e.Approved} {string.Join(' ', e.Reasons)}").Select(kind => (seen[kind] = seen.GetValueOrDefault(kind) + 1) % Folds)];
    }

    private sealed record Example(ScoredTool Tool, ToolScore Plain, IReadOnlySet<string> Words, bool Approved, IReadOnlyList<string> Reasons);
}
