using System.Data.Common;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Operations.Copying;

/// <summary>A row of the settings that stands in a target from before the first copied row until all were compared, and names the source.</summary>
public static class CopyMarker
{
    internal const string Table = "settings";
    internal const string Key = "copy.unfinished";

    /// <summary>Makes sure that nobody works on what the next run of the copy would empty.</summary>
    /// <exception cref="GleanException">The database is the target of an unfinished copy.</exception>
    public static void EnsureNone(GleanDatabase database)
    {
        using var connection = database.OpenForReading();
        if (Read(connection) is { } source)
        {
            throw database.Failure($"holds an unfinished copy of {source}", "Finish it: run the same glean db copy again");
        }
    }

    /// <summary>The source of the unfinished copy; null when there is none.</summary>
    public static string? Read(DbConnection connection) =>
        connection.Rows($"SELECT value FROM {Table} WHERE key = '{Key}'", r => r.GetString(0)) is [var source] ? source : null;

    internal static void Set(DbConnection connection, string source) =>
        connection.Change($"INSERT INTO {Table} (key, value, is_secret, updated_at) VALUES ('{Key}', @source, FALSE, CURRENT_TIMESTAMP)", ("@source", source));

    internal static void Clear(DbConnection connection) => connection.Execute($"DELETE FROM {Table} WHERE key = '{Key}'");
}
