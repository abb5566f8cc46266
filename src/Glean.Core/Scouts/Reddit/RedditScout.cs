using System.Text.Json;
using Glean.Scouts.Api;
using Glean.Settings;
using Glean.Settings.Services;

namespace Glean.Scouts.Reddit;

/// <summary>Reads subreddits and searches of Reddit (https://www.reddit.com/dev/api): posts, and the comments below them.</summary>
public sealed class RedditScout : IScout
{
    public ScoutDefinition Definition { get; } = new("reddit", "reddit", "Reddit")
    {
        Summary = "Read subreddits and searches of Reddit: posts and comments",
        Doors = "subreddits and searches",
        NextStepWithoutDoors = "Name one: glean scout reddit --subreddit sales",
        Credentials = [RedditGrant.Required],
        Schedule = "0 32 * * * ?",
        Options =
        [
            new(ScoutFields.Subreddits, "Read this subreddit instead of the usual; repeatable"),
            new(ScoutFields.Queries, "Search all of Reddit for this instead; repeatable"),
            new(ScoutFields.NoComments, "Posts only"),
            new(ScoutFields.MinVotes, "Only posts with a score of N or more, and the comments below those"),
            new(ScoutFields.Days, "How far back to look; without it the newest hundred posts when a subreddit is first read, then all since"),
            new(ScoutFields.Limit, "At most N posts of each subreddit or search, newest first; comments come on top"),
        ],
    };

    public IReadOnlyList<Door> Defaults { get; } =
    [
        Subreddit("sales"),
        Subreddit("salesdevelopment"),
        Subreddit("techsales"),
        Subreddit("salesoperations"),
        Subreddit("revops"),
        Subreddit("b2bmarketing"),
        Subreddit("leadgeneration"),
        Subreddit("coldemail"),
        Subreddit("crm"),
        Subreddit("hubspot"),
        Subreddit("salesforce"),
        Subreddit("saas"),
        Subreddit("ai_agents"),
        Door.Query("\"AI SDR\""),
        Door.Query("\"sales AI\""),
        Door.Query("\"sales automation\" AI"),
        Door.Query("\"cold email\" AI tool"),
        Door.Query("\"call recording\" AI sales"),
    ];

    public IReadOnlyList<Door> Named(ScoutOptions options) =>
        [.. options[ScoutFields.Subreddits].Select(Subreddit), .. options[ScoutFields.Queries].Select(Door.Query)];

    public ApiService Service(GleanSettings settings) => new("Reddit", "GLEAN_REDDIT_URL")
    {
        Credentials = RedditGrant.IsOfAccount(Lookup(settings)) ? [.. RedditGrant.Required, .. RedditGrant.Optional] : RedditGrant.Required,
        Headers = new Dictionary<string, string> { ["User-Agent"] = RedditGrant.UserAgent(Lookup(settings)) },
        Token = new ApiTokenRequest("GLEAN_REDDIT_AUTH_URL", RedditGrant.Path, s => RedditGrant.Body(Lookup(s)))
        {
            Keys = s => new ApiKeys(RedditGrant.Headers(Lookup(s)), []),
        },
        ReadQuota = (headers, now) => Quota.FromHeaders(headers, now, "x-ratelimit-", resetIsTime: false),
        ReadError = Explanation,
        // A thread is a request; in ten minutes there may be a thousand.
        RequestsPerRun = 400,
    };

    public async Task<DoorEnd> ReadAsync(DoorVisit visit, CancellationToken cancellationToken)
    {
        var reader = new RedditReader(visit);
        foreach (var listing in RedditListing.Of(visit.Key))
        {
            if (await reader.ReadAsync(listing, cancellationToken) is { } end)
            {
                return end;
            }
        }

        return reader.End;
    }

    private static Door Subreddit(string name) => new($"r/{name}", $"r/{name}", $"https://www.reddit.com/r/{name}/");

    private static Func<string, string> Lookup(GleanSettings settings) => variable => settings[SettingDefinitions.Find(variable)!] ?? "";

    /// <summary>"private", "banned", "quarantined": why a subreddit is closed says more than "Forbidden".</summary>
    private static string? Explanation(JsonElement json) =>
        json.Text("explanation") ?? (json.Text("reason") is { } reason ? $"{json.Text("message")} ({reason})".Trim() : ApiErrors.Usual(json));
}
