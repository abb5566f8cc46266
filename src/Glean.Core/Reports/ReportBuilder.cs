using System.Data.Common;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Reports;

/// <summary>Reads what a report tells. The time comes in, so that the same rows give the same report.</summary>
/// <param name="now">UTC.</param>
/// <param name="subject">What the index is about, in words: <c>AI tools for sales</c>.</param>
public sealed class ReportBuilder(GleanDatabase database, DateTime now, string subject)
{
    private const int LongestQueue = 20;

    private readonly ReportRows rows = new(database);

    /// <summary>The report of a kind over a period.</summary>
    /// <remarks>An index over a period holds the tools that were approved in it.</remarks>
    public Report Build(ReportKind kind, ReportPeriod period)
    {
        using var connection = database.OpenForReading();
        return kind switch
        {
            ReportKind.Weekly => Weekly(connection, period),
            ReportKind.Changelog => Changelog(connection, period),
            ReportKind.Index => Index(connection, period),
        };
    }

    private static readonly DateTime EndOfTime = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private Report Weekly(DbConnection connection, ReportPeriod period)
    {
        var approved = Decided(connection, ToolStatus.Approved, period);
        var rejected = Decided(connection, ToolStatus.Rejected, period);
        var queue = Ids(connection, "SELECT id FROM tools WHERE status = 'review' ORDER BY relevance_score DESC, id", ReportPeriod.All);
        return new Report(
            ReportKind.Weekly,
            WholeWeeks(period) switch
            {
                null => $"{subject}: what came and what was decided",
                1 => $"The week in {subject}",
                var weeks => $"{weeks} weeks in {subject}",
            },
            now,
            period,
            [
                new ReportFigure("Discoveries", Count(connection, "SELECT count(*) FROM discoveries WHERE discovered_at >= @from AND discovered_at < @until", period)),
                new ReportFigure("Tools newly found", Count(connection, "SELECT count(*) FROM tools WHERE created_at >= @from AND created_at < @until", period)),
                new ReportFigure("Claims", Count(connection, "SELECT count(*) FROM claims WHERE created_at >= @from AND created_at < @until", period)),
                new ReportFigure("Approved", approved.Count),
                new ReportFigure("Rejected", rejected.Count),
                new ReportFigure("Waiting for review", queue.Count),
            ],
            [
                new ReportSection("Approved", approved.Count, rows.Tools(approved), "Nothing was approved in this time."),
                new ReportSection("Waiting for review", Math.Min(queue.Count, LongestQueue), rows.Tools([.. queue.Take(LongestQueue)]), "The queue is clear."),
                new ReportSection("Rejected", rejected.Count, rows.Rejected(rejected), "Nothing was rejected in this time."),
                Changes("Changes", connection, period),
            ]);
    }

    private Report Changelog(DbConnection connection, ReportPeriod period)
    {
        var changes = Changes("Changes of approved tools", connection, period);
        var decisions = Ids(
            connection,
            "SELECT id FROM decisions WHERE decided_at >= @from AND decided_at < @until AND undone_at IS NULL AND kind = 'decision' ORDER BY decided_at DESC, id",
            period);
        return new Report(
            ReportKind.Changelog,
            period is { From: { } from, Until: null } ? $"Changes of the last {Words((int)Math.Round((now - from).TotalDays), "day")}" : "Changes",
            now,
            period,
            [new ReportFigure("Changes", changes.Count), new ReportFigure("Decisions", decisions.Count)],
            [changes, new ReportSection("Decisions", decisions.Count, rows.Decisions(decisions), "Nothing was decided in this time.")]);
    }

    private Report Index(DbConnection connection, ReportPeriod period)
    {
        var tools = connection.Rows(
            """
            SELECT id, category FROM tools WHERE status = 'approved' AND coalesce(reviewed_at, created_at) >= @from AND coalesce(reviewed_at, created_at) < @until
            ORDER BY category = 'other', category, lower(name), id
            """,
            r => (Id: r.GetInt64(0), Category: r.GetString(1)),
            Bounds(period));
        List<ReportSection> sections =
        [
            .. tools.GroupBy(t => t.Category, t => t.Id).Select(c => new ReportSection(CategoryWords.Of(c.Key), c.Count(), rows.Tools([.. c]), "")),
        ];
        if (sections.Count == 0)
        {
            sections.Add(new ReportSection("Tools", [], period == ReportPeriod.All ? "No tool is approved yet. Approve some: glean review" : "No tool was approved in this time."));
        }

        return new Report(ReportKind.Index, $"Index of {subject}", now, period, [new ReportFigure("Approved tools", tools.Count)], sections);
    }

    private ReportSection Changes(string heading, DbConnection connection, ReportPeriod period)
    {
        var ids = Ids(connection, "SELECT id FROM changelog WHERE detected_at >= @from AND detected_at < @until ORDER BY detected_at DESC, id", period);
        return new ReportSection(heading, ids.Count, rows.Changes(ids), "No changes were seen in this time.");
    }

    private static IReadOnlyList<long> Decided(DbConnection connection, ToolStatus status, ReportPeriod period) => connection.Rows(
        "SELECT id FROM tools WHERE status = @status AND reviewed_at >= @from AND reviewed_at < @until ORDER BY reviewed_at DESC, id",
        r => r.GetInt64(0),
        [("@status", status.ToWire()), .. Bounds(period)]);

    private static IReadOnlyList<long> Ids(DbConnection connection, string sql, ReportPeriod period) => connection.Rows(sql, r => r.GetInt64(0), Bounds(period));

    private static long Count(DbConnection connection, string sql, ReportPeriod period) => connection.Rows(sql, r => r.GetInt64(0), Bounds(period))[0];

    // Times are text that sorts as the times do.
    private static (string Name, object? Value)[] Bounds(ReportPeriod period) =>
    [
        ("@from", period.From ?? DateTime.UnixEpoch),
        ("@until", period.Until ?? EndOfTime),
    ];

    private int? WholeWeeks(ReportPeriod period) =>
        period.From is { } from && ((period.Until ?? now) - from).TotalDays / 7 is var weeks && weeks >= 1 && weeks == Math.Floor(weeks) ? (int)weeks : null;

    private static string Words(int number, string noun) => number == 1 ? noun : $"{number} {noun}s";
}
