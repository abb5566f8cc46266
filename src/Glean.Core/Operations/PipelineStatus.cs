using System.Globalization;
using Glean.Catalog;
using Glean.Llm;
using Glean.Settings;
using Glean.Storage;
using Microsoft.Data.Sqlite;

namespace Glean.Operations;

/// <summary>A measured value beside the runbook's thresholds.</summary>
/// <param name="State"><c>normal</c>, <c>elevated</c> or <c>alert</c>.</param>
public sealed record ThresholdReading(string Metric, double Value, string Shown, string Normal, string Alert, string State);

/// <summary>One of the last jobs.</summary>
public sealed record JobLine(string Id, string Type, string Status, string? ScoutType, string? Message, string? Error, DateTime CreatedAt, DateTime? CompletedAt);

/// <summary>Tokens and money of today (UTC) and since ever.</summary>
public sealed record LlmStatus(SpendingLine Today, long TotalTokens, double TotalUsd);

/// <summary>Where everything stands: what <c>glean status</c> and the dashboard tell.</summary>
public sealed record PipelineStatus(
    IReadOnlyDictionary<string, long> Tools,
    long Discoveries,
    long UnprocessedDiscoveries,
    long SetAsideDiscoveries,
    long StaleDiscoveries,
    long Claims,
    long Sources,
    long FailingSources,
    IReadOnlyList<JobLine> Jobs,
    IReadOnlyList<ThresholdReading> Thresholds)
{
    /// <summary>What language models used.</summary>
    public required LlmStatus Llm { get; init; }

    private const double Gigabyte = 1 << 30;

    /// <summary>Reads it by plain SQL: this is the command people run most, and EF would cost it half a second.</summary>
    public static PipelineStatus Read(GleanDatabase database, Thresholds thresholds, DateTime now)
    {
        using var connection = database.OpenForReading();
        var stages = WireName.All<ToolStatus>().ToDictionary(s => s, _ => 0L);
        foreach (var (status, count) in ReadCounts(connection, "SELECT status, count(*) FROM tools GROUP BY status"))
        {
            stages[status] = count;
        }

        var unprocessed = PipelineCounts.Unprocessed(connection);
        return new PipelineStatus(
            stages,
            Count(connection, "SELECT count(*) FROM discoveries"),
            unprocessed,
            Count(connection, "SELECT count(*) FROM discoveries WHERE set_aside_reason IS NOT NULL"),
            Count(connection, $"SELECT count(*) FROM discoveries WHERE processed = 0 AND discovered_at < '{UtcText.Write(now.AddDays(-7))}'"),
            Count(connection, "SELECT count(*) FROM claims"),
            Count(connection, "SELECT count(*) FROM sources"),
            Count(connection, "SELECT count(*) FROM sources WHERE consecutive_failures > 0"),
            ReadJobs(connection),
            [
                Reading("discovery queue", unprocessed, thresholds.DiscoveryQueue, v => v.ToString("N0", CultureInfo.InvariantCulture)),
                Reading("database size", Size(database.Path), thresholds.DatabaseBytes, Bytes),
                Reading("jobs failed in 24 h", FailedJobs(connection, now), thresholds.ErrorPercent, v => $"{v:0.#}%"),
            ])
        {
            Llm = ReadLlm(connection, now),
        };
    }

    private static LlmStatus ReadLlm(SqliteConnection connection, DateTime now)
    {
        // Counting questions since ever would cost this command more than all the rest of it.
        var total = LlmSpending.Since(connection, DateTime.UnixEpoch);
        return new LlmStatus(LlmSpending.Today(connection, now), total.Tokens, Math.Round(total.Usd, 6));
    }

    private static long Size(string path) =>
        new FileInfo(path).Length + (new FileInfo(path + "-wal") is { Exists: true } wal ? wal.Length : 0);

    private static double FailedJobs(SqliteConnection connection, DateTime now)
    {
        var since = UtcText.Write(now.AddDays(-1));
        var ended = Count(connection, $"SELECT count(*) FROM jobs WHERE completed_at >= '{since}'");
        var failed = Count(connection, $"SELECT count(*) FROM jobs WHERE completed_at >= '{since}' AND status = 'failed'");
        return ended == 0 ? 0 : 100.0 * failed / ended;
    }

    private static ThresholdReading Reading(string metric, double value, Threshold threshold, Func<double, string> show) =>
        new(metric, value, show(value), $"< {show(threshold.Normal)}", $"> {show(threshold.Alert)}", threshold.Judge(value));

    private static string Bytes(double bytes) => bytes switch
    {
        >= Gigabyte => $"{bytes / Gigabyte:0.#} GB",
        >= 1 << 20 => $"{bytes / 1048576.0:0.0} MB",
        _ => $"{bytes / 1024.0:0} kB",
    };

    private static long Count(SqliteConnection connection, string sql) => (long)connection.Scalar(sql)!;

    private static IEnumerable<(string Key, long Count)> ReadCounts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A literal above.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (reader.GetString(0), reader.GetInt64(1));
        }
    }

    private static List<JobLine> ReadJobs(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, type, status, scout_type, message, error, created_at, completed_at FROM jobs ORDER BY created_at DESC, rowid DESC LIMIT 5";
        using var reader = command.ExecuteReader();
        List<JobLine> jobs = [];
        while (reader.Read())
        {
            jobs.Add(new JobLine(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetString(2),
                Text(reader, 3),
                Text(reader, 4),
                Text(reader, 5),
                UtcText.Read(reader.GetString(6)),
                Text(reader, 7) is { } completed ? UtcText.Read(completed) : null));
        }

        return jobs;
    }

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
