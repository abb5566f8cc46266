using Glean.Catalog;
using Glean.Storage;

namespace Glean.Settings;

/// <summary>Which database the settings name.</summary>
public static class DatabaseSetting
{
    /// <summary>A server when <c>GLEAN_DATABASE_URL</c> names one, else the file at <c>GLEAN_DB_PATH</c>.</summary>
    /// <exception cref="GleanException">The address of the server cannot be read.</exception>
    public static GleanDatabase Database(this GleanSettings settings) =>
        settings[SettingDefinitions.DatabaseUrl] is { Length: > 0 } url ? PostgresDatabase.At(url) : new SqliteDatabase(settings.DbPath);
}
