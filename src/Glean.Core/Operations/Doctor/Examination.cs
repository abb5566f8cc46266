using System.Data.Common;
using Glean.Accounts;
using Glean.Catalog;
using Glean.Operations.Backups;
using Glean.Redis;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Operations.Doctor;

/// <summary>Looks at everything Glean stands on, without changing it. Each check tells its own trouble; none ends the others.</summary>
public sealed class Examination(GleanDatabase database, GleanSettings settings, TimeProvider time)
{
    private const long LittleRoom = 1L << 30;

    private static readonly TimeSpan StaleBackup = TimeSpan.FromHours(36);

    /// <summary>A run of a living process shows itself every few seconds.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    /// <summary>All checks, in the order in which a person would look.</summary>
    public IReadOnlyList<Finding> Run()
    {
        List<Finding> findings = [SecretKey(), StoredSecrets()];
        var state = Inspect(out var trouble);
        findings.Add(trouble ?? Schema(state));
        findings.Add(Disk());
        findings.Add(Redis());
        if (state is not DatabaseState.Ours { Unknown.Count: 0, Pending.Count: 0 })
        {
            findings.AddRange([Permissions(), LastBackup()]);
            return findings;
        }

        using var connection = database.OpenForReading(pooling: false);
        findings.AddRange(
        [
            Integrity(connection),
            Permissions(),
            Sources(connection),
            Jobs(connection),
            Clock(connection),
            LastBackup(),
            .. PipelineStatus.Read(database, new SettingStore(database, settings, time).Thresholds(), Now).Thresholds.Select(Threshold),
        ]);
        return findings;
    }

    private Finding SecretKey()
    {
        if (settings.IsDevelopment)
        {
            return Finding.Ok("signing key", "development: a local key is kept beside the database");
        }

        try
        {
            SigningKey.Resolve(settings);
            return Finding.Ok("signing key", "GLEAN_SECRET_KEY is set and long enough");
        }
        catch (GleanException e)
        {
            return Finding.Fail("signing key", e.Message, e.NextStep ?? "");
        }
    }

    /// <summary>Only looks: a missing key is made when the first secret is stored.</summary>
    private Finding StoredSecrets()
    {
        const string check = "data key";
        var path = DataKey.PathOf(settings);
        if (settings[SettingDefinitions.DataKey] is null && !File.Exists(path))
        {
            return Finding.Ok(check, "none yet; it is made with the first stored secret");
        }

        try
        {
            DataKey.Load(settings);
            return Finding.Ok(check, settings[SettingDefinitions.DataKey] is null ? $"in {path}; keep a copy elsewhere" : "GLEAN_DATA_KEY is set");
        }
        catch (GleanException e)
        {
            return Finding.Fail(check, e.Message, e.NextStep ?? "");
        }
    }

    private DatabaseState? Inspect(out Finding? trouble)
    {
        trouble = null;
        try
        {
            return database.Inspect();
        }
        catch (GleanException e)
        {
            trouble = Finding.Fail("database", e.Message, e.NextStep ?? "");
            return null;
        }
    }

    private Finding Schema(DatabaseState? state)
    {
        try
        {
            database.EnsureUsable(DatabaseAccess.Read);
            return database.IsReadOnly()
                ? Finding.Fail("database", $"{database.Name} is read-only", database is SqliteDatabase ? $"Allow writing: chmod 600 {database.Name}" : "Name the primary server in GLEAN_DATABASE_URL")
                : Finding.Ok("database", $"{database.Name}, {((DatabaseState.Ours)state!).Applied.Count} migrations applied, none pending");
        }
        catch (GleanException e)
        {
            return Finding.Fail("database", e.Message, e.NextStep ?? "");
        }
    }

    private Finding Integrity(DbConnection connection)
    {
        if (database is not SqliteDatabase)
        {
            return Finding.Ok("integrity", "PostgreSQL keeps its own; see whether checksums are on: SHOW data_checksums");
        }

        try
        {
            return connection.Scalar("PRAGMA integrity_check(1)") is string found and not "ok"
                ? Finding.Fail("integrity", found.ReplaceLineEndings(" "), "Restore the last good backup: glean restore FILE")
                : connection.Scalar("PRAGMA foreign_key_check") is string table
                    ? Finding.Warn("integrity", $"rows of {table} lead nowhere", $"See which: sqlite3 {connection.DataSource} \"PRAGMA foreign_key_check\"")
                    : Finding.Ok("integrity", "every page and index is sound");
        }
        catch (DbException e)
        {
            return Finding.Fail("integrity", e.Message, "Restore the last good backup: glean restore FILE");
        }
    }

    private Finding Disk()
    {
        const string check = "disk";
        if (database is not SqliteDatabase file)
        {
            return Finding.Ok(check, "the database's is that of its server");
        }

        var folder = Path.GetDirectoryName(file.Path)!;
        if (!Directory.Exists(folder))
        {
            return Finding.Fail(check, $"{folder} does not exist", "Create the database: glean init");
        }

        var free = new DriveInfo(folder).AvailableFreeSpace;
        // A backup or a vacuum writes the whole database once more.
        var size = File.Exists(file.Path) ? new FileInfo(file.Path).Length : 0;
        var words = $"{free / (double)(1 << 30):0.0} GB free";
        return free < size ? Finding.Fail(check, $"{words}, less than the database takes", $"Make room: du -sh {folder}/*")
            : free < LittleRoom ? Finding.Warn(check, words, $"Make room: du -sh {folder}/*")
            : Finding.Ok(check, words);
    }

