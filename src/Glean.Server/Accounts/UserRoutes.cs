using System.Security.Cryptography;
using Glean.Accounts;
using Glean.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Glean.Server.Accounts;

internal sealed record UserList(IReadOnlyList<UserView> Users, int Total);

/// <param name="Password">Made up, and told once, when left out.</param>
/// <param name="Role">Viewer when left out.</param>
internal sealed record NewUserRequest(string? Username = null, string? Email = null, string? Password = null, string? Role = null);

/// <summary>What is left out stays as it is.</summary>
internal sealed record UserChange(string? Role = null, bool? IsActive = null);

/// <param name="Password">Made up, and told once, when left out.</param>
internal sealed record ResetRequest(string? Password = null);

/// <param name="Password">The password that was made up; null when the caller gave one.</param>
internal sealed record UserWithPassword(UserView User, string? Password);

/// <summary><c>/api/users</c>: people, for admins.</summary>
internal static class UserRoutes
{
    // Without letters and digits that look alike; 20 of 31 are 99 bits.
    private const string PasswordCharacters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int PasswordLength = 20;

    public static void Map(RouteGroupBuilder users)
    {
        users.RequireAuthorization(Policies.Admin);
        users.MapGet("", ListAsync);
        users.MapPost("", CreateAsync);
        users.MapPut("/{id:long}", ChangeAsync);
        users.MapDelete("/{id:long}", DeleteAsync);
        users.MapPost("/{id:long}/reset-password", ResetPasswordAsync);
        users.MapPost("/{id:long}/sign-out", SignOutAsync);
    }

    private static async Task<Ok<UserList>> ListAsync(UserDesk users, CancellationToken cancellationToken)
    {
        var all = await users.ListAsync(cancellationToken);
        return TypedResults.Ok(new UserList([.. all.Select(UserView.Of)], all.Count));
    }

    private static async Task<Results<Created<UserWithPassword>, ProblemHttpResult>> CreateAsync(
        NewUserRequest request, HttpContext context, UserDesk users, CancellationToken cancellationToken)
    {
        if (request is not { Username: { } username, Email: { } email })
        {
            return Problem.Invalid("username and email are needed.");
        }

        if (RoleProblem(request.Role) is { } problem)
        {
            return problem;
        }

        var made = request.Password is null ? MakePassword() : null;
        var account = new NewAccount(username.Trim(), email.Trim(), request.Password ?? made!);
        return await users.CreateAsync(account, WireName.Parse<UserRole>(request.Role) ?? UserRole.Viewer, context.Actor(), cancellationToken) switch
        {
            AccountResult.Done done => TypedResults.Created($"/api/users/{done.User.Id}", new UserWithPassword(UserView.Of(done.User), made)),
            AccountResult.Refused refused => Problem.Of(refused),
            _ => throw new InvalidOperationException("Unknown result."),
        };
    }

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> ChangeAsync(
        long id, UserChange request, HttpContext context, UserDesk users, UserStates states, CancellationToken cancellationToken)
    {
        if (RoleProblem(request.Role) is { } problem)
        {
            return problem;
        }

        return Answer(id, await users.ChangeAsync(id, WireName.Parse<UserRole>(request.Role), request.IsActive, context.Actor(), cancellationToken), states) switch
        {
            (var user, null) => TypedResults.Ok(UserView.Of(user!)),
            (_, { } refused) => refused,
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        long id, HttpContext context, UserDesk users, UserStates states, CancellationToken cancellationToken) =>
        Answer(id, await users.DeleteAsync(id, context.Actor(), cancellationToken), states).Refusal is { } refused ? refused : TypedResults.NoContent();

    private static async Task<Results<Ok<UserWithPassword>, ProblemHttpResult>> ResetPasswordAsync(
        long id, ResetRequest? request, HttpContext context, UserDesk users, UserStates states, CancellationToken cancellationToken)
    {
        var made = request?.Password is null ? MakePassword() : null;
        return Answer(id, await users.ResetPasswordAsync(id, request?.Password ?? made!, context.Actor(), cancellationToken), states) switch
        {
            (var user, null) => TypedResults.Ok(new UserWithPassword(UserView.Of(user!), made)),
            (_, { } refused) => refused,
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(
        long id, HttpContext context, UserDesk users, UserStates states, CancellationToken cancellationToken) =>
        Answer(id, await users.SignOutAsync(id, context.Actor(), cancellationToken), states).Refusal is { } refused ? refused : TypedResults.NoContent();

    private static (User? User, ProblemHttpResult? Refusal) Answer(long id, AccountResult result, UserStates states)
    {
        // Here at once; other processes see it within a second.
        states.Forget(id);
        return result switch
        {
            AccountResult.Done done => (done.User, null),
            AccountResult.Refused refused => (null, Problem.Of(refused)),
            _ => throw new InvalidOperationException("Unknown result."),
        };
    }

    private static ProblemHttpResult? RoleProblem(string? role) =>
        role is null || WireName.Parse<UserRole>(role) is not null ? null : Problem.Invalid($"role must be one of {string.Join(", ", WireName.All<UserRole>())}.");

    private static string MakePassword() => RandomNumberGenerator.GetString(PasswordCharacters, PasswordLength);
}
