using Microsoft.AspNetCore.Http;

namespace Glean.Server.Accounts;

/// <summary>The browser's session: out of reach of scripts, sent to this site only.</summary>
internal static class SessionCookie
{
    private const string Name = "glean_session";
    // Browsers take the prefix only over HTTPS, and then bind the cookie to this host (RFC 6265bis, 4.1.3.2).
    private const string SecureName = "__Host-" + Name;

    public static string? Read(HttpRequest request) => request.Cookies[NameFor(request)];

    public static void Write(HttpResponse response, string token) =>
        response.Cookies.Append(NameFor(response.HttpContext.Request), token, Options(response, SessionTokens.CookieLifetime));

    public static void Delete(HttpResponse response) =>
        response.Cookies.Delete(NameFor(response.HttpContext.Request), Options(response, lifetime: null));

    private static string NameFor(HttpRequest request) => request.IsHttps ? SecureName : Name;

    private static CookieOptions Options(HttpResponse response, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = response.HttpContext.Request.IsHttps,
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
