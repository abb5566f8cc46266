using System.Data.Common;
using Glean.Review;
using Glean.Storage;

namespace Glean.Operations.Statistics;

/// <summary>Reads the statistics by plain SQL, from the rows that every stage leaves anyway.</summary>
public static class StatisticsReader
{
    private const int DaysShown = 30;

    /// <param name="days">Only what happened in the last so many days; null for all time.</param>
    public static ReviewStatistics Read(DbConnection connection, int? days, DateTime now)
    {
        var from = days is { } back ? now.AddDays(-back) : DateTime.UnixEpoch;
        return new ReviewStatistics(
            days,
            Funnel(connection, from),
            ConversionOf(connection, from),
            Times(connection, from),
            Throughput(connection, Math.Min(days ?? DaysShown, DaysShown), now),
            Sources(connection, from),
            Reasons(connection, from),
            AgreementOf(connection, from));
    }

    private static List<FunnelStage> Funnel(DbConnection connection, DateTime from)
    {
        var counts = connection.Rows(
            """
            SELECT (SELECT count(*) FROM discoveries WHERE discovered_at >= @from),
                   (SELECT count(DISTINCT m.discovery_id) FROM mentions m JOIN discoveries d ON d.id = m.discovery_id WHERE d.discovered_at >= @from),
                   (SELECT count(*) FROM tools WHERE created_at >= @from),
                   (SELECT count(*) FROM tools WHERE created_at >= @from AND (queued_at IS NOT NULL OR status IN ('review', 'approved', 'rejected'))),
                   (SELECT count(*) FROM tools WHERE created_at >= @from AND status IN ('approved', 'rejected')),
                   (SELECT count(*) FROM tools WHERE created_at >= @from AND status = 'approved')
            """,
            r => Enumerable.Range(0, 6).Select(r.GetInt64).ToArray(),
            ("@from", from))[0];
        string[] stages = ["discoveries", "naming_a_tool", "tools", "queued", "decided", "approved"];
        // A text names any number of tools, so tools are no share of texts.
        return [.. stages.Select((stage, i) => new FunnelStage(stage, counts[i], i == 0 || stage == "tools" ? null : Share(counts[i], counts[i - 1])))];
    }

