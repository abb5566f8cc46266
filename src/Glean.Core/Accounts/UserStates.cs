using System.Collections.Concurrent;
using Glean.Catalog;
using Glean.Storage;

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
    public UserState? Find(long id)
    {
        if (known.TryGetValue(id, out var found) && time.GetElapsedTime(found.ReadAt) < MaxAge)
        {
            return found.State;
        }

        // The clock before the query: a change after it must not pass for known.
        var now = time.GetTimestamp();
        if (Read(id) is not { } state)
        {
            known.TryRemove(id, out _);
            return null;
        }

        known[id] = (state, now);
        return state;
    }

    /// <summary>By plain SQL: it is asked for on behalf of every caller twice a second.</summary>
    private UserState? Read(long id)
    {
        using var connection = database.OpenForReading();
        return connection.Rows(
            "SELECT username, security_stamp, role, is_admin, is_active FROM users WHERE id = @id",
            r => new UserState(
                id, r.GetString(0), r.GetString(1),
                new User { Username = "", Email = "", Role = WireName.Parse<UserRole>(r.GetString(2)) ?? UserRole.Viewer, IsAdmin = r.GetBoolean(3) }.EffectiveRole,
                r.GetBoolean(4)),
            ("@id", id)).SingleOrDefault();
    }

    /// <summary>Reads anew at the next request.</summary>
    public void Forget(long id) => known.TryRemove(id, out _);
}
