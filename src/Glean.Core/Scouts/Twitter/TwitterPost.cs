using System.Net;
using System.Text.Json;
using Glean.Scouts.Api;

namespace Glean.Scouts.Twitter;

/// <summary>A post as a search finds it. Pure.</summary>
/// <param name="At">When it was posted, in Unix seconds; of a repost when it was reposted.</param>
/// <param name="Item">What is to be stored of it: of a repost the original.</param>
internal sealed record TwitterPost(long? At, ScoutItem Item)
{
    private const int LongestContext = 200;

    /// <summary>Ids carry their time since then (https://github.com/twitter-archive/snowflake); older ones are mere numbers.</summary>
    private static readonly DateTime FirstTimedId = new(2010, 11, 4, 1, 42, 54, 657, DateTimeKind.Utc);

    private const long LeastTimedId = 29_700_859_247;

    /// <summary>Null when it has no id or no text: a user, a count, a rule.</summary>
    public static TwitterPost? Read(JsonElement post, TwitterIncludes includes)
    {
        if (IdOf(post) is not { } id || post.Text("text") is null)
        {
            return null;
        }

        var at = TimeOf(post, id) is { } time ? DoorVisit.Seconds(time) : (long?)null;
        var item = Reference(post, "retweeted") is { } original && IsId(original)
            ? Original(post, original, includes) with { ShownAt = Address(NameOf(post, includes), id) }
            : ItemOf(post, id, includes);
        return new TwitterPost(at, item);
    }

    private static ScoutItem ItemOf(JsonElement post, string id, TwitterIncludes includes)
    {
        var author = includes.User(post.Id("author_id"));
        var metrics = post.Child("public_metrics");
        var (text, links) = TextOf(post);
        return new ScoutItem
        {
            Url = Address(NameOf(post, includes), id),
            Title = Context(post, includes),
            Text = text,
            Author = NameOf(post, includes),
            PublishedAt = TimeOf(post, id),
            Metadata = new Dictionary<string, object?>
            {
                ["id"] = id,
                ["author_name"] = author?.Text("name"),
                ["followers"] = author?.Child("public_metrics")?.Whole("followers_count"),
                ["likes"] = metrics?.Whole("like_count"),
                ["retweets"] = metrics?.Whole("retweet_count"),
                ["replies"] = metrics?.Whole("reply_count"),
                ["lang"] = post.Text("lang"),
                ["conversation_id"] = post.Id("conversation_id"),
                ["replied_to"] = Reference(post, "replied_to"),
                ["quoted"] = Reference(post, "quoted"),
                ["urls"] = links.Count == 0 ? null : links,
            }.Where(m => m.Value is not (null or "")).ToDictionary(m => m.Key, m => m.Value),
        };
    }

    /// <summary>The original of a repost; where X does not show it, what the repost repeats of it.</summary>
    private static ScoutItem Original(JsonElement repost, string id, TwitterIncludes includes)
    {
        if (includes.Post(id) is { } original)
        {
            return ItemOf(original, id, includes);
        }

        var (text, _) = TextOf(repost);
        var colon = text.StartsWith("RT @", StringComparison.Ordinal) ? text.IndexOf(": ", StringComparison.Ordinal) : -1;
        var author = colon > 4 && IsName(text[4..colon]) ? text[4..colon] : null;
        return new ScoutItem
        {
            Url = Address(author, id),
            Text = author is null ? text : text[(colon + 2)..],
            Author = author,
            PublishedAt = TimeOf(id),
            Metadata = new Dictionary<string, object?> { ["id"] = id, ["truncated"] = true },
        };
    }

    /// <summary>The whole text, with the addresses that its short links stand for, and those addresses.</summary>
    private static (string Text, IReadOnlyList<string> Links) TextOf(JsonElement post)
    {
        var isLong = post.Child("note_tweet")?.Text("text") is { Length: > 0 };
        var source = isLong ? post.Child("note_tweet")!.Value : post;
        var text = source.Text("text") ?? "";
        List<string> links = [];
        foreach (var link in source.Child("entities")?.Items("urls") ?? [])
        {
            if (link.Text("url") is not { Length: > 0 } shortened || (link.Text("unwound_url") ?? link.Text("expanded_url")) is not { Length: > 0 } full)
            {
                continue;
            }

            // A picture's link says nothing to a reader.
            var isMedia = link.Text("media_key") is not null || link.Text("display_url")?.StartsWith("pic.", StringComparison.Ordinal) is true;
            text = text.Replace(shortened, isMedia ? "" : full, StringComparison.Ordinal);
            if (!isMedia && !links.Contains(full))
            {
                links.Add(full);
            }
        }

        // X escapes three characters.
        return (PlainText.FromText(WebUtility.HtmlDecode(text)), links);
    }

    /// <summary>The beginning of what it answers or quotes: without it many a post speaks of "this".</summary>
    private static string Context(JsonElement post, TwitterIncludes includes)
    {
        if (includes.Post(Reference(post, "quoted") ?? Reference(post, "replied_to")) is not { } other)
        {
            return "";
        }

        var line = string.Join(' ', TextOf(other).Text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestContext ? line : string.Concat(line.EnumerateRunes().Take(LongestContext - 1).Select(r => r.ToString())) + "…";
    }

    private static string? Reference(JsonElement post, string type) =>
        post.Items("referenced_tweets").Where(r => r.Text("type") == type).Select(r => r.Id("id")).FirstOrDefault();

    private static string? NameOf(JsonElement post, TwitterIncludes includes) =>
        includes.User(post.Id("author_id"))?.Text("username") is { } name && IsName(name) ? name : null;

    // X leads from there to the author's.
    private static string Address(string? name, string id) => $"https://x.com/{name ?? "i"}/status/{id}";

    private static DateTime? TimeOf(JsonElement post, string id) => post.Date("created_at") ?? TimeOf(id);

    private static DateTime? TimeOf(string id) =>
        long.TryParse(id, out var number) && number > LeastTimedId ? FirstTimedId.AddMilliseconds(number >> 22) : null;

    private static string? IdOf(JsonElement post) => post.Id("id") is { } id && IsId(id) ? id : null;

    private static bool IsId(string id) => id.Length is > 0 and <= 19 && id.All(char.IsAsciiDigit);

    private static bool IsName(string name) => name.Length is > 0 and <= 50 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
