using System.Data.Common;
using Glean.Storage;

namespace Glean.Operations;

/// <summary>Something that happened lately.</summary>
/// <param name="Id">Unique among all kinds, for example <c>decision:12</c>.</param>
/// <param name="Type"><c>decision</c>, <c>job</c>, <c>change</c>, <c>merge</c> or <c>tool</c>.</param>
public sealed record Activity(string Id, DateTime Timestamp, string Type, string Message, long? ToolId, string? JobId, string? Actor);

/// <summary>Reads what happened lately from the rows that record it, so that nothing has to be written twice.</summary>
public static class ActivityReader
{
    /// <summary>The newest <paramref name="limit"/> events, each kind by an index.</summary>
    public static IReadOnlyList<Activity> Latest(DbConnection connection, int limit)
    {
        List<Activity> all =
        [
            .. connection.Rows(
                """
                SELECT d.id, d.decided_at, d.tool_id, coalesce(t.name, 'tool ' || d.tool_id), d.to_status, d.actor, d.reason, d.undone_at IS NOT NULL
                FROM decisions d LEFT JOIN tools t ON t.id = d.tool_id WHERE d.kind = 'decision' ORDER BY d.decided_at DESC, d.id DESC LIMIT @limit
                """,
                r => new Activity(
                    $"decision:{r.GetInt64(0)}", r.Utc(1), "decision",
                    $"{r.GetString(3)}: {r.GetString(4)} by {r.GetString(5)}{(r.Text(6) is { } why ? $" ({why})" : "")}{(r.GetBoolean(7) ? ", taken back" : "")}",
                    r.GetInt64(2), null, r.GetString(5)),
                ("@limit", limit)),
            .. connection.Rows(
                "SELECT id, coalesce(completed_at, started_at, created_at), type, scout_type, status, coalesce(error, message) FROM jobs ORDER BY created_at DESC LIMIT @limit",
                r => new Activity(
                    $"job:{r.GetString(0)}", r.Utc(1), "job",
                    $"{r.GetString(2)}{(r.Text(3) is { } scout ? " " + scout : "")} {r.GetString(4)}{(r.Text(5) is { } said ? ": " + said : "")}",
                    null, r.GetString(0), null),
                ("@limit", limit)),
            .. connection.Rows(
                """
                SELECT c.id, c.detected_at, c.tool_id, t.name, c.change_type, c.description
                FROM changelog c JOIN tools t ON t.id = c.tool_id ORDER BY c.detected_at DESC, c.id DESC LIMIT @limit
                """,
                r => new Activity($"change:{r.GetInt64(0)}", r.Utc(1), "change", $"{r.GetString(3)}: {r.GetString(5)}", r.GetInt64(2), null, null),
                ("@limit", limit)),
            .. connection.Rows(
                """
                SELECT m.id, m.merged_at, m.kept_id, coalesce(t.name, 'tool ' || m.kept_id), m.reason, m.actor
                FROM tool_merges m LEFT JOIN tools t ON t.id = m.kept_id WHERE m.undone_at IS NULL ORDER BY m.id DESC LIMIT @limit
                """,
                r => new Activity($"merge:{r.GetInt64(0)}", r.Utc(1), "merge", $"{r.GetString(3)}: a duplicate was merged, {r.GetString(4)}", r.GetInt64(2), null, r.GetString(5)),
                ("@limit", limit)),
            .. connection.Rows(
                "SELECT id, created_at, name FROM tools ORDER BY created_at DESC, id DESC LIMIT @limit",
                r => new Activity($"tool:{r.GetInt64(0)}", r.Utc(1), "tool", $"{r.GetString(2)} was found", r.GetInt64(0), null, null),
                ("@limit", limit)),
        ];
        return [.. all.OrderByDescending(a => a.Timestamp).ThenBy(a => a.Id, StringComparer.Ordinal).Take(limit)];
    }
}
