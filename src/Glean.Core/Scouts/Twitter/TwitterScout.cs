using System.Text.Json;
using Glean.Scouts.Api;
using Glean.Settings;

namespace Glean.Scouts.Twitter;

/// <summary>Searches the posts of the last seven days on X (https://docs.x.com/x-api/posts/search-recent-posts).</summary>
public sealed class TwitterScout : IScout
{
    private const int FewestPosts = 10;
    private const int MostPosts = 100;
    private const string Token = "TWITTER_BEARER_TOKEN";

    /// <summary>What is older cannot be asked for; a little less, since the request takes time.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1);

    /// <summary>The search is half a minute behind.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(2);

    public ScoutDefinition Definition { get; } = new("twitter", "twitter", "X (Twitter)")
    {
        Summary = "Search the posts of the last seven days on X",
        Doors = "searches",
        NextStepWithoutDoors = "Name one: glean scout twitter --query '\"AI SDR\" -is:retweet'",
        Credentials = [[Token]],
        Schedule = "0 42 */4 * * ?",
        Options =
        [
            new(ScoutFields.Queries, "Search for this instead of the usual, in the query language of X; repeatable"),
            new(ScoutFields.Days, "How far back to look, seven days at most", Default: 7),
            // Posts are what X counts and charges for.
            new(ScoutFields.Limit, "At most N posts of each search, newest first", Default: 200),
        ],
    };

    public IReadOnlyList<Door> Defaults { get; } =
    [
        Door.Query("\"AI SDR\" -is:retweet lang:en"),
        Door.Query("(\"sales AI\" OR \"AI for sales\" OR \"AI sales agent\") -is:retweet lang:en"),
        Door.Query("(\"sales automation\" OR \"sales engagement\" OR \"sales intelligence\") (tool OR platform OR app) -is:retweet lang:en"),
        Door.Query("(\"cold email\" OR \"cold outreach\" OR \"outbound sales\") (AI OR tool) -is:retweet lang:en"),
        Door.Query("(\"lead enrichment\" OR \"lead scoring\" OR \"B2B prospecting\") -is:retweet lang:en"),
        Door.Query("CRM (\"AI agent\" OR \"AI assistant\") -is:retweet lang:en"),
    ];

    public IReadOnlyList<Door> Named(ScoutOptions options) => [.. options[ScoutFields.Queries].Select(Door.Query)];

    public ApiService Service(GleanSettings settings) => new("X", "GLEAN_TWITTER_URL")
    {
        Credentials = [Token],
        Keys = s => ApiKeys.Bearer(s[SettingDefinitions.Find(Token)!] ?? ""),
        ReadQuota = (headers, now) => Quota.FromHeaders(headers, now, "x-rate-limit-", resetIsTime: true),
        ReadError = Explanation,
        FindFailure = json => TwitterPage.Read(json) is null && Explanation(json) is { } said ? DoorEnd.Failed($"X sends an error in place of posts. It said: {said}") : null,
        // The access level of the app lacks this endpoint, for whatever query.
        ForbiddenEndsRun = true,
        RequestsPerRun = 60,
    };

    public async Task<DoorEnd> ReadAsync(DoorVisit visit, CancellationToken cancellationToken)
    {
        var withheld = TwitterProblems.None;
        foreach (var gap in visit.Gaps("recent"))
        {
            var start = Math.Max(gap.From, DoorVisit.Seconds(visit.Now - Window));
            HashSet<string> pages = new(StringComparer.Ordinal);
            string? next = null;
            while (!visit.IsFull && start <= gap.To)
            {
                var answer = await visit.Api.GetAsync(Search(Door.QueryOf(visit.Key), start, gap.To < DoorVisit.Seconds(visit.Now) ? gap.To : null, visit.Room(MostPosts), next), cancellationToken);
                if (answer.End is { } end)
                {
                    return end;
                }

                if (TwitterPage.Read(answer.Json) is not { } page)
                {
                    return DoorEnd.Failed("X sends JSON that is no page of posts. It is tried again on the next run.");
                }

                withheld += page.Problems;
                // What has come has been paid for; it is cut only for who asked for so many.
                var kept = page.Posts.Take(visit.Options[ScoutFields.Limit] is null ? int.MaxValue : visit.Room(int.MaxValue)).ToList();
                var isCut = kept.Count < page.Posts.Count;
                var isLast = !isCut && (page.Next is null || !pages.Add(page.Next));
                // Of the last second there may be more on the next page; what lies before the window is out of reach.
                var read = isLast ? gap.From : kept.LastOrDefault(p => p.At is not null)?.At + 1 ?? gap.To;
                await visit.SaveAsync([.. kept.Select(p => p.Item)], "recent", new(read, gap.To), Settles, cancellationToken);
                if (isLast || isCut)
                {
                    break;
                }

                next = page.Next;
            }
        }

        return withheld.End;
    }

    private static string Search(string? query, long start, long? end, int posts, string? next) => ApiPath.With(
        "/2/tweets/search/recent",
        ("query", query),
        ("start_time", Time(start)),
        // It begins before this second.
        ("end_time", end is { } second ? Time(second + 1) : null),
        ("max_results", $"{Math.Max(posts, FewestPosts)}"),
        ("next_token", next),
        ("sort_order", "recency"),
        ("tweet.fields", "author_id,conversation_id,created_at,entities,lang,note_tweet,public_metrics,referenced_tweets"),
        ("expansions", "author_id,referenced_tweets.id,referenced_tweets.id.author_id"),
        ("user.fields", "name,public_metrics,username"));

    private static string Time(long second) => DateTimeOffset.FromUnixTimeSeconds(second).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The problem documents of X (RFC 9457 with fields of its own): which parameter, which enrolment, where to get it.</summary>
    private static string? Explanation(JsonElement json)
    {
        var detail = json.Items("errors") is [var first, ..] ? first.Text("message") ?? first.Text("detail") : json.Text("detail");
        if (detail is null || json.Text("title") is not { } title)
        {
            return ApiErrors.Usual(json);
        }

        var words = title == detail ? title : $"{title}: {detail}";
        return json.Text("required_enrollment") is { } enrolment ? $"{words} Needed: {enrolment}, see {json.Text("registration_url")}" : words;
    }
}
