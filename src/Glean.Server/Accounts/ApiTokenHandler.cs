using System.Text.Encodings.Web;
using Glean.Accounts;
using Glean.Catalog;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Glean.Server.Accounts;

/// <summary>Signs a script in by its owner's personal token, with the smaller of the token's and the owner's rights.</summary>
internal sealed class ApiTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens, UserStates states)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "api-token";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if ((Request.FeedToken() ?? Request.BearerToken()) is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        if (await tokens.FindAsync(token, Context.RequestAborted) is not { } row
            || states.Find(row.UserId) is not { IsActive: true } user)
        {
            return AuthenticateResult.Fail("unknown, revoked or expired token");
        }

        var role = (UserRole)Math.Min((int)row.Scope, (int)user.Role);
        return AuthenticateResult.Success(new AuthenticationTicket(Caller.Create(user, role, Scheme), Scheme));
    }
}
