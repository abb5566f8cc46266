using System.Data.Common;
using System.Text.Json;
using Glean.Storage;

namespace Glean.Curation.Learning;

/// <summary>Reads decisions that stand, with what was known of the tool when they were made.</summary>
internal static class PastDecisionReader
{
    public static IReadOnlyList<PastDecision> Read(DbConnection connection)
    {
        // A decision taken over from another program has no step of ours.
        var decided = connection.Rows(
            """
            SELECT t.id, t.status = 'approved', coalesce(d.reasons, '[]'), coalesce(d.decided_at, t.reviewed_at, t.last_updated)
            FROM tools t LEFT JOIN decisions d ON d.id = (
                SELECT max(s.id) FROM decisions s WHERE s.tool_id = t.id AND s.kind = 'decision' AND s.undone_at IS NULL AND s.to_status = t.status)
            WHERE t.status IN ('approved', 'rejected') ORDER BY t.id
            """,
            r => (Id: r.GetInt64(0), Approved: r.GetBoolean(1), Reasons: JsonSerializer.Deserialize<List<string>>(r.GetString(2))!, At: r.Utc(3)));
        return
        [
            .. decided.Select(d => new PastDecision(ScoredToolReader.Read(connection, d.Id, d.At, asOf: d.At)!.Scored, d.Approved, d.Reasons, d.At) { ToolId = d.Id }),
        ];
    }
}
