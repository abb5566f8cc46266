using System.Globalization;
using Glean.Catalog;
using Glean.Jobs;

namespace Glean.Reports;

/// <summary>What a report job is asked for.</summary>
/// <param name="Since">The first day; weeks and days do not count then.</param>
/// <param name="Until">The last day.</param>
public sealed record ReportJobOptions(ReportKind Kind, ReportFormat Format, int? Weeks, int? Days, DateOnly? Since, DateOnly? Until);

/// <summary>The job that writes a report to the reports' folder.</summary>
public static class ReportJob
{
    private const int LongestPeriod = 3660;

    public static readonly JobKind Kind = JobKind.Of(JobType.Report, TimeSpan.FromMinutes(10), Read, RunAsync);

    private static ReportJobOptions Read(OptionReader options) => new(
        WireName.Parse<ReportKind>(options.Choice("kind", WireName.All<ReportKind>())) ?? ReportKind.Weekly,
        WireName.Parse<ReportFormat>(options.Choice("format", WireName.All<ReportFormat>())) ?? default,
        options.Whole("weeks", 1, LongestPeriod),
        options.Whole("days", 1, LongestPeriod),
        Day(options, "since"),
        Day(options, "until"));

    private static DateOnly? Day(OptionReader options, string name)
    {
        if (options.Text(name) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        options.Refuse(name, $"{name} takes a day like 2026-01-31.");
        return null;
    }

    private static async Task<object?> RunAsync(ReportJobOptions options, JobTools tools, JobRun run)
    {
        var now = tools.Time.GetUtcNow().UtcDateTime;
        var report = new ReportBuilder(tools.Database, now, tools.Focus.Name).Build(options.Kind, Period(options, now));
        run.Report(new JobProgress(50, report.Title));
        return new { options.Kind, Path = await new ReportFolder(tools.Settings.ReportsDir).SaveAsync(report, options.Format, run.Stopping) };
    }

    private static ReportPeriod Period(ReportJobOptions options, DateTime now) => (options.Kind, options) switch
    {
        (_, { Since: not null } or { Until: not null }) => ReportPeriod.OfDays(options.Since, options.Until),
        (ReportKind.Weekly, { Weeks: { } weeks }) => ReportPeriod.Weeks(weeks, now),
        (ReportKind.Changelog, { Days: { } days }) => ReportPeriod.Days(days, now),
        _ => ReportPeriod.Default(options.Kind, now),
    };
}
