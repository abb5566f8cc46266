using Glean.Operations.Export;
using Glean.Server.Accounts;
using Glean.Server.Catalog;
using Glean.Server.Http;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Operations;

/// <summary>Data out, streamed row by row.</summary>
internal static class ExportRoutes
{
    private const string Csv = "text/csv";
    private const string Json = "application/json";

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        var exports = routes.MapGroup("/api/export").WithTags("Export").RequireAuthorization(Policies.Read);
        MapTools(exports, "tools/json", Json);
        MapTools(exports, "tools/csv", Csv);
        Map(exports, "claims/json", ExportScope.Claims, Json);
        Map(exports, "claims/csv", ExportScope.Claims, Csv);
        Map(exports, "all/json", ExportScope.All, Json);
    }

    /// <summary>Takes the filters of the list of tools, so that what is shown can be taken away.</summary>
    private static void MapTools(IEndpointRouteBuilder exports, string path, string type) =>
        exports.MapGet(path, async (HttpContext context, [AsParameters] ToolQuery query, GleanDatabase database, CancellationToken cancellationToken) =>
        {
            if (query.Read(out var problems) is not { } filter)
            {
                return Problems.Invalid(problems);
            }

            IReadOnlyList<long> ids;
            using (var connection = database.OpenForReading())
            {
                ids = ToolReader.Ids(connection, filter);
            }

            await WriteAsync(context, path, type, ExportScope.Tools, ids, database, cancellationToken);
            return Results.Empty;
        })
        .Produces<string>(200, type).Refuses(422).WithSummary($"Export tools as {Format(path)}, filtered and sorted like the list");

    private static void Map(IEndpointRouteBuilder exports, string path, ExportScope scope, string type) =>
        exports.MapGet(path, (HttpContext context, GleanDatabase database, CancellationToken cancellationToken) =>
            WriteAsync(context, path, type, scope, null, database, cancellationToken))
        .Produces<string>(200, type).WithSummary($"Export {path.Split('/')[0]} as {Format(path)}");

    private static async Task WriteAsync(
        HttpContext context, string path, string type, ExportScope scope, IReadOnlyList<long>? ids, GleanDatabase database, CancellationToken cancellationToken)
    {
        context.Response.ContentType = type + "; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"glean-{path.Replace('/', '.')}\"";
        var export = new IndexExport(database, ids);
        await using var writer = new StreamWriter(context.Response.Body);
        await (type == Csv ? export.WriteCsvAsync(scope, writer, cancellationToken) : export.WriteJsonAsync(scope, writer, cancellationToken));
    }

    private static string Format(string path) => path.Split('/')[1].ToUpperInvariant();
}
