using Glean.Catalog;
using Glean.Settings;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Glean.Server.Http;

/// <summary>Who may call from a browser, and which proxies are believed.</summary>
internal static class Origins
{
    private const string DevelopmentUi = "http://localhost:5173";

    /// <summary>The origins of <c>CORS_ORIGINS</c>, matched exactly.</summary>
    /// <exception cref="GleanException">One is <c>*</c>, or no origin.</exception>
    public static IReadOnlyList<string> Allowed(GleanSettings settings)
    {
        var list = settings[SettingDefinitions.CorsOrigins] ?? (settings.IsDevelopment ? DevelopmentUi : "");
        var origins = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var origin in origins)
        {
            if (origin.Contains('*') || !Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.GetLeftPart(UriPartial.Authority) != origin)
            {
                throw new GleanException(FailureKind.Setting, $"CORS_ORIGINS: '{origin}' is no origin.", "Name each as scheme, host and port, for example https://glean.example.com; * is refused");
            }
        }

        return origins;
    }

    public static void Configure(CorsPolicyBuilder policy, IReadOnlyList<string> origins) =>
        policy.WithOrigins([.. origins]).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders("ETag", "Retry-After", "Content-Disposition");
}
