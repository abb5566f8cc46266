using System.Data.Common;

namespace Glean.Storage;

/// <summary>Reads claims with their evidence.</summary>
public static class ClaimReader
{
    private const string Select = """
        SELECT c.id, c.claim_type, c.content, c.confidence, c.quote, c.span_start, c.span_end, s.name, d.source_url, c.verified, c.conflicting,
               c.discovery_id, c.created_at, d.published_at, d.author, c.resolution, c.resolved_by, c.resolved_at, c.group_id, c.voices, c.tool_id
        FROM claims c LEFT JOIN sources s ON s.id = c.source_id LEFT JOIN discoveries d ON d.id = c.discovery_id
        """;

    private const string Order = "ORDER BY c.claim_type, c.confidence DESC, c.id";

    /// <summary>What is said of a tool, by type, surest first.</summary>
    public static IReadOnlyList<ClaimLine> OfTool(DbConnection connection, long toolId) =>
        connection.Rows($"{Select} WHERE c.tool_id = @id {Order}", Line, ("@id", toolId));

    /// <summary>The same of several tools, whose ids are a JSON array, by tool.</summary>
    public static ILookup<long, ClaimLine> OfTools(DbConnection connection, string toolIds) =>
        connection.Rows($"{Select} WHERE {connection.Dialect().In("c.tool_id", "@ids")} {Order}", r => (Tool: r.GetInt64(20), Line: Line(r)), ("@ids", toolIds))
            .ToLookup(r => r.Tool, r => r.Line);

    private static ClaimLine Line(DbDataReader r) => new(
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
    };
}
