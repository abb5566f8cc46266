using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Accounts;

/// <summary>Personal tokens with which scripts sign in.</summary>
public sealed class ApiTokens(GleanDatabase database, AuditLog audit, TimeProvider time)
{
    /// <summary>How every token begins, so that scanners of leaked secrets know it.</summary>
    public const string Prefix = "glean_";

    private const int SecretBytes = 32;
    private const int ShownLength = 12;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan UseInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (ApiToken Token, long ReadAt)> known = [];

    /// <summary>Makes a token.</summary>
    /// <returns>The row, and the token itself, which is shown this once.</returns>
    public async Task<(ApiToken Row, string Token)> CreateAsync(long userId, string name, UserRole scope, DateTime? expiresAt, Actor actor, CancellationToken cancellationToken)
    {
        var token = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var row = new ApiToken
        {
            UserId = userId,
            Name = name,
            TokenHash = Hash(token),
            Prefix = token[..ShownLength],
            Scope = scope,
            CreatedAt = time.GetUtcNow().UtcDateTime,
            ExpiresAt = expiresAt,
        };
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.ApiTokens.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        audit.Add(context, actor, AuditActions.TokenCreated, $"token:{row.Id}", new { row.Name, Scope = scope.ToWire() });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (row, token);
    }

    /// <summary>A user's tokens that still stand, newest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(long userId, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.ApiTokens.AsNoTracking().Where(t => t.UserId == userId && t.RevokedAt == null)
            .OrderByDescending(t => t.Id).ToListAsync(cancellationToken);
    }

    /// <returns>False when the user has no such token.</returns>
    public async Task<bool> RevokeAsync(long userId, long id, Actor actor, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.ApiTokens.FirstOrDefaultAsync(t => t.Id == id && t.UserId == userId && t.RevokedAt == null, cancellationToken) is not { } row)
        {
            return false;
        }

        row.RevokedAt = time.GetUtcNow().UtcDateTime;
        audit.Add(context, actor, AuditActions.TokenRevoked, $"token:{id}", new { row.Name });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        known.TryRemove(row.TokenHash, out _);
        return true;
    }

    /// <summary>The row of a token that holds now, as of half a second ago at most; null when it is unknown, revoked or expired.</summary>
    public async ValueTask<ApiToken?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var hash = Hash(token);
        if (!known.TryGetValue(hash, out var found) || time.GetElapsedTime(found.ReadAt) >= MaxAge)
        {
            var now = time.GetTimestamp();
            await using var context = database.CreateContext();
            if (await context.ApiTokens.AsNoTracking().FirstOrDefaultAsync(t => t.TokenHash == hash, cancellationToken) is not { } row)
            {
                known.TryRemove(hash, out _);
                return null;
            }

            known[hash] = found = (row, now);
        }

        if (found.Token.RevokedAt is not null || found.Token.ExpiresAt <= time.GetUtcNow().UtcDateTime)
        {
            return null;
        }

        await NoteUseAsync(found.Token, cancellationToken);
        return found.Token;
    }

    private async Task NoteUseAsync(ApiToken token, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (token.LastUsedAt is { } last && now - last < UseInterval)
        {
            return;
        }

        // Kept in the cached row first, so that requests at the same time do not all write it.
        token.LastUsedAt = now;
        try
        {
            await using var context = database.CreateContext();
            await context.ApiTokens.Where(t => t.Id == token.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), cancellationToken);
        }
        catch (DbException)
        {
            // A note for its owner only: a database that cannot be written is told of elsewhere, and reading goes on.
        }
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
