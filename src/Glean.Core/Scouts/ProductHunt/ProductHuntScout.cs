using System.Globalization;
using System.Text.Json;
using Glean.Egress;
using Glean.Scouts.Api;
using Glean.Settings;

namespace Glean.Scouts.ProductHunt;

/// <summary>
/// Reads the launches of Product Hunt by GraphQL (https://api.producthunt.com/v2/docs): what is featured on its front page, and
/// topics. A launch day shares one moment, so pages are asked for by cursor within a span of time.
/// </summary>
public sealed class ProductHuntScout : IScout
{
    private const string Front = "front";
    private const string TopicPrefix = "topic:";

    /// <summary>What the API gives at most.</summary>
    private const int PageSize = 20;

    /// <summary>
    /// A page of that size costs some hundred of the 6250 points that there are for a quarter of an hour; with fewer left than
    /// these, the next one would be refused.
    /// </summary>
    private const int PointsOfAPage = 500;

    private static readonly TimeSpan Settles = TimeSpan.FromHours(1);

    /// <summary>A post may be featured later on its day.</summary>
    private static readonly TimeSpan FrontSettles = TimeSpan.FromDays(1);

    /// <summary>Votes are given for days; who asks for some must look at a post again.</summary>
    private static readonly TimeSpan VotesSettle = TimeSpan.FromDays(3);

    public ScoutDefinition Definition { get; } = new("producthunt", "producthunt", "Product Hunt")
    {
        Summary = "Read the launches of Product Hunt: its front page and topics",
        Doors = "topics",
        NextStepWithoutDoors = "Name one: glean scout producthunt --topic sales",
        Credentials = [ProductHuntErrors.Credentials],
        Schedule = "0 37 */2 * * ?",
        Options =
        [
            new(ScoutFields.Topics, "Read this topic instead of the usual; repeatable"),
            new(ScoutFields.MinVotes, "Only launches with N votes or more"),
            new(ScoutFields.Days, "How far back to look", Default: 14),
            new(ScoutFields.Limit, "At most N launches of each topic, newest first"),
        ],
    };

    public IReadOnlyList<Door> Defaults { get; } =
    [
        new(Front, "Front page", "https://www.producthunt.com/"),
        Topic("sales", "Sales"),
        Topic("crm", "CRM"),
        Topic("artificial-intelligence", "Artificial Intelligence"),
        Topic("productivity", "Productivity"),
        Topic("marketing", "Marketing"),
        Topic("saas", "SaaS"),
        Topic("email", "Email"),
        Topic("meetings", "Meetings"),
        Topic("customer-communication", "Customer Communication"),
    ];

    public IReadOnlyList<Door> Named(ScoutOptions options) => [.. options[ScoutFields.Topics].Select(slug => Topic(slug, slug))];

    public ApiService Service(GleanSettings settings) => new("Product Hunt", "GLEAN_PRODUCTHUNT_URL")
    {
        Credentials = ProductHuntErrors.Credentials,
        Token = new ApiTokenRequest("GLEAN_PRODUCTHUNT_URL", "/v2/oauth/token", Credentials),
        ForbiddenEndsRun = true,
        FindFailure = ProductHuntErrors.Find,
        ReadQuota = (headers, now) => Quota.FromHeaders(headers, now, "x-rate-limit-", resetIsTime: false) is { } quota
            ? quota with { Remaining = quota.Remaining < PointsOfAPage ? 0 : quota.Remaining }
            : null,
    };

    public async Task<DoorEnd> ReadAsync(DoorVisit visit, CancellationToken cancellationToken)
    {
        var topic = visit.Key == Front ? null : visit.Key[TopicPrefix.Length..];
        var votes = visit.Options[ScoutFields.MinVotes] is { } least and > 0 ? least : 0;
        var settles = votes > 0 ? VotesSettle : topic is null ? FrontSettles : Settles;
        var stream = votes > 0 ? $"posts,votes>={votes}" : "posts";
        var size = PageSize;
        foreach (var gap in visit.Gaps(stream))
        {
            string? cursor = null;
            while (!visit.IsFull)
            {
                size = Math.Min(size, visit.Room(PageSize));
                var answer = await visit.Api.PostAsync("/v2/api/graphql", Question(topic, gap, size, cursor), cancellationToken);
                if (answer.End is { } end)
                {
                    return end;
                }

                if (ProductHuntErrors.IsTooComplex(answer.Json) && size > 1)
                {
                    size /= 2;
                    continue;
                }

                if (ProductHuntPage.Read(answer.Json) is not { } page)
                {
                    return DoorEnd.Failed($"Product Hunt sends JSON that is no page of posts.{ApiErrors.Said(ApiErrors.Usual(answer.Json))} It is tried again on the next run.");
                }

                if (page.HasNoTopic && topic is not null)
                {
                    return DoorEnd.Failed($"Product Hunt has no topic '{topic}'. Take its name from its address: https://www.producthunt.com/topics");
                }

                // Of the oldest second there may be more on the next page.
                var read = new TimeSpanRead(page.IsLast ? gap.From : (page.Oldest ?? gap.To) + 1, gap.To);
                await visit.SaveAsync([.. page.Posts.Where(p => (p.Votes ?? 0) >= votes).Select(p => p.Item)], stream, read, settles, cancellationToken);
                if (page.IsLast)
                {
                    break;
                }

                if (page.Next is null || page.Next == cursor)
                {
                    return DoorEnd.Failed("Product Hunt says that more posts follow, and not where. It is tried again on the next run.");
                }

                cursor = page.Next;
            }
        }

        return DoorEnd.Read;
    }

    private static Door Topic(string slug, string title) => new(TopicPrefix + slug, title, $"https://www.producthunt.com/topics/{slug}");

    /// <summary>The request of GraphQL. Whether its bounds belong to the span is not documented, so each is a second wider.</summary>
    private static object Question(string? topic, TimeSpanRead gap, int size, string? cursor)
    {
        var variables = new Dictionary<string, object>
        {
            ["first"] = size,
            ["postedAfter"] = Time(gap.From - 1),
            ["postedBefore"] = Time(gap.To + 1),
        };
        if (cursor is not null)
        {
            variables["after"] = cursor;
        }

        if (topic is null)
        {
            return new { query = ProductHuntQueries.Front, variables };
        }

        variables["topic"] = topic;
        return new { query = ProductHuntQueries.Topic, variables };
    }

    private static FetchBody Credentials(GleanSettings settings) => new(
        JsonSerializer.SerializeToUtf8Bytes(new
        {
            client_id = settings[SettingDefinitions.Find(ProductHuntErrors.Credentials[0])!],
            client_secret = settings[SettingDefinitions.Find(ProductHuntErrors.Credentials[1])!],
            grant_type = "client_credentials",
        }),
        "application/json");

    private static string Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(Math.Max(seconds, 0)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
