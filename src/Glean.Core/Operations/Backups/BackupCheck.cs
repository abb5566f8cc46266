using Glean.Catalog;
using Glean.Settings;
using Glean.Storage;
using Microsoft.Data.Sqlite;

namespace Glean.Operations.Backups;

/// <summary>What is in a sound backup.</summary>
/// <param name="Pending">Migrations that a restore would apply.</param>
public sealed record BackupContents(string File, long Bytes, DateTime MadeAt, long Tools, long Discoveries, long Claims, int Pending);

/// <summary>Opens a backup as a restore would, and looks whether it is sound and what is in it. Nothing is changed.</summary>
public sealed class BackupCheck(BackupFolder folder, GleanSettings settings)
{
    /// <exception cref="GleanException">It could not be restored; the message says why.</exception>
    public async Task<BackupContents> RunAsync(BackupFile file, CancellationToken cancellationToken)
    {
        folder.Prepare();
        var copy = Path.Combine(folder.Path, $"verify-{Guid.NewGuid():N}{BackupFolder.Partial}");
        try
        {
            await new BackupUnpacker(settings).UnpackAsync(file, copy, cancellationToken);
            return Look(file, copy);
        }
        finally
        {
            foreach (var leftover in new[] { copy, copy + "-journal", copy + "-wal", copy + "-shm" })
            {
                File.Delete(leftover);
            }
        }
    }

    /// <summary>Looks at the unpacked <paramref name="copy"/> of <paramref name="file"/>.</summary>
    /// <exception cref="GleanException">It is damaged, not Glean's, or newer than this program.</exception>
    internal static BackupContents Look(BackupFile file, string copy)
    {
        var database = new SqliteDatabase(copy);
        if (database.Inspect() is not DatabaseState.Ours state)
        {
            throw new GleanException(FailureKind.Work, $"{file.Path} holds no sound database of Glean.", "Choose another: glean backup list");
        }

        if (state.Unknown is [var newest, ..])
        {
            throw new GleanException(FailureKind.Database, $"{file.Path} is newer than this program (it knows the migration {newest}).", "Install the newer glean, or choose an older backup: glean backup list");
        }

        using var connection = SqliteSession.Open(copy, pooling: false);
        if (Damage(connection) is { } damage)
        {
            throw new GleanException(FailureKind.Work, $"{file.Path} is damaged: {damage}", "Choose another: glean backup list");
        }

        return new BackupContents(
            file.Path, file.Bytes, file.MadeAt, Count(connection, "tools"), Count(connection, "discoveries"), Count(connection, "claims"), state.Pending.Count);
    }

    private static string? Damage(SqliteConnection connection)
    {
        try
        {
            return connection.Scalar("PRAGMA integrity_check(1)") is string found and not "ok" ? found.ReplaceLineEndings(" ")
                : connection.Scalar("PRAGMA foreign_key_check") is string table ? $"rows of {table} lead nowhere"
                : null;
        }
        catch (SqliteException e) when (SqliteFailure.IsCorruption(e))
        {
            return e.Message;
        }
    }

    private static long Count(SqliteConnection connection, string table) => (long)connection.Scalar($"SELECT count(*) FROM {table}")!;
}
