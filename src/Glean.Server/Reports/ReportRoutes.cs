using Glean.Catalog;
using Glean.Reports;
using Glean.Server.Accounts;
using Glean.Server.Http;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Reports;

internal sealed record ReportAnswer(string Report, string Format, string Kind, DateTime GeneratedAt);

/// <summary>A saved report.</summary>
internal sealed record ReportFileModel(string Name, string Kind, DateOnly Day, string Format, long Bytes, DateTime SavedAt)
{
    public static ReportFileModel Of(ReportFile file) => new(file.Name, file.Kind.ToWire(), file.Day, file.Format.ToWire(), file.Bytes, file.SavedAt);
}

internal sealed record ReportFilesAnswer(IReadOnlyList<ReportFileModel> Files, int Total);

/// <summary>Reports as they would be now, in every format, and those that were saved.</summary>
internal static class ReportRoutes
{
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/api/reports").WithTags("Reports").RequireAuthorization(Policies.Read);
        foreach (var kind in Enum.GetValues<ReportKind>())
        {
            reports.MapGet(kind.ToWire(), (HttpContext context, [AsParameters] ReportQuery query, ReportDesk desk) => ShowAsync(context, kind, query, query.Form, desk))
                .Produces<ReportAnswer>().Refuses(422).WithSummary($"{Words(kind)}; format=md, html or json gives the report itself");
            reports.MapGet($"{kind.ToWire()}/raw", (HttpContext context, [AsParameters] ReportQuery query, ReportDesk desk) => ShowAsync(context, kind, query, query.Form ?? ReportFormat.Md, desk))
                .Produces<string>(200, "text/markdown").Refuses(422).WithSummary("The same as text");
        }

        reports.MapGet("files", (GleanSettings settings) => TypedResults.Ok(Files(settings))).Produces<ReportFilesAnswer>().WithSummary("Saved reports, the newest first");
        reports.MapGet("files/{name}", (string name, GleanSettings settings) => Download(name, settings))
            .Produces<string>(200, "application/octet-stream").Refuses(404).WithSummary("Download a saved report");
        routes.MapGroup("/api/reports").WithTags("Reports").RequireAuthorization(Policies.Review)
            .MapDelete("files/{name}", (string name, GleanSettings settings) => Delete(name, settings))
            .Produces(204).Refuses(404).WithSummary("Delete a saved report");
    }

    private static async Task<IResult> ShowAsync(HttpContext context, ReportKind kind, ReportQuery query, ReportFormat? format, ReportDesk desk)
    {
        if (query.Read(kind, desk.Now, out var problems) is not { } period)
            return Problems.Invalid(problems);

        var report = desk.Build(kind, period);
        if (format is not { } chosen)
            return TypedResults.Ok(new ReportAnswer(ReportWriter.Write(report, ReportFormat.Md), "markdown", kind.ToWire(), report.GeneratedAt));

        await SendAsync(context, report, chosen, query.Download is true);
        return Results.Empty;
    }

    private static Task SendAsync(HttpContext context, Report report, ReportFormat format, bool asFile)
    {
        var response = context.Response;
        response.ContentType = ReportWriter.MediaType(format);
        if (format == ReportFormat.Html)
            response.Headers.ContentSecurityPolicy = HtmlReport.Policy;
        if (asFile)
            response.Headers.ContentDisposition = $"attachment; filename=\"{report.Kind.ToWire()}-{report.GeneratedAt:yyyy-MM-dd}.{format.ToWire()}\"";
        return ReportWriter.WriteAsync(report, format, response.Body, context.RequestAborted);
    }

    private static ReportFilesAnswer Files(GleanSettings settings)
    {
        var files = new ReportFolder(settings.ReportsDir).List();
        return new ReportFilesAnswer([.. files.Select(ReportFileModel.Of)], files.Count);
    }

    // Always as a file: what lies in the folder may have been written by others, and is not shown as a page of ours.
    private static IResult Download(string name, GleanSettings settings)
    {
        var folder = new ReportFolder(settings.ReportsDir);
        return folder.Find(name) is { } file
            ? TypedResults.Stream(folder.Open(file), ReportWriter.MediaType(file.Format), file.Name, file.SavedAt)
            : Problems.NotFound("There is no saved report of that name.");
    }

    private static IResult Delete(string name, GleanSettings settings)
    {
        var folder = new ReportFolder(settings.ReportsDir);
        if (folder.Find(name) is not { } file)
            return Problems.NotFound("There is no saved report of that name.");
        folder.Delete(file);
        return TypedResults.NoContent();
    }

    private static string Words(ReportKind kind) => kind switch
    {
        ReportKind.Weekly => "What came and what was decided in the last weeks",
        ReportKind.Changelog => "What changed in the last days",
        ReportKind.Index => "All approved tools",
    };
}

/// <summary>Makes reports as of now, about what the index is about now.</summary>
internal sealed class ReportDesk(GleanDatabase database, SettingStore settings, TimeProvider time)
{
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public Report Build(ReportKind kind, ReportPeriod period) => new ReportBuilder(database, Now, settings.Focus().Focus.Name).Build(kind, period);
}
