using System.Data.Common;
using Glean.Catalog;

namespace Glean.Storage;

/// <summary>
/// Moves the schema up and down. The SQL is EF's, written when a migration is made and kept beside it; we run each migration in one immediate
/// transaction, so that a killed migration is old or new and two processes take turns. (EF's own migrator leaves its lock row behind when killed.)
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

        database.Create();

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

        database.PrepareFor(DatabaseAccess.Write);
        if (ours.Applied.Count == 0)
        {
            return ([], null);
        }

        var copy = database is SqliteDatabase file ? CopyBefore(file, now) : null;
        List<string> reverted = [];
        foreach (var migration in ours.Applied.Reverse().Take(steps))
        {
            Run(migration, up: false);
            reverted.Add(migration);
        }

        return (reverted, copy);
    }

    private string? ApplyNext()
    {
        var pending = database.Inspect() switch
        {
            DatabaseState.Ours ours => ours.Pending,
            DatabaseState.Empty => database.Migrations,
            var other => throw database.Explain(other),
        };
        if (pending.Count == 0)
        {
            return null;
        }

        Run(pending[0], up: true);
        return pending[0];
    }

    /// <summary>The SQL of a migration, as EF writes it; a test holds it equal to that.</summary>
    private string Script(string migration, bool up)
    {
        var folder = database is SqliteDatabase ? "Sqlite" : "Postgres";
        using var reader = new StreamReader(EmbeddedData.Open($"{folder}/{migration}.{(up ? "up" : "down")}.sql"));
        return reader.ReadToEnd();
    }

    private void Run(string migration, bool up)
    {
        var script = Script(migration, up);
        using var connection = database.OpenForWriting(pooling: false);
        if (database is SqliteDatabase)
        {
            // Rebuilding a table drops and renames it, which would fire the references to it; they are checked before the commit.
            connection.Execute("PRAGMA foreign_keys = OFF");
        }

        using var transaction = database.BeginWriting(connection);
        if (IsApplied(connection, migration) == up)
        {
            return;
        }

        connection.Execute(script, transaction);
        if (database is SqliteDatabase && connection.Scalar("PRAGMA foreign_key_check") is not null)
        {
            throw database.Failure($"was not migrated: {migration} would break references", "Report this; the database is unchanged");
        }

        transaction.Commit();
    }

    private bool IsApplied(DbConnection connection, string migration) =>
        database.Inspect(connection) is DatabaseState.Ours ours && ours.Applied.Contains(migration);

    private static string CopyBefore(SqliteDatabase file, DateTime now)
    {
        var folder = Path.Combine(Path.GetDirectoryName(file.Path)!, "backups");
        Directory.CreateDirectory(folder);
        var copy = SqliteDatabase.FreeName(Path.Combine(folder, $"glean-before-rollback-{now:yyyyMMdd-HHmmss}.db"));
        // VACUUM INTO fills an empty file but would make its own readable by all.
        SqliteDatabase.CreatePrivate(copy);
        using (var connection = SqliteSession.Open(file.Path, pooling: false))
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "VACUUM INTO @copy";
            command.Add("@copy", copy);
            command.ExecuteNonQuery();
        }

        return copy;
    }
}
