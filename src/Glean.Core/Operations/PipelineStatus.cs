using Glean.Catalog;
using Glean.Llm;
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
    public static PipelineStatus Read(GleanDatabase database, DateTime now)
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
            [Queue(unprocessed), Size(database.Path), FailedJobs(connection, now)])
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

    private static ThresholdReading Queue(long unprocessed) =>
        Reading("discovery queue", unprocessed, unprocessed.ToString("N0"), 1000, 5000, "< 1,000", "> 5,000");

    private static ThresholdReading Size(string path)
    {
        var bytes = new FileInfo(path).Length + (new FileInfo(path + "-wal") is { Exists: true } wal ? wal.Length : 0);
        return Reading("database size", bytes, Bytes(bytes), Gigabyte, 5 * Gigabyte, "< 1 GB", "> 5 GB");
    }

    private static ThresholdReading FailedJobs(SqliteConnection connection, DateTime now)
    {
        var since = UtcText.Write(now.AddDays(-1));
        var ended = Count(connection, $"SELECT count(*) FROM jobs WHERE completed_at >= '{since}'");
        var failed = Count(connection, $"SELECT count(*) FROM jobs WHERE completed_at >= '{since}' AND status = 'failed'");
        var share = ended == 0 ? 0 : 100.0 * failed / ended;
        return Reading("jobs failed in 24 h", share, $"{share:0.#}%", 1, 5, "< 1%", "> 5%");
    }

    private static ThresholdReading Reading(string metric, double value, string shown, double normal, double alert, string normalWords, string alertWords) =>
        new(metric, value, shown, normalWords, alertWords, value > alert ? "alert" : value >= normal ? "elevated" : "normal");

    private static string Bytes(long bytes) => bytes switch
    {
        >= 1 << 30 => $"{bytes / Gigabyte:0.0} GB",
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
