namespace Glean.Storage;

/// <summary>
/// Who is credited with a discovery: every door that saw it and the kinds those belong to, whoever was first. Texts that were
/// imported were seen by no door; they count for the source they name.
/// </summary>
internal static class SourceCredits
{
    /// <summary>
    /// Tables for a query: <c>credited (source_id, discovery_id, tool_id, status)</c>, a row for each decided tool that a discovery of
    /// the source names, and <c>credit (source_id, useful, approved, decided)</c>: discoveries that name an approved tool, and tools. The
    /// parameter <c>@from</c> leaves out discoveries before a time.
    /// </summary>
    public const string Tables =
        """
        decided_tools AS MATERIALIZED (
            SELECT DISTINCT d.id AS discovery_id, d.source_id AS first_source, d.feed_id AS first_door, t.id AS tool_id, t.status
            FROM tools t JOIN mentions m ON m.tool_id = t.id JOIN discoveries d ON d.id = m.discovery_id
            WHERE t.status IN ('approved', 'rejected') AND d.discovered_at >= @from),
        credited AS MATERIALIZED (
            SELECT x.source_id, n.discovery_id, n.tool_id, n.status FROM decided_tools n JOIN sightings x ON x.discovery_id = n.discovery_id
            UNION SELECT s.parent_id, n.discovery_id, n.tool_id, n.status
                FROM decided_tools n JOIN sightings x ON x.discovery_id = n.discovery_id JOIN sources s ON s.id = x.source_id WHERE s.parent_id IS NOT NULL
            UNION SELECT first_source, discovery_id, tool_id, status FROM decided_tools
            UNION SELECT first_door, discovery_id, tool_id, status FROM decided_tools WHERE first_door IS NOT NULL),
        credit AS MATERIALIZED (
            SELECT source_id, count(DISTINCT CASE WHEN status = 'approved' THEN discovery_id END) AS useful,
                   count(DISTINCT CASE WHEN status = 'approved' THEN tool_id END) AS approved, count(DISTINCT tool_id) AS decided
            FROM credited GROUP BY source_id)
        """;
}
