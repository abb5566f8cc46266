using System.Text.Json;
using Glean.Scouts.Api;

namespace Glean.Scouts.HackerNews;

/// <summary>A page of the search of Hacker News (https://hn.algolia.com/api). Pure.</summary>
/// <param name="Items">As they can be told; newest first when searched by date.</param>
/// <param name="Hits">How many there were, also unreadable ones.</param>
/// <param name="Oldest">The time of the oldest hit in Unix seconds; null when there is none.</param>
/// <param name="PageSize">How many hits the service puts on a page, which may be fewer than it was asked for.</param>
internal sealed record HackerNewsPage(IReadOnlyList<ScoutItem> Items, int Hits, long? Oldest, int? PageSize)
{
    private const string Site = "https://news.ycombinator.com/item?id=";

    /// <summary>Null when the JSON is no such page.</summary>
    public static HackerNewsPage? Read(JsonElement json)
    {
        if (!json.HasItems("hits"))
        {
            return null;
        }

        var hits = json.Items("hits");
        var times = hits.Select(TimeOf).OfType<DateTime>().ToList();
        return new HackerNewsPage(
            [.. hits.Select(Item).OfType<ScoutItem>()],
            hits.Count,
            times.Count == 0 ? null : new DateTimeOffset(times.Min(), TimeSpan.Zero).ToUnixTimeSeconds(),
            json.Whole("hitsPerPage") is { } size and > 0 and <= int.MaxValue ? (int)size : null);
    }

    private static ScoutItem? Item(JsonElement hit)
    {
        if (hit.Id("objectID") is not { Length: > 0 } id || !id.All(char.IsAsciiDigit))
        {
            return null;
        }

        var comment = PlainText.FromHtml(hit.Text("comment_text"));
        var isComment = comment.Length > 0 || hit.Texts("_tags").Contains("comment");
        var metadata = new Dictionary<string, object?>
        {
            ["object_id"] = id,
            ["type"] = isComment ? "comment" : Type(hit.Texts("_tags")),
        };
        Add("url", hit.Text("url"));
        Add("points", hit.Whole("points"));
        Add("num_comments", hit.Whole("num_comments"));
        Add("story_id", hit.Id("story_id"));
        Add("story_title", hit.Text("story_title"));
        Add("story_url", hit.Text("story_url"));
        Add("parent_id", hit.Id("parent_id"));
        return new ScoutItem
        {
            Url = Site + id,
            // A comment is read as a part of its thread, whose title says what it is about.
            Title = PlainText.FromHtml((isComment ? hit.Text("story_title") : hit.Text("title")) ?? ""),
            Text = isComment ? comment : PlainText.FromHtml(hit.Text("story_text")),
            Author = hit.Text("author"),
            PublishedAt = TimeOf(hit),
            Metadata = metadata,
        };

        void Add(string name, object? value)
        {
            if (value is not (null or ""))
            {
                metadata[name] = value;
            }
        }
    }

    private static string Type(IReadOnlyList<string> tags) =>
        new[] { "show_hn", "ask_hn", "poll", "job" }.FirstOrDefault(tags.Contains) ?? "story";

    private static DateTime? TimeOf(JsonElement hit) => hit.UnixTime("created_at_i") ?? hit.Date("created_at");
}
