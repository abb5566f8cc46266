using Glean.Catalog;
using Glean.Jobs;
using Glean.Settings;
using Glean.Storage;
using Microsoft.Data.Sqlite;

namespace Glean.Operations.Backups;

/// <summary>What a restore did.</summary>
/// <param name="Before">The database as it was, or null when there was none.</param>
/// <param name="Applied">Migrations that the backup lacked.</param>
public sealed record RestoreResult(BackupContents Contents, string? Before, IReadOnlyList<string> Applied);

/// <summary>
/// Puts a backup in the place of the database, which is kept beside it. A database in use is replaced within one
/// transaction, so that a running server goes on with the restored rows; one that is missing or damaged by a file.
/// Killed at any moment, the database is the old or the new one.
/// </summary>
public sealed class RestoreRun(SqliteDatabase database, GleanSettings settings, TimeProvider time)
{
    /// <exception cref="GleanException">The backup cannot be restored, or the database is locked; nothing was changed.</exception>
    public async Task<RestoreResult> RunAsync(BackupFile file, string actor, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(file.Path))
        {
            throw new GleanException(FailureKind.Usage, $"There is no file {file.Path}.", "See what there is: glean backup list");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(database.Path)!);
        var unpacked = database.Path + ".restoring";
        try
        {
            RemoveWithCompanions(unpacked);
            progress.Report(new JobProgress(0, $"unpacking {file.Name}"));
            await new BackupUnpacker(settings).UnpackAsync(file, unpacked, cancellationToken);
            progress.Report(new JobProgress(40, "checking it"));
            var contents = BackupCheck.Look(file, unpacked);
            var applied = new SchemaMigrator(new SqliteDatabase(unpacked)).Up();
            Settle(unpacked);
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report(new JobProgress(70, "putting it in place"));
            var before = Replace(unpacked);
            database.PutModesRight();
            Remember(file, before, actor);
            return new RestoreResult(contents, before, applied);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            RemoveWithCompanions(unpacked);
        }
    }

    /// <summary>All of it in the one file, with the page size that a database in use has and must keep.</summary>
    private static void Settle(string unpacked)
    {
        SqliteConnection.ClearAllPools();
        using var connection = SqliteSession.Open(unpacked, pooling: false);
        connection.Scalar("PRAGMA journal_mode = DELETE");
        if (connection.Scalar("PRAGMA page_size") is not (long)UsualPageSize)
        {
            connection.Execute($"PRAGMA page_size = {UsualPageSize}; VACUUM;");
        }
    }

    private const int UsualPageSize = 4096;

    /// <returns>Where the database that was there is now.</returns>
    private string? Replace(string unpacked)
    {
        switch (database.Inspect())
        {
            case DatabaseState.Missing:
                PutCompanionsAside();
                File.Move(unpacked, database.Path);
                return null;
            case DatabaseState.Ours or DatabaseState.Empty:
                var before = KeepCopyOrDamaged();
                Overwrite(unpacked);
                return before;
            case var unusable:
                return PutAside(unpacked, unusable);
        }
    }

    /// <summary>A database with a damaged page is taken for ours at first sight, and cannot be read to its end.</summary>
    private string KeepCopyOrDamaged()
    {
        try
        {
            return KeepCopy();
        }
        catch (SqliteException e) when (SqliteFailure.IsCorruption(e))
        {
            var aside = SqliteDatabase.FreeName($"{database.Path}.damaged-{time.GetUtcNow():yyyyMMdd-HHmmss}");
            BackupFolder.CopyWithLog(database.Path, aside);
            return aside;
        }
    }

    private string KeepCopy()
    {
        var copy = SqliteDatabase.FreeName($"{database.Path}.before-restore-{time.GetUtcNow():yyyyMMdd-HHmmss}");
        SqliteDatabase.CreatePrivate(copy);
        using var connection = SqliteSession.Open(database.Path, pooling: false);
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $copy";
        command.Parameters.AddWithValue("$copy", copy);
        command.CommandTimeout = 0;
        try
        {
            command.ExecuteNonQuery();
            return copy;
        }
        catch
        {
            RemoveWithCompanions(copy);
            throw;
        }
    }

    private void Overwrite(string unpacked)
    {
        try
        {
            using var source = SqliteSession.Open(unpacked, SqliteOpenMode.ReadOnly, pooling: false);
            using var target = SqliteSession.Open(database.Path, pooling: false);
            source.BackupDatabase(target);
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Translate(e, database) ?? database.Failure($"could not be replaced ({e.Message})", "Nothing was changed; stop the other programs that use it and try again", e);
        }
    }

    /// <summary>What is no database of ours, or a damaged one, is moved with its companions, so that it can still be salvaged.</summary>
    private string PutAside(string unpacked, DatabaseState state)
    {
        if (Directory.Exists(database.Path))
        {
            throw database.Explain(state);
        }

        var aside = SqliteDatabase.FreeName($"{database.Path}.damaged-{time.GetUtcNow():yyyyMMdd-HHmmss}");
        File.Move(database.Path, aside);
        PutCompanionsAside(aside);
        File.Move(unpacked, database.Path);
        return aside;
    }

    /// <summary>A log that belongs to another file must not be applied to this one.</summary>
    private void PutCompanionsAside(string? with = null)
    {
        if (File.Exists(database.Path + "-wal"))
        {
            File.Move(database.Path + "-wal", SqliteDatabase.FreeName((with ?? database.Path) + (with is null ? "-wal.put-aside" : "-wal")));
        }

        File.Delete(database.Path + "-shm");
    }

    private void Remember(BackupFile file, string? before, string actor)
    {
        using var context = database.CreateContext();
        context.AuditLog.Add(new AuditEntry
        {
            At = time.GetUtcNow().UtcDateTime,
            Actor = actor,
            Action = "database.restored",
            Subject = $"backup:{file.Name}",
            Detail = System.Text.Json.JsonSerializer.Serialize(new { before = before is null ? null : Path.GetFileName(before) }),
        });
        context.SaveChanges();
    }

    private static void RemoveWithCompanions(string path)
    {
        foreach (var ending in new[] { "", "-wal", "-shm", "-journal", ".opened" })
        {
            File.Delete(path + ending);
        }
    }
}
