using Glean.Scouts.Api;
using Glean.Settings;

namespace Glean.Scouts.HackerNews;

/// <summary>
/// Searches Hacker News by date (https://hn.algolia.com/api): Show HN, Ask HN, and queries over stories and comments. A search
/// gives a thousand hits at most, so pages are asked for by time and not by number.
/// </summary>
public sealed class HackerNewsScout : IScout
{
    private const string Show = "show_hn";
    private const string Ask = "ask_hn";
    private const int PageSize = 500;

    /// <summary>The index is a little behind the site.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(15);

    /// <summary>Points are given for days; who asks for some must look at a story again.</summary>
    private static readonly TimeSpan VotesSettle = TimeSpan.FromDays(3);

    public ScoutDefinition Definition { get; } = new("hackernews", "hackernews", "Hacker News")
    {
        Summary = "Search Hacker News: Show HN, Ask HN, stories and comments",
        Doors = "searches",
        NextStepWithoutDoors = "Name one: glean scout hackernews --query \"sales AI\"",
        Schedule = "0 17 * * * ?",
        Options =
        [
            new(ScoutFields.Queries, "Search for this instead of the usual; repeatable"),
            new(ScoutFields.NoComments, "Stories only"),
            new(ScoutFields.MinVotes, "Only stories with N points or more; comments have none"),
            new(ScoutFields.Days, "How far back to look", Default: 30),
            new(ScoutFields.Limit, "At most N items of each search, newest first"),
        ],
    };

    public IReadOnlyList<Door> Defaults { get; } =
    [
        new(Show, "Show HN", "https://news.ycombinator.com/show"),
        new(Ask, "Ask HN", "https://news.ycombinator.com/ask"),
        Door.Query("AI SDR"),
        Door.Query("sales automation"),
        Door.Query("sales AI"),
        Door.Query("CRM AI"),
        Door.Query("cold email"),
        Door.Query("outbound sales"),
        Door.Query("lead generation"),
        Door.Query("sales calls transcription"),
    ];

    public IReadOnlyList<Door> Named(ScoutOptions options) => [.. options[ScoutFields.Queries].Select(Door.Query)];

    public ApiService Service(GleanSettings settings) => new("Hacker News", "GLEAN_HACKERNEWS_URL");

    public async Task<DoorEnd> ReadAsync(DoorVisit visit, CancellationToken cancellationToken)
    {
        var query = Door.QueryOf(visit.Key);
        var votes = visit.Options[ScoutFields.MinVotes] is { } least and > 0 ? least : (int?)null;
        var withComments = query is not null && votes is null && !visit.Options[ScoutFields.NoComments];
        var tags = query is null ? visit.Key : withComments ? "(story,comment)" : "story";
        var stream = votes is null ? tags : $"{tags},points>={votes}";
        foreach (var gap in visit.Gaps(stream))
        {
            var search = new Search(query, tags, votes, gap.From, gap.To);
            while (!visit.IsFull)
            {
                var room = visit.Room(PageSize);
                var answer = await visit.Api.GetAsync(search.Path(room), cancellationToken);
                if (answer.End is { } end)
                {
                    return end;
                }

                if (HackerNewsPage.Read(answer.Json) is not { } page)
                {
                    return DoorEnd.Failed("Hacker News sends JSON that is no page of hits. It is tried again on the next run.");
                }

                var isLast = page.Hits < Math.Min(room, page.PageSize ?? room);
                // Of the oldest second there may be more on the next page.
                var read = new TimeSpanRead(isLast ? gap.From : (page.Oldest ?? search.To) + 1, gap.To);
                await visit.SaveAsync(page.Items, stream, read, votes is null ? Settles : VotesSettle, cancellationToken);
                if (isLast)
                {
                    break;
                }

                search = search.Next(page.Oldest);
            }
        }

        return DoorEnd.Read;
    }

    /// <summary>One page of a search: hits from <paramref name="From"/> to <paramref name="To"/>, in Unix seconds, both within.</summary>
    private sealed record Search(string? Query, string Tags, int? Votes, long From, long To, int Page = 0)
    {
        public string Path(int size) => ApiPath.With(
            "/api/v1/search_by_date",
            ("query", Query),
            ("tags", Tags),
            ("numericFilters", $"created_at_i>={From},created_at_i<={To}{(Votes is null ? "" : $",points>={Votes}")}"),
            ("hitsPerPage", $"{size}"),
            ("page", Page == 0 ? null : $"{Page}"));

        /// <summary>Goes on where the last page ended; by page number only within one second, of which there may be more than a page.</summary>
        public Search Next(long? oldest) => oldest is { } at && at < To && at >= From ? this with { To = at, Page = 0 } : this with { Page = Page + 1 };
    }
}
