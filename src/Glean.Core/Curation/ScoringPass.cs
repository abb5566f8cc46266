using System.Data.Common;
using System.Globalization;
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

/// <summary>Scores tools and marks claims that contradict each other, range by range, writing only what changed.</summary>
internal sealed class ScoringPass(GleanDatabase database, Focus focus, TrainedRanker? ranker, DateTime now)
{
    private const int RangeSize = 1000;
    private const int ReasonsShown = 2;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly SqlColumn[] ScoreColumns = [new("id", SqlType.Whole), new("score", SqlType.Real), new("reasons", SqlType.Text)];

    private static readonly SqlColumn[] FlagColumns = [new("id", SqlType.Whole), new("conflicting", SqlType.Whole)];

    private static readonly SqlColumn[] StandingColumns =
    [
        new("id", SqlType.Whole), new("group_id", SqlType.Whole), new("voices", SqlType.Whole), new("confidence", SqlType.Real), new("stated", SqlType.Real),
    ];

    private readonly ToolScorer scorer = new(focus);

    /// <param name="gone">Tools that are about to be merged away, in a trial run.</param>
    public ScoringOutcome Run(IReadOnlySet<long> gone, bool dryRun, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        using var connection = dryRun ? database.OpenForReading() : database.OpenForWriting();
        var last = connection.Count("SELECT coalesce(max(id), 0) FROM tools");
        List<ScoredRow> rows = [];
        var conflicts = 0;
        for (var from = 1L; from <= last; from += RangeSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<Change> changes = [];
            foreach (var tool in ScoredToolReader.Read(connection, from, from + RangeSize - 1, now).Where(t => !gone.Contains(t.Id)))
            {
                var (row, contradicting, change) = Score(tool);
                rows.Add(row);
                conflicts += contradicting;
                if (change.IsNeeded(tool))
                {
                    changes.Add(change);
                }
            }

            if (!dryRun && changes.Count > 0)
            {
                Write(connection, changes);
            }

            progress.Report(new JobProgress(40 + (int)(55 * Math.Min(last, from + RangeSize) / last), $"{rows.Count} tools scored"));
        }

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
        Update(
            connection, transaction, ScoreColumns,
            "UPDATE tools SET relevance_score = records.score, score_reasons = records.reasons FROM {0} WHERE tools.id = records.id",
            changes.Select(c => new { c.Id, c.Score, c.Reasons }));
        Update(
            connection, transaction, FlagColumns,
            "UPDATE claims SET conflicting = (records.conflicting = 1) FROM {0} WHERE claims.id = records.id",
            changes.SelectMany(c => c.Flags).Select(f => new { f.Id, Conflicting = f.Conflicting ? 1 : 0 }));
        Update(
            connection, transaction, StandingColumns,
            """
            UPDATE claims SET group_id = records.group_id, voices = records.voices, confidence = records.confidence, stated_confidence = records.stated
            FROM {0} WHERE claims.id = records.id
            """,
            changes.SelectMany(c => c.Standings).Select(s => new { s.Id, GroupId = s.Group, s.Voices, s.Confidence, s.Stated }));
        transaction.Commit();
    }

    private static void Update<T>(DbConnection connection, DbTransaction transaction, SqlColumn[] columns, string sql, IEnumerable<T> rows)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Literals, and names of their columns.
        command.CommandText = string.Format(CultureInfo.InvariantCulture, sql, connection.Dialect().Records("@rows", columns));
#pragma warning restore CA2100
        command.Add("@rows", JsonSerializer.Serialize(rows, Json));
        command.ExecuteNonQuery();
    }

    /// <param name="Flags">Of the claims that contradict another one and were not known to, or the other way round.</param>
    private sealed record Change(long Id, double Score, string Reasons, IReadOnlyList<(long Id, bool Conflicting)> Flags, IReadOnlyList<ClaimStanding> Standings)
    {
        public bool IsNeeded(ToolEvidence tool) => Flags.Count > 0 || Standings.Count > 0 || tool.StoredScore != Score || tool.StoredReasons != Reasons;
    }
}
