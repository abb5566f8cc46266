using Glean.Accounts;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Glean.Server.Accounts;

/// <summary>A session's token is taken from the header or from the cookie, and holds only as long as the account is as it was.</summary>
internal sealed partial class SessionEvents(UserStates states, ILogger<SessionEvents> logger) : JwtBearerEvents
{
    public override Task MessageReceived(MessageReceivedContext context)
    {
        // A header that says something else must not fall back to the cookie.
        if (context.Request.Headers.Authorization.Count == 0)
        {
            context.Token = SessionCookie.Read(context.Request);
        }

        return Task.CompletedTask;
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        var token = (JsonWebToken)context.SecurityToken;
        if (!long.TryParse(token.Subject, out var id)
            || states.Find(id) is not { IsActive: true } user
            || !token.TryGetPayloadValue<string>(SessionTokens.StampClaim, out var stamp)
            || stamp.Length == 0
            || stamp != user.SecurityStamp)
        {
            context.Fail(new SessionEndedException());
            return Task.CompletedTask;
        }

        context.Principal = Caller.Create(user, user.Role, JwtBearerDefaults.AuthenticationScheme);
        return Task.CompletedTask;
    }

    public override Task AuthenticationFailed(AuthenticationFailedContext context)
    {
        if (context.Exception is SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException)
        {
            SignatureInvalid(context.Request.Address() ?? "-");
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "JWT signature invalid: a token from {Address} was not signed with this server's key. If the key was changed, people sign in again.")]
    private partial void SignatureInvalid(string address);
}

/// <summary>The token was sound, but the session is over: signed out, disabled, another password or role.</summary>
internal sealed class SessionEndedException() : SecurityTokenException("The session has ended.");

/// <summary>Options of the JWT scheme, from the services.</summary>
internal sealed class SessionOptions(SessionTokens tokens) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(string? name, JwtBearerOptions options) => Configure(options);

    public void Configure(JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.IncludeErrorDetails = false;
        options.TokenValidationParameters = tokens.Validation;
        options.EventsType = typeof(SessionEvents);
    }
}
