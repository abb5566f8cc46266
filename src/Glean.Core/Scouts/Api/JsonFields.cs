using System.Globalization;
using System.Text.Json;
using Glean.Catalog;

namespace Glean.Scouts.Api;

/// <summary>Reads foreign JSON, in which anything may be missing or of another kind than documented: then it is null and no exception.</summary>
public static class JsonFields
{
    public static string? Text(this JsonElement json, string name) => Find(json, name) is { ValueKind: JsonValueKind.String } value ? TextOf(value) : null;

    /// <summary>The text, or the number as a text: for ids that come as either.</summary>
    public static string? Id(this JsonElement json, string name) => Find(json, name) switch
    {
        { ValueKind: JsonValueKind.String } text => TextOf(text),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    public static long? Whole(this JsonElement json, string name) => Find(json, name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var whole) => whole,
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var real) && Math.Abs(real) < long.MaxValue => (long)real,
        { ValueKind: JsonValueKind.String } text when long.TryParse(TextOf(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ => null,
    };

    public static bool Flag(this JsonElement json, string name) => Find(json, name) is { ValueKind: JsonValueKind.True };

    public static JsonElement? Child(this JsonElement json, string name) => Find(json, name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    /// <summary>The elements of a list; empty when there is none.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement json, string name) =>
        Find(json, name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray()] : [];

    /// <summary>Whether there is a list of that name, if only an empty one.</summary>
    public static bool HasItems(this JsonElement json, string name) => Find(json, name) is { ValueKind: JsonValueKind.Array };

    public static IReadOnlyList<string> Texts(this JsonElement json, string name) =>
        [.. json.Items(name).Select(TextOf).OfType<string>()];

    /// <summary>A time in Unix seconds, UTC.</summary>
    public static DateTime? UnixTime(this JsonElement json, string name) =>
        json.Whole(name) is { } seconds and > 0 and <= 253402300799 ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : null;

    /// <summary>A written time, UTC.</summary>
    public static DateTime? Date(this JsonElement json, string name) => json.Text(name) is { } text ? PublicationDate.Parse(text) : null;

    private static JsonElement? Find(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The text that it is; null for what is none.</summary>
    internal static string? TextOf(JsonElement text)
    {
        if (text.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: a text that somebody cut in the middle of a character.
            return JsonSerializer.Deserialize<string>(JsonEscapes.MendSurrogates(text.GetRawText()));
        }
    }
}
