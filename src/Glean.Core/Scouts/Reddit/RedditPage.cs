using System.Text.Json;
using Glean.Scouts.Api;

namespace Glean.Scouts.Reddit;

/// <summary>A page of a listing of posts. Pure.</summary>
/// <param name="Posts">As listed.</param>
/// <param name="After">What the next page lies behind; null on the last.</param>
internal sealed record RedditPage(IReadOnlyList<RedditPost> Posts, string? After)
{
    /// <summary>The time of the last post in Unix seconds: of a listing by time the oldest, whatever is pinned above it.</summary>
    public long? Last => Posts.LastOrDefault(p => p.At is not null)?.At;

    /// <summary>Null when the JSON is no listing, or one of other things: for a subreddit that there is not, Reddit lists those of similar names.</summary>
    public static RedditPage? Read(JsonElement json)
    {
        if (json.Child("data") is not { } data || !data.HasItems("children"))
        {
            return null;
        }

        var things = data.Items("children");
        List<RedditPost> posts = [.. things.Where(t => t.Text("kind") == "t3").Select(t => t.Child("data") is { } post ? RedditPost.Read(post) : null).OfType<RedditPost>()];
        return posts.Count == 0 && things.Any(t => t.Text("kind") is not (null or "t3")) ? null : new RedditPage(posts, data.Text("after"));
    }
}
