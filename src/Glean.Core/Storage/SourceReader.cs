using System.Data.Common;

namespace Glean.Storage;

/// <summary>A source with what it yielded and how it fares.</summary>
/// <param name="Health"><c>new</c>, <c>healthy</c>, <c>failing</c> or <c>disabled</c>.</param>
public sealed record SourceLine(
    long Id, string Name, string? Title, string? Url, string? Parent, double Reliability, long TotalDiscoveries, long UsefulDiscoveries, bool Enabled,
    string Health, int ConsecutiveFailures, DateTime? LastAttemptAt, DateTime? LastSuccessAt, DateTime? BackOffUntil, string? LastError, int LastItemCount);

/// <summary>Reads sources by plain SQL.</summary>
public static class SourceReader
{
    /// <summary>All sources, feeds after the kind they belong to.</summary>
    public static IReadOnlyList<SourceLine> List(DbConnection connection) => connection.Rows(
        """
        SELECT s.id, s.name, s.title, s.url, p.name, s.reliability, s.total_discoveries, s.useful_discoveries, s.enabled, s.consecutive_failures,
               s.last_attempt_at, s.last_success_at, s.back_off_until, s.last_error, s.last_item_count
        FROM sources s LEFT JOIN sources p ON p.id = s.parent_id ORDER BY coalesce(p.name, s.name), s.parent_id IS NOT NULL, s.name
        """,
        r => new SourceLine(
            r.GetInt64(0), r.GetString(1), r.Text(2), r.Text(3), r.Text(4), r.GetDouble(5), r.GetInt64(6), r.GetInt64(7), r.GetBoolean(8),
            Health(r.GetBoolean(8), r.GetInt32(9), r.UtcOrNull(10)), r.GetInt32(9), r.UtcOrNull(10), r.UtcOrNull(11), r.UtcOrNull(12), r.Text(13), r.GetInt32(14)));

    /// <param name="isDegraded">It answers, but with less than it should.</param>
    internal static string Health(bool enabled, int failures, DateTime? lastAttempt, bool isDegraded = false) =>
        !enabled ? "disabled" : failures > 0 ? "failing" : isDegraded ? "degraded" : lastAttempt is null ? "new" : "healthy";
}
