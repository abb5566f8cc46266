using Glean.Operations.Export;
using Glean.Server.Accounts;
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
        Map(exports, "tools/json", ExportScope.Tools, Json);
        Map(exports, "tools/csv", ExportScope.Tools, Csv);
        Map(exports, "claims/json", ExportScope.Claims, Json);
        Map(exports, "claims/csv", ExportScope.Claims, Csv);
        Map(exports, "all/json", ExportScope.All, Json);
    }

    private static void Map(IEndpointRouteBuilder exports, string path, ExportScope scope, string type) =>
        exports.MapGet(path, async (HttpContext context, GleanDatabase database, CancellationToken cancellationToken) =>
        {
            var name = path.Replace('/', '.');
            context.Response.ContentType = type + "; charset=utf-8";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"glean-{name}\"";
            var export = new IndexExport(database);
            await using var writer = new StreamWriter(context.Response.Body);
            await (type == Csv ? export.WriteCsvAsync(scope, writer, cancellationToken) : export.WriteJsonAsync(scope, writer, cancellationToken));
        })
        .Produces<string>(200, type).WithSummary($"Export {path.Split('/')[0]} as {path.Split('/')[1].ToUpperInvariant()}");
}
