using Glean.Operations;
using Glean.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Glean.Server.Http;

/// <summary>Refuses what no route takes: large bodies, and secrets in the address, where logs and histories would keep them.</summary>
internal static class RequestGuard
{
    public const long LargestBody = 1024 * 1024;

    private static readonly HashSet<string> SecretNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "api_key", "apikey", "secret", "client_secret", "password", "access_token", "secret_key",
    };

    public static Task Check(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.ContentLength > LargestBody)
        {
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "The body is larger than 1 MB.").ExecuteAsync(context);
        }

        return request.QueryString.HasValue && CarriesSecret(request)
            ? Problems.Of(StatusCodes.Status400BadRequest, "A secret does not belong into the address; send it in the body.").ExecuteAsync(context)
            : next(context);
    }

    /// <summary>
    /// A database that was made read-only is left alone, also where the operating system would let us write. Signing in is no
    /// change of data, so that people can still read.
    /// </summary>
    public static Task CheckWritable(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var writes = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));
        return writes && request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/api/auth")
            && context.RequestServices.GetRequiredService<DatabaseHealth>().Ask() is { Usable: true, Writable: false }
            ? Problems.Of(StatusCodes.Status503ServiceUnavailable, "The database is read-only. Nothing was changed.").ExecuteAsync(context)
            : next(context);
    }

    /// <summary>A change of settings takes nothing from the query at all.</summary>
    private static bool CarriesSecret(HttpRequest request) =>
        (!HttpMethods.IsGet(request.Method) && request.Path.StartsWithSegments("/api/settings"))
        || request.Query.Keys.Any(k => SecretNames.Contains(k) || SettingDefinitions.Find(k) is { Secret: true });
}
