using System.Text.Json;
using Glean.Scouts.Api;

namespace Glean.Scouts.Twitter;

/// <summary>A page of posts of X's API v2. Pure.</summary>
/// <param name="Posts">Newest first, each with what is to be stored of it.</param>
/// <param name="Next">The token of the next page; null on the last.</param>
/// <param name="Problems">What X did not show beside the posts.</param>
internal sealed record TwitterPage(IReadOnlyList<TwitterPost> Posts, string? Next, TwitterProblems Problems)
{
    /// <summary>Null when the JSON is no such page.</summary>
    public static TwitterPage? Read(JsonElement json)
    {
        // Nothing found is told by the number alone, without data.
        if (!json.HasItems("data") && json.Child("meta")?.Whole("result_count") is not 0)
        {
            return null;
        }

        var includes = new TwitterIncludes(json.Child("includes"));
        var data = json.Items("data");
        List<TwitterPost> posts = [.. data.Select(p => TwitterPost.Read(p, includes)).OfType<TwitterPost>()];
        return posts.Count == 0 && data.Count > 0 ? null : new TwitterPage(posts, json.Child("meta")?.Text("next_token"), TwitterProblems.Read(json));
    }
}

/// <summary>Users and posts that came along by expansions.</summary>
internal sealed class TwitterIncludes(JsonElement? includes)
{
    private readonly Dictionary<string, JsonElement> users = ById(includes, "users");
    private readonly Dictionary<string, JsonElement> posts = ById(includes, "tweets");

    public JsonElement? User(string? id) => id is not null && users.TryGetValue(id, out var user) ? user : null;

    public JsonElement? Post(string? id) => id is not null && posts.TryGetValue(id, out var post) ? post : null;

    private static Dictionary<string, JsonElement> ById(JsonElement? includes, string name)
    {
        Dictionary<string, JsonElement> things = new(StringComparer.Ordinal);
        foreach (var thing in includes?.Items(name) ?? [])
        {
            if (thing.Id("id") is { } id)
            {
                things.TryAdd(id, thing);
            }
        }

        return things;
    }
}

/// <summary>Errors that come beside an answer: users suspended, posts deleted, fields not for us.</summary>
/// <param name="Count">How many.</param>
/// <param name="First">The first in X's words.</param>
/// <param name="HidesPosts">Posts that were found are not shown because of them, and not only what they refer to.</param>
internal sealed record TwitterProblems(int Count, string? First, bool HidesPosts)
{
    public static readonly TwitterProblems None = new(0, null, false);

    public DoorEnd End => Count == 0 ? DoorEnd.Read
        : HidesPosts ? DoorEnd.Degraded($"X found nothing it may show. It said: {First}")
        : new DoorEnd(DoorState.Read, $"{Count} of the users and posts referred to were not shown. X said: {First}");

    public static TwitterProblems operator +(TwitterProblems a, TwitterProblems b) => new(a.Count + b.Count, a.First ?? b.First, a.HidesPosts || b.HidesPosts);

    public static TwitterProblems Read(JsonElement json)
    {
        var errors = json.Items("errors");
        return errors.Count == 0 ? None : new(errors.Count, ApiErrors.Usual(json), json.Items("data").Count == 0);
    }
}
