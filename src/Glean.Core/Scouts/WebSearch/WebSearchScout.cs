using System.Collections.Concurrent;
using Glean.Scouts.Api;
using Glean.Settings;

namespace Glean.Scouts.WebSearch;

/// <summary>
/// Searches the web by whichever service has a key. Hits come by rank and not by time, so a search counts as read when its last page is; the
/// next one asks for what has become known to the service since.
/// </summary>
public sealed class WebSearchScout : IScout
{
    private const int PagesAtOnce = 4;

    /// <summary>Services come to know pages days late.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromDays(7);

    public ScoutDefinition Definition { get; } = new("web_search", "web", "Web search")
    {
        Summary = "Search the web by SerpAPI, Google Custom Search or Brave",
        Doors = "searches",
        NextStepWithoutDoors = "Name one: glean scout web --query \"AI sales tools\"",
        Credentials = [.. SearchEngine.All.Select(e => e.Service.Credentials)],
        Schedule = "0 47 5 * * ?",
        Options =
        [
            new(ScoutFields.Queries, "Search for this instead of the usual; repeatable"),
            new(ScoutFields.Results, "So many hits of each search; every ten or twenty cost a request", Default: 10),
            new(ScoutFields.Excluded, "Leave out hits on this domain, beside those that are always left out; repeatable"),
            new(ScoutFields.ReadPages, "Read the main text of each new hit, not only what the search shows of it"),
            new(ScoutFields.Days, "Only what the search takes for younger", Default: 365),
            new(ScoutFields.Limit, "At most N hits of each search that are kept"),
        ],
    };

    public IReadOnlyList<Door> Defaults { get; } =
    [
        Door.Query("best AI sales tools"),
        Door.Query("AI SDR software"),
        Door.Query("AI sales assistant launch"),
        Door.Query("sales automation tool review"),
        Door.Query("AI cold email tool"),
        Door.Query("conversation intelligence software"),
        Door.Query("CRM AI assistant"),
        Door.Query("lead enrichment tool"),
    ];

    public IReadOnlyList<Door> Named(ScoutOptions options) => [.. options[ScoutFields.Queries].Select(Door.Query)];

    public ApiService Service(GleanSettings settings) => SearchEngine.Chosen(settings).Service;

    public async Task<DoorEnd> ReadAsync(DoorVisit visit, CancellationToken cancellationToken)
    {
        var engine = SearchEngine.Of(visit.Api.Service);
        var wanted = visit.Number(ScoutFields.Results) ?? engine.PageSize;
        var excludes = visit.Options[ScoutFields.Excluded];
        var excluded = new ExcludedDomains(excludes);
        var stream = $"{engine.Name},results={wanted}{string.Concat(excludes.Order(StringComparer.Ordinal).Select(d => ",-" + d))}";
        if (visit.Gaps(stream) is not [var newest, ..] gaps)
        {
            return DoorEnd.Unchanged;
        }

        var span = new TimeSpanRead(gaps[^1].From, newest.To);
        var since = span.From == 0 ? (DateTime?)null : DateTimeOffset.FromUnixTimeSeconds(span.From).UtcDateTime;
        var question = new SearchQuestion(Door.QueryOf(visit.Key) ?? visit.Key, Math.Min(wanted, visit.Room(engine.PageSize)), 0, since, visit.Now);
        var read = 0;
        while (!visit.IsFull)
        {
            var answer = await visit.Api.GetAsync(engine.Path(question), cancellationToken);
            if (answer.End is { } end)
            {
                return end;
            }

            if (engine.Read(answer.Json, question) is not { } page)
            {
                return DoorEnd.Failed($"{visit.Api.Service.Title} sends JSON that is no page of hits. It is tried again on the next run.");
            }

            var items = page.Hits.Where(h => read + h.Rank < wanted && !excluded.Covers(h.Url)).Select(h => Item(h, question.Query, engine.Name, read + h.Rank + 1)).ToList();
            read += page.Hits.Select(h => h.Rank + 1).LastOrDefault();
            var kept = items.Take(visit.Room(Math.Max(items.Count, 1))).ToList();
            var texts = visit.Options[ScoutFields.ReadPages] ? await WithPagesAsync(visit, kept, cancellationToken) : kept;
            if (page.Next is not { } next || page.Hits.Count == 0 || read >= wanted)
            {
                // Hits that a limit left out are still to be read.
                await (kept.Count == items.Count
                    ? visit.SaveAsync(texts, stream, span, Settles, cancellationToken)
                    : visit.SaveAsync(texts, cancellationToken));
                break;
            }

            await visit.SaveAsync(texts, cancellationToken);
            question = question with { Start = next };
        }

        return DoorEnd.Read;
    }

    private static ScoutItem Item(SearchHit hit, string query, string engine, int position) => new()
    {
        Url = hit.Url,
        Title = hit.Title.Length > 0 ? hit.Title : hit.ShownAs ?? hit.Url,
        Text = hit.Snippet,
        PublishedAt = hit.Date,
        Metadata = ScoutItem.Told(("query", query), ("position", position), ("engine", engine), ("displayed_link", hit.ShownAs)),
    };

    /// <summary>The same with the main texts of those that are new; a page that cannot be read leaves its item what the search showed.</summary>
    private static async Task<IReadOnlyList<ScoutItem>> WithPagesAsync(DoorVisit visit, List<ScoutItem> items, CancellationToken cancellationToken)
    {
        var texts = new ConcurrentDictionary<ScoutItem, ScoutItem>(ReferenceEqualityComparer.Instance);
        await Parallel.ForEachAsync(
            await visit.UnknownAsync(items, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = PagesAtOnce, CancellationToken = cancellationToken },
            async (item, token) =>
            {
                var (text, problem) = await PageText.FetchAsync(visit.Fetcher, item.Url, token);
                texts[item] = item with
                {
                    Text = text ?? item.Text,
                    Metadata = ScoutItem.Told([.. item.Metadata.Select(m => (m.Key, m.Value)), (text is null ? "page_problem" : "snippet", text is null ? problem : item.Text)]),
                };
            });
        return [.. items.Select(i => texts.GetValueOrDefault(i) ?? i)];
    }
}
