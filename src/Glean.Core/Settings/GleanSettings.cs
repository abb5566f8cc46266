using Glean.Catalog;

namespace Glean.Settings;

/// <summary>Where a value comes from.</summary>
public enum SettingOrigin
{
    Default,
    ConfigFile,
    Stored,
    Environment,
}

/// <summary>A setting as it holds now.</summary>
public sealed record EffectiveSetting(SettingDefinition Definition, string? Value, SettingOrigin Origin);

/// <summary>
/// The settings of this run: the environment before the configuration file before the defaults; what
/// an admin stored comes between by <c>With</c>. Relative paths in them
/// mean the working directory.
/// </summary>
public sealed class GleanSettings
{
    private readonly Dictionary<string, EffectiveSetting> byVariable;

    private GleanSettings(IEnumerable<EffectiveSetting> settings) =>
        byVariable = settings.ToDictionary(s => s.Definition.Variable, StringComparer.Ordinal);

    /// <summary>All settings in the order of <see cref="SettingDefinitions.All"/>.</summary>
    public IEnumerable<EffectiveSetting> All => SettingDefinitions.All.Select(d => byVariable[d.Variable]);

    public string DbPath => Required(SettingDefinitions.DbPath);

    public string ReportsDir => Required(SettingDefinitions.ReportsDir);

    public bool IsDevelopment => Required(SettingDefinitions.Environment) == "development";

    /// <summary>The value of <paramref name="definition"/>, or null when nothing sets it and there is no default.</summary>
    public string? this[SettingDefinition definition] => byVariable[definition.Variable].Value;

    /// <summary>Where the value of <paramref name="definition"/> comes from.</summary>
    public SettingOrigin OriginOf(SettingDefinition definition) => byVariable[definition.Variable].Origin;

    /// <summary>Reads the settings.</summary>
    /// <param name="configFile">A file named on the command line, which must exist; null looks for <c>config.yaml</c> here.</param>
    /// <param name="environment">Looks a variable up.</param>
    /// <exception cref="GleanException">The file cannot be read or names a setting that does not exist.</exception>
    public static GleanSettings Load(string? configFile, Func<string, string?> environment)
    {
        var fromFile = ConfigFile.Read(configFile);
        return new GleanSettings(SettingDefinitions.All.Select(definition =>
            environment(definition.Variable) is { Length: > 0 } set
                ? new EffectiveSetting(definition, set, SettingOrigin.Environment)
                : fromFile.TryGetValue(definition.Variable, out var written)
                    ? new EffectiveSetting(definition, written, SettingOrigin.ConfigFile)
                    : new EffectiveSetting(definition, definition.Default, SettingOrigin.Default)));
    }

    /// <summary>These settings with what is stored, where the environment says nothing.</summary>
    /// <param name="stored">Values by variable.</param>
    public GleanSettings With(IReadOnlyDictionary<string, string> stored) => new(All.Select(s =>
        s.Origin != SettingOrigin.Environment && stored.TryGetValue(s.Definition.Variable, out var value)
            ? new EffectiveSetting(s.Definition, value, SettingOrigin.Stored)
            : s));

    /// <summary>These settings as they would be if an admin stored <paramref name="values"/>; null or empty takes a value away.</summary>
    public GleanSettings With(IReadOnlyDictionary<SettingDefinition, string?> values) => With(All
        .Select(s => values.TryGetValue(s.Definition, out var value)
            ? (s.Definition.Variable, Value: string.IsNullOrWhiteSpace(value) ? s.Definition.Default : value.Trim())
            : (s.Definition.Variable, s.Value))
        .Where(s => s.Value is not null)
        .ToDictionary(s => s.Variable, s => s.Value!));

    private string Required(SettingDefinition definition) =>
        this[definition] ?? throw new GleanException(FailureKind.Setting, $"{definition.Variable} is not set.", $"Set it: {definition.Purpose}");
}
