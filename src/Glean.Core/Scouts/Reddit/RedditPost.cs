using System.Text.Json;
using Glean.Scouts.Api;

namespace Glean.Scouts.Reddit;

/// <summary>A post as a listing shows it. Pure.</summary>
/// <param name="At">When it was posted, in Unix seconds.</param>
/// <param name="Url">Of its thread here, which for a crosspost is not that of <paramref name="Item"/>.</param>
/// <param name="Item">What is to be stored of it.</param>
internal sealed record RedditPost(string Id, long? At, long Score, long Comments, string Url, string Title, ScoutItem Item)
{
    private const string Site = "https://www.reddit.com";

    /// <summary>Deleted by its author or removed by others: nothing to keep, but to be counted, as everything unusable is.</summary>
    public static readonly ScoutItem Gone = new() { Url = "" };

    /// <summary>Null when it has no id.</summary>
    public static RedditPost? Read(JsonElement post)
    {
        if (IdOf(post) is not { } id)
        {
            return null;
        }

        var item = ItemOf(post, id);
        // What is said of it is said of the original, which other subreddits show as well.
        if (post.Items("crosspost_parent_list") is [var original, ..] && IdOf(original) is { } originalId && ItemOf(original, originalId) is var parent && parent != Gone)
        {
            item = parent with
            {
                ShownAt = UrlOf(post, id),
                Metadata = new Dictionary<string, object?>(parent.Metadata) { ["crosspost_id"] = $"t3_{id}", ["crosspost_subreddit"] = post.Text("subreddit") },
            };
        }

        return new RedditPost(
            id,
            post.UnixTime("created_utc") is { } at ? DoorVisit.Seconds(at) : null,
            post.Whole("score") ?? 0,
            post.Whole("num_comments") ?? 0,
            UrlOf(post, id),
            PlainText.FromText(post.Text("title")),
            item);
    }

    /// <summary>A comment in the thread of this post.</summary>
    public ScoutItem Comment(JsonElement comment, string id)
    {
        if (IsGone(comment.Text("body")))
        {
            return Gone;
        }

        return new ScoutItem
        {
            Url = comment.Text("permalink") is ['/', ..] path ? Site + path : $"{Url}{id}/",
            // A comment is read as a part of its thread, whose title says what it is about.
            Title = Title,
            Text = PlainText.FromText(comment.Text("body")),
            Author = AuthorOf(comment),
            PublishedAt = comment.UnixTime("created_utc"),
            Metadata = Without(new()
            {
                ["kind"] = "comment",
                ["id"] = $"t1_{id}",
                ["subreddit"] = comment.Text("subreddit"),
                ["score"] = comment.Whole("score"),
                ["link_id"] = $"t3_{Id}",
                ["link_title"] = Title,
                ["parent_id"] = comment.Text("parent_id"),
            }),
        };
    }

    /// <summary>The id of a thing; null when it has none, or one that is none.</summary>
    public static string? IdOf(JsonElement thing) => thing.Id("id") is { Length: > 0 and < 20 } id && id.All(char.IsAsciiLetterOrDigit) ? id : null;

    private static ScoutItem ItemOf(JsonElement post, string id)
    {
        var text = post.Text("selftext");
        if (IsGone(text) || post.Text("removed_by_category") is not null)
        {
            return Gone;
        }

        return new ScoutItem
        {
            Url = UrlOf(post, id),
            Title = PlainText.FromText(post.Text("title")),
            Text = PlainText.FromText(text),
            Author = AuthorOf(post),
            PublishedAt = post.UnixTime("created_utc"),
            Metadata = Without(new()
            {
                ["kind"] = "post",
                ["id"] = $"t3_{id}",
                ["subreddit"] = post.Text("subreddit"),
                ["score"] = post.Whole("score"),
                ["num_comments"] = post.Whole("num_comments"),
                ["flair"] = post.Text("link_flair_text"),
                ["url"] = post.Flag("is_self") ? null : post.Text("url"),
            }),
        };
    }

    private static string UrlOf(JsonElement post, string id) => post.Text("permalink") is ['/', ..] path ? Site + path : $"{Site}/r/{post.Text("subreddit")}/comments/{id}/";

    // An account that is gone leaves its posts behind.
    private static string? AuthorOf(JsonElement thing) => thing.Text("author") is { } author && !IsGone(author) ? author : null;

    private static bool IsGone(string? text) => text?.Trim() is "[deleted]" or "[removed]" or "[deleted by user]" or "[ Removed by Reddit ]" or "[ Removed by reddit ]";

    private static Dictionary<string, object?> Without(Dictionary<string, object?> metadata) =>
        metadata.Where(m => m.Value is not (null or "")).ToDictionary(m => m.Key, m => m.Value);
}
