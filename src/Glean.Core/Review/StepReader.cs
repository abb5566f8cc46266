using System.Data.Common;
using System.Text.Json;
using Glean.Storage;

namespace Glean.Review;

/// <summary>A step in review.</summary>
/// <param name="ToolName">Null when the tool was merged or removed since.</param>
/// <param name="Kind"><c>decision</c>, <c>skip</c> or <c>snooze</c>.</param>
public sealed record StepLine(
    long Id, long ToolId, string? ToolName, string Kind, string FromStatus, string ToStatus, string? Reason, IReadOnlyList<string> Reasons, string Actor,
    DateTime DecidedAt, DateTime? UndoneAt, string? UndoneBy);

/// <summary>Reads the log of review.</summary>
public static class StepReader
{
    /// <summary>The newest steps first.</summary>
    /// <param name="actor">Only of this person; null for all.</param>
    /// <param name="toolId">Only of this tool; null for all.</param>
    public static IReadOnlyList<StepLine> Latest(DbConnection connection, string? actor, long? toolId, int limit) => connection.Rows(
        """
        SELECT d.id, d.tool_id, t.name, d.kind, d.from_status, d.to_status, d.reason, d.reasons, d.actor, d.decided_at, d.undone_at, d.undone_by
        FROM decisions d LEFT JOIN tools t ON t.id = d.tool_id
        WHERE (CAST(@actor AS text) IS NULL OR d.actor = @actor) AND (CAST(@tool AS bigint) IS NULL OR d.tool_id = @tool)
        ORDER BY d.id DESC LIMIT @limit
        """,
        r => new StepLine(
            r.GetInt64(0), r.GetInt64(1), r.Text(2), r.GetString(3), r.GetString(4), r.GetString(5), r.Text(6), JsonSerializer.Deserialize<List<string>>(r.GetString(7))!,
            r.GetString(8), r.Utc(9), r.UtcOrNull(10), r.Text(11)),
        ("@actor", (object?)actor ?? DBNull.Value),
        ("@tool", (object?)toolId ?? DBNull.Value),
        ("@limit", limit));
}
