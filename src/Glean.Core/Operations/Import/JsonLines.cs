using System.Text.Json;
using Glean.Catalog;

namespace Glean.Operations.Import;

/// <summary>One line of a JSON Lines file: its object, or why it is none.</summary>
internal readonly record struct JsonLine(int Number, JsonElement? Object, string? Problem);

/// <summary>Reads JSON Lines (https://jsonlines.org): one object a line, blank lines skipped.</summary>
internal static class JsonLines
{
    public static async IAsyncEnumerable<JsonLine> ReadAsync(TextReader reader)
    {
        var number = 0;
        while (await reader.ReadLineAsync() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(line, number);
            }
        }
    }

    /// <summary>The text of <paramref name="name"/>, null when it is absent or null.</summary>
    /// <exception cref="FormatException">It is something else than a text.</exception>
    public static string? Text(this JsonElement line, string name) =>
        !line.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new FormatException($"'{name}' must be a text");

    public static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GleanException(FailureKind.Usage, $"The file {path} cannot be read: {e.Message}", "Check its name and who may read it", e);
        }
    }

    private static JsonLine Parse(string line, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonEscapes.MendSurrogates(line));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonLine(number, document.RootElement.Clone(), null)
                : new JsonLine(number, null, "is no JSON object");
        }
        catch (JsonException e)
        {
            return new JsonLine(number, null, $"is no JSON (byte {e.BytePositionInLine})");
        }
    }
}
