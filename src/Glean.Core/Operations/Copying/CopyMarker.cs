using System.Data.Common;
using Glean.Storage;

namespace Glean.Operations.Copying;

/// <summary>A row of the settings that stands in a target from before the first copied row until all were compared, and names the source.</summary>
internal static class CopyMarker
{
    public const string Table = "settings";
    public const string Key = "copy.unfinished";

    /// <summary>The source of the unfinished copy; null when there is none.</summary>
    public static string? Read(DbConnection connection) =>
        connection.Rows($"SELECT value FROM {Table} WHERE key = '{Key}'", r => r.GetString(0)) is [var source] ? source : null;

    public static void Set(DbConnection connection, string source) =>
        connection.Change($"INSERT INTO {Table} (key, value, is_secret, updated_at) VALUES ('{Key}', @source, FALSE, CURRENT_TIMESTAMP)", ("@source", source));

    public static void Clear(DbConnection connection) => connection.Execute($"DELETE FROM {Table} WHERE key = '{Key}'");
}
