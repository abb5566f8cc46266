using Glean.Catalog;

namespace Glean.Review;

/// <summary>What a person changes of a tool; null leaves a field as it is, an empty address or description clears it.</summary>
public sealed record ToolEdit(string? Name = null, string? Url = null, string? Description = null, string? Category = null)
{
    private const int LongestName = 200;
    private const int LongestDescription = 10_000;

    public bool IsEmpty => this is { Name: null, Url: null, Description: null, Category: null };

    /// <summary>What is wrong, by field.</summary>
    public Dictionary<string, string> Problems(Focus focus)
    {
        Dictionary<string, string> problems = [];
        if (Name is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > LongestName))
        {
            problems["name"] = $"Must have 1 to {LongestName} characters.";
        }

        if (!string.IsNullOrWhiteSpace(Url) && CanonicalUrl.From(Url) is null)
        {
            problems["url"] = "Must be an http or https address.";
        }

        if (Description?.Length > LongestDescription)
        {
            problems["description"] = $"Must have at most {LongestDescription} characters.";
        }

        if (Category is { } category && category != Focus.Other && focus.Categories.All(c => c.Name != category))
        {
            problems["category"] = $"Must be one of {string.Join(", ", focus.Categories.Select(c => c.Name).Union([Focus.Other]))}.";
        }

        return problems;
    }

    internal void Apply(Tool tool)
    {
        if (Name is { } name)
        {
            tool.Name = StorableText.Of(name.Trim());
            tool.NameKey = NameKey.Of(tool.Name);
        }

        tool.Url = Url is null ? tool.Url : string.IsNullOrWhiteSpace(Url) ? null : CanonicalUrl.From(Url);
        tool.Description = Description is null ? tool.Description : string.IsNullOrWhiteSpace(Description) ? null : StorableText.Of(Description.Trim());
        tool.Category = Category ?? tool.Category;
    }
}
