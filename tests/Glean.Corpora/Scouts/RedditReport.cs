using System.Text.Json;
using Glean.Scouts;
using Glean.Scouts.Reddit;

namespace Glean.Corpora.Scouts;

/// <summary>
/// Every recorded answer of Reddit where the scout would meet it: listings and searches as listings, trees and morechildren below a
/// post, tokens and errors at the sign-in or at a listing. Is every post and comment found, and has every error an outcome of its own?
/// </summary>
internal static class RedditReport
{
    private const string Token = """{"access_token": "replayed-token", "token_type": "bearer", "expires_in": 3600, "scope": "*"}""";
    private const string Empty = """{"kind": "Listing", "data": {"after": null, "children": []}}""";

    private static readonly ScoutOptions Door = ScoutOptions.None.With(ScoutFields.Subreddits, "recorded");

    public static void Run(string folder, TextWriter output) => RunAsync(folder, output).GetAwaiter().GetResult();

    private static async Task RunAsync(string folder, TextWriter output)
    {
        await using var replay = await ScoutReplay.StartAsync();
        var posts = new ReplayCount("posts of listings and searches");
        var comments = new ReplayCount("comments of trees and morechildren");
        var tokens = new ReplayCount("token answers taken or refused as they are");
        var errors = new ReplayCount("errors with an outcome of their own");
        var others = 0;
        var outcomes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file);
            var recorded = Recorded.Read(File.ReadAllText(file));
            var things = recorded.Body is { } body ? Things(body).ToList() : [];
            if (recorded.Status is not (>= 200 and < 300))
            {
                var end = await replay.RunAsync(new RedditScout(), Door, r => IsToken(r) == recorded.IsToken ? recorded.Answer : IsToken(r) ? ReplayAnswer.Json(Token) : ReplayAnswer.Json(Empty));
                var isRedirect = recorded.Status is >= 300 and < 400;
                errors.Add(name, isRedirect ? end.Result?.Failed is true : end.Result?.Cause is { } cause && cause.Contains($"({recorded.Status})") || end.Result?.Cause?.Contains($"status {recorded.Status}") is true, end.Words, output);
                outcomes.TryAdd($"{recorded.Status}", end.Words);
            }
            else if (recorded.IsToken || name.StartsWith("oauth-token", StringComparison.Ordinal))
            {
                var end = await replay.RunAsync(new RedditScout(), Door, r => IsToken(r) ? recorded.Answer : ReplayAnswer.Json(Empty));
                var isToken = recorded.Body?.TryGetProperty("access_token", out _) is true;
                tokens.Add(name, isToken ? end.Result?.Failed is false : end.Result?.Cause?.Contains("gave no access token") is true, end.Words, output);
            }
            else if (things.Any(t => t.Kind == "t1") && recorded.Body is { } tree && IsThread(tree))
            {
                await TreeAsync(replay, name, tree, things, comments, output);
            }
            else if (recorded.Body is { ValueKind: JsonValueKind.Object } listing && things.Any(t => t.Kind == "t3"))
            {
                var where = name.Contains("-hot/") ? "/hot" : name.Contains("-top/") ? "/top" : "/new";
                var end = await replay.RunAsync(new RedditScout(), Door.With(ScoutFields.NoComments), r =>
                    IsToken(r) ? ReplayAnswer.Json(Token)
                    : r.Path.EndsWith(where, StringComparison.Ordinal) && !r.Query.ContainsKey("after") ? recorded.Answer : ReplayAnswer.Json(Empty));
                Expect(name, things.Where(t => t.Kind == "t3"), end, posts, output);
            }
            else
            {
                others++;
                var end = await replay.RunAsync(new RedditScout(), Door, r => IsToken(r) ? ReplayAnswer.Json(Token) : recorded.Answer);
                if (end.Result is null || end.Words.Length == 0)
                {
                    output.WriteLine($"  no outcome for {name}");
                }
            }
        }

        foreach (var count in new[] { posts, comments, tokens, errors })
        {
            output.WriteLine(count);
        }

        output.WriteLine($"{others} answers are of questions the scout does not ask (users, subreddits, wikis, votes); each was served as a listing and ended the visit in words");
        foreach (var (status, words) in outcomes)
        {
            output.WriteLine($"  {status}: {words}");
        }
    }

    /// <summary>The tree below the post it belongs to; morechildren below a post that hides what they bring.</summary>
    private static async Task TreeAsync(ScoutReplay replay, string name, JsonElement tree, List<Thing> things, ReplayCount comments, TextWriter output)
    {
        var isTree = tree.ValueKind == JsonValueKind.Array;
        var post = isTree ? Things(tree[0]).FirstOrDefault(t => t.Kind == "t3")?.Data.GetProperty("id").GetString() ?? "recorded" : "recorded";
        var listing = $$$"""{"kind": "Listing", "data": {"after": null, "children": [{"kind": "t3", "data": {"id": "{{{post}}}", "title": "Recorded", "num_comments": 1, "subreddit": "recorded", "created_utc": 1500000000}}]} }""";
        var hiding = $$"""[{{Empty}}, {"kind": "Listing", "data": {"children": [{"kind": "more", "data": {"parent_id": "t3_x", "children": ["x1"]} }]} }]""";
        var isFirst = true;
        var end = await replay.RunAsync(new RedditScout(), Door, r =>
        {
            if (r.Path == "/r/recorded/new")
            {
                return ReplayAnswer.Json(listing);
            }

            var isHere = isTree ? r.Path.StartsWith("/comments/", StringComparison.Ordinal) : r.Path == "/api/morechildren";
            if (isHere && isFirst)
            {
                isFirst = false;
                return ReplayAnswer.Json(tree.GetRawText());
            }

            return ReplayAnswer.Json(
                IsToken(r) ? Token
                : r.Path == "/api/morechildren" ? """{"json": {"errors": [], "data": {"things": []} } }"""
                : r.Path.StartsWith("/comments/", StringComparison.Ordinal) ? isTree ? $"[{Empty}, {Empty}]" : hiding
                : Empty);
        });
        Expect(name, things.Where(t => t.Kind == "t1"), end, comments, output);
    }

    private static void Expect(string name, IEnumerable<Thing> things, ReplayOutcome end, ReplayCount count, TextWriter output)
    {
        var found = end.Metadata("id").Concat(end.Metadata("crosspost_id")).ToHashSet();
        foreach (var thing in things)
        {
            if (thing.IsGone)
            {
                count.LeftOut++;
            }
            else
            {
                count.Add($"{thing.Kind}_{thing.Data.GetProperty("id").GetString()} of {name}", found.Contains($"{thing.Kind}_{thing.Data.GetProperty("id").GetString()}"), end.Words, output);
            }
        }
    }

    private static bool IsToken(ReplayRequest request) => request.Path == "/api/v1/access_token";

    private static bool IsThread(JsonElement json) => json.ValueKind == JsonValueKind.Array || json.TryGetProperty("json", out _);

    /// <summary>Posts and comments anywhere below, but not those that stand in another as its original.</summary>
    private static IEnumerable<Thing> Things(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Things),
        JsonValueKind.Object when json.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String && kind.GetString() is "t1" or "t3" =>
            Things(json.GetProperty("data")).Prepend(new Thing(json.GetProperty("kind").GetString()!, json.GetProperty("data"))),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Things(p.Value)),
        _ => [],
    };

    private sealed record Thing(string Kind, JsonElement Data)
    {
        public bool IsGone => Text("body") is "[deleted]" or "[removed]" || Text("selftext") is "[deleted]" or "[removed]" || Text("removed_by_category") is not null;

        private string? Text(string name) => Data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
