using System.Diagnostics;
using System.Runtime.InteropServices;
using Glean.Accounts;
using Glean.Catalog;
using Glean.Operations;
using Glean.Operations.Backups;
using Glean.Server.Accounts;
using Glean.Server.Http;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Operations;

/// <param name="Environment"><c>production</c> or <c>development</c>.</param>
/// <param name="SampleRows">Discoveries and tools of sample data, which can be purged.</param>
internal sealed record StatusAnswer(
    string Version, string Environment, IReadOnlyList<ThresholdReading> Thresholds, long SetAsideDiscoveries, long StaleDiscoveries, long FailingSources, long SampleRows);

/// <param name="Applied">Migrations, oldest first.</param>
/// <param name="Pending">Those that this program has and the database has not.</param>
internal sealed record DatabaseFigures(long Bytes, long WalBytes, IReadOnlyList<string> Applied, IReadOnlyList<string> Pending);

internal sealed record SystemAnswer(
    string Version, string Runtime, string System, DateTime StartedAt, long MemoryBytes, DatabaseFigures Database, IReadOnlyList<ThresholdReading> Thresholds);

internal sealed record BackupView(string Name, string Format, bool Packed, bool Encrypted, long Bytes, DateTime MadeAt)
{
    public static BackupView Of(BackupFile file) => new(file.Name, file.Format == BackupFormat.Sql ? "sql" : "database", file.IsPacked, file.IsEncrypted, file.Bytes, file.MadeAt);
}

internal sealed record BackupList(IReadOnlyList<BackupView> Backups, int Total, bool CanEncrypt);

/// <param name="Message">What is in it, or why it cannot be restored.</param>
internal sealed record BackupVerdict(string Name, bool Sound, string Message);

internal sealed record LogTail(IReadOnlyList<RecentLine> Lines);

/// <summary>How the machine is, its backups and its log.</summary>
internal static class SystemRoutes
{
    private const double Megabyte = 1 << 20;
    private const int MostLines = 500;

    public static void MapSystem(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/status", Status).WithTags("Status").RequireAuthorization(Policies.Read).Produces<StatusAnswer>().WithSummary("The key figures beside their thresholds");
        routes.MapDelete("/api/demo", PurgeAsync).WithTags("Status").RequireAuthorization(Policies.Admin).Produces<DemoPurged>().WithSummary("Take sample data away");

        var system = routes.MapGroup("/api/system").WithTags("System").RequireAuthorization(Policies.Admin);
        system.MapGet("", System).Produces<SystemAnswer>().WithSummary("Version, database, memory and migrations");
        system.MapGet("log", Log).Produces<LogTail>().Refuses(422).WithSummary("The last lines of the log, newest first");
        system.MapGet("backups", Backups).Produces<BackupList>().WithSummary("The backups, newest first");
        system.MapGet("backups/{name}", DownloadAsync).Produces(200, contentType: "application/octet-stream").Refuses(404).WithSummary("Download a backup");
        system.MapPost("backups/{name}/verify", VerifyAsync).Produces<BackupVerdict>().Refuses(404).WithSummary("Open a backup as a restore would");
    }

    private static IResult Status(GleanDatabase database, GleanSettings settings, SettingStore store, RequestMetrics requests, TimeProvider time)
    {
        var thresholds = store.Thresholds();
        var status = PipelineStatus.Read(database, thresholds, time.GetUtcNow().UtcDateTime);
        using var connection = database.OpenForReading();
        return TypedResults.Ok(new StatusAnswer(
            StatusRoutes.Version, settings.IsDevelopment ? "development" : "production", Readings(status, thresholds, requests),
            status.SetAsideDiscoveries, status.StaleDiscoveries, status.FailingSources, DemoPurge.Count(connection)));
    }

