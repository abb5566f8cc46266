namespace Glean.Settings;

/// <summary>Settings whose names are taken but which this version cannot follow: nobody should believe that they work.</summary>
public static class UnsupportedSettings
{
    /// <summary>What to tell whoever set them; empty when none is set.</summary>
    public static IEnumerable<string> Warnings(GleanSettings settings)
    {
        if (IsSet(settings, SettingDefinitions.RedisUrl))
        {
            yield return $"{SettingDefinitions.RedisUrl.Variable} is set, but this version shares nothing over Redis; it is ignored.";
        }
    }

    private static bool IsSet(GleanSettings settings, SettingDefinition definition) => settings[definition] is { Length: > 0 };
}
