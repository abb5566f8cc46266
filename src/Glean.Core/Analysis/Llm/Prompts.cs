using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glean.Catalog;

namespace Glean.Analysis.Llm;

/// <summary>The prompts and schemas that ship (<c>Analysis/Llm/Data</c>).</summary>
internal static class Prompts
{
    /// <summary>Told to a model whose answer was of no use, with what is wrong with it.</summary>
    public static string Complaint(string problem) =>
        $"That answer cannot be used: {problem}. Answer again, with one JSON object of the form described and nothing else.";

    /// <summary>An embedded prompt, with the categories of the focus filled in.</summary>
    public static string Load(string name, Focus? focus = null)
    {
        using var reader = new StreamReader(EmbeddedData.Open(name), Encoding.UTF8);
        var categories = (focus?.Categories ?? []).Select(c => $"  - `{c.Name}`: {c.Description}").Append($"  - `{Focus.Other}`: anything else");
        return reader.ReadToEnd().ReplaceLineEndings("\n").Replace("{{categories}}", string.Join('\n', categories), StringComparison.Ordinal);
    }

    /// <summary>An embedded schema, with the categories of the focus filled in.</summary>
    public static JsonElement Schema(string name, Focus? focus = null)
    {
        using var stream = EmbeddedData.Open(name);
        var schema = JsonNode.Parse(stream)!;
        if (focus is not null)
        {
            var tool = schema["properties"]!["texts"]!["items"]!["properties"]!["tools"]!["items"]!["properties"]!;
            tool["category"]!["enum"] = new JsonArray([.. focus.Categories.Select(c => c.Name).Append(Focus.Other).Distinct().Select(n => JsonValue.Create(n))]);
        }

        return JsonSerializer.SerializeToElement(schema);
    }
}
