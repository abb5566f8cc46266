using System.Text.Json;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Analysis;

/// <summary>
/// The mentions and claims of a batch, written with one statement each: there are many a text, nobody changes them before they are
/// written, and tracking each of them costs several times what reading its text does.
/// </summary>
internal sealed class EvidenceRows(DateTime now)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly SqlColumn[] MentionColumns =
    [
        new("tool_id", SqlType.Whole), new("discovery_id", SqlType.Whole), new("name", SqlType.Text), new("confidence", SqlType.Real), new("evidence", SqlType.Text),
        new("span_start", SqlType.Whole), new("span_end", SqlType.Whole),
    ];

    private static readonly SqlColumn[] ClaimColumns =
    [
        new("tool_id", SqlType.Whole), new("source_id", SqlType.Whole), new("discovery_id", SqlType.Whole), new("claim_type", SqlType.Text), new("content", SqlType.Text),
        new("confidence", SqlType.Real), new("quote", SqlType.Text), new("span_start", SqlType.Whole), new("span_end", SqlType.Whole), new("created_at", SqlType.Time),
    ];

    private static readonly SqlColumn[] MarkColumns = [new("discovery_id", SqlType.Whole), new("tool_id", SqlType.Whole), new("processed_at", SqlType.Time)];

    private readonly List<(Tool Tool, MentionRow Row)> mentions = [];
    private readonly List<(Tool Tool, ClaimRow Row)> claims = [];

    public void Add(Tool tool, Discovery discovery, ExtractedTool extracted)
    {
        TextSpan? first = extracted.Mentions.Count > 0 ? extracted.Mentions[0] : null;
        mentions.Add((tool, new MentionRow(0, discovery.Id, extracted.Name, extracted.Confidence, extracted.Evidence, first?.Start, first?.End)));
    }

    public void Add(Tool tool, Discovery discovery, ExtractedClaim claim) => claims.Add((tool, new ClaimRow(
        0, discovery.SourceId, discovery.Id, claim.Type.ToWire(), claim.Quote.ReplaceLineEndings(" ").Trim(), claim.Confidence, claim.Quote,
        claim.Span.Start, claim.Span.End, UtcText.Write(now))));

    /// <summary>Writes them; their tools have ids by now.</summary>
    public async Task InsertAsync(GleanDbContext context, CancellationToken cancellationToken)
    {
        await InsertAsync(context, "mentions", MentionColumns, mentions.Select(m => m.Row with { ToolId = m.Tool.Id }), cancellationToken);
        await InsertAsync(context, "claims", ClaimColumns, claims.Select(c => c.Row with { ToolId = c.Tool.Id }), cancellationToken);
    }

    private static async Task InsertAsync<T>(GleanDbContext context, string table, SqlColumn[] columns, IEnumerable<T> rows, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", columns.Select(c => c.Name));
#pragma warning disable EF1002 // Names of our own tables and columns.
        await context.Database.ExecuteSqlRawAsync(
            $"INSERT INTO {table} ({names}) SELECT {names} FROM {context.Dialect.Records("@rows", columns)} ORDER BY place",
            [context.Parameter("@rows", JsonSerializer.Serialize(rows, Json))],
            cancellationToken);
#pragma warning restore EF1002
    }

    /// <summary>
    /// Marks discoveries as processed, with the tool each says most about: most claims, then the surest mention, then the first. All that
    /// is known of a discovery is in this batch, since it is read once.
    /// </summary>
    /// <returns>How many of them were not yet.</returns>
    public async Task<int> MarkAsync(GleanDbContext context, IEnumerable<Discovery> discoveries, CancellationToken cancellationToken)
    {
        var said = claims.CountBy(c => (c.Row.DiscoveryId, c.Tool)).ToDictionary();
        var main = mentions.GroupBy(m => m.Row.DiscoveryId).ToDictionary(
            d => d.Key, d => d.OrderByDescending(m => said.GetValueOrDefault((d.Key, m.Tool))).ThenByDescending(m => m.Row.Confidence).First().Tool.Id);
        var marks = discoveries.Select(d => new Mark(d.Id, main.TryGetValue(d.Id, out var tool) ? tool : null, UtcText.Write(now)));
#pragma warning disable EF1002 // A part of the dialect.
        return await context.Database.ExecuteSqlRawAsync(
            $"""
            UPDATE discoveries SET processed = TRUE, processed_at = records.processed_at, tool_id = records.tool_id
            FROM {context.Dialect.Records("@rows", MarkColumns)} WHERE discoveries.id = records.discovery_id AND NOT discoveries.processed
            """,
            [context.Parameter("@rows", JsonSerializer.Serialize(marks, Json))],
            cancellationToken);
#pragma warning restore EF1002
    }

    private sealed record Mark(long DiscoveryId, long? ToolId, string ProcessedAt);

    private sealed record MentionRow(long ToolId, long DiscoveryId, string Name, double Confidence, string? Evidence, int? SpanStart, int? SpanEnd);

    private sealed record ClaimRow(
        long ToolId, long SourceId, long DiscoveryId, string ClaimType, string Content, double Confidence, string Quote, int SpanStart, int SpanEnd, string CreatedAt);
}
