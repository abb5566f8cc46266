using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glean.Catalog;

namespace Glean.Jobs;

/// <summary>Reads a job's options out of a JSON object; what is wrong with them is collected by name, what nobody asks for is left out.</summary>
public sealed class OptionReader(JsonElement options)
{
    private const int MostTexts = 100;
    private const int LongestText = 2000;

    private readonly Dictionary<string, string[]> wrong = [];
    private readonly JsonObject known = [];

    /// <summary>What is wrong, by name.</summary>
    public IReadOnlyDictionary<string, string[]> Wrong => wrong;

    /// <summary>A JSON object, with the scout named among its fields.</summary>
    /// <exception cref="GleanException">The text is no JSON object.</exception>
    public static JsonElement Parse(string json, string? scoutType = null)
    {
        try
        {
            if (JsonNode.Parse(json.Length == 0 ? "{}" : json) is JsonObject fields)
            {
                if (scoutType is not null)
                {
                    fields["scout_type"] = scoutType;
                }

                return JsonSerializer.SerializeToElement(fields);
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new GleanException(FailureKind.Usage, "The options are no JSON object.", "Write them like {\"limit\": 10}");
    }

    /// <summary>The options that were asked for and given, as a JSON object.</summary>
    public string Known() => known.ToJsonString();

    /// <summary>Notes what is wrong with an option.</summary>
    public void Refuse(string name, string why) => wrong[name] = [.. wrong.GetValueOrDefault(name, []), why];

    public int? Whole(string name, int least, int most) => Find(name) is not { } value
        ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? Keep(name, value, number)
            : Refused<int?>(name, $"{name} takes a whole number from {least} to {most}.");

    /// <summary>The id of a row, or 0.</summary>
    public long? Id(string name) => Find(name) is not { } value
        ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var id) && id >= 0
            ? Keep(name, value, id)
            : Refused<long?>(name, $"{name} takes the id of a row.");

    public double? Share(string name) => Find(name) is not { } value
        ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= 1
            ? Keep(name, value, number)
            : Refused<double?>(name, $"{name} takes a number from 0 to 1.");

    public bool? Flag(string name) => Find(name) is not { } value
        ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? Keep(name, value, value.GetBoolean())
            : Refused<bool?>(name, $"{name} takes true or false.");

    public string? Text(string name) => Find(name) is not { } value
        ? null
        : value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestText } text
            ? Keep(name, value, text)
            : Refused<string>(name, $"{name} takes a text of 1 to {LongestText.ToString(CultureInfo.InvariantCulture)} characters.");

    /// <summary>A text out of <paramref name="choices"/>.</summary>
    public string? Choice(string name, params IEnumerable<string> choices) => Text(name) is not { } text
        ? null
        : choices.Contains(text) ? text : Refused<string>(name, $"{name} takes one of {string.Join(", ", choices)}.");

    public IReadOnlyList<string> Texts(string name) => Find(name) is not { } value
        ? []
        : value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= MostTexts
            && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String && v.GetString() is { Length: > 0 and <= LongestText })
            ? Keep<IReadOnlyList<string>>(name, value, [.. value.EnumerateArray().Select(v => v.GetString()!)])
            : Refused<IReadOnlyList<string>>(name, $"{name} takes a list of at most {MostTexts} texts.") ?? [];

    private JsonElement? Find(string name) =>
        options.ValueKind == JsonValueKind.Object && options.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private T Keep<T>(string name, JsonElement value, T read)
    {
        known[name] = JsonNode.Parse(value.GetRawText());
        return read;
    }

    private T? Refused<T>(string name, string why)
    {
        if (!wrong.ContainsKey(name))
        {
            Refuse(name, why);
        }

        return default;
    }
}
