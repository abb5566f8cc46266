using System.Data.Common;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Glean.Accounts;

/// <summary>What came of a try to sign in.</summary>
public abstract record SignInResult
{
    private SignInResult()
    {
    }

    public sealed record Done(User User) : SignInResult;

    /// <summary>Name or password is wrong, or the account is disabled or locked: the caller is told no more than that.</summary>
    /// <param name="KnownName">For the log; null when there is no such user, since what was typed may have been a password.</param>
    public sealed record Wrong(string? KnownName) : SignInResult;

    public sealed record TooMany(TimeSpan RetryAfter) : SignInResult;
}

/// <summary>Signing in by name and password.</summary>
public sealed partial class SignIn(GleanDatabase database, PasswordWork passwords, AttemptLimiter attempts, AuditLog audit, TimeProvider time, ILogger<SignIn> logger)
{
    /// <summary>Tries a minute, for an address and for a name.</summary>
    public const int TriesPerMinute = 10;

    private const int MaxNameLength = 256;

    private readonly User nobody = new() { Username = "", Email = "", PasswordHash = passwords.Unmatchable() };

    /// <summary>Tries a name and a password.</summary>
    /// <param name="addressGroup">What tries are counted by, see <see cref="AttemptLimiter"/>; a network for IPv6.</param>
    public async Task<SignInResult> TryAsync(string name, string password, string? address, string addressGroup, CancellationToken cancellationToken)
    {
        var normalized = name.Length > MaxNameLength ? "" : Identity.Normalize(name);
        string[] keys = ["address:" + addressGroup, "name:" + normalized];
        if (await attempts.EnterAsync(TriesPerMinute, keys) is { } wait)
        {
            return new SignInResult.TooMany(wait);
        }

        await using var context = database.CreateContext();
        using var manager = Identity.Manage(context, time);
        var user = await context.Users.FirstOrDefaultAsync(u => u.NormalizedUsername == normalized, cancellationToken);
        // Also without a user: the answer must take its time.
        var verified = await passwords.VerifyAsync(user ?? nobody, (user ?? nobody).PasswordHash, password, cancellationToken);
        if (user is null || verified == PasswordVerificationResult.Failed || !user.IsActive || await manager.IsLockedOutAsync(user))
        {
            await RecordAsync(() => FailAsync(context, manager, user, address, cancellationToken));
            return new SignInResult.Wrong(user?.Username);
        }

        await attempts.GiveBackAsync(keys);
        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
        {
            user.PasswordHash = await passwords.HashAsync(user, password, cancellationToken);
        }

        await RecordAsync(() => SucceedAsync(context, user, address, cancellationToken));
        return new SignInResult.Done(user);
    }

    private async Task FailAsync(GleanDbContext context, UserManager<User> manager, User? user, string? address, CancellationToken cancellationToken)
    {
        if (user is null)
        {
            audit.Add(context, Actor.Unknown(address), AuditActions.SignInFailed);
            await context.SaveChangesAsync(cancellationToken);
            return;
        }

        audit.Add(context, new Actor(user.Username, user.Id, address), AuditActions.SignInFailed, UserDesk.Subject(user));
        // Saves the line, too.
        await manager.AccessFailedAsync(user);
    }

    private async Task SucceedAsync(GleanDbContext context, User user, string? address, CancellationToken cancellationToken)
    {
        if (user.SecurityStamp.Length == 0)
        {
            // A row that another program made.
            user.SecurityStamp = Guid.NewGuid().ToString("N");
        }

        user.LastLogin = time.GetUtcNow().UtcDateTime;
        user.AccessFailedCount = 0;
        user.LockoutEnd = null;
        audit.Add(context, new Actor(user.Username, user.Id, address), AuditActions.SignedIn, UserDesk.Subject(user));
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>On a full or read-only disk people must still get in to see what is wrong.</summary>
    private async Task RecordAsync(Func<Task> record)
    {
        try
        {
            await record();
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            NotRecorded(e.InnerException?.Message ?? e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A sign-in could not be recorded: {Reason}")]
    private partial void NotRecorded(string reason);
}
