using Glean.Scouts.Api;
using Glean.Settings;

namespace Glean.Scouts.GitHub;

/// <summary>
/// Searches the repositories of GitHub by topic and words, and reads the releases of those that are watched
/// (https://docs.github.com/en/rest/search/search, https://docs.github.com/en/rest/releases/releases).
/// </summary>
public sealed class GitHubScout : IScout
{
    private const string TopicPrefix = "topic:";
    private const string RepositoryPrefix = "repo:";

    private const int PageSize = 100;

    /// <summary>The search gives so many hits and no more, whatever it found.</summary>
    private const int MostHits = 1000;

    /// <summary>The index of the search is a little behind.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromHours(1);

    public ScoutDefinition Definition { get; } = new("github", "github", "GitHub")
    {
        Summary = "Search the repositories of GitHub; read releases of those that are watched",
        Doors = "searches",
        NextStepWithoutDoors = "Name one: glean scout github --query \"sales automation\"",
        Schedule = "0 52 5 * * ?",
        Options =
        [
            new(ScoutFields.Queries, "Search for this instead of the usual; repeatable"),
            new(ScoutFields.Topics, "Search this topic; repeatable"),
            new(ScoutFields.Repositories, "Read the releases of this repository; repeatable"),
            new(ScoutFields.MinVotes, "Only repositories with N stars or more", Default: 10),
            new(ScoutFields.Days, "Only what was worked on in the last N days", Default: 365),
            new(ScoutFields.Limit, "At most N items of each search"),
        ],
    };

    public IReadOnlyList<Door> Defaults { get; } =
    [
        Topic("sales-automation"),
        Topic("crm"),
        Topic("lead-generation"),
        Topic("cold-email"),
        Topic("sales-intelligence"),
        Door.Query("AI SDR"),
        Door.Query("sales agent LLM"),
        Door.Query("meeting transcription CRM"),
    ];

    public IReadOnlyList<Door> Named(ScoutOptions options) =>
    [
        .. options[ScoutFields.Queries].Select(Door.Query),
        .. options[ScoutFields.Topics].Select(Topic),
        .. options[ScoutFields.Repositories].Select(name => new Door(RepositoryPrefix + name, $"Releases of {name}", $"https://github.com/{name}/releases")),
    ];

    public ApiService Service(GleanSettings settings) => new("GitHub", "GLEAN_GITHUB_URL")
    {
        Credentials = ["GITHUB_TOKEN"],
        Keys = s => s[SettingDefinitions.Find("GITHUB_TOKEN")!] is { Length: > 0 } token ? ApiKeys.Bearer(token) : ApiKeys.None,
        ReadQuota = (headers, now) => Quota.FromHeaders(headers, now, "x-ratelimit-", resetIsTime: true),
    };

    public Task<DoorEnd> ReadAsync(DoorVisit visit, CancellationToken cancellationToken) =>
        visit.Key.StartsWith(RepositoryPrefix, StringComparison.Ordinal)
            ? ReadReleasesAsync(visit, visit.Key[RepositoryPrefix.Length..], cancellationToken)
            : SearchAsync(visit, cancellationToken);

