using Glean.Catalog;

namespace Glean.Server.Accounts;

/// <summary>A user as the API shows one.</summary>
internal sealed record UserView(long Id, string Username, string Email, string Role, bool IsActive, bool IsAdmin, DateTime CreatedAt, DateTime? LastLogin)
{
    public static UserView Of(User user) =>
        new(user.Id, user.Username, user.Email, user.EffectiveRole.ToWire(), user.IsActive, user.IsAdmin, user.CreatedAt, user.LastLogin);
}

/// <summary>A bearer token for scripts.</summary>
internal sealed record TokenAnswer(string AccessToken, string TokenType, int ExpiresIn);

internal sealed record MessageAnswer(string Message);

/// <summary>What the sign-in page must know before anybody has signed in.</summary>
/// <param name="Registration">Whether the form to register makes sense now.</param>
internal sealed record SetupStatus(bool NeedsSetup, int UserCount, bool Registration, bool NeedsSetupToken);

internal sealed record RegisterRequest(string? Username = null, string? Email = null, string? Password = null, string? SetupToken = null);

internal sealed record SignInRequest(string? Username = null, string? Password = null);

internal sealed record PasswordRequest(string? CurrentPassword = null, string? NewPassword = null);
