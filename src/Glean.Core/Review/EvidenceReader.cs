using System.Data.Common;
using System.Text.Json;
using Glean.Storage;

namespace Glean.Review;

/// <summary>Where a text names the tool; no span when only the title does.</summary>
public sealed record EvidenceSpan(string Name, int? SpanStart, int? SpanEnd, double Confidence);

/// <summary>A text that a tool was found in; spans of its claims refer to <paramref name="Text"/>.</summary>
public sealed record EvidenceText(
    long Id, string Title, string Text, string SourceName, string SourceUrl, string? Author, DateTime? PublishedAt, DateTime DiscoveredAt, IReadOnlyList<EvidenceSpan> Mentions);

/// <summary>Reads the texts behind a tool.</summary>
public static class EvidenceReader
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Texts with claims first, then the newest.</summary>
    public static IReadOnlyList<EvidenceText> OfTool(DbConnection connection, long toolId)
    {
        var dialect = connection.Dialect();
        return connection.Rows(
            $"""
            WITH texts AS (
                SELECT discovery_id AS id FROM mentions WHERE tool_id = @id
                UNION SELECT discovery_id FROM claims WHERE tool_id = @id AND discovery_id IS NOT NULL
                UNION SELECT id FROM discoveries WHERE tool_id = @id)
            SELECT d.id, d.title, d.raw_text, s.name, d.source_url, d.author, d.published_at, d.discovered_at,
                   (SELECT {dialect.JsonArrayOf(dialect.JsonObject("'name', m.name, 'span_start', m.span_start, 'span_end', m.span_end, 'confidence', m.confidence"))}
                    FROM mentions m WHERE m.tool_id = @id AND m.discovery_id = d.id)
            FROM texts JOIN discoveries d ON d.id = texts.id JOIN sources s ON s.id = d.source_id
            ORDER BY (SELECT count(*) FROM claims c WHERE c.tool_id = @id AND c.discovery_id = d.id) DESC, coalesce(d.published_at, d.discovered_at) DESC, d.id
            """,
            r => new EvidenceText(
                r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.Text(5), r.UtcOrNull(6), r.Utc(7),
                JsonSerializer.Deserialize<List<EvidenceSpan>>(r.GetString(8), Json)!),
            ("@id", toolId));
    }
}
