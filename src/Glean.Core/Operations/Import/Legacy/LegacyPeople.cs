using Glean.Accounts;
using Glean.Catalog;
using Glean.Settings;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Operations.Import.Legacy;

/// <summary>Takes over users with their passwords, stored keys, which are encrypted on the way, and the history of jobs.</summary>
internal sealed class LegacyPeople(LegacyDatabase legacy, LegacyWriter writer, GleanDatabase database, GleanSettings settings, TimeProvider time)
{
    private const string EndedWithTheOldProgram = "It ran when the Python Glean was left.";

    /// <summary>Passwords go on working: their bcrypt hashes are understood, and written anew at the next sign-in.</summary>
    public async Task<LegacyTable> UsersAsync(CancellationToken cancellationToken)
    {
        await using var context = writer.Open();
        var names = (await context.Users.Select(u => u.NormalizedUsername).ToListAsync(cancellationToken)).ToHashSet();
        var addresses = (await context.Users.Select(u => u.NormalizedEmail).ToListAsync(cancellationToken)).ToHashSet();
        var (rows, leftOut) = (0, 0);
        List<User> fresh = [];
        foreach (var row in legacy.Rows("users"))
        {
            rows++;
            if (row.Text("username")?.Trim() is not { } name || row.Text("password_hash", "hashed_password") is not { } hash)
            {
                leftOut++;
                continue;
            }

            var email = row.Text("email")?.Trim() ?? $"{name}@localhost";
            if (!names.Add(Identity.Normalize(name)))
            {
                continue;
            }

            if (!addresses.Add(Identity.Normalize(email)))
            {
                leftOut++;
                continue;
            }

            fresh.Add(new User
            {
                Username = name,
                NormalizedUsername = Identity.Normalize(name),
                Email = email,
                NormalizedEmail = Identity.Normalize(email),
                PasswordHash = hash,
                IsActive = row.Text("is_active") is null || row.Flag("is_active"),
                IsAdmin = row.Flag("is_admin"),
                // Whoever had an account could decide on tools.
                Role = row.Flag("is_admin") ? UserRole.Admin : UserRole.Reviewer,
                SecurityStamp = Guid.NewGuid().ToString("N"),
                CreatedAt = row.Time("created_at") ?? writer.Now,
                LastLogin = row.Time("last_login"),
            });
        }

        await writer.AddAsync(fresh, null, cancellationToken);
        return new LegacyTable("users", rows, fresh.Count, rows - fresh.Count - leftOut, leftOut, leftOut > 0 ? "without a name or password, or with another's e-mail address" : null);
    }

    /// <summary>What was set here already stays.</summary>
    public async Task<LegacyTable> SettingsAsync(CancellationToken cancellationToken)
    {
        var store = new SettingStore(database, settings, time);
        var present = store.Effective().All.Where(s => s.Origin == SettingOrigin.Stored).Select(s => s.Definition.Variable).ToHashSet();
        var (rows, known) = (0, 0);
        List<string> strange = [];
        Dictionary<SettingDefinition, string?> values = [];
        foreach (var row in legacy.Rows("settings"))
        {
            rows++;
            if (row.Text("key", "name") is not { } key || SettingDefinitions.Find(key) is not { Storable: true } definition || row.Text("value") is not { } value)
            {
                strange.Add(row.Text("key", "name") ?? "?");
            }
            else if (present.Contains(definition.Variable) || !values.TryAdd(definition, value))
            {
                known++;
            }
        }

        if (values.Count > 0)
        {
            await store.SetAsync(values, new Person("legacy import"), cancellationToken);
        }

        return new LegacyTable("settings", rows, values.Count, known, strange.Count, strange.Count > 0 ? $"not known here: {string.Join(", ", strange.Take(5))}" : null);
    }

    public async Task<LegacyTable> JobsAsync(CancellationToken cancellationToken)
    {
        await using var context = writer.Open();
        var known = (await context.Jobs.Select(j => j.Id).ToListAsync(cancellationToken)).ToHashSet();
        var (rows, leftOut) = (0, 0);
        List<Job> fresh = [];
        foreach (var row in legacy.Rows("jobs"))
        {
            rows++;
            if (row.Text("id", "job_id") is not { } id || WireName.Parse<JobType>(row.Text("type", "job_type")) is not { } type)
            {
                leftOut++;
                continue;
            }

            if (!known.Add(id))
            {
                continue;
            }

            var status = WireName.Parse<JobStatus>(row.Text("status")) ?? JobStatus.Failed;
            var unended = status is JobStatus.Running or JobStatus.Pending;
            var started = row.Time("started_at");
            fresh.Add(new Job
            {
                Id = id,
                Type = type,
                Status = unended ? JobStatus.Failed : status,
                Progress = (int)Math.Clamp(row.Long("progress") ?? 0, 0, 100),
                Message = row.Text("message"),
                Result = row.Text("result"),
                Error = unended ? EndedWithTheOldProgram : row.Text("error"),
                ScoutType = row.Text("scout_type"),
                CreatedAt = row.Time("created_at") ?? started ?? writer.Now,
                StartedAt = started,
                CompletedAt = row.Time("completed_at") ?? (unended ? writer.Now : null),
            });
        }

        await writer.AddAsync(fresh, null, cancellationToken);
        return new LegacyTable("jobs", rows, fresh.Count, rows - fresh.Count - leftOut, leftOut, leftOut > 0 ? "of a kind that is not known here" : null);
    }
}
