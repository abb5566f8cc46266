using Glean.Scouts.Api;

namespace Glean.Scouts.Reddit;

/// <summary>Reads all comments below a post: the tree, what it hides (<c>/api/morechildren</c>), and what it cuts off.</summary>
internal sealed class RedditThread(ApiClient api, RedditPost post)
{
    /// <summary>More than a run may send would never be got through; ten thousand comments are no thread about a tool.</summary>
    private const int MostRequests = 100;

    /// <summary>What morechildren takes at once.</summary>
    private const int HiddenAtOnce = 100;

    private readonly Queue<string> deeper = new();
    private readonly Queue<string> hidden = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<ScoutItem> comments = [];

    public IReadOnlyList<ScoutItem> Comments => comments;

    /// <summary>Something of it cannot be had, now or later: the thread is closed to us, or a part of it is refused.</summary>
    public bool HasGaps { get; private set; }

    /// <returns>How the visit ends because of it; null when it was read as far as it can be.</returns>
    public async Task<DoorEnd?> ReadAsync(CancellationToken cancellationToken)
    {
        var path = Address(below: null);
        for (var requests = 1; path is not null; requests++)
        {
            var answer = await api.GetAsync(path, cancellationToken);
            if (answer.End is { } end)
            {
                if (end.EndsRun || answer.Status is not (>= 400 and < 500))
                {
                    return end;
                }

                HasGaps = true;
            }
            else if (RedditTree.Read(answer.Json) is { } tree)
            {
                Take(tree);
            }
            else if (requests == 1)
            {
                return DoorEnd.Failed("Reddit sends JSON that is no thread. It is tried again on the next run.");
            }
            else
            {
                HasGaps = true;
            }

            path = Next();
            if (requests == MostRequests && path is not null)
            {
                HasGaps = true;
                path = null;
            }
        }

        return null;
    }

    private void Take(RedditTree tree)
    {
        foreach (var (id, data) in tree.Comments.Where(c => known.Add(c.Id)))
        {
            comments.Add(post.Comment(data, id));
        }

        foreach (var id in tree.Hidden.Where(id => known.Add("hidden " + id)))
        {
            hidden.Enqueue(id);
        }

        foreach (var id in tree.Deeper.Where(id => known.Add("deeper " + id)))
        {
            deeper.Enqueue(id);
        }
    }

    private string? Next()
    {
        List<string> ids = [];
        while (ids.Count < HiddenAtOnce && hidden.TryDequeue(out var id))
        {
            if (!known.Contains(id))
            {
                ids.Add(id);
            }
        }

        if (ids.Count > 0)
        {
            return ApiPath.With("/api/morechildren", ("api_type", "json"), ("link_id", $"t3_{post.Id}"), ("children", string.Join(',', ids)), ("limit_children", "false"), ("raw_json", "1"));
        }

        return deeper.TryDequeue(out var below) ? Address(below) : null;
    }

    private string Address(string? below) => ApiPath.With($"/comments/{post.Id}", ("comment", below), ("limit", "500"), ("sort", "new"), ("raw_json", "1"));
}