    private Finding Redis()
    {
        const string check = "redis";
        if (settings[SettingDefinitions.RedisUrl] is not { Length: > 0 } url)
        {
            return Finding.Ok(check, "not set; each process keeps its own limits");
        }

        try
        {
            var (took, condition) = RedisLink.ProbeAsync(RedisAddress.Parse(url), TimeProvider.System).GetAwaiter().GetResult();
            return took is { } answered
                ? Finding.Ok(check, $"answers in {answered.TotalMilliseconds:0.0} ms")
                : Finding.Warn(check, $"{condition.Detail} Each process goes on by itself", "Start Redis, or correct or unset REDIS_URL");
        }
        catch (GleanException e)
        {
            return Finding.Fail(check, e.Message, e.NextStep ?? "");
        }
    }

    private Finding Permissions()
    {
        const string check = "permissions";
        string[] files = database is SqliteDatabase file
            ? [file.Path, file.Path + "-wal", file.Path + "-shm", DataKey.PathOf(settings), .. new BackupFolder(file).List().Select(f => f.Path)]
            : [DataKey.PathOf(settings)];
        var open = files.Where(f => File.Exists(f) && !SqliteDatabase.IsPrivate(f)).ToList();
        return open.Count == 0
            ? Finding.Ok(check, "database, key and backups are readable by their owner only")
            : Finding.Fail(check, $"others may read {string.Join(", ", open.Take(3))}{(open.Count > 3 ? $" and {open.Count - 3} more" : "")}", $"chmod 600 {string.Join(' ', open.Take(3))}");
    }

    private static Finding Sources(DbConnection connection)
    {
        var failing = connection.Rows(
            "SELECT coalesce(title, name), consecutive_failures, last_error FROM sources WHERE enabled = TRUE AND consecutive_failures > 0 ORDER BY consecutive_failures DESC",
            r => (Name: r.GetString(0), Failures: r.GetInt64(1), Cause: r.IsDBNull(2) ? "" : r.GetString(2))).ToList();
        return failing.Count == 0
            ? Finding.Ok("sources", $"{connection.Scalar("SELECT count(*) FROM sources WHERE enabled = TRUE")} enabled, none failing")
            : Finding.Warn("sources", $"{failing.Count} failing; the worst: {failing[0].Name}, {failing[0].Failures} times: {failing[0].Cause.ReplaceLineEndings(" ")}", "See each: glean feeds list");
    }

    private Finding Jobs(DbConnection connection)
    {
        var silent = connection.Rows(
            "SELECT id FROM jobs WHERE status = 'running' AND (heartbeat_at IS NULL OR heartbeat_at < @since)", r => r.GetString(0), ("@since", Now - Silence)).ToList();
        return silent.Count == 0
            ? Finding.Ok("jobs", $"{connection.Scalar("SELECT count(*) FROM jobs WHERE status = 'running'")} running, none silent")
            : Finding.Fail("jobs", $"{silent.Count} running without a sign of life: {string.Join(", ", silent.Take(3))}", $"Start the server or a worker, which recovers them, or: glean jobs cancel {silent[0]}");
    }

    /// <summary>What was written in the future shows a clock that went back.</summary>
    private Finding Clock(DbConnection connection)
    {
        var newest = connection.Rows(
            "SELECT max(at) FROM (SELECT max(created_at) AS at FROM jobs UNION ALL SELECT max(discovered_at) FROM discoveries) newest", r => r.UtcOrNull(0))[0];
        return newest is { } at && at > Now + TimeSpan.FromMinutes(5)
            ? Finding.Fail("clock", $"the newest row is of {at:yyyy-MM-dd HH:mm}, and it is {Now:yyyy-MM-dd HH:mm} UTC here", "Set the clock: timedatectl set-ntp true")
            : Finding.Ok("clock", $"{Now:yyyy-MM-dd HH:mm} UTC");
    }

    private Finding LastBackup()
    {
        if (database is not SqliteDatabase file)
        {
            return Finding.Ok("last backup", "PostgreSQL is backed up by its own means: pg_dump, or the archive of its log (docs/scaling.md)");
        }

        if (new BackupFolder(file).List() is not [var newest, ..])
        {
            return Finding.Warn("last backup", "there is none", "Make one: glean backup create");
        }

        var words = $"{newest.Name}, {(Now - newest.MadeAt).TotalHours:0} hours old";
        return Now - newest.MadeAt > StaleBackup ? Finding.Warn("last backup", words, "Make one: glean backup create") : Finding.Ok("last backup", words);
    }

    private static Finding Threshold(ThresholdReading reading) => reading.State switch
    {
        "alert" => Finding.Fail(reading.Metric, $"{reading.Shown} (alert {reading.Alert})", "See docs/operations.md, Monitoring"),
        "elevated" => Finding.Warn(reading.Metric, $"{reading.Shown} (normal {reading.Normal})", "See docs/operations.md, Monitoring"),
        _ => Finding.Ok(reading.Metric, $"{reading.Shown} (normal {reading.Normal})"),
    };

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
