using Microsoft.Data.Sqlite;

namespace Glean.Storage;

/// <summary>Rows of hand-written queries, and their columns where NULL is allowed.</summary>
internal static class SqliteRows
{
    /// <summary>All rows of <paramref name="sql"/>, a literal of the caller.</summary>
    public static List<T> Rows<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Callers pass literals.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command.Rows(map);
    }

    /// <summary>Runs <paramref name="sql"/>, a literal of the caller, and tells how many rows it changed.</summary>
    public static int Change(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Callers pass literals.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command.ExecuteNonQuery();
    }

    public static List<T> Rows<T>(this SqliteCommand command, Func<SqliteDataReader, T> map)
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
    public static bool Any(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters) =>
        connection.Rows(sql, _ => true, parameters).Count > 0;

    public static long Count(this SqliteConnection connection, string sql) => (long)connection.Scalar(sql)!;

    public static string? Text(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static int? Int(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public static long? Long(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public static double? Real(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);

    public static DateTime Utc(this SqliteDataReader reader, int column) => UtcText.Read(reader.GetString(column));

    public static DateTime? UtcOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Utc(column);
}
