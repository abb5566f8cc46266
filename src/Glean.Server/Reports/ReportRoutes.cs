using Glean.Reports;
using Glean.Server.Accounts;
using Glean.Server.Http;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Reports;

internal sealed record ReportAnswer(string Report, string Format, string Kind, DateTime GeneratedAt);

/// <summary>Reports, as Markdown in JSON and as plain text.</summary>
internal static class ReportRoutes
{
    private const int MostWeeks = 520;
    private const int MostDays = 3660;

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/api/reports").WithTags("Reports").RequireAuthorization(Policies.Read);
        reports.MapGet("weekly", ([FromQuery(Name = "weeks")] int? weeks, GleanDatabase database, TimeProvider time, CancellationToken token) =>
            WeeklyAsync(weeks, database, time, AsJson, token)).Produces<ReportAnswer>().Refuses(422).WithSummary("What came and what was decided in the last weeks");
        reports.MapGet("weekly/raw", ([FromQuery(Name = "weeks")] int? weeks, GleanDatabase database, TimeProvider time, CancellationToken token) =>
            WeeklyAsync(weeks, database, time, AsText, token)).Produces<string>(200, "text/markdown").Refuses(422).WithSummary("The same as text");
        reports.MapGet("changelog", ([FromQuery(Name = "days")] int? days, GleanDatabase database, TimeProvider time, CancellationToken token) =>
            ChangelogAsync(days, database, time, AsJson, token)).Produces<ReportAnswer>().Refuses(422).WithSummary("What changed in the last days");
        reports.MapGet("changelog/raw", ([FromQuery(Name = "days")] int? days, GleanDatabase database, TimeProvider time, CancellationToken token) =>
            ChangelogAsync(days, database, time, AsText, token)).Produces<string>(200, "text/markdown").Refuses(422).WithSummary("The same as text");
        reports.MapGet("index", (GleanDatabase database, TimeProvider time, CancellationToken token) =>
            IndexAsync(database, time, AsJson, token)).Produces<ReportAnswer>().WithSummary("All approved tools");
        reports.MapGet("index/raw", (GleanDatabase database, TimeProvider time, CancellationToken token) =>
            IndexAsync(database, time, AsText, token)).Produces<string>(200, "text/markdown").WithSummary("The same as text");
    }

    private static async Task<IResult> WeeklyAsync(int? weeks, GleanDatabase database, TimeProvider time, Func<Report, IResult> present, CancellationToken cancellationToken) =>
        weeks is < 1 or > MostWeeks
            ? Problems.Invalid("weeks", $"Must be between 1 and {MostWeeks}.")
            : present(await Builder(database, time).WeeklyAsync(weeks ?? 1, cancellationToken));

    private static async Task<IResult> ChangelogAsync(int? days, GleanDatabase database, TimeProvider time, Func<Report, IResult> present, CancellationToken cancellationToken) =>
        days is < 1 or > MostDays
            ? Problems.Invalid("days", $"Must be between 1 and {MostDays}.")
            : present(await Builder(database, time).ChangelogAsync(days ?? 30, cancellationToken));

    private static async Task<IResult> IndexAsync(GleanDatabase database, TimeProvider time, Func<Report, IResult> present, CancellationToken cancellationToken) =>
        present(await Builder(database, time).IndexAsync(cancellationToken));

    private static ReportBuilder Builder(GleanDatabase database, TimeProvider time) => new(database, time.GetUtcNow().UtcDateTime);

    private static IResult AsJson(Report report) => TypedResults.Ok(new ReportAnswer(
        ReportWriter.Write(report, ReportFormat.Md), "markdown", report.Kind.ToString().ToLowerInvariant(), report.GeneratedAt));

    private static IResult AsText(Report report) => TypedResults.Text(ReportWriter.Write(report, ReportFormat.Md), "text/markdown; charset=utf-8");
}
