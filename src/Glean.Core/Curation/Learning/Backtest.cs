using Glean.Catalog;
using Glean.Curation.Scoring;

namespace Glean.Curation.Learning;

/// <summary>How well one focus would have told what people approved from what they rejected.</summary>
/// <param name="Auc">The chance that an approved tool scores above a rejected one; null while there is only one kind.</param>
/// <param name="ApprovedInTop">Approved among the best.</param>
/// <param name="ApprovedBelow">Approved that would not have reached the queue.</param>
/// <param name="RejectedBelow">Rejected that nobody would have had to look at.</param>
public sealed record BacktestFigures(double? Auc, int ApprovedInTop, int ApprovedBelow, int RejectedBelow);

/// <summary>A decided tool whose score changes.</summary>
public sealed record BacktestTool(long Id, string Name, bool Approved, double Before, double After);

/// <summary>A changed focus against the decisions of the past, by the plain score of each tool as it was known then.</summary>
/// <param name="Top">How many of the best are looked at.</param>
/// <param name="Lost">Approved tools that would fall below the threshold.</param>
/// <param name="Moved">Those whose score changes most.</param>
public sealed record BacktestReport(
    int Decisions, int Approved, double MinScore, int Top, BacktestFigures Before, BacktestFigures After,
    IReadOnlyList<BacktestTool> Lost, IReadOnlyList<BacktestTool> Moved, string Words);

/// <summary>What a focus would have made of past decisions. Pure.</summary>
public static class Backtest
{
    private const int LongestTop = 50;
    private const int Shown = 20;

    public static BacktestReport Run(IReadOnlyList<PastDecision> decisions, Focus before, Focus after, double minScore)
    {
        var (one, other) = (new ToolScorer(before), new ToolScorer(after));
        var tools = decisions
            .Select(d => new BacktestTool(d.ToolId, d.Tool.Name, d.Approved, one.Score(d.Tool, d.At).Value, other.Score(d.Tool, d.At).Value))
            .ToList();
        var approved = tools.Count(t => t.Approved);
        var top = Math.Clamp(tools.Count / 5, Math.Min(1, tools.Count), LongestTop);
        var (old, changed) = (Figures(tools, t => t.Before, top, minScore), Figures(tools, t => t.After, top, minScore));
        return new BacktestReport(
            tools.Count, approved, minScore, top, old, changed,
            [.. tools.Where(t => t.Approved && t.Before >= minScore && t.After < minScore).OrderBy(t => t.After).ThenBy(t => t.Id).Take(Shown)],
            [.. tools.Where(t => t.Before != t.After).OrderByDescending(t => Math.Abs(t.After - t.Before)).ThenBy(t => t.Id).Take(Shown)],
            Words(tools.Count, old, changed));
    }

    private static BacktestFigures Figures(List<BacktestTool> tools, Func<BacktestTool, double> score, int top, double minScore) => new(
        RankerTraining.Auc([.. tools.Select(t => (t.Approved, score(t)))]),
        tools.OrderByDescending(score).ThenBy(t => t.Id).Take(top).Count(t => t.Approved),
        tools.Count(t => t.Approved && score(t) < minScore),
        tools.Count(t => !t.Approved && score(t) < minScore));

    private static string Words(int decisions, BacktestFigures before, BacktestFigures after)
    {
        if (decisions == 0)
        {
            return "Nobody has decided on anything yet; there is nothing to test against.";
        }

        if (before.Auc is not { } was || after.Auc is not { } would)
        {
            return "People approved all or none; such decisions tell no focus from another.";
        }

        var judgement = Math.Abs(would - was) < 0.005 ? "about as well as" : would > was ? "better than" : "worse than";
        return $"It tells approved from rejected {judgement} the focus in force ({would:0.00} to {was:0.00}).";
    }
}
