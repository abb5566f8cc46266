using System.Text.Json;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Accounts;

/// <summary>Who does something: a user of the server, or a person on the command line.</summary>
/// <param name="Name">User name, or the operating system's.</param>
/// <param name="UserId">Null on the command line and for those who are not signed in.</param>
/// <param name="Address">Where a request came from.</param>
public sealed record Actor(string Name, long? UserId = null, string? Address = null)
{
    /// <summary>Somebody who has not signed in.</summary>
    public static Actor Unknown(string? address) => new("-", null, address);
}

/// <summary>What the audit log calls the things that happen to accounts.</summary>
public static class AuditActions
{
    public const string SignedIn = "user.login";
    public const string SignInFailed = "user.login_failed";
    public const string SignedOut = "user.logout";
    public const string Registered = "user.registered";
    public const string Created = "user.created";
    public const string RoleChanged = "user.role_changed";
    public const string Disabled = "user.disabled";
    public const string Enabled = "user.enabled";
    public const string Deleted = "user.deleted";
    public const string PasswordReset = "user.password_reset";
    public const string PasswordChanged = "user.password_changed";
    public const string TokenCreated = "token.created";
    public const string TokenRevoked = "token.revoked";
}

/// <summary>The append-only record of who did what and when; the database itself refuses to change or drop a line.</summary>
public sealed class AuditLog(GleanDatabase database, TimeProvider time)
{
    /// <summary>Adds a line to the unit of work of a change, so that both are stored or neither.</summary>
    /// <param name="subject">What it was done to, for example <c>tool:12</c>.</param>
    /// <param name="detail">More, written as a JSON object; never a secret.</param>
    public void Add(GleanDbContext context, Actor actor, string action, string? subject = null, object? detail = null) =>
        context.AuditLog.Add(new AuditEntry
        {
            At = time.GetUtcNow().UtcDateTime,
            Actor = actor.Name,
            UserId = actor.UserId,
            Action = action,
            Subject = subject,
            Detail = detail is null ? "{}" : JsonSerializer.Serialize(detail, JsonSerializerOptions.Web),
            Address = actor.Address,
        });

    /// <summary>Adds a line about something that changes no row.</summary>
    public async Task RecordAsync(Actor actor, string action, string? subject = null, object? detail = null, CancellationToken cancellationToken = default)
    {
        await using var context = database.CreateContext();
        Add(context, actor, action, subject, detail);
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The newest lines first.</summary>
    /// <param name="action">Only these; <c>user.</c> takes all that begin so.</param>
    public async Task<(IReadOnlyList<AuditEntry> Entries, int Total)> PageAsync(int limit, int offset, string? action, string? actor, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var lines = context.AuditLog.AsNoTracking();
        lines = action switch
        {
            null or "" => lines,
            [.., '.'] => lines.Where(e => e.Action.StartsWith(action)),
            _ => lines.Where(e => e.Action == action),
        };
        lines = string.IsNullOrEmpty(actor) ? lines : lines.Where(e => e.Actor == actor);
        return (await lines.OrderByDescending(e => e.Id).Skip(offset).Take(limit).ToListAsync(cancellationToken), await lines.CountAsync(cancellationToken));
    }
}
