using System.Text.Json;
using Glean.Catalog;
using Glean.Curation.Conflicts;
using Glean.Curation.Scoring;
using Glean.Jobs;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Curation;

/// <summary>A tool with its score of this run.</summary>
internal sealed record ScoredRow(long Id, string Name, string? Url, string Category, ToolStatus Status, double Score, string Why);

/// <summary>What the scoring found.</summary>
/// <param name="Conflicts">Claims that contradict another one.</param>
internal sealed record ScoringOutcome(IReadOnlyList<ScoredRow> Tools, int Conflicts);

/// <summary>Scores tools and marks claims that contradict each other, chunk by chunk, writing only what changed.</summary>
internal sealed class ScoringPass(GleanDatabase database, Focus focus, DateTime now)
{
    private const int ChunkSize = 500;
    private const int ReasonsShown = 2;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task<ScoringOutcome> RunAsync(List<long> ids, bool dryRun, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        List<ScoredRow> rows = [];
        var conflicts = 0;
        foreach (var chunk in ids.Chunk(ChunkSize))
        {
            await using var context = database.CreateContext();
            // Nobody may merge or decide between reading and writing; a trial run writes nothing and needs no lock.
            await using var transaction = dryRun ? null : await context.Database.BeginTransactionAsync(cancellationToken);
            var tools = await context.Tools.AsTracking().Where(t => chunk.Contains(t.Id)).Include(t => t.Aliases).OrderBy(t => t.Id).ToListAsync(cancellationToken);
            var claims = (await context.Claims.AsTracking().Where(c => chunk.Contains(c.ToolId))
                .Include(c => c.Source).Include(c => c.Discovery)
                .OrderBy(c => c.Id)
                .AsSplitQuery()
                .ToListAsync(cancellationToken)).ToLookup(c => c.ToolId);
            foreach (var tool in tools)
            {
                List<Claim> ofTool = [.. claims[tool.Id]];
                ClaimWeighing.Group(ofTool, [tool.Name, .. tool.Aliases.Select(a => a.Name)], Voice);
                conflicts += await ClaimWeighing.MarkConflictsAsync(context, ofTool, cancellationToken);
                rows.Add(Score(tool, ofTool));
            }

            if (transaction is not null)
            {
                await context.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            progress.Report(new JobProgress(40 + (55 * rows.Count / ids.Count), $"{rows.Count} of {ids.Count} tools scored"));
        }

        return new ScoringOutcome(rows, conflicts);
    }

    private ScoredRow Score(Tool tool, List<Claim> claims)
    {
        var score = ToolScorer.Score(
            new ScoredTool(
                tool.Name,
                tool.Description,
                tool.Category,
                [.. claims.Select(c => new ScoredClaim(c.ClaimType, c.Content, c.Confidence, Voice(c), c.Discovery?.PublishedAt ?? c.CreatedAt))],
                tool.CreatedAt),
            focus,
            now);
        tool.RelevanceScore = score.Value;
        tool.ScoreReasons = JsonSerializer.Serialize(score.Reasons, Json);
        var why = string.Join("; ", score.Reasons.Where(r => r.Part != "base").OrderByDescending(r => Math.Abs(r.Points)).Take(ReasonsShown).Select(r => r.Words));
        return new ScoredRow(tool.Id, tool.Name, tool.Url, tool.Category, tool.Status, score.Value, why);
    }

    /// <summary>Who speaks: ten posts of one author are one voice.</summary>
    private static string Voice(Claim claim) =>
        claim.Discovery is { Author: { Length: > 0 } author } ? $"{claim.Source?.Name}/{author}"
        : claim.Discovery is { } discovery && Uri.TryCreate(discovery.SourceUrl, UriKind.Absolute, out var url) ? url.Host
        : claim.Source?.Name ?? "unknown";
}
