using System.Data.Common;
using System.Globalization;
using Glean.Catalog;
using Glean.Llm;
using Glean.Settings;
using Glean.Storage;

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
        foreach (var (status, count) in connection.Rows("SELECT status, count(*) FROM tools GROUP BY status", r => (r.GetString(0), r.GetInt64(1))))
        {
            stages[status] = count;
        }

        var unprocessed = PipelineCounts.Unprocessed(connection);
        return new PipelineStatus(
            stages,
            DiscoveryReader.Count(connection, new DiscoveryFilter()),
            unprocessed,
            connection.Count("SELECT count(*) FROM discoveries WHERE set_aside_reason IS NOT NULL"),
            connection.Count("SELECT count(*) FROM discoveries WHERE processed = FALSE AND discovered_at < @stale", ("@stale", now.AddDays(-DiscoveryReader.StaleDays))),
            connection.Count("SELECT count(*) FROM claims"),
            connection.Count("SELECT count(*) FROM sources"),
            connection.Count("SELECT count(*) FROM sources WHERE consecutive_failures > 0"),
            ReadJobs(connection),
            [
                Reading("discovery queue", unprocessed, thresholds.DiscoveryQueue, v => v.ToString("N0", CultureInfo.InvariantCulture)),
                Reading("database size", database.Size(), thresholds.DatabaseBytes, Bytes),
                Reading("jobs failed in 24 h", FailedJobs(connection, now), thresholds.ErrorPercent, v => $"{v:0.#}%"),
            ])
        {
            Llm = ReadLlm(connection, now),
        };
    }

    private static LlmStatus ReadLlm(DbConnection connection, DateTime now)
    {
        // Counting questions since ever would cost this command more than all the rest of it.
        var total = LlmSpending.Since(connection, DateTime.UnixEpoch);
        return new LlmStatus(LlmSpending.Today(connection, now), total.Tokens, Math.Round(total.Usd, 6));
    }

    private static double FailedJobs(DbConnection connection, DateTime now)
    {
        var since = now.AddDays(-1);
        var ended = connection.Count("SELECT count(*) FROM jobs WHERE completed_at >= @since", ("@since", since));
        var failed = connection.Count("SELECT count(*) FROM jobs WHERE completed_at >= @since AND status = 'failed'", ("@since", since));
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

    private static List<JobLine> ReadJobs(DbConnection connection) => connection.Rows(
        "SELECT id, type, status, scout_type, message, error, created_at, completed_at FROM jobs ORDER BY created_at DESC, started_at DESC NULLS FIRST, id LIMIT 5",
        r => new JobLine(r.GetString(0), r.GetString(1), r.GetString(2), r.Text(3), r.Text(4), r.Text(5), r.Utc(6), r.UtcOrNull(7)));
}
