using System.Data.Common;
using System.Globalization;
using Glean.Storage;

namespace Glean.Operations.Statistics;

/// <param name="Counts">One for each day.</param>
public sealed record SourceDays(string Source, IReadOnlyList<long> Counts);

/// <summary>What each source brought on each of the last days.</summary>
/// <param name="Days">Oldest first, the last is today (UTC).</param>
/// <param name="Sources">The one that brought most first; those that brought nothing are left out.</param>
public sealed record DailyDiscoveries(IReadOnlyList<string> Days, IReadOnlyList<SourceDays> Sources)
{
    public static DailyDiscoveries Read(DbConnection connection, int days, DateTime now)
    {
        var first = now.Date.AddDays(1 - days);
        var names = Enumerable.Range(0, days).Select(i => first.AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();
        var rows = connection.Rows(
            $"""
            SELECT s.name, {connection.Dialect().Day("d.discovered_at")}, count(*) FROM discoveries d JOIN sources s ON s.id = d.source_id
            WHERE d.discovered_at >= @first GROUP BY 1, 2
            """,
            r => (Source: r.GetString(0), Day: r.GetString(1), Count: r.GetInt64(2)),
            ("@first", first));
        return new DailyDiscoveries(
            names,
            [
                .. rows.GroupBy(r => r.Source, StringComparer.Ordinal)
                    .OrderByDescending(g => g.Sum(r => r.Count)).ThenBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new SourceDays(g.Key, [.. names.Select(day => g.Where(r => r.Day == day).Sum(r => r.Count))])),
            ]);
    }
}
