using System.Security.Claims;
using Glean.Catalog;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Glean.Server.Accounts;

/// <summary>Makes the signed tokens that stand for a session, and says how they are checked.</summary>
/// <remarks>RFC 7519 with HS256 only. The security stamp inside ties a token to the state of the account, see <see cref="SessionEvents"/>.</remarks>
internal sealed class SessionTokens(byte[] key, TimeProvider time)
{
    public const string StampClaim = "stamp";

    private const string Issuer = "glean";
    private const string Audience = "glean";

    /// <summary>Between the clocks of two instances.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SymmetricSecurityKey signingKey = new(key);

    /// <summary>How long a bearer token holds.</summary>
    public static TimeSpan BearerLifetime => TimeSpan.FromHours(24);

    /// <summary>How long a browser stays signed in.</summary>
    public static TimeSpan CookieLifetime => TimeSpan.FromDays(7);

    public string Issue(User user, TimeSpan lifetime)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = user.Id.ToString(),
                [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString("N"),
                [StampClaim] = user.SecurityStamp,
            },
            SigningCredentials = new SigningCredentials(signingKey, SecurityAlgorithms.HmacSha256),
        });
    }

    public TokenValidationParameters Validation => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        IssuerSigningKey = signingKey,
        ValidateIssuerSigningKey = true,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        LifetimeValidator = (notBefore, expires, _, _) =>
            time.GetUtcNow().UtcDateTime is var now && expires > now && (notBefore is null || notBefore <= now + Skew),
        NameClaimType = ClaimTypes.Name,
        RoleClaimType = ClaimTypes.Role,
    };
}
