using Microsoft.Data.Sqlite;

namespace Glean.Storage;

/// <summary>Reads claims with their evidence.</summary>
public static class ClaimReader
{
    /// <summary>What is said of a tool, by type, surest first.</summary>
    public static IReadOnlyList<ClaimLine> OfTool(SqliteConnection connection, long toolId) => connection.Rows(
        """
        SELECT c.id, c.claim_type, c.content, c.confidence, c.quote, c.span_start, c.span_end, s.name, d.source_url, c.verified, c.conflicting,
               c.discovery_id, c.created_at, d.published_at, d.author, c.resolution, c.resolved_by, c.resolved_at, c.group_id, c.voices
        FROM claims c LEFT JOIN sources s ON s.id = c.source_id LEFT JOIN discoveries d ON d.id = c.discovery_id
        WHERE c.tool_id = $id ORDER BY c.claim_type, c.confidence DESC, c.id
        """,
        r => new ClaimLine(
            r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetDouble(3), r.Text(4), r.Int(5), r.Int(6), r.Text(7), r.Text(8), r.GetBoolean(9), r.GetBoolean(10))
        {
            DiscoveryId = r.Long(11),
            CreatedAt = r.Utc(12),
            PublishedAt = r.UtcOrNull(13),
            Author = r.Text(14),
            Resolution = r.Text(15),
            ResolvedBy = r.Text(16),
            ResolvedAt = r.UtcOrNull(17),
            GroupId = r.Long(18),
            Voices = r.GetInt32(19),
        },
        ("$id", toolId));
}
