using System.Text.Json;
using Glean.Scouts.Api;

namespace Glean.Scouts.GitHub;

/// <summary>A page of a repository's releases, newest first. Pure.</summary>
/// <param name="Oldest">The time of the last one in Unix seconds; null when there is none.</param>
internal sealed record ReleasePage(IReadOnlyList<ScoutItem> Items, long? Oldest)
{
    /// <summary>Null when the JSON is no such page.</summary>
    public static ReleasePage? Read(JsonElement json, string repository)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        List<ScoutItem> items = [.. json.EnumerateArray().Select(release => Item(release, repository)).OfType<ScoutItem>()];
        return new ReleasePage(items, items.Count == 0 ? null : DoorVisit.Seconds(items.Min(i => i.PublishedAt!.Value)));
    }

    /// <summary>A draft is not published, and nobody can see it.</summary>
    private static ScoutItem? Item(JsonElement release, string repository)
    {
        if (release.Flag("draft") || release.Text("html_url") is not { Length: > 0 } url || release.Date("published_at") is not { } at)
        {
            return null;
        }

        var tag = release.Text("tag_name");
        var name = release.Text("name")?.Trim() is { Length: > 0 } given ? given : tag;
        return new ScoutItem
        {
            Url = url,
            Title = $"{repository} {name}",
            Text = release.Text("body")?.Trim() is { Length: > 0 } notes ? notes : $"{repository} released {name}.",
            Author = release.Child("author")?.Text("login"),
            PublishedAt = at,
            Metadata = new Dictionary<string, object?> { ["full_name"] = repository, ["tag"] = tag, ["prerelease"] = release.Flag("prerelease") },
        };
    }
}
