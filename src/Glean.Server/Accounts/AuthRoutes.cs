using Glean.Accounts;
using Glean.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Glean.Server.Accounts;

/// <summary><c>/api/auth</c>: registering, signing in and out, and who one is.</summary>
internal static partial class AuthRoutes
{
    public const string SessionPath = "/api/auth/session";

    /// <summary>The first registration may carry the setup token here instead of in the body.</summary>
    private const string SetupTokenHeader = "X-Setup-Token";

    private const int RegistrationsPerMinute = 60;

    public static void Map(RouteGroupBuilder auth)
    {
        auth.MapGet("/setup-status", Setup).AllowAnonymous();
        auth.MapPost("/register", RegisterAsync).AllowAnonymous();
        auth.MapPost("/login", LoginAsync).AllowAnonymous();
        auth.MapPost("/session", StartSessionAsync).AllowAnonymous();
        auth.MapGet("/me", MeAsync).RequireAuthorization(Policies.Read);
        auth.MapPost("/logout", LogoutAsync).RequireAuthorization(Policies.Read);
        auth.MapDelete("/session", LogoutAsync).RequireAuthorization(Policies.Read);
        auth.MapPost("/password", ChangePasswordAsync).RequireAuthorization(Policies.Read);
    }

    private static Ok<SetupStatus> Setup(Registration registration)
    {
        var users = registration.CountUsers();
        var isOpen = registration.Policy == RegistrationPolicy.Open || (registration.Policy == RegistrationPolicy.FirstUser && users == 0);
        return TypedResults.Ok(new SetupStatus(users == 0, users, isOpen, users == 0 && isOpen && registration.NeedsSetupToken));
    }

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> RegisterAsync(
        RegisterRequest request, HttpContext context, Registration registration, AttemptLimiter attempts, CancellationToken cancellationToken)
    {
        if (request is not { Username: { } username, Email: { } email, Password: { } password })
        {
            return Problem.Invalid("username, email and password are needed.");
        }

        if (await attempts.EnterAsync(RegistrationsPerMinute, "register:" + context.Request.AddressGroup()) is { } wait)
        {
            return Problem.TooMany(context, wait);
        }

        var token = request.SetupToken ?? context.Request.Headers[SetupTokenHeader].ToString();
        return await registration.RegisterAsync(new NewAccount(username.Trim(), email.Trim(), password), token, context.Request.Address(), cancellationToken) switch
        {
            AccountResult.Done done => TypedResults.Ok(UserView.Of(done.User)),
            AccountResult.Refused refused => Problem.Of(refused),
            _ => throw new InvalidOperationException("Unknown result."),
        };
    }

    private static async Task<Results<Ok<TokenAnswer>, ProblemHttpResult>> LoginAsync(
        SignInRequest request, HttpContext context, SignIn signIn, SessionTokens tokens, ILogger<SignIn> logger, CancellationToken cancellationToken)
    {
        var (user, refusal) = await TryAsync(request, context, signIn, logger, cancellationToken);
        return user is null
            ? refusal!
            : TypedResults.Ok(new TokenAnswer(tokens.Issue(user, SessionTokens.BearerLifetime), "bearer", (int)SessionTokens.BearerLifetime.TotalSeconds));
    }

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> StartSessionAsync(
        SignInRequest request, HttpContext context, SignIn signIn, SessionTokens tokens, ILogger<SignIn> logger, CancellationToken cancellationToken)
    {
        var (user, refusal) = await TryAsync(request, context, signIn, logger, cancellationToken);
        if (user is null)
        {
            return refusal!;
        }

        SessionCookie.Write(context.Response, tokens.Issue(user, SessionTokens.CookieLifetime));
        return TypedResults.Ok(UserView.Of(user));
    }

    private static async Task<(Glean.Catalog.User? User, ProblemHttpResult? Refusal)> TryAsync(
        SignInRequest request, HttpContext context, SignIn signIn, ILogger logger, CancellationToken cancellationToken)
    {
        if (request is not { Username: { } username, Password: { } password })
        {
            return (null, Problem.Invalid("username and password are needed."));
        }

        var address = context.Request.Address();
        switch (await signIn.TryAsync(username.Trim(), password, address, context.Request.AddressGroup(), cancellationToken))
        {
            case SignInResult.Done done:
                return (done.User, null);
            case SignInResult.TooMany tooMany:
                TooManyTries(logger, address ?? "-");
                RequestLog.Told(context);
                return (null, Problem.TooMany(context, tooMany.RetryAfter));
            case SignInResult.Wrong wrong:
                SignInFailed(logger, context.Request.Path, address ?? "-", wrong.KnownName is null ? "unknown user" : "user " + LogText.Escape(wrong.KnownName));
                context.Response.Headers.WWWAuthenticate = "Bearer";
                RequestLog.Told(context);
                return (null, Problem.Of(StatusCodes.Status401Unauthorized, "Username or password is wrong."));
            default:
                throw new InvalidOperationException("Unknown result.");
        }
    }

    private static async Task<Results<Ok<UserView>, NotFound>> MeAsync(HttpContext context, UserDesk users, CancellationToken cancellationToken) =>
        await users.FindAsync(context.User.Id(), cancellationToken) is { } user ? TypedResults.Ok(UserView.Of(user)) : TypedResults.NotFound();

    private static async Task<Ok<MessageAnswer>> LogoutAsync(HttpContext context, UserDesk users, UserStates states, CancellationToken cancellationToken)
    {
        // A personal token is revoked where it was made; to sign out with one must not end its owner's sessions.
        if (!context.User.IsToken())
        {
            await users.SignOutAsync(context.User.Id(), context.Actor(), cancellationToken);
            states.Forget(context.User.Id());
            SessionCookie.Delete(context.Response);
        }

        return TypedResults.Ok(new MessageAnswer("Signed out."));
    }

    private static async Task<Results<Ok<TokenAnswer>, ProblemHttpResult>> ChangePasswordAsync(
        PasswordRequest request, HttpContext context, UserDesk users, UserStates states, AttemptLimiter attempts, SessionTokens tokens, CancellationToken cancellationToken)
    {
        if (context.User.IsToken())
        {
            return Problem.Of(StatusCodes.Status403Forbidden, "A personal token cannot change the password. Sign in.");
        }

        if (request is not { CurrentPassword: { } current, NewPassword: { } password })
        {
            return Problem.Invalid("current_password and new_password are needed.");
        }

        var id = context.User.Id();
        if (await attempts.EnterAsync(SignIn.TriesPerMinute, $"password:{id}") is { } wait)
        {
            return Problem.TooMany(context, wait);
        }

        switch (await users.ChangePasswordAsync(id, current, password, context.Actor(), cancellationToken))
        {
            case AccountResult.Done done:
                states.Forget(id);
                if (SessionCookie.Read(context.Request) is not null)
                {
                    SessionCookie.Write(context.Response, tokens.Issue(done.User, SessionTokens.CookieLifetime));
                }

                return TypedResults.Ok(new TokenAnswer(tokens.Issue(done.User, SessionTokens.BearerLifetime), "bearer", (int)SessionTokens.BearerLifetime.TotalSeconds));
            case AccountResult.Refused refused:
                return Problem.Of(refused);
            default:
                throw new InvalidOperationException("Unknown result.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "401 unauthorized: POST {Path} from {Address}, {User}: wrong name or password")]
    private static partial void SignInFailed(ILogger logger, string path, string address, string user);

    [LoggerMessage(LogLevel.Warning, "429 too many tries to sign in from {Address}")]
    private static partial void TooManyTries(ILogger logger, string address);
}
