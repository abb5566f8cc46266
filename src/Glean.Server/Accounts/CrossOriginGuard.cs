using Glean.Settings;
using Microsoft.AspNetCore.Http;

namespace Glean.Server.Accounts;

/// <summary>
/// A page of another origin must not act with the browser's session: what changes something and comes with the cookie, or asks for one, is
/// refused unless it is of this origin. Bearer tokens are not sent by themselves, so they are left alone.
/// </summary>
/// <remarks>Sec-Fetch-Site where the browser sends it, else Origin (OWASP, Cross-Site Request Forgery Prevention).</remarks>
internal sealed class CrossOriginGuard(RequestDelegate next, GleanSettings settings)
{
    private readonly HashSet<string> allowed = (settings[SettingDefinitions.CorsOrigins] ?? "")
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isAtStake = request.Headers.Authorization.Count == 0
            && (SessionCookie.Read(request) is not null || request.Path.StartsWithSegments(AuthRoutes.SessionPath));
        return !isAtStake || IsSafe(request.Method) || IsOwn(request)
            ? next(context)
            : Problem.Of(StatusCodes.Status403Forbidden, "This request came from a page of another site.").ExecuteAsync(context);
    }

    private bool IsOwn(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && allowed.Contains(origin))
        {
            return true;
        }

        return request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            // Older browsers; and no browser leaves both away when another site posts.
            "" => origin.Length == 0 || IsSameHost(origin, request),
            "same-origin" or "none" => true,
            _ => false,
        };
    }

    // The host alone: behind a proxy that ends TLS the scheme may read differently.
    private static bool IsSameHost(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && string.Equals(uri.Authority, new HostString(request.Host.Value ?? "").ToUriComponent(), StringComparison.OrdinalIgnoreCase);

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
