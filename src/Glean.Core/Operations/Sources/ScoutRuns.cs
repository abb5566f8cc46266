using System.Data.Common;
using System.Text.Json;
using Glean.Scouts;
using Glean.Storage;

namespace Glean.Operations.Sources;

/// <summary>How the last run of a scout ended.</summary>
/// <param name="Result">Its counters.</param>
public sealed record ScoutRun(string JobId, string Status, DateTime CompletedAt, JsonElement? Result, string? Error);

/// <summary>The last and the next run of every scout; a run of all of them counts for each.</summary>
public sealed class ScoutRuns
{
    private readonly Dictionary<string, ScoutRun> last;
    private readonly Dictionary<string, DateTime> next;

    private ScoutRuns(Dictionary<string, ScoutRun> last, Dictionary<string, DateTime> next) => (this.last, this.next) = (last, next);

    public static ScoutRuns Read(DbConnection connection) => new(
        connection.Rows(
            """
            SELECT scout_type, id, status, completed_at, result, error FROM (
                SELECT *, row_number() OVER (PARTITION BY scout_type ORDER BY completed_at DESC, id DESC) AS place
                FROM jobs WHERE type = 'scout' AND scout_type IS NOT NULL AND completed_at IS NOT NULL) runs WHERE place = 1
            """,
            r => (Scout: r.GetString(0), Run: new ScoutRun(r.GetString(1), r.GetString(2), r.Utc(3), Parse(r.Text(4)), r.Text(5)))).ToDictionary(r => r.Scout, r => r.Run),
        connection.Rows(
            """
            SELECT scout_type, min(next_run_at) FROM schedules
            WHERE job_type = 'scout' AND enabled = TRUE AND scout_type IS NOT NULL AND next_run_at IS NOT NULL GROUP BY scout_type
            """,
            r => (Scout: r.GetString(0), At: r.Utc(1))).ToDictionary(r => r.Scout, r => r.At));

    public ScoutRun? Last(string scout) =>
        new[] { last.GetValueOrDefault(scout), last.GetValueOrDefault(ScoutJob.All) }.OfType<ScoutRun>().MaxBy(r => r.CompletedAt);

    /// <summary>Null when no schedule runs it.</summary>
    public DateTime? Next(string scout)
    {
        DateTime[] times = [.. new[] { scout, ScoutJob.All }.Where(next.ContainsKey).Select(s => next[s])];
        return times.Length == 0 ? null : times.Min();
    }

    private static JsonElement? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
