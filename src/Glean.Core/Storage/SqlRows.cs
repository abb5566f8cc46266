using System.Data.Common;

namespace Glean.Storage;

/// <summary>Rows of hand-written queries, and their columns where NULL is allowed.</summary>
public static class SqlRows
{
    /// <summary>Runs one statement, or several.</summary>
    public static int Execute(this DbConnection connection, string sql, DbTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Callers pass literals and migration scripts.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row, or null.</summary>
    public static object? Scalar(this DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Callers pass literals.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <summary>All rows of <paramref name="sql"/>, a literal of the caller.</summary>
    public static List<T> Rows<T>(this DbConnection connection, string sql, Func<DbDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.Rows(map);
    }

    /// <summary>
    /// The rows of <paramref name="sql"/>, a literal of the caller, one after the other as the database yields them, however long it takes to the first.
    /// The connection is in use until the end.
    /// </summary>
    public static IEnumerable<T> Each<T>(
        this DbConnection connection, string sql, Func<DbDataReader, T> map, CancellationToken cancellationToken, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.Command(sql, parameters);
        command.CommandTimeout = 0;
        return Read();

        IEnumerable<T> Read()
        {
            using (command)
            {
                using var reader = command.ExecuteReader(cancellationToken);
                while (reader.Read())
                {
                    yield return map(reader);
                }
            }
        }
    }

    /// <summary>Runs <paramref name="command"/>; what is cancelled before the first row does not wait for it.</summary>
    private static DbDataReader ExecuteReader(this DbCommand command, CancellationToken cancellationToken)
    {
        using var cancelling = cancellationToken.Register(command.Cancel);
        try
        {
            return command.ExecuteReader();
        }
        catch (DbException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    /// <summary>Runs <paramref name="sql"/>, a literal of the caller, and tells how many rows it changed.</summary>
    public static int Change(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs a statement over rows that the program has, and tells how many it changed; none where there are none.</summary>
    /// <param name="sql">Makes the statement, of literals of the caller, around its table <c>records</c>, see <see cref="SqlDialect.Records"/>.</param>
    public static int Change<T>(this DbConnection connection, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows, Func<string, string> sql)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        using var command = connection.Command(columns, rows, sql);
        return command.ExecuteNonQuery();
    }

    /// <summary>Does the same, and reads the rows that the statement yields.</summary>
    public static List<TRow> Change<T, TRow>(
        this DbConnection connection, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows, Func<string, string> sql, Func<DbDataReader, TRow> map)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        using var command = connection.Command(columns, rows, sql);
        return command.Rows(map);
    }

    private static DbCommand Command<T>(this DbConnection connection, IReadOnlyList<SqlColumn<T>> columns, IReadOnlyList<T> rows, Func<string, string> sql)
    {
        const string list = "@rows";
        var dialect = connection.Dialect();
        return connection.Command(sql(dialect.Records(list, columns)), [.. dialect.RecordValues(list, columns, rows)]);
    }

    private static DbCommand Command(this DbConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Callers pass literals.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Add(name, value);
        }

        return command;
    }

    public static List<T> Rows<T>(this DbCommand command, Func<DbDataReader, T> map)
    {
        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    /// <summary>Whether <paramref name="sql"/>, a literal of the caller, yields a row.</summary>
    public static bool Any(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        connection.Rows(sql, _ => true, parameters).Count > 0;

    /// <summary>The number that <paramref name="sql"/>, a literal of the caller, yields.</summary>
    public static long Count(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        connection.Rows(sql, r => r.GetInt64(0), parameters)[0];

    /// <summary>Gives <paramref name="command"/> a parameter; a time is a whole second of UTC, as every stored time is; null is NULL.</summary>
    public static DbParameter Add(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value is DateTime time ? UtcText.WholeSeconds(time) : value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter;
    }

    /// <summary>What is written differently in the database of <paramref name="connection"/>.</summary>
    public static SqlDialect Dialect(this DbConnection connection) => connection is Microsoft.Data.Sqlite.SqliteConnection ? SqliteDialect.Instance : PostgresDialect.Instance;

    public static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    internal static int? Int(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    internal static long? Long(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public static double? Real(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);

    public static DateTime Utc(this DbDataReader reader, int column) =>
        reader is Microsoft.Data.Sqlite.SqliteDataReader ? UtcText.Read(reader.GetString(column)) : reader.GetDateTime(column);

    /// <summary>The enum value whose name stands there.</summary>
    internal static T Wire<T>(this DbDataReader reader, int column) where T : struct, Enum => WireNames.Read<T>(reader.GetString(column));

    public static DateTime? UtcOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Utc(column);
}
