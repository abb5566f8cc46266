using System.Text.Json;
using Glean.Scouts.Api;

namespace Glean.Scouts.GitHub;

/// <summary>A page of the search for repositories. Pure.</summary>
/// <param name="Items">As they can be told.</param>
/// <param name="Hits">How many there were, also unreadable ones.</param>
/// <param name="Total">How many the search found in all.</param>
/// <param name="IsIncomplete">The search ran out of time and gave only some.</param>
internal sealed record RepositoryPage(IReadOnlyList<ScoutItem> Items, int Hits, long Total, bool IsIncomplete)
{
    /// <summary>Null when the JSON is no such page.</summary>
    public static RepositoryPage? Read(JsonElement json)
    {
        if (!json.HasItems("items"))
        {
            return null;
        }

        var hits = json.Items("items");
        return new RepositoryPage([.. hits.Select(Item).OfType<ScoutItem>()], hits.Count, json.Whole("total_count") ?? hits.Count, json.Flag("incomplete_results"));
    }

    private static ScoutItem? Item(JsonElement hit)
    {
        if (hit.Text("full_name") is not { Length: > 0 } name || hit.Text("html_url") is not { Length: > 0 } url)
        {
            return null;
        }

        var description = hit.Text("description")?.Trim();
        var topics = hit.Texts("topics");
        var homepage = hit.Text("homepage")?.Trim();
        var metadata = new Dictionary<string, object?> { ["full_name"] = name };
        Add("stars", hit.Whole("stargazers_count"));
        Add("forks", hit.Whole("forks_count"));
        Add("language", hit.Text("language"));
        Add("license", hit.Child("license")?.Text("spdx_id"));
        Add("homepage", homepage);
        Add("pushed_at", hit.Text("pushed_at"));
        if (topics.Count > 0)
        {
            metadata["topics"] = topics;
        }

        return new ScoutItem
        {
            Url = url,
            Title = string.IsNullOrEmpty(description) ? name : $"{name}: {description}",
            Text = string.Join("\n\n", new[]
            {
                description,
                topics.Count == 0 ? null : $"Topics: {string.Join(", ", topics)}",
                string.IsNullOrEmpty(homepage) ? null : $"Homepage: {homepage}",
            }.Where(part => !string.IsNullOrEmpty(part))),
            Author = hit.Child("owner")?.Text("login"),
            PublishedAt = hit.Date("created_at"),
            Metadata = metadata,
        };

        void Add(string field, object? value)
        {
            if (value is not (null or ""))
            {
                metadata[field] = value;
            }
        }
    }
}
