using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Glean.Catalog;

namespace Glean.Scouts.Demo;

/// <summary>One bundled sample text, in the form of <c>glean import discoveries</c>.</summary>
/// <param name="SourceUrl">Unique, under a <c>.example</c> domain.</param>
/// <param name="Metadata">What the service itself would tell of the item: author, score, subreddit, …</param>
/// <param name="PublishedDaysAgo">Relative, so that the demo is fresh whenever it runs.</param>
public sealed record DemoText(
    string Source,
    string SourceUrl,
    string Title,
    string Text,
    JsonElement Metadata,
    int PublishedDaysAgo)
{
    /// <summary>The title or, for a comment, that of the thread it answers; what relevance is judged by.</summary>
    [JsonIgnore]
    public string Headline => Title.Length > 0 ? Title : Said("link_title") ?? Said("story_title") ?? "";

    private string? Said(string name) => Metadata.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>When the item is said to have appeared, seen from <paramref name="now"/>.</summary>
    public DateTimeOffset PublishedAt(DateTimeOffset now) => now.AddDays(-PublishedDaysAgo);
}

/// <summary>The sample texts behind <c>--demo</c>: written for Glean, one file a source, read offline.</summary>
public static class DemoTexts
{
    /// <summary>The sources that have sample texts, in the order in which <see cref="Load"/> gives them.</summary>
    public static IReadOnlyList<string> Sources { get; } =
        ["reddit", "twitter", "producthunt", "web_search", "rss", "hackernews", "github"];

    /// <summary>The sample texts of <paramref name="source"/>, or of every source when it is null.</summary>
    /// <exception cref="ArgumentException">There is no source of that name.</exception>
    public static IReadOnlyList<DemoText> Load(string? source = null)
    {
        if (source is null)
            return [.. Sources.SelectMany(Read)];
        if (!Sources.Contains(source))
            throw new ArgumentException($"There are no sample texts for '{source}'; there are for {string.Join(", ", Sources)}.", nameof(source));
        return [.. Read(source)];
    }

    private static IEnumerable<DemoText> Read(string source)
    {
        using var reader = new StreamReader(EmbeddedData.Open($"Demo/Data/{source}.jsonl"), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
                yield return JsonSerializer.Deserialize(line, DemoFormat.Default.DemoText)!;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DemoText))]
internal sealed partial class DemoFormat : JsonSerializerContext;
