using System.Text.Json;

namespace Glean.Scouts.Rss;

/// <summary>The outer object of a JSON document: its plain properties, and its items one by one.</summary>
internal static class JsonTop
{
    /// <summary>Reads as far as the document goes; <c>Items</c> is null when it has none.</summary>
    public static (JsonElement Top, List<JsonElement>? Items, bool BrokeOff) Read(ReadOnlySpan<byte> json, JsonReaderOptions options)
    {
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        List<JsonElement>? items = null;
        var brokeOff = false;
        var reader = new Utf8JsonReader(json, options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return (default, null, false);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                if (name == "items" && reader.TokenType == JsonTokenType.StartArray)
                {
                    items = [];
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        items.Add(JsonElement.ParseValue(ref reader));
                    }
                }
                else
                {
                    properties[name] = JsonElement.ParseValue(ref reader);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            brokeOff = true;
        }

        return (JsonSerializer.SerializeToElement(properties), items, brokeOff);
    }
}
