using Glean.Catalog;
using Glean.Jobs;
using Glean.Storage;
using Microsoft.Data.Sqlite;

namespace Glean.Operations.Backups;

/// <summary>What of a table could be read.</summary>
/// <param name="Dropped">Rows that were read and led nowhere, or broke a rule of their table.</param>
/// <param name="Damaged">Whether parts of it could not be read, so that rows are missing which nobody can count.</param>
public sealed record SalvagedTable(string Name, long Rows, long Dropped, bool Damaged);

/// <summary>What a salvage saved, and where it is.</summary>
public sealed record SalvageResult(string File, IReadOnlyList<SalvagedTable> Tables)
{
    public long Rows => Tables.Sum(t => t.Rows);

    public bool IsWhole => Tables.All(t => t is { Damaged: false, Dropped: 0 });
}

/// <summary>
/// Copies what can still be read of a damaged database into a new one, row by row: what <c>.recover</c> of the <c>sqlite3</c> shell does, for
/// a file of Glean's, with the library that Glean carries. The damaged file is not changed.
/// </summary>
public sealed class Salvage(SqliteDatabase database, TimeProvider time)
{
    /// <summary>The new database, which is called a backup from then on: <c>backups/salvaged-….db</c>.</summary>
    /// <exception cref="GleanException">Nothing could be read.</exception>
    public SalvageResult Run(string damaged, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var folder = new BackupFolder(database);
        folder.Prepare();
        var target = SqliteDatabase.FreeName(Path.Combine(folder.Path, $"salvaged-{time.GetUtcNow():yyyyMMdd-HHmmss}.db"));
        var (copy, made) = (target + ".damaged" + BackupFolder.Partial, target + BackupFolder.Partial);
        try
        {
            // SQLite itself would change the file, when it applies the log and removes it.
            BackupFolder.CopyWithLog(damaged, copy);
            new SchemaMigrator(new SqliteDatabase(made)).Up();
            SqliteConnection.ClearAllPools();
            var tables = CopyTables(copy, made, progress, cancellationToken);
            if (tables.Sum(t => t.Rows) == 0)
            {
                throw new GleanException(FailureKind.Work, $"Nothing of {damaged} can be read.", "Restore the last good backup: glean backup list, glean restore FILE");
            }

            File.Move(made, target);
            return new SalvageResult(target, tables);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            foreach (var file in new[] { copy, made }.SelectMany(f => new[] { f, f + "-wal", f + "-shm", f + "-journal" }))
            {
                File.Delete(file);
            }
        }
    }

    private static List<SalvagedTable> CopyTables(string copy, string made, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        // Without what a session is told first: a damaged file answers it with an error.
        using var source = new SqliteConnection(SqliteSession.ConnectionString(copy, pooling: false));
        source.Open();
        using var target = SqliteSession.Open(made, pooling: false);
        // A table whose definition is damaged must not hide the others.
        source.Execute("PRAGMA writable_schema = ON");
        target.Execute("PRAGMA foreign_keys = OFF");
        var names = Texts(target, $"""
            SELECT name FROM sqlite_master
            WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE 'tools\_fts%' ESCAPE '\'
                AND name NOT IN ('discovery_counts', '{SchemaVersions.HistoryTable}')
            """);
        List<SalvagedTable> tables = [];
        using var transaction = target.BeginTransaction();
        foreach (var name in names)
        {
            progress.Report(new JobProgress(90 * tables.Count / names.Count, $"reading {name}"));
            tables.Add(new TableSalvage(source, target, transaction, name).Run(cancellationToken));
        }

        progress.Report(new JobProgress(90, "putting references right"));
        var orphans = DropOrphans(target, transaction);
        target.Execute("ANALYZE", transaction);
        transaction.Commit();
        target.Scalar("PRAGMA journal_mode = DELETE");
        return [.. tables.Select(t => orphans.TryGetValue(t.Name, out var lost) ? t with { Rows = t.Rows - lost, Dropped = t.Dropped + lost } : t)];
    }

    /// <summary>A row whose other end is lost loses the reference where the table allows that, and goes where it does not; then those that led to it.</summary>
    private static Dictionary<string, long> DropOrphans(SqliteConnection target, SqliteTransaction transaction)
    {
        Dictionary<string, long> dropped = [];
        while (Orphans(target, transaction) is { Count: > 0 } found)
        {
            foreach (var (table, rowId, key) in found)
            {
                var columns = Texts(target, $"""SELECT "from" FROM pragma_foreign_key_list('{table}') WHERE id = {key}""", transaction);
                var required = Texts(target, $"""SELECT name FROM pragma_table_info('{table}') WHERE "notnull" OR pk""", transaction);
                if (columns.Exists(required.Contains))
                {
                    var gone = target.Execute($"""DELETE FROM "{table}" WHERE rowid = {rowId}""", transaction);
                    dropped[table] = dropped.GetValueOrDefault(table) + gone;
                }
                else
                {
                    target.Execute($"""UPDATE "{table}" SET {string.Join(", ", columns.Select(c => $"\"{c}\" = NULL"))} WHERE rowid = {rowId}""", transaction);
                }
            }
        }

        return dropped;
    }

    private static List<(string Table, long RowId, long Key)> Orphans(SqliteConnection target, SqliteTransaction transaction)
    {
        using var command = target.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "PRAGMA foreign_key_check";
        using var reader = command.ExecuteReader();
        List<(string, long, long)> found = [];
        while (reader.Read())
        {
            found.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(3)));
        }

        return found;
    }

    internal static List<string> Texts(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Names of our own tables.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        List<string> texts = [];
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