    private static List<Conversion> ConversionOf(DbConnection connection, DateTime from) => connection.Rows(
        """
        SELECT category, count(*), count(*) FILTER (WHERE status IN ('approved', 'rejected')), count(*) FILTER (WHERE status = 'approved')
        FROM tools WHERE created_at >= @from GROUP BY category ORDER BY count(*) DESC, category
        """,
        r => new Conversion(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), Share(r.GetInt64(3), r.GetInt64(2))),
        ("@from", from));

    private static List<StageTime> Times(DbConnection connection, DateTime from)
    {
        StageTime Time(string stage, string sql)
        {
            var hours = connection.Rows(sql, r => r.GetDouble(0) / 3600, ("@from", from));
            hours.Sort();
            return new StageTime(stage, hours.Count, Quantile(hours, 0.5), Quantile(hours, 0.9));
        }

        var dialect = connection.Dialect();
        return
        [
            Time("until_read", $"SELECT {dialect.Seconds("discovered_at", "processed_at")} FROM discoveries WHERE processed = TRUE AND processed_at >= @from"),
            Time("until_queued", $"SELECT {dialect.Seconds("created_at", "queued_at")} FROM tools WHERE queued_at >= @from"),
            Time(
                "until_decided",
                $"""
                SELECT {dialect.Seconds("t.queued_at", "min(d.decided_at)")}
                FROM decisions d JOIN tools t ON t.id = d.tool_id
                WHERE d.kind = 'decision' AND d.undone_at IS NULL AND d.to_status IN ('approved', 'rejected') AND d.decided_at >= @from AND t.queued_at <= d.decided_at
                GROUP BY t.id
                """),
        ];
    }

    /// <summary>The value that a share of the sorted <paramref name="values"/> do not exceed (nearest rank).</summary>
    internal static double? Quantile(IReadOnlyList<double> values, double share) =>
        values.Count == 0 ? null : Math.Round(values[Math.Max(0, (int)Math.Ceiling(share * values.Count) - 1)], 2);

    private static List<DayCount> Throughput(DbConnection connection, int days, DateTime now)
    {
        const string decisions = "decisions WHERE decided_at >= @from AND kind = 'decision' AND undone_at IS NULL";
        var first = now.Date.AddDays(1 - Math.Max(1, days));
        Dictionary<string, long> ByDay(string time, string rows) => connection.Rows($"SELECT {connection.Dialect().Day(time)}, count(*) FROM {rows} GROUP BY 1", r => (Day: r.GetString(0), Count: r.GetInt64(1)), ("@from", first)).ToDictionary(d => d.Day, d => d.Count);
        var discoveries = ByDay("discovered_at", "discoveries WHERE discovered_at >= @from");
        var tools = ByDay("created_at", "tools WHERE created_at >= @from");
        var queued = ByDay("queued_at", "tools WHERE queued_at >= @from");
        var approved = ByDay("decided_at", $"{decisions} AND to_status = 'approved'");
        var rejected = ByDay("decided_at", $"{decisions} AND to_status = 'rejected'");
        return [.. Enumerable.Range(0, Math.Max(1, days)).Select(i => first.AddDays(i).ToString("yyyy-MM-dd")).Select(day => new DayCount(
            day, discoveries.GetValueOrDefault(day), tools.GetValueOrDefault(day), queued.GetValueOrDefault(day), approved.GetValueOrDefault(day), rejected.GetValueOrDefault(day)))];
    }

    private static List<SourcePrecision> Sources(DbConnection connection, DateTime from) => connection.Rows(
        $"""
        WITH {SourceCredits.Tables},
        texts AS (
            SELECT source_id AS id, count(*) AS n FROM discoveries WHERE discovered_at >= @from GROUP BY source_id
            UNION ALL SELECT feed_id, count(*) FROM discoveries WHERE discovered_at >= @from AND feed_id IS NOT NULL GROUP BY feed_id)
        SELECT s.name, coalesce(x.n, 0), coalesce(c.decided, 0), coalesce(c.approved, 0), s.reliability
        FROM sources s LEFT JOIN texts x ON x.id = s.id LEFT JOIN credit c ON c.source_id = s.id
        WHERE coalesce(x.n, c.decided, 0) > 0 ORDER BY c.decided DESC NULLS LAST, x.n DESC NULLS LAST, s.name
        """,
        r => new SourcePrecision(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), Share(r.GetInt64(3), r.GetInt64(2)), Math.Round(r.GetDouble(4), 3)),
        ("@from", from));

    private static List<ReasonCount> Reasons(DbConnection connection, DateTime from) => connection.Rows(
        $"""
        SELECT j.value, count(*) FROM decisions d, {connection.Dialect().Strings("d.reasons")}
        WHERE d.kind = 'decision' AND d.undone_at IS NULL AND d.to_status = 'rejected' AND d.decided_at >= @from GROUP BY 1 ORDER BY 2 DESC, 1
        """,
        r => new ReasonCount(r.GetString(0), r.GetInt64(1)),
        ("@from", from));

    private static AgreementSummary AgreementOf(DbConnection connection, DateTime from)
    {
        // What a person decided counts before what they merely thought.
        var verdicts = connection.Rows(
            """
            SELECT actor, tool_id, verdict = 'approve', 0 FROM opinions WHERE verdict <> 'unsure' AND given_at >= @from
            UNION ALL
            SELECT actor, tool_id, to_status = 'approved', id FROM decisions
            WHERE kind = 'decision' AND undone_at IS NULL AND to_status IN ('approved', 'rejected') AND decided_at >= @from
            """,
            r => (Person: r.GetString(0), Tool: r.GetInt64(1), Approves: r.GetBoolean(2), Order: r.GetInt64(3)),
            ("@from", from));
        var byPerson = verdicts.GroupBy(v => v.Person).ToDictionary(
            p => p.Key,
            IReadOnlyDictionary<long, bool> (p) => p.GroupBy(v => v.Tool).ToDictionary(t => t.Key, t => t.MaxBy(v => v.Order).Approves));
        var pairs = Agreement.Of(byPerson);
        var rated = pairs.Where(p => p.Kappa is not null).ToList();
        var tools = rated.Sum(p => p.Tools);
        return new AgreementSummary(tools == 0 ? null : Math.Round(rated.Sum(p => p.Kappa!.Value * p.Tools) / tools, 4), pairs.Sum(p => p.Tools), pairs);
    }

    private static double? Share(long part, long whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);
}