    /// <summary>
    /// Asks for what was worked on since the last run: a repository that had too few stars comes again with its next commit. Hits are
    /// not quite in the order of time, so a span counts as read when all of its pages are; one with more hits than the search gives is cut in two.
    /// </summary>
    private static async Task<DoorEnd> SearchAsync(DoorVisit visit, CancellationToken cancellationToken)
    {
        var words = Door.QueryOf(visit.Key) ?? visit.Key;
        var stars = visit.Number(ScoutFields.MinVotes) ?? 0;
        var stream = $"repositories,stars>={stars}";
        var size = visit.Room(PageSize);
        var cutShort = false;
        var spans = new Stack<TimeSpanRead>(visit.Gaps(stream).Reverse());
        while (spans.TryPop(out var span) && !visit.IsFull)
        {
            var (isWhole, seen) = (true, 0);
            for (var number = 1; ; number++)
            {
                var answer = await visit.Api.GetAsync(SearchPath(words, stars, span, size, number), cancellationToken);
                if (answer.End is { } end)
                {
                    return end;
                }

                if (RepositoryPage.Read(answer.Json) is not { } page)
                {
                    return DoorEnd.Failed("GitHub sends JSON that is no page of repositories. It is tried again on the next run.");
                }

                if (page.Total > MostHits && span.From < span.To)
                {
                    var middle = span.From + ((span.To - span.From) / 2);
                    spans.Push(new TimeSpanRead(span.From, middle));
                    spans.Push(new TimeSpanRead(middle + 1, span.To));
                    break;
                }

                seen += page.Hits;
                var isLast = page.Hits == 0 || seen >= Math.Min(page.Total, MostHits);
                // It gave up in the middle: what it found is good, and the span stays to be read.
                List<ScoutItem> items = [.. page.Items.Take(visit.Room(PageSize))];
                isWhole &= !page.IsIncomplete && items.Count == page.Items.Count;
                cutShort |= page.IsIncomplete;
                if (isLast && isWhole)
                {
                    await visit.SaveAsync(items, stream, span, Settles, cancellationToken);
                }
                else
                {
                    await visit.SaveAsync(items, cancellationToken);
                }

                if (isLast || visit.IsFull)
                {
                    break;
                }
            }
        }

        return cutShort
            ? DoorEnd.Degraded("the search took GitHub too long, and it gave only some of the hits; the rest is asked for on the next run")
            : DoorEnd.Read;
    }

    private static async Task<DoorEnd> ReadReleasesAsync(DoorVisit visit, string repository, CancellationToken cancellationToken)
    {
        const string stream = "releases";
        var (gaps, etag) = (visit.Gaps(stream), (string?)null);
        if (gaps.Count == 0)
        {
            return DoorEnd.Read;
        }

        // Newest first and not to be asked by time: pages are walked down to the oldest gap.
        var (from, to) = (gaps[^1].From, gaps[0].To);
        for (var number = 1; ; number++)
        {
            var path = ApiPath.With($"/repos/{repository}/releases", ("per_page", $"{visit.Room(PageSize)}"), ("page", number == 1 ? null : $"{number}"));
            var answer = await visit.Api.GetAsync(path, cancellationToken, number == 1 && !visit.ReadsAll ? visit.Door.ETag : null);
            if (answer.End is { } end)
            {
                return end;
            }

            if (ReleasePage.Read(answer.Json, repository) is not { } page)
            {
                return DoorEnd.Failed("GitHub sends JSON that is no page of releases. It is tried again on the next run.");
            }

            etag ??= answer.ETag;
            var isLast = page.Items.Count == 0 || !LinkHeader.HasNext(answer.Headers) || page.Oldest < from;
            // The validator holds for the whole list, so it is kept only when all of it is stored.
            visit.Door.ETag = isLast ? etag : null;
            await visit.SaveAsync(
                [.. page.Items.Where(i => DoorVisit.Seconds(i.PublishedAt!.Value) >= from)], stream, new TimeSpanRead(isLast ? from : page.Oldest!.Value + 1, to), Settles, cancellationToken);
            if (isLast || visit.IsFull)
            {
                return DoorEnd.Read;
            }
        }
    }

    private static string SearchPath(string words, int stars, TimeSpanRead span, int size, int page) => ApiPath.With(
        "/search/repositories",
        ("q", $"{words} stars:>={stars} fork:false pushed:{Time(span.From)}..{Time(span.To)}"),
        ("sort", "updated"),
        ("per_page", $"{size}"),
        ("page", page == 1 ? null : $"{page}"));

    private static string Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static Door Topic(string name) => new(TopicPrefix + name, $"Topic {name}", $"https://github.com/topics/{name}");
}
