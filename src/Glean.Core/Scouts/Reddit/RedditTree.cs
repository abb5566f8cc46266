using System.Text.Json;
using Glean.Scouts.Api;

namespace Glean.Scouts.Reddit;

/// <summary>A part of a thread: comments, and where the rest is to be asked for. Pure.</summary>
/// <param name="Comments">The data of each, with its id.</param>
/// <param name="Hidden">Ids of comments that are not shown, for <c>/api/morechildren</c>.</param>
/// <param name="Deeper">Ids of comments below which the tree is cut off.</param>
internal sealed record RedditTree(IReadOnlyList<(string Id, JsonElement Data)> Comments, IReadOnlyList<string> Hidden, IReadOnlyList<string> Deeper)
{
    /// <summary>Reads a thread (the post's listing, then that of the comments) or an answer of morechildren; null for anything else.</summary>
    public static RedditTree? Read(JsonElement json)
    {
        var things = json.ValueKind == JsonValueKind.Array && json.GetArrayLength() >= 2 ? Children(json[1])
            : json.Child("json")?.Child("data") is { } data && data.HasItems("things") ? data.Items("things")
            : null;
        if (things is null)
        {
            return null;
        }

        List<(string, JsonElement)> comments = [];
        List<string> hidden = [];
        List<string> deeper = [];
        // Threads are as deep as people argue; a stack of our own does not overflow.
        var waiting = new Stack<JsonElement>(things.Reverse());
        while (waiting.TryPop(out var thing))
        {
            if (thing.Child("data") is not { } data2)
            {
                continue;
            }

            switch (thing.Text("kind"))
            {
                case "t1" when RedditPost.IdOf(data2) is { } id:
                    comments.Add((id, data2));
                    foreach (var reply in (data2.Child("replies") is { } replies ? Children(replies) ?? [] : []).Reverse())
                    {
                        waiting.Push(reply);
                    }

                    break;
                case "more" when data2.Texts("children") is { Count: > 0 } ids:
                    hidden.AddRange(ids.Where(IsId));
                    break;
                case "more" when data2.Text("parent_id") is ['t', '1', '_', .. var parent] && IsId(parent):
                    deeper.Add(parent);
                    break;
                default:
                    break;
            }
        }

        return new RedditTree(comments, hidden, deeper);
    }

    private static IReadOnlyList<JsonElement>? Children(JsonElement listing) => listing.Child("data") is { } data && data.HasItems("children") ? data.Items("children") : null;

    private static bool IsId(string text) => text.Length is > 0 and < 20 && text.All(char.IsAsciiLetterOrDigit);
}
