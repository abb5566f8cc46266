using System.Text.Json;
using Glean.Catalog;

namespace Glean.Analysis.Evaluation;

/// <summary>Reads labelled texts, one JSON object a line. A wrong line is named and the rest goes in.</summary>
public static class LabelledTextReader
{
    public static LabelledTexts Read(TextReader reader)
    {
        var texts = new List<LabelledText>();
        var problems = new List<string>();
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                using var document = JsonDocument.Parse(line);
                texts.Add(ReadText(document.RootElement, number, problems));
            }
            catch (JsonException e)
            {
                problems.Add($"Line {number} is not JSON: {e.Message}");
            }
            catch (InvalidDataException e)
            {
                problems.Add($"Line {number}: {e.Message}");
            }
        }

        return new LabelledTexts(texts, problems);
    }

    private static LabelledText ReadText(JsonElement row, int number, List<string> problems)
    {
        if (row.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException("an object is expected");

        var id = Optional(row, "id") ?? $"line {number}";
        var text = Required(row, "text");
        var tools = Items(row, "tools").Select(t => new LabelledTool(
            Required(t, "name"),
            [.. Items(t, "aliases").Where(a => a.ValueKind == JsonValueKind.String).Select(a => a.GetString()!)],
            Optional(t, "url"),
            Optional(t, "category") ?? Focus.Other)).ToList();

        var claims = new List<LabelledClaim>();
        foreach (var claim in Items(row, "claims"))
        {
            var type = Required(claim, "type");
            var quote = Required(claim, "quote");
            if (WireName.Parse<ClaimType>(type) is not { } known)
                problems.Add($"Line {number} ({id}): the claim type '{type}' is unknown; the claim was left out.");
            else if (!text.Contains(quote, StringComparison.Ordinal))
                problems.Add($"Line {number} ({id}): a quote does not stand in the text; the claim was left out: {quote}");
            else
                claims.Add(new LabelledClaim(Required(claim, "tool"), known, quote));
        }

        return new LabelledText(id, Optional(row, "source") ?? "", Optional(row, "title") ?? "", text, tools, claims);
    }

    private static IEnumerable<JsonElement> Items(JsonElement row, string name)
    {
        if (!row.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
            return [];
        return list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : throw new InvalidDataException($"'{name}' must be a list");
    }

    private static string Required(JsonElement row, string name) =>
        Optional(row, name) ?? throw new InvalidDataException($"'{name}' is missing");

    private static string? Optional(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
