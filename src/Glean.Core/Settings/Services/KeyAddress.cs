namespace Glean.Settings.Services;

/// <summary>
/// A key goes only where whoever set it means it to go. An address that an admin stored beside a key of the environment or the
/// configuration file would send that key, which no admin can read, to a host of the admin's choice.
/// </summary>
public static class KeyAddress
{
    private static readonly (SettingDefinition Key, SettingDefinition Address)[] Pairs =
    [
        (SettingDefinitions.AnthropicApiKey, SettingDefinitions.AnthropicBaseUrl),
        (SettingDefinitions.OpenAiApiKey, SettingDefinitions.OpenAiBaseUrl),
    ];

    /// <summary>The address that would carry a key off, and why it is refused; null when there is none.</summary>
    /// <param name="among">Only pairs with one of these settings are looked at.</param>
    public static (SettingDefinition Address, string Problem)? Misdirected(GleanSettings settings, IEnumerable<SettingDefinition> among)
    {
        var named = among.ToHashSet();
        foreach (var (key, address) in Pairs.Where(p => named.Contains(p.Key) || named.Contains(p.Address)))
        {
            if (settings.OriginOf(address) == SettingOrigin.Stored && settings[key] is { Length: > 0 } && settings.OriginOf(key) != SettingOrigin.Stored)
            {
                var origin = settings.OriginOf(key) == SettingOrigin.Environment ? "the environment" : "the configuration file";
                return (address, $"{address.Variable} cannot be stored while {key.Variable} comes from {origin}: the key would be sent to that address. Set {address.Variable} where the key is set, or store a key for it.");
            }
        }

        return null;
    }
}
