using System.Globalization;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.Data.Sqlite;

namespace Glean.Operations.Import.Legacy;

/// <summary>The Python Glean's SQLite file, opened so that nothing in it can change. Tables and columns may be missing.</summary>
internal sealed class LegacyDatabase : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly HashSet<string> tables;

    private LegacyDatabase(SqliteConnection connection) =>
        (this.connection, tables) = (connection, [.. connection.Rows("SELECT name FROM sqlite_master WHERE type = 'table'", r => r.GetString(0))]);

    /// <exception cref="GleanException">There is no such file, or it is no database of the Python Glean.</exception>
    public static LegacyDatabase Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new GleanException(FailureKind.Usage, $"There is no file {path}.", "Name the Python Glean's database, usually db/glean.db in its folder");
        }

        try
        {
            var opened = new LegacyDatabase(SqliteSession.Open(path, SqliteOpenMode.ReadOnly, pooling: false));
            if (opened.tables.Contains(SchemaVersions.HistoryTable) || !opened.tables.Contains("tools") || !opened.tables.Contains("discoveries"))
            {
                opened.Dispose();
                throw new GleanException(FailureKind.Usage, $"{path} is no database of the Python Glean.", "A backup of this Glean is taken back with: glean restore FILE");
            }

            return opened;
        }
        catch (SqliteException e)
        {
            throw new GleanException(FailureKind.Work, $"{path} cannot be read: {e.Message}", $"Look at it: sqlite3 {path} \"PRAGMA integrity_check\"", e);
        }
    }

    /// <summary>The rows of <paramref name="table"/> in the order they were written; none when there is no such table.</summary>
    public IEnumerable<LegacyRow> Rows(string table)
    {
        if (!tables.Contains(table))
        {
            yield break;
        }

        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Callers pass literals.
        command.CommandText = $"SELECT * FROM {table} ORDER BY rowid";
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new LegacyRow(Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i), StringComparer.OrdinalIgnoreCase));
        }
    }

    public void Dispose() => connection.Dispose();
}

/// <summary>A row whose columns may be missing or of another type than they should be, as SQLite allows.</summary>
internal sealed class LegacyRow(Dictionary<string, object?> columns)
{
    public long Id => Long("id") ?? 0;

    /// <summary>The first of the named columns that holds something, without what cannot be stored.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (columns.GetValueOrDefault(name) is { } value && StorableText.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "") is { } text && !string.IsNullOrWhiteSpace(text))
            {
                return text;
            }
        }

        return null;
    }

    public long? Long(string name) => columns.GetValueOrDefault(name) switch
    {
        long number => number,
        double number => (long)number,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    public double? Share(string name) => columns.GetValueOrDefault(name) switch
    {
        double number when double.IsFinite(number) => Math.Clamp(number, 0, 1),
        long number => Math.Clamp(number, 0, 1),
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => Math.Clamp(number, 0, 1),
        _ => null,
    };

    public bool Flag(string name) => columns.GetValueOrDefault(name) switch
    {
        long number => number != 0,
        string text => text is "1" || bool.TryParse(text, out var flag) && flag,
        _ => false,
    };

    /// <summary>The first of the named columns that holds a time; Python writes ISO 8601 with or without a zone, and means UTC.</summary>
    public DateTime? Time(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (columns.GetValueOrDefault(name) is string text
                && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            {
                return new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
            }
        }

        return null;
    }
}