    private static IResult System(GleanDatabase database, SettingStore store, RequestMetrics requests, TimeProvider time)
    {
        using var process = Process.GetCurrentProcess();
        var thresholds = store.Thresholds();
        var state = database.Inspect() as DatabaseState.Ours;
        return TypedResults.Ok(new SystemAnswer(
            StatusRoutes.Version, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, process.StartTime.ToUniversalTime(), Environment.WorkingSet,
            new DatabaseFigures(database is SqliteDatabase file ? Length(file.Path) : database.Size(), database is SqliteDatabase log ? Length(log.Path + "-wal") : 0, state?.Applied ?? [], state?.Pending ?? []),
            Readings(PipelineStatus.Read(database, thresholds, time.GetUtcNow().UtcDateTime), thresholds, requests)));
    }

    private static IReadOnlyList<ThresholdReading> Readings(PipelineStatus status, Thresholds thresholds, RequestMetrics requests)
    {
        var (seconds, percent) = requests.Summary();
        return
        [
            .. status.Thresholds,
            Reading("response time, 95 of 100", seconds * 1000, thresholds.ResponseMilliseconds, v => $"{v:0} ms"),
            Reading("requests failed", percent, thresholds.ErrorPercent, v => $"{v:0.#}%"),
            Reading("memory", Environment.WorkingSet, thresholds.MemoryBytes, v => $"{v / Megabyte:0} MB"),
        ];
    }

    private static ThresholdReading Reading(string metric, double value, Threshold threshold, Func<double, string> show) =>
        new(metric, value, show(value), $"< {show(threshold.Normal)}", $"> {show(threshold.Alert)}", threshold.Judge(value));

    private static async Task<IResult> PurgeAsync(HttpContext context, DemoPurge purge, CancellationToken cancellationToken) =>
        TypedResults.Ok(await purge.RunAsync(context.Person(), cancellationToken));

    private static IResult Log(RecentLog log, [FromQuery(Name = "limit")] int limit = 200) =>
        limit is < 1 or > MostLines ? Problems.Invalid("limit", $"Must be between 1 and {MostLines}.") : TypedResults.Ok(new LogTail(log.Newest(limit)));

    private static IResult Backups(GleanDatabase database, GleanSettings settings)
    {
        var files = BackupsOf(database);
        return TypedResults.Ok(new BackupList([.. files.Select(BackupView.Of)], files.Count, settings[SettingDefinitions.SecretKey] is not null));
    }

    private static async Task<IResult> DownloadAsync(string name, HttpContext context, GleanDatabase database, AuditLog audit, CancellationToken cancellationToken)
    {
        if (Find(database, name) is not { } file)
        {
            return Missing(name);
        }

        await audit.RecordAsync(context.Actor(), "backup.downloaded", file.Name, cancellationToken: cancellationToken);
        return TypedResults.PhysicalFile(file.Path, "application/octet-stream", file.Name);
    }

    private static async Task<IResult> VerifyAsync(string name, GleanDatabase database, GleanSettings settings, CancellationToken cancellationToken)
    {
        if (Find(database, name) is not { } file)
        {
            return Missing(name);
        }

        try
        {
            var found = await new BackupCheck(new BackupFolder(database.ForBackups()), settings).RunAsync(file, cancellationToken);
            return TypedResults.Ok(new BackupVerdict(file.Name, true, $"It can be restored: {found.Tools} tools, {found.Discoveries} discoveries, {found.Claims} claims."));
        }
        catch (GleanException e)
        {
            return TypedResults.Ok(new BackupVerdict(file.Name, false, e.Message.Replace(file.Path, file.Name, StringComparison.Ordinal)));
        }
    }

    /// <summary>Only what the folder lists can be named, so that no name leads out of it.</summary>
    private static BackupFile? Find(GleanDatabase database, string name) => BackupsOf(database).FirstOrDefault(f => f.Name == name);

    /// <summary>PostgreSQL is backed up by its own means, which Glean does not see.</summary>
    private static IReadOnlyList<BackupFile> BackupsOf(GleanDatabase database) => database is SqliteDatabase file ? new BackupFolder(file).List() : [];

    private static IResult Missing(string name) => Problems.NotFound($"There is no backup '{name}'.");

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
