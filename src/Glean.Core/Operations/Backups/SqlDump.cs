using System.Text;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Glean.Operations.Backups;

/// <summary>Makes a database of SQL text as <c>sqlite3 .dump</c> writes it, statement by statement, so that any size passes.</summary>
internal static class SqlDump
{
    // https://www.sqlite.org/c3ref/c_limit_attached.html and https://www.sqlite.org/c3ref/c_dbconfig_defensive.html
    private const int LimitAttached = 7;
    private const int Defensive = 1010;

    /// <summary>One statement of a dump is a row; no text that Glean stores comes near it.</summary>
    private const int LongestStatement = 64 << 20;

    /// <exception cref="GleanException">The text is no SQL, or breaks off.</exception>
    public static void Load(TextReader dump, string target, CancellationToken cancellationToken)
    {
        using var connection = SqliteSession.Open(target, pooling: false);
        // A dump has no business with other files; and full-text tables are written into the schema as they are.
        raw.sqlite3_limit(connection.Handle, LimitAttached, 0);
        raw.sqlite3_db_config(connection.Handle, Defensive, 0, out _);
        connection.Execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;");
        var statement = new StringBuilder();
        while (dump.ReadLine() is { } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            statement.AppendLine(line);
            if (line.EndsWith(';') && raw.sqlite3_complete(statement.ToString()) != 0)
            {
                Run(connection, statement.ToString());
                statement.Clear();
            }
            else if (statement.Length > LongestStatement)
            {
                throw Broken("holds a statement without an end");
            }
        }

        if (!string.IsNullOrWhiteSpace(statement.ToString()) || raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            throw Broken("breaks off");
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        try
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Running the dump's statements is the purpose.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.CommandTimeout = 0;
            command.ExecuteNonQuery();
        }
        catch (SqliteException e)
        {
            throw Broken($"cannot be read: {e.Message}", e);
        }
    }

    private static GleanException Broken(string what, Exception? inner = null) =>
        new(FailureKind.Work, $"The SQL backup {what}.", "Choose another: glean backup list", inner);
}
