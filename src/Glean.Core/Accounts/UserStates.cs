using System.Collections.Concurrent;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Accounts;

/// <summary>What a request must know of its caller.</summary>
public sealed record UserState(long Id, string Username, string SecurityStamp, UserRole Role, bool IsActive);

/// <summary>
/// The state of users as of half a second ago at most: a request costs no query, and a session that was ended, here or by another process,
/// is refused within a second.
/// </summary>
public sealed class UserStates(GleanDatabase database, TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<long, (UserState State, long ReadAt)> known = [];

    /// <summary>The state of a user, or null when there is none.</summary>
    public async ValueTask<UserState?> FindAsync(long id, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(id, out var found) && time.GetElapsedTime(found.ReadAt) < MaxAge)
        {
            return found.State;
        }

        // The clock before the query: a change after it must not pass for known.
        var now = time.GetTimestamp();
        await using var context = database.CreateContext();
        var user = await context.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (user is null)
        {
            known.TryRemove(id, out _);
            return null;
        }

        var state = new UserState(user.Id, user.Username, user.SecurityStamp, user.EffectiveRole, user.IsActive);
        known[id] = (state, now);
        return state;
    }

    /// <summary>Reads anew at the next request.</summary>
    public void Forget(long id) => known.TryRemove(id, out _);
}
