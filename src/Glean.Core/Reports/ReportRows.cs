using System.Data.Common;
using Glean.Storage;

namespace Glean.Reports;

/// <summary>Reads the entries of a report by their ids, a portion at a time: memory stays flat, and no reader holds up the log of a busy database.</summary>
internal sealed class ReportRows(GleanDatabase database)
{
    private const int Portion = 250;
    private const int StatementsOfATool = 5;

    /// <summary>Tools with what is said of them, surest first.</summary>
    public IEnumerable<ReportEntry> Tools(IReadOnlyList<long> ids) => InPortions(ids, (connection, part) =>
    {
        var statements = connection.Rows(
            $"""
            SELECT c.tool_id, c.id, c.content, c.claim_type, s.name, d.source_url, d.published_at, c.quote, c.discovery_id, c.voices,
                   c.conflicting AND c.resolution IS NULL, coalesce(c.group_id, c.id)
            FROM claims c LEFT JOIN sources s ON s.id = c.source_id LEFT JOIN discoveries d ON d.id = c.discovery_id
            WHERE {connection.Dialect().In("c.tool_id", "@ids")} AND coalesce(c.resolution, 'holds') = 'holds'
            ORDER BY c.tool_id, c.verified DESC, c.confidence DESC, c.id
            """,
            r => (Tool: r.GetInt64(0), Group: r.GetInt64(11), Statement: Statement(r)),
            ("@ids", part)).ToLookup(s => s.Tool);
        return ById(
            connection,
            $"SELECT id, name, url, description, category, relevance_score FROM tools WHERE {connection.Dialect().In("id", "@ids")}",
            r => new ReportEntry(
                r.GetString(1), r.Text(2), r.Text(3) ?? CategoryAndScore(r.GetString(4), r.Real(5)),
                [.. statements[r.GetInt64(0)].DistinctBy(s => s.Group).Take(StatementsOfATool).Select(s => s.Statement)])
            { ToolId = r.GetInt64(0) },
            part);
    });

    public IEnumerable<ReportEntry> Rejected(IReadOnlyList<long> ids) => InPortions(ids, (connection, part) => ById(
        connection,
        $"SELECT id, name, url, rejection_reason FROM tools WHERE {connection.Dialect().In("id", "@ids")}",
        r => new ReportEntry(r.GetString(1), r.Text(2), r.Text(3) ?? "no reason given", []) { ToolId = r.GetInt64(0) },
        part));

    public IEnumerable<ReportEntry> Changes(IReadOnlyList<long> ids) => InPortions(ids, (connection, part) => ById(
        connection,
        $"""
        SELECT c.id, t.name, t.url, c.detected_at, c.change_type, c.description, c.source_url, c.before_snapshot_id, c.after_snapshot_id, c.tool_id
        FROM changelog c JOIN tools t ON t.id = c.tool_id WHERE {connection.Dialect().In("c.id", "@ids")}
        """,
        r => new ReportEntry(
            r.GetString(1), r.Text(2), $"{r.Utc(3):yyyy-MM-dd}",
            [
                new ReportStatement(r.GetString(5), r.GetString(4), "its page", r.Text(6), r.Utc(3))
                {
                    ChangeId = r.GetInt64(0), BeforeSnapshotId = r.Long(7), AfterSnapshotId = r.Long(8),
                },
            ])
        { ToolId = r.GetInt64(9) },
        part));

    public IEnumerable<ReportEntry> Decisions(IReadOnlyList<long> ids) => InPortions(ids, (connection, part) => ById(
        connection,
        $"""
        SELECT d.id, t.name, t.url, d.decided_at, d.to_status, d.actor, d.reason, t.id
        FROM decisions d JOIN tools t ON t.id = d.tool_id WHERE {connection.Dialect().In("d.id", "@ids")}
        """,
        r => new ReportEntry(
            r.GetString(1), r.Text(2), $"{r.Utc(3):yyyy-MM-dd} · {r.GetString(4)} by {r.GetString(5)}{(r.Text(6) is { Length: > 0 } why ? $": {why}" : "")}", [])
        { ToolId = r.GetInt64(7) },
        part));

    private static ReportStatement Statement(DbDataReader r) => new(r.GetString(2), r.GetString(3), r.Text(4), r.Text(5), r.UtcOrNull(6))
    {
        ClaimId = r.GetInt64(1),
        Quote = r.Text(7),
        DiscoveryId = r.Long(8),
        Voices = r.GetInt32(9),
        Disputed = r.GetBoolean(10),
    };

    private static string CategoryAndScore(string category, double? score) =>
        score is null ? CategoryWords.Of(category) : $"{CategoryWords.Of(category)} · score {score:0.00}";

    /// <summary>The rows of <paramref name="sql"/> for <c>@ids</c>, by their id, which comes first.</summary>
    private static Dictionary<long, ReportEntry> ById(DbConnection connection, string sql, Func<DbDataReader, ReportEntry> map, string ids) =>
        connection.Rows(sql, r => KeyValuePair.Create(r.GetInt64(0), map(r)), ("@ids", ids)).ToDictionary();

    private IEnumerable<ReportEntry> InPortions(IReadOnlyList<long> ids, Func<DbConnection, string, Dictionary<long, ReportEntry>> read)
    {
        foreach (var part in ids.Chunk(Portion))
        {
            Dictionary<long, ReportEntry> found;
            using (var connection = database.OpenForReading())
            {
                found = read(connection, $"[{string.Join(',', part)}]");
            }

            // What was deleted meanwhile is left out.
            foreach (var id in part)
            {
                if (found.TryGetValue(id, out var entry))
                {
                    yield return entry;
                }
            }
        }
    }
}
