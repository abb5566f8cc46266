using System.Data.Common;
using Glean.Catalog;
using Glean.Curation.Learning;
using Glean.Curation.Queue;
using Glean.Curation.Scoring;
using Glean.Jobs;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Curation;

/// <summary>A part of a score with its weight.</summary>
/// <param name="Amount">0..1, before it is weighed.</param>
/// <param name="Weight">Its share of the score by the focus.</param>
public sealed record ExplainedPart(string Part, double Amount, double Weight, double Points, string Words);

/// <summary>Why a tool scores as it does, as of now.</summary>
/// <param name="Score">What ranks: the plain score, and by its share the learned one.</param>
/// <param name="Stored">The score of the last curation; null before the first.</param>
/// <param name="Learned">0..1; null while nothing is learned or learning is switched off.</param>
/// <param name="Share">0..1, of the learned score.</param>
/// <param name="Standing">Where the tool stands, in words.</param>
public sealed record ScoreExplanation(
    long Id, string Name, string Status, double Score, double? Stored, double Plain, double? Learned, double Share,
    IReadOnlyList<ExplainedPart> Parts, IReadOnlyList<LearnedReason> LearnedReasons, string Standing);

/// <summary>The learned part of scores.</summary>
/// <param name="Enabled">Switched on (<c>GLEAN_LEARNED_RANKING</c>).</param>
/// <param name="Share">0..1, of the scores of the next curation.</param>
public sealed record RankingState(bool Enabled, double Share, RankerState? Latest, IReadOnlyList<RankerState> History);

/// <summary>Curates, explains scores and tests focuses against the past, with the focus and the switches in force.</summary>
public sealed class Curator(GleanDatabase database, SettingStore settings, TimeProvider time)
{
    /// <summary>The focus in force.</summary>
    public Focus Focus => settings.Focus().Focus;

    /// <summary>What is learned and in use; null while nothing is, or when it is switched off.</summary>
    public TrainedRanker? Ranker(DbConnection connection) => IsEnabled ? RankerStore.Load(connection) : null;

    /// <summary>Curates with the focus and the ranker in force.</summary>
    public Task<CurationReport> RunAsync(CurationOptions options, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        TrainedRanker? ranker;
        using (var connection = database.OpenForReading())
        {
            ranker = Ranker(connection);
        }

        return new CurationRun(database, Focus, time, ranker).RunAsync(options, progress, cancellationToken);
    }

    public RankingState Ranking()
    {
        using var connection = database.OpenForReading();
        var history = RankerStore.History(connection);
        return new RankingState(IsEnabled, Ranker(connection)?.Share ?? 0, history.Count > 0 ? history[0] : null, history);
    }

    /// <summary>Why a tool scores as it does; null when there is no such tool.</summary>
    public ScoreExplanation? Explain(long id)
    {
        using var connection = database.OpenForReading();
        if (ScoredToolReader.Read(connection, id, Now) is not { } tool)
        {
            return null;
        }

        var focus = Focus;
        var ranker = Ranker(connection);
        var weights = new ScoreWeights(focus);
        var (plain, blended) = new ScoringPass(database, focus, ranker, Now).ScoreOf(tool.Scored);
        var learned = ranker?.Score(tool.Scored, plain);
        return new ScoreExplanation(
            id, tool.Scored.Name, tool.Status.ToWire(), blended.Value, tool.StoredScore, plain.Value, learned is null ? null : Math.Round(learned.Probability, 4), ranker?.Share ?? 0,
            [
                .. plain.Parts.Select(p => new ExplainedPart(p.Part, Math.Round(p.Amount, 4), Math.Round(weights.ShareOf(p.Part), 4), Math.Round(p.Amount * weights.ShareOf(p.Part), 4), p.Words)),
                .. blended.Reasons.Where(r => plain.Parts.All(p => p.Part != r.Part)).Select(r => new ExplainedPart(r.Part, 1, 0, r.Points, r.Words)),
            ],
            learned?.Reasons ?? [],
            Standing(tool, blended.Value));
    }

    /// <summary>What <paramref name="changed"/> would have made of the decisions that stand.</summary>
    public BacktestReport Backtest(Focus changed, double minScore = ReviewQueuePlan.DefaultMinimum)
    {
        using var connection = database.OpenForReading();
        return Learning.Backtest.Run(PastDecisionReader.Read(connection), Focus, changed, minScore);
    }

    private static string Standing(ToolEvidence tool, double score) => tool switch
    {
        { Status: ToolStatus.Approved or ToolStatus.Rejected } => $"A person has decided: {tool.Status.ToWire()}.",
        { IsSnoozed: true } => "Put off; it comes back by itself.",
        { Status: ToolStatus.Review } => "In the review queue.",
        _ when score < ReviewQueuePlan.DefaultMinimum => $"Below the usual least score of {ReviewQueuePlan.DefaultMinimum:0.00}; it waits for more evidence.",
        _ => "Scores well enough; it enters the queue when there is room.",
    };

    private bool IsEnabled => !string.Equals(settings.Effective()[SettingDefinitions.LearnedRanking], "off", StringComparison.OrdinalIgnoreCase);

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
