using System.Globalization;
using Glean.Catalog;
using Glean.Settings;

namespace Glean.Llm;

/// <summary>Numbers among the settings of language models.</summary>
internal static class LlmNumbers
{
    /// <summary>The word for "no limit".</summary>
    public const string Unlimited = "unlimited";

    /// <summary>A whole number, or null for <see cref="Unlimited"/>.</summary>
    /// <exception cref="GleanException">It is neither; the message names the variable.</exception>
    public static long? Whole(GleanSettings settings, SettingDefinition definition, long least, long most)
    {
        var text = settings[definition]!.Trim();
        return text == Unlimited && most == long.MaxValue ? null
            : long.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw Wrong(definition, text, most == long.MaxValue ? $"a whole number from {least} on, or {Unlimited}" : $"a whole number from {least} to {most}");
    }

    /// <summary>An amount of money in US dollars, or null for <see cref="Unlimited"/>.</summary>
    /// <inheritdoc cref="Whole"/>
    public static double? Dollars(GleanSettings settings, SettingDefinition definition)
    {
        var text = settings[definition]!.Trim();
        return text == Unlimited ? null
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && double.IsFinite(amount)
                ? amount
                : throw Wrong(definition, text, $"an amount in US dollars such as 2.50, or {Unlimited}");
    }

    private static GleanException Wrong(SettingDefinition definition, string text, string wanted) =>
        new(FailureKind.Setting, $"{definition.Variable} makes no sense: '{text}'.", $"Set it to {wanted}.");
}
