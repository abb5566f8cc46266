using Glean.Catalog;

namespace Glean.Settings;

/// <summary>Settings whose names are taken but which this version cannot follow: nobody should believe that they work.</summary>
public static class UnsupportedSettings
{
    /// <summary>What to tell whoever set them; empty when none is set.</summary>
    public static IEnumerable<string> Warnings(GleanSettings settings)
    {
        if (IsSet(settings, SettingDefinitions.DatabaseUrl))
        {
            yield return $"{SettingDefinitions.DatabaseUrl.Variable} is set, but this version keeps its data in SQLite only, at {settings.DbPath}.";
        }
    }

    /// <summary>A process that runs on would write to another database than the one that was named.</summary>
    /// <exception cref="GleanException">A database is named that this version does not speak.</exception>
    public static void RefuseForeignDatabase(GleanSettings settings)
    {
        if (IsSet(settings, SettingDefinitions.DatabaseUrl))
        {
            throw new GleanException(
                FailureKind.Setting, $"{SettingDefinitions.DatabaseUrl.Variable} is set, but this version keeps its data in SQLite only.",
                $"Unset it, and name the file with {SettingDefinitions.DbPath.Variable}");
        }
    }

    private static bool IsSet(GleanSettings settings, SettingDefinition definition) => settings[definition] is { Length: > 0 };
}
