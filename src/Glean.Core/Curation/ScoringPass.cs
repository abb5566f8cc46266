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

/// <summary>Scores tools and marks claims that contradict each other, range by range, writing only what changed.</summary>
internal sealed class ScoringPass(GleanDatabase database, Focus focus, TrainedRanker? ranker, DateTime now)
{
    private const int RangeSize = 1000;
    private const int ReasonsShown = 2;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

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
                var (row, change) = Score(tool);
                rows.Add(row);
                conflicts += change.Conflicting.Count;
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

    private (ScoredRow Row, Change Change) Score(ToolEvidence tool)
    {
        var score = ScoreOf(tool.Scored).Blended;
        var why = string.Join("; ", score.Reasons.Where(r => r.Part != "base").OrderByDescending(r => Math.Abs(r.Points)).Take(ReasonsShown).Select(r => r.Words));
        var row = new ScoredRow(
            tool.Id, tool.Scored.Name, tool.Scored.Url, tool.Scored.Description, tool.Scored.Category, tool.Status, tool.IsSnoozed, score.Value, why);
        var conflicting = ConflictFlags.Of(tool.Claims);
        var flagsDiffer = tool.Claims.Any(c => c.Conflicting != conflicting.Contains(c.Id));
        var standings = ClaimWeighing.Of(tool.VoicedClaims, tool.Scored.Name).Zip(tool.Claims).Where(c => c.First.DiffersFrom(c.Second)).Select(c => c.First).ToList();
        return (row, new Change(tool.Id, score.Value, JsonSerializer.Serialize(score.Reasons, Json), conflicting, flagsDiffer, standings));
    }

    // What was merged or removed meanwhile is not there any more to be written to.
    private void Write(DbConnection connection, List<Change> changes)
    {
        using var transaction = database.BeginWriting(connection);
        using var score = connection.CreateCommand();
        score.Transaction = transaction;
        score.CommandText = "UPDATE tools SET relevance_score = @score, score_reasons = @reasons WHERE id = @id";
        var (value, reasons, id) = (score.Add("@score", DBNull.Value), score.Add("@reasons", DBNull.Value), score.Add("@id", DBNull.Value));
        var among = connection.Dialect().In("id", "@ids");
        using var flags = connection.CreateCommand();
        flags.Transaction = transaction;
        flags.CommandText = $"UPDATE claims SET conflicting = ({among}) WHERE tool_id = @id AND conflicting <> ({among})";
        var (ids, toolId) = (flags.Add("@ids", DBNull.Value), flags.Add("@id", DBNull.Value));
        foreach (var change in changes)
        {
            (value.Value, reasons.Value, id.Value) = (change.Score, change.Reasons, change.Id);
            score.ExecuteNonQuery();
            if (change.FlagsDiffer)
            {
                (ids.Value, toolId.Value) = (JsonSerializer.Serialize(change.Conflicting), change.Id);
                flags.ExecuteNonQuery();
            }
        }

        Write(connection, transaction, changes.SelectMany(c => c.Standings));
        transaction.Commit();
    }

    private static void Write(DbConnection connection, DbTransaction transaction, IEnumerable<ClaimStanding> standings)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "UPDATE claims SET group_id = @group, voices = @voices, confidence = @confidence, stated_confidence = @stated WHERE id = @id";
        var (group, voices, confidence) = (command.Add("@group", DBNull.Value), command.Add("@voices", DBNull.Value), command.Add("@confidence", DBNull.Value));
        var (stated, id) = (command.Add("@stated", DBNull.Value), command.Add("@id", DBNull.Value));
        foreach (var standing in standings)
        {
            (group.Value, voices.Value, confidence.Value) = ((object?)standing.Group ?? DBNull.Value, standing.Voices, standing.Confidence);
            (stated.Value, id.Value) = ((object?)standing.Stated ?? DBNull.Value, standing.Id);
            command.ExecuteNonQuery();
        }
    }

    private sealed record Change(long Id, double Score, string Reasons, IReadOnlySet<long> Conflicting, bool FlagsDiffer, IReadOnlyList<ClaimStanding> Standings)
    {
        public bool IsNeeded(ToolEvidence tool) => FlagsDiffer || Standings.Count > 0 || tool.StoredScore != Score || tool.StoredReasons != Reasons;
    }
}
