using System.Text.Json;
using System.Text.Json.Serialization;

namespace Glean.Analysis.Llm;

/// <summary>
/// Reads the JSON of an answer, strictly: the form described and nothing besides. A field too many is as wrong as one too few, so that an
/// answer cannot bring along a status or a score.
/// </summary>
internal static class AnswerJson
{
    private const int LongestAnswer = 400_000;

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        MaxDepth = 8,
    };

    /// <summary>The answer, with one entry for each of <paramref name="count"/> texts in their order; or what is wrong with it.</summary>
    public static (IReadOnlyList<T> Texts, string? Problem) Read<T>(string answer, int count) where T : IAnswerOfText
    {
        if (answer.Length > LongestAnswer)
        {
            return ([], "it is far too long");
        }

        try
        {
            var texts = JsonSerializer.Deserialize<Answer<T>>(Unfenced(answer), Strict)!.Texts;
            return texts.Select(t => t.Text).Order().SequenceEqual(Enumerable.Range(1, count))
                ? ([.. texts.OrderBy(t => t.Text)], null)
                : ([], $"it must have one entry for each of the texts 1 to {count}");
        }
        catch (JsonException e)
        {
            return ([], $"it is not of the form described ({Where(e)})");
        }
    }

    /// <summary>Small models put their JSON into a block of Markdown whatever they are told; that harms nobody.</summary>
    private static ReadOnlySpan<char> Unfenced(string answer)
    {
        var trimmed = answer.AsSpan().Trim();
        if (!trimmed.StartsWith("```") || !trimmed.EndsWith("```") || trimmed.Length < 6)
        {
            return trimmed;
        }

        var body = trimmed[3..^3];
        return body[Math.Max(body.IndexOf('\n'), 0)..].Trim();
    }

    /// <summary>Names the place only: the message of the library repeats foreign text.</summary>
    private static string Where(JsonException e) => e.Path is { Length: > 1 and < 100 } path && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '$' or '.' or '[' or ']' or '_')
        ? $"at {path}"
        : "it is no such JSON";

    private sealed record Answer<T>(IReadOnlyList<T> Texts);
}

/// <summary>The part of an answer that is about one text.</summary>
internal interface IAnswerOfText
{
    /// <summary>Its number, from 1.</summary>
    int Text { get; }
}

/// <summary>What a model notes of a text.</summary>
internal sealed record NotedText(int Text, IReadOnlyList<NotedTool> Tools, IReadOnlyList<NotedClaim> Claims) : IAnswerOfText;

internal sealed record NotedTool(string Name, IReadOnlyList<string> Aliases, string? Url, string Category);

internal sealed record NotedClaim(string Tool, string Type, string Quote);

/// <summary>What a model decides of proposals.</summary>
internal sealed record DecidedText(int Text, IReadOnlyList<DecidedTool> Tools, IReadOnlyList<DecidedClaim> Claims) : IAnswerOfText;

internal sealed record DecidedTool(int Id, bool Keep);

internal sealed record DecidedClaim(int Id, string Type);
