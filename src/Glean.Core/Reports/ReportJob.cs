using Glean.Catalog;
using Glean.Jobs;

namespace Glean.Reports;

/// <summary>What a report job is asked for.</summary>
public sealed record ReportJobOptions(ReportKind Kind, ReportFormat Format, int Weeks, int Days);

/// <summary>The job that writes a report to the reports' folder.</summary>
public static class ReportJob
{
    private const int LongestPeriod = 3660;

    public static readonly JobKind Kind = JobKind.Of(JobType.Report, TimeSpan.FromMinutes(10), Read, RunAsync);

    private static ReportJobOptions Read(OptionReader options) => new(
        WireName.Parse<ReportKind>(options.Choice("kind", WireName.All<ReportKind>())) ?? ReportKind.Weekly,
        WireName.Parse<ReportFormat>(options.Choice("format", WireName.All<ReportFormat>())) ?? default,
        options.Whole("weeks", 1, LongestPeriod) ?? 1,
        options.Whole("days", 1, LongestPeriod) ?? 30);

    private static async Task<object?> RunAsync(ReportJobOptions options, JobTools tools, JobRun run)
    {
        var builder = new ReportBuilder(tools.Database, tools.Time.GetUtcNow().UtcDateTime);
        var report = options.Kind switch
        {
            ReportKind.Weekly => await builder.WeeklyAsync(options.Weeks, run.Stopping),
            ReportKind.Changelog => await builder.ChangelogAsync(options.Days, run.Stopping),
            ReportKind.Index => await builder.IndexAsync(run.Stopping),
        };
        return new { options.Kind, Path = ReportWriter.Save(report, options.Format, tools.Settings.ReportsDir) };
    }
}
