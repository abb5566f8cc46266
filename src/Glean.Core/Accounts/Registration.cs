using System.Security.Cryptography;
using System.Text;
using Glean.Catalog;
using Glean.Settings;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Accounts;

/// <summary>Who may register.</summary>
public enum RegistrationPolicy
{
    /// <summary>The first, who becomes admin; then nobody.</summary>
    FirstUser,

    /// <summary>Everybody; all but the first read only.</summary>
    Open,

    /// <summary>Nobody: accounts are made on the command line and by admins.</summary>
    Closed,
}

/// <summary>Accounts that people make for themselves.</summary>
public sealed class Registration : IDisposable
{
    private readonly GleanDatabase database;
    private readonly PasswordWork passwords;
    private readonly AuditLog audit;
    private readonly TimeProvider time;
    private readonly byte[]? setupToken;
    private readonly SemaphoreSlim oneAtATime = new(1);

    /// <exception cref="GleanException">The policy in the settings is none.</exception>
    public Registration(GleanSettings settings, GleanDatabase database, PasswordWork passwords, AuditLog audit, TimeProvider time)
    {
        (this.database, this.passwords, this.audit, this.time) = (database, passwords, audit, time);
        var policy = settings[SettingDefinitions.Registration];
        Policy = policy?.Trim().ToLowerInvariant() switch
        {
            null or "" or "first-user" => RegistrationPolicy.FirstUser,
            "open" => RegistrationPolicy.Open,
            "closed" => RegistrationPolicy.Closed,
            _ => throw new GleanException(FailureKind.Setting, $"GLEAN_REGISTRATION is '{policy}'.", "Set it to first-user, open or closed"),
        };
        setupToken = settings[SettingDefinitions.SetupToken] is { Length: > 0 } token ? Digest(token) : null;
    }

    public RegistrationPolicy Policy { get; }

    public bool NeedsSetupToken => setupToken is not null;

    public int CountUsers()
    {
        using var connection = database.OpenForReading();
        return (int)connection.Count("SELECT count(*) FROM users");
    }

    /// <summary>Makes the account if the policy lets it in; of many at once, one becomes admin.</summary>
    public async Task<AccountResult> RegisterAsync(NewAccount account, string? givenSetupToken, string? address, CancellationToken cancellationToken)
    {
        // One at a time here: whoever comes too late learns it before a password is hashed for nothing. Across processes the transaction decides.
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return await RegisterInTurnAsync(account, givenSetupToken, address, cancellationToken);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task<AccountResult> RegisterInTurnAsync(NewAccount account, string? givenSetupToken, string? address, CancellationToken cancellationToken)
    {
        if (Refusal(CountUsers(), givenSetupToken) is { } closed)
        {
            return closed;
        }

        if (account.Check() is { } problem)
        {
            return new AccountResult.Refused(AccountProblem.Invalid, problem);
        }

        var user = new User { Username = account.Username, Email = account.Email };
        user.PasswordHash = await passwords.HashAsync(user, account.Password, cancellationToken);

        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var users = await context.Users.CountAsync(cancellationToken);
        if (Refusal(users, givenSetupToken) is { } tooLate)
        {
            return tooLate;
        }

        UserDesk.SetRole(user, users == 0 ? UserRole.Admin : UserRole.Viewer);
        if (await UserDesk.AddAsync(context, user, time, cancellationToken) is { } refused)
        {
            return refused;
        }

        audit.Add(context, new Actor(user.Username, user.Id, address), AuditActions.Registered, UserDesk.Subject(user), new { Role = user.EffectiveRole.ToWire() });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AccountResult.Done(user);
    }

    private AccountResult.Refused? Refusal(int users, string? givenSetupToken) => (Policy, users) switch
    {
        (RegistrationPolicy.Closed, _) => new(AccountProblem.Closed, "Registration is closed. An admin makes accounts: glean user create NAME"),
        (RegistrationPolicy.FirstUser, > 0) => new(AccountProblem.Closed, "Registration is closed. Ask an admin for an account."),
        (_, 0) when setupToken is not null && !CryptographicOperations.FixedTimeEquals(setupToken, Digest(givenSetupToken ?? ""))
            => new(AccountProblem.SetupToken, "The first registration needs the setup token of this server (GLEAN_SETUP_TOKEN)."),
        _ => null,
    };

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
