using Glean.Accounts;
using Glean.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Accounts;

/// <param name="Scope">What the token may do, at most what its owner may; the owner's role when left out.</param>
/// <param name="ExpiresInDays">From now; never when left out.</param>
internal sealed record TokenRequest(string? Name = null, string? Scope = null, int? ExpiresInDays = null);

/// <param name="Token">The token itself, only in the answer that makes it.</param>
internal sealed record TokenView(long Id, string Name, string Prefix, string Scope, DateTime CreatedAt, DateTime? ExpiresAt, DateTime? LastUsedAt, string? Token = null)
{
    public static TokenView Of(ApiToken row, string? token = null) =>
        new(row.Id, row.Name, row.Prefix, row.Scope.ToWire(), row.CreatedAt, row.ExpiresAt, row.LastUsedAt, token);
}

internal sealed record TokenList(IReadOnlyList<TokenView> Tokens, int Total);

/// <summary><c>/api/auth/tokens</c>: one's own personal tokens.</summary>
internal static class TokenRoutes
{
    private const int MaxNameLength = 100;
    private const int MaxDays = 3650;

    public static void Map(RouteGroupBuilder tokens)
    {
        tokens.RequireAuthorization(Policies.Read);
        // A leaked token must not be able to make itself a longer life.
        tokens.AddEndpointFilter(async (invocation, next) => invocation.HttpContext.User.IsToken() && !HttpMethods.IsGet(invocation.HttpContext.Request.Method)
            ? Problem.Of(StatusCodes.Status403Forbidden, "A personal token cannot make or revoke tokens. Sign in.")
            : await next(invocation));
        tokens.MapGet("", ListAsync);
        tokens.MapPost("", CreateAsync);
        tokens.MapDelete("/{id:long}", RevokeAsync);
    }

    private static async Task<Ok<TokenList>> ListAsync(HttpContext context, ApiTokens tokens, CancellationToken cancellationToken)
    {
        var rows = await tokens.ListAsync(context.User.Id(), cancellationToken);
        return TypedResults.Ok(new TokenList([.. rows.Select(row => TokenView.Of(row))], rows.Count));
    }

    private static async Task<Results<Created<TokenView>, ProblemHttpResult>> CreateAsync(
        TokenRequest request, HttpContext context, ApiTokens tokens, TimeProvider time, CancellationToken cancellationToken)
    {
        var name = request.Name?.Trim();
        if (name is null or { Length: 0 or > MaxNameLength } || name.Any(char.IsControl))
        {
            return Problem.Invalid($"name is needed: 1 to {MaxNameLength} characters.");
        }

        if (request.ExpiresInDays is < 1 or > MaxDays)
        {
            return Problem.Invalid($"expires_in_days must be 1 to {MaxDays}.");
        }

        var role = context.User.Role();
        if (request.Scope is { } text && WireName.Parse<UserRole>(text) is null)
        {
            return Problem.Invalid($"scope must be one of {string.Join(", ", WireName.All<UserRole>())}.");
        }

        var scope = WireName.Parse<UserRole>(request.Scope) ?? role;
        if (scope > role)
        {
            return Problem.Of(StatusCodes.Status403Forbidden, "A token cannot be allowed more than its owner.");
        }

        DateTime? expiresAt = request.ExpiresInDays is { } days ? time.GetUtcNow().UtcDateTime.AddDays(days) : null;
        var (row, token) = await tokens.CreateAsync(context.User.Id(), name, scope, expiresAt, context.Actor(), cancellationToken);
        return TypedResults.Created($"/api/auth/tokens/{row.Id}", TokenView.Of(row, token));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(long id, HttpContext context, ApiTokens tokens, CancellationToken cancellationToken) =>
        await tokens.RevokeAsync(context.User.Id(), id, context.Actor(), cancellationToken)
            ? TypedResults.NoContent()
            : Problem.Of(StatusCodes.Status404NotFound, "You have no such token.");
}
