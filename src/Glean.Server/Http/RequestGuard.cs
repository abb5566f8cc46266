using Glean.Settings;
using Microsoft.AspNetCore.Http;

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

    /// <summary>A change of settings takes nothing from the query at all.</summary>
    private static bool CarriesSecret(HttpRequest request) =>
        (!HttpMethods.IsGet(request.Method) && request.Path.StartsWithSegments("/api/settings"))
        || request.Query.Keys.Any(k => SecretNames.Contains(k) || SettingDefinitions.Find(k) is { Secret: true });
}
