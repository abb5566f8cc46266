using System.IO.Compression;
using Glean.Server.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scalar.AspNetCore;

namespace Glean.Server.Http;

/// <summary>The OpenAPI document and the page that shows it, with a script of our own origin.</summary>
internal static class ApiDescription
{
    private const string Script = "ScalarStaticAssets.scalar.js";

    // The page's script sets styles of its own; scripts stay as strict as everywhere.
    private static readonly string PagePolicy = SecurityHeaders.Policy.Replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    private const string Page =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Glean API</title>
        </head>
        <body>
        <script id="api-reference" data-url="/openapi/v1.json" data-configuration='{"withDefaultFonts":false,"telemetry":false,"showDeveloperTools":"never"}'></script>
        <script src="/docs/scalar.js"></script>
        </body>
        </html>
        """;

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Glean";
            document.Info.Version = "v1";
            document.Info.Description = "Finds tools, reads what people say of them, and keeps an index that a person has approved.";
            // The address of whoever asks would make every copy differ.
            document.Servers?.Clear();
            return Task.CompletedTask;
        }));

    public static void MapApiDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Policies.Read);
        routes.MapGet("/docs", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = PagePolicy;
            return TypedResults.Content(Page, "text/html; charset=utf-8");
        }).RequireAuthorization(Policies.Read).ExcludeFromDescription();
        routes.MapGet("/docs/scalar.js", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "private, max-age=86400";
            return TypedResults.Stream(Open(), "text/javascript; charset=utf-8");
        }).RequireAuthorization(Policies.Read).ExcludeFromDescription();
    }

    /// <summary>The package holds its script compressed.</summary>
    private static GZipStream Open() => new GZipStream(
        typeof(ScalarOptions).Assembly.GetManifestResourceStream(Script) ?? throw new InvalidOperationException($"Scalar.AspNetCore holds no {Script}."),
        CompressionMode.Decompress);
}
