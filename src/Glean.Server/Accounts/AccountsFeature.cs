using System.Text;
using Glean.Accounts;
using Glean.Catalog;
using Glean.Server.Feeds;
using Glean.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Glean.Server.Accounts;

/// <summary>People, sessions and tokens: services, middleware and routes.</summary>
internal static class AccountsFeature
{
    private const string EitherScheme = "glean";

    /// <summary>Sign-in by session (bearer or cookie) and by personal token; whoever forgets to say what a route needs gets one that needs a user.</summary>
    /// <exception cref="GleanException">The signing key is missing or worthless; the server must not start.</exception>
    public static IServiceCollection AddAccounts(this IServiceCollection services, GleanSettings settings)
    {
        var key = SigningKey.Resolve(settings);
        services.AddSingleton(_ => new PasswordWork());
        services.AddSingleton<AttemptLimiter>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<Registration>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<UserDesk>();
        services.AddSingleton<UserStates>();
        services.AddSingleton<ApiTokens>();
        services.AddSingleton(provider => new SessionTokens(key, provider.GetRequiredService<TimeProvider>()));

        services.AddProblemDetails();
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, displayName: null, options => options.ForwardDefaultSelector = SchemeOf)
            .AddJwtBearer()
            .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.Scheme, configureOptions: null);
        RemoveKeyRing(services);
        services.AddTransient<SessionEvents>();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, SessionOptions>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Read, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Policies.Review, policy => policy.RequireRole(UserRole.Reviewer.ToWire(), UserRole.Admin.ToWire()))
            .AddPolicy(Policies.Admin, policy => policy.RequireRole(UserRole.Admin.ToWire()))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, Refusals>();
        // The framework tells each refusal in several lines, with a stack; ours are one line each.
        services.AddLogging(logging => logging
            .AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Authorization", LogLevel.None));
        return services;
    }

    /// <summary>Finds out who calls, and refuses who may not. After whatever sets the caller's address, before all routes.</summary>
    public static WebApplication UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseMiddleware<CrossOriginGuard>();
        app.UseAuthorization();
        return app;
    }

    public static WebApplication MapAccounts(this WebApplication app)
    {
        AuthRoutes.Map(app.MapGroup("/api/auth").WithTags("auth"));
        TokenRoutes.Map(app.MapGroup("/api/auth/tokens").WithTags("auth"));
        UserRoutes.Map(app.MapGroup("/api/users").WithTags("users"));
        AuditRoutes.Map(app.MapGroup("/api/audit").WithTags("audit"));
        return app;
    }

    /// <summary>The framework makes keys in the home folder at start for cookies of its own; ours are signed tokens, and a container may have no home.</summary>
    private static void RemoveKeyRing(IServiceCollection services)
    {
        foreach (var start in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DataProtectionHostedService").ToList())
        {
            services.Remove(start);
        }
    }

    private static string SchemeOf(HttpContext context) =>
        context.Request.FeedToken() is not null
        || context.Request.Headers.Authorization.ToString().StartsWith("Bearer " + ApiTokens.Prefix, StringComparison.OrdinalIgnoreCase)
            ? ApiTokenHandler.Scheme
            : JwtBearerDefaults.AuthenticationScheme;

    /// <summary>The personal token that a feed reader sends as the password of Basic authentication (RFC 7617), to feeds only; or null.</summary>
    internal static string? FeedToken(this HttpRequest request)
    {
        const string Basic = "Basic ";
        if (!request.Path.StartsWithSegments(NewsRoutes.Root)
            || request.Headers[HeaderNames.Authorization].ToString() is not { } header || !header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var decoded = new byte[header.Length];
        return Convert.TryFromBase64String(header[Basic.Length..].Trim(), decoded, out var length)
            && Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2) is [_, var password]
            ? password
            : "";
    }

    /// <summary>The bearer token of a request, or null.</summary>
    internal static string? BearerToken(this HttpRequest request) =>
        request.Headers[HeaderNames.Authorization].ToString() is { Length: > 7 } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header[7..].Trim()
            : null;
}
