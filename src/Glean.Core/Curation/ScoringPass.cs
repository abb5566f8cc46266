using System.Data.Common;
using System.Text.Json;
using Glean.Catalog;
using Glean.Curation.Conflicts;
using Glean.Curation.Learning;
using Glean.Curation.Scoring;
using Glean.Jobs;
using Glean.Storage;

namespace Glean.Curation;

/// <summary>A tool with its score of this run.</summary>
internal sealed record ScoredRow(
    long Id, string Name, string? Url, string? Description, string Category, ToolStatus Status, bool IsSnoozed, double Score, string Why);

/// <summary>What the scoring found.</summary>
/// <param name="Conflicts">Claims that contradict another one.</param>
internal sealed record ScoringOutcome(IReadOnlyList<ScoredRow> Tools, int Conflicts);

/// <summary>Scores tools and marks claims that contradict each other, writing only what changed and some tools at a time.</summary>
internal sealed class ScoringPass(GleanDatabase database, Focus focus, TrainedRanker? ranker, DateTime now)
{
    private const int ToolsAtOnce = 1000;
    private const int ReasonsShown = 2;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly SqlColumn<Change>[] ScoreColumns =
        [new("id", SqlType.Whole, c => c.Id), new("score", SqlType.Real, c => c.Score), new("reasons", SqlType.Text, c => c.Reasons)];

    private static readonly SqlColumn<(long Id, bool Conflicting)>[] FlagColumns =
        [new("id", SqlType.Whole, f => f.Id), new("conflicting", SqlType.Whole, f => f.Conflicting ? 1 : 0)];

    private static readonly SqlColumn<ClaimStanding>[] StandingColumns =
    [
        new("id", SqlType.Whole, s => s.Id),
        new("group_id", SqlType.Whole, s => s.Group),
        new("voices", SqlType.Whole, s => s.Voices),
        new("confidence", SqlType.Real, s => s.Confidence),
        new("stated", SqlType.Real, s => s.Stated),
    ];

    private readonly ToolScorer scorer = new(focus);

    /// <param name="gone">Tools that are about to be merged away, in a trial run.</param>
    public ScoringOutcome Run(IReadOnlySet<long> gone, bool dryRun, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        using var connection = dryRun ? database.OpenForReading() : database.OpenForWriting();
        using var behind = new WriteBehind(changes => Write(connection, changes));
        var total = connection.Count("SELECT count(*) FROM tools");
        List<ScoredRow> rows = [];
        List<Change> changes = [];
        var conflicts = 0;
        foreach (var tool in ScoredToolReader.ReadAll(database, now, cancellationToken).Where(t => !gone.Contains(t.Id)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (row, contradicting, change) = Score(tool);
            rows.Add(row);
            conflicts += contradicting;
            if (!dryRun && change.IsNeeded(tool))
            {
                changes.Add(change);
            }

            if (rows.Count % ToolsAtOnce == 0)
            {
                behind.Take(changes);
                changes = [];
                progress.Report(new JobProgress(40 + (int)(55 * rows.Count / Math.Max(total, rows.Count)), $"{rows.Count} tools scored"));
            }
        }

        behind.Take(changes);
        behind.Finish();
        progress.Report(new JobProgress(95, $"{rows.Count} tools scored"));
        return new ScoringOutcome(rows, conflicts);
    }

    /// <summary>One tool as <see cref="Run"/> would score it.</summary>
    public (ToolScore Plain, ToolScore Blended) ScoreOf(ScoredTool tool)
    {
        var plain = scorer.Score(tool, now);
        return (plain, ranker?.Blend(tool, plain) ?? plain);
    }

    private (ScoredRow Row, int Conflicts, Change Change) Score(ToolEvidence tool)
    {
        var score = ScoreOf(tool.Scored).Blended;
        var why = string.Join("; ", score.Reasons.Where(r => r.Part != "base").OrderByDescending(r => Math.Abs(r.Points)).Take(ReasonsShown).Select(r => r.Words));
        var row = new ScoredRow(
            tool.Id, tool.Scored.Name, tool.Scored.Url, tool.Scored.Description, tool.Scored.Category, tool.Status, tool.IsSnoozed, score.Value, why);
        var conflicting = ConflictFlags.Of(tool.Claims);
        var flags = tool.Claims.Where(c => c.Conflicting != conflicting.Contains(c.Id)).Select(c => (c.Id, !c.Conflicting)).ToList();
        var standings = ClaimWeighing.Of(tool.VoicedClaims, tool.Scored.Name).Zip(tool.Claims).Where(c => c.First.DiffersFrom(c.Second)).Select(c => c.First).ToList();
        return (row, conflicting.Count, new Change(tool.Id, score.Value, JsonSerializer.Serialize(score.Reasons, Json), flags, standings));
    }

    // What was merged or removed meanwhile is not there any more to be written to. A statement for each kind of change: with one for each
    // change, a database of another machine is waited for some hundred thousand times.
    private void Write(DbConnection connection, List<Change> changes)
    {
        using var transaction = database.BeginWriting(connection);
        connection.Change(
            ScoreColumns, changes,
            records => $"UPDATE tools SET relevance_score = records.score, score_reasons = records.reasons FROM {records} WHERE tools.id = records.id");
        connection.Change(
            FlagColumns, [.. changes.SelectMany(c => c.Flags)],
            records => $"UPDATE claims SET conflicting = (records.conflicting = 1) FROM {records} WHERE claims.id = records.id");
        connection.Change(
            StandingColumns, [.. changes.SelectMany(c => c.Standings)],
            records =>
                $"""
                UPDATE claims SET group_id = records.group_id, voices = records.voices, confidence = records.confidence, stated_confidence = records.stated
                FROM {records} WHERE claims.id = records.id
                """);
        transaction.Commit();
    }

    /// <param name="Flags">Of the claims that contradict another one and were not known to, or the other way round.</param>
    private sealed record Change(long Id, double Score, string Reasons, IReadOnlyList<(long Id, bool Conflicting)> Flags, IReadOnlyList<ClaimStanding> Standings)
    {
        public bool IsNeeded(ToolEvidence tool) => Flags.Count > 0 || Standings.Count > 0 || tool.StoredScore != Score || tool.StoredReasons != Reasons;
    }

    /// <summary>Writes what was scored while the next tools are read, one lot at a time. What fails is told with the next one.</summary>
    private sealed class WriteBehind(Action<List<Change>> write) : IDisposable
    {
        private Task last = Task.CompletedTask;

        public void Take(List<Change> changes)
        {
            Finish();
            last = changes.Count == 0 ? Task.CompletedTask : Task.Run(() => write(changes));
        }

        public void Finish() => last.GetAwaiter().GetResult();

        public void Dispose() => Task.WaitAny([last]);
    }
}
