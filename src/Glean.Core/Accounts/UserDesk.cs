using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Accounts;

/// <summary>
/// Accounts as admins and the command line manage them. What takes a right away changes the security stamp, and with it ends every session
/// of the user; every step leaves a line in the audit log, in the same transaction.
/// </summary>
public sealed class UserDesk(GleanDatabase database, PasswordWork passwords, AuditLog audit, TimeProvider time)
{
    public async Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Users.AsNoTracking().OrderBy(u => u.Id).ToListAsync(cancellationToken);
    }

    public async Task<User?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
    }

    /// <summary>Finds by name, in any case.</summary>
    public async Task<User?> FindAsync(string username, CancellationToken cancellationToken)
    {
        var normalized = Identity.Normalize(username);
        await using var context = database.CreateContext();
        return await context.Users.AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedUsername == normalized, cancellationToken);
    }

    /// <summary>Makes an account.</summary>
    /// <param name="role">Null: admin when it is the first, else viewer.</param>
    public async Task<AccountResult> CreateAsync(NewAccount account, UserRole? role, Actor actor, CancellationToken cancellationToken)
    {
        if (account.Check() is { } problem)
        {
            return new AccountResult.Refused(AccountProblem.Invalid, problem);
        }

        var user = new User { Username = account.Username, Email = account.Email };
        user.PasswordHash = await passwords.HashAsync(user, account.Password, cancellationToken);

        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        SetRole(user, role ?? (await context.Users.AnyAsync(cancellationToken) ? UserRole.Viewer : UserRole.Admin));
        if (await AddAsync(context, user, time, cancellationToken) is { } refused)
        {
            return refused;
        }

        audit.Add(context, actor, AuditActions.Created, Subject(user), new { user.Username, Role = user.EffectiveRole.ToWire() });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AccountResult.Done(user);
    }

    /// <summary>Changes what a user may do, or whether at all; null leaves as it is.</summary>
    public Task<AccountResult> ChangeAsync(long id, UserRole? role, bool? isActive, Actor actor, CancellationToken cancellationToken) =>
        UpdateAsync(id, async (context, user) =>
        {
            var demotes = role is { } next && next < user.EffectiveRole;
            var disables = isActive is false && user.IsActive;
            if ((disables || role is not (null or UserRole.Admin)) && await IsLastAdminAsync(context, user, cancellationToken))
            {
                return AccountResult.LastAdmin;
            }

            if (role is { } given && given != user.EffectiveRole)
            {
                audit.Add(context, actor, AuditActions.RoleChanged, Subject(user), new { From = user.EffectiveRole.ToWire(), To = given.ToWire() });
                SetRole(user, given);
            }

            if (isActive is { } active && active != user.IsActive)
            {
                audit.Add(context, actor, active ? AuditActions.Enabled : AuditActions.Disabled, Subject(user));
                user.IsActive = active;
                user.AccessFailedCount = 0;
                user.LockoutEnd = null;
            }

            if (demotes || disables)
            {
                await EndSessionsAsync(context, user, cancellationToken);
            }

            return null;
        }, cancellationToken);

    /// <summary>Sets another password; the sessions and tokens of the user end.</summary>
    public async Task<AccountResult> ResetPasswordAsync(long id, string password, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } known)
        {
            return AccountResult.NoSuchUser;
        }

        if (PasswordRules.Check(password, known.Username, known.Email) is { } problem)
        {
            return new AccountResult.Refused(AccountProblem.Invalid, problem);
        }

        var hash = await passwords.HashAsync(known, password, cancellationToken);
        return await UpdateAsync(id, async (context, user) =>
        {
            user.PasswordHash = hash;
            user.AccessFailedCount = 0;
            user.LockoutEnd = null;
            var now = time.GetUtcNow().UtcDateTime;
            // Whoever knew the old password may have made tokens with it.
            await context.ApiTokens.Where(t => t.UserId == id && t.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, now), cancellationToken);
            await EndSessionsAsync(context, user, cancellationToken);
            audit.Add(context, actor, AuditActions.PasswordReset, Subject(user));
            return null;
        }, cancellationToken);
    }

    /// <summary>Changes one's own password; every session ends, tokens stay.</summary>
    public async Task<AccountResult> ChangePasswordAsync(long id, string current, string password, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } known)
        {
            return AccountResult.NoSuchUser;
        }

        if (await passwords.VerifyAsync(known, known.PasswordHash, current, cancellationToken) == Microsoft.AspNetCore.Identity.PasswordVerificationResult.Failed)
        {
            return new AccountResult.Refused(AccountProblem.WrongPassword, "The current password is wrong.");
        }

        if (PasswordRules.Check(password, known.Username, known.Email) is { } problem)
        {
            return new AccountResult.Refused(AccountProblem.Invalid, problem);
        }

        var hash = await passwords.HashAsync(known, password, cancellationToken);
        return await UpdateAsync(id, async (context, user) =>
        {
            user.PasswordHash = hash;
            await EndSessionsAsync(context, user, cancellationToken);
            audit.Add(context, actor, AuditActions.PasswordChanged, Subject(user));
            return null;
        }, cancellationToken);
    }

    /// <summary>Ends every session of a user; personal tokens stay.</summary>
    public Task<AccountResult> SignOutAsync(long id, Actor actor, CancellationToken cancellationToken) =>
        UpdateAsync(id, async (context, user) =>
        {
            await EndSessionsAsync(context, user, cancellationToken);
            audit.Add(context, actor, AuditActions.SignedOut, Subject(user));
            return null;
        }, cancellationToken);

    /// <summary>Removes an account with its tokens and saved views; what the person decided stays, under the name.</summary>
    public Task<AccountResult> DeleteAsync(long id, Actor actor, CancellationToken cancellationToken) =>
        UpdateAsync(id, async (context, user) =>
        {
            if (await IsLastAdminAsync(context, user, cancellationToken))
            {
                return AccountResult.LastAdmin;
            }

            audit.Add(context, actor, AuditActions.Deleted, Subject(user), new { user.Username });
            context.Users.Remove(user);
            return null;
        }, cancellationToken);

    internal static string Subject(User user) => $"user:{user.Id}";

    internal static void SetRole(User user, UserRole role)
    {
        user.IsAdmin = role == UserRole.Admin;
        user.Role = role;
    }

    /// <summary>Adds the row inside the caller's transaction.</summary>
    /// <returns>Null when it was added.</returns>
    internal static async Task<AccountResult?> AddAsync(GleanDbContext context, User user, TimeProvider time, CancellationToken cancellationToken)
    {
        var (name, email) = (Identity.Normalize(user.Username), Identity.Normalize(user.Email));
        if (await context.Users.AnyAsync(u => u.NormalizedUsername == name || u.NormalizedEmail == email, cancellationToken))
        {
            return AccountResult.Taken;
        }

        using var manager = Identity.Manage(context, time);
        await manager.CreateAsync(user);
        return null;
    }

    private async Task EndSessionsAsync(GleanDbContext context, User user, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var manager = Identity.Manage(context, time);
        await manager.UpdateSecurityStampAsync(user);
    }

    private async Task<AccountResult> UpdateAsync(long id, Func<GleanDbContext, User, Task<AccountResult?>> change, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Users.FirstOrDefaultAsync(u => u.Id == id, cancellationToken) is not { } user)
        {
            return AccountResult.NoSuchUser;
        }

        if (await change(context, user) is { } refused)
        {
            return refused;
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AccountResult.Done(user);
    }

    private static async Task<bool> IsLastAdminAsync(GleanDbContext context, User user, CancellationToken cancellationToken) =>
        user is { IsAdmin: true, IsActive: true }
        && !await context.Users.AnyAsync(u => u.Id != user.Id && u.IsAdmin && u.IsActive, cancellationToken);
}
