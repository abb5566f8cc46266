using Glean.Server.Feeds;
using Glean.Server.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Glean.Server.Accounts;

/// <summary>Says no, in one shape for every scheme, and leaves one line in the log.</summary>
internal sealed partial class Refusals(ILogger<Refusals> logger) : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        RequestLog.Told(context);
        if (authorizeResult.Forbidden)
        {
            Forbidden(context.Request.Method, LogText.Escape(context.Request.Path), context.Request.Address() ?? "-", LogText.Escape(context.User.Name()));
            return Problem.Of(StatusCodes.Status403Forbidden, "Your role does not allow this.").ExecuteAsync(context);
        }

        var failure = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Failure;
        Unauthorized(context.Request.Method, LogText.Escape(context.Request.Path), context.Request.Address() ?? "-", Reason(failure));
        return Unauthorized(context, failure is null ? "Sign in first." : "The session or token is not valid, or no longer. Sign in again.");
    }

    /// <summary>Answers 401.</summary>
    public static Task Unauthorized(HttpContext context, string detail)
    {
        // Feed readers ask their user for a password when they are told to.
        context.Response.Headers.WWWAuthenticate = context.Request.Path.StartsWithSegments(NewsRoutes.Root) ? "Basic realm=\"Glean feeds\", charset=\"UTF-8\"" : "Bearer";
        return Problem.Of(StatusCodes.Status401Unauthorized, detail).ExecuteAsync(context);
    }

    private static string Reason(Exception? failure) => failure switch
    {
        null => "no token",
        SessionEndedException => "the session has ended",
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => "bad signature",
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNoExpirationException => "token expired or not yet valid",
        SecurityTokenInvalidAudienceException or SecurityTokenInvalidIssuerException => "token of another server",
        _ => "no valid token",
    };

    [LoggerMessage(LogLevel.Warning, "401 unauthorized: {Method} {Path} from {Address}: {Reason}")]
    private partial void Unauthorized(string method, string path, string address, string reason);

    [LoggerMessage(LogLevel.Information, "403 forbidden: {Method} {Path} from {Address}, user {User}")]
    private partial void Forbidden(string method, string path, string address, string user);
}
