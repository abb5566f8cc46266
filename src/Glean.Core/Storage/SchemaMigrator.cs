using Glean.Catalog;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Glean.Storage;

/// <summary>
/// Moves the schema up and down. EF writes the SQL; we run each migration in one immediate transaction, so that a killed
/// migration is old or new and two processes take turns. (EF's own migrator leaves its lock row behind when killed.)
/// </summary>
public sealed class SchemaMigrator(GleanDatabase database)
{
    /// <summary>Creates the file if needed and applies what is pending.</summary>
    /// <param name="steps">At most so many migrations; null for all.</param>
    /// <returns>The migrations applied, oldest first.</returns>
    /// <exception cref="GleanException">The file is not ours, newer, damaged or read-only; it is left as it is.</exception>
    public IReadOnlyList<string> Up(int? steps = null)
    {
        var state = database.Inspect();
        if (state is DatabaseState.Foreign or DatabaseState.Corrupt or DatabaseState.Unreadable)
        {
            throw database.Explain(state);
        }

        if (state is DatabaseState.Ours { Unknown.Count: > 0 })
        {
            database.EnsureUsable(DatabaseAccess.Read);
        }

        database.CreateFile();
        database.EnsureWritable();
        database.PutModesRight();

        List<string> applied = [];
        while (steps is null || applied.Count < steps)
        {
            if (ApplyNext() is not { } migration)
            {
                break;
            }

            applied.Add(migration);
        }

        return applied;
    }

    /// <summary>Takes back the last <paramref name="steps"/> migrations, newest first, after a copy of the file was made.</summary>
    /// <returns>The migrations taken back and the copy's path.</returns>
    public (IReadOnlyList<string> Reverted, string? Copy) Down(int steps, DateTime now)
    {
        if (database.Inspect() is not DatabaseState.Ours { Unknown.Count: 0 } ours)
        {
            database.EnsureUsable(DatabaseAccess.Read);
            return ([], null);
        }

        database.EnsureWritable();
        if (ours.Applied.Count == 0)
        {
            return ([], null);
        }

        var copy = CopyBefore(now);
        List<string> reverted = [];
        foreach (var migration in ours.Applied.Reverse().Take(steps))
        {
            var index = IndexOf(migration);
            Run(migration, index == 0 ? Migration.InitialDatabase : SchemaVersions.Sqlite[index - 1], expectApplied: true);
            reverted.Add(migration);
        }

        return (reverted, copy);
    }

    private string? ApplyNext()
    {
        var pending = database.Inspect() switch
        {
            DatabaseState.Ours ours => ours.Pending,
            DatabaseState.Empty => SchemaVersions.Sqlite,
            var other => throw database.Explain(other),
        };
        if (pending.Count == 0)
        {
            return null;
        }

        var index = IndexOf(pending[0]);
        Run(index == 0 ? Migration.InitialDatabase : SchemaVersions.Sqlite[index - 1], pending[0], expectApplied: false);
        return pending[0];
    }

    private void Run(string from, string to, bool expectApplied)
    {
        string script;
        using (var context = database.CreateContext())
        {
            script = context.GetService<IMigrator>().GenerateScript(from, to, MigrationsSqlGenerationOptions.NoTransactions);
        }

        var subject = expectApplied ? from : to;
        using var connection = SqliteSession.Open(database.Path, pooling: false);
        // Rebuilding a table drops and renames it, which would fire the references to it; they are checked before the commit.
        connection.Execute("PRAGMA foreign_keys = OFF");
        using var transaction = connection.BeginTransaction();
        if (IsApplied(connection, transaction, subject) != expectApplied)
        {
            return;
        }

        connection.Execute(script, transaction);
        using (var check = connection.CreateCommand())
        {
            check.Transaction = transaction;
            check.CommandText = "PRAGMA foreign_key_check";
            if (check.ExecuteScalar() is not null)
            {
                throw database.Failure($"was not migrated: {subject} would break references", "Report this; the database is unchanged");
            }
        }

        transaction.Commit();
    }

    private static bool IsApplied(SqliteConnection connection, SqliteTransaction transaction, string migration)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = $history";
        command.Parameters.AddWithValue("$history", SchemaVersions.HistoryTable);
        if (command.ExecuteScalar() is not > 0L)
        {
            return false;
        }

        command.CommandText = $"SELECT count(*) FROM \"{SchemaVersions.HistoryTable}\" WHERE migration_id = $migration";
        command.Parameters.AddWithValue("$migration", migration);
        return command.ExecuteScalar() is > 0L;
    }

    private string CopyBefore(DateTime now)
    {
        var folder = Path.Combine(Path.GetDirectoryName(database.Path)!, "backups");
        Directory.CreateDirectory(folder);
        var copy = GleanDatabase.FreeName(Path.Combine(folder, $"glean-before-rollback-{now:yyyyMMdd-HHmmss}.db"));
        // VACUUM INTO fills an empty file but would make its own readable by all.
        GleanDatabase.CreatePrivate(copy);
        using (var connection = SqliteSession.Open(database.Path, pooling: false))
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "VACUUM INTO $copy";
            command.Parameters.AddWithValue("$copy", copy);
            command.ExecuteNonQuery();
        }

        return copy;
    }

    private static int IndexOf(string migration)
    {
        for (var i = 0; i < SchemaVersions.Sqlite.Count; i++)
        {
            if (SchemaVersions.Sqlite[i] == migration)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"Unknown migration {migration}.");
    }
}
