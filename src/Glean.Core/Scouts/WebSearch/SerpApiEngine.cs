using System.Text.Json;
using System.Text.RegularExpressions;
using Glean.Scouts.Api;

namespace Glean.Scouts.WebSearch;

/// <summary>Google's results by SerpAPI (https://serpapi.com/search-api); every request is paid for.</summary>
internal sealed partial class SerpApiEngine : SearchEngine
{
    private const int UsualSize = 10;

    public override string Name => "serpapi";

    public override int PageSize => 100;

    public override ApiService Service { get; } = new("SerpAPI", "GLEAN_SERPAPI_URL")
    {
        Credentials = ["SERPAPI_KEY"],
        Keys = settings => ApiKeys.InQuery(("api_key", Value(settings, "SERPAPI_KEY"))),
        ForbiddenEndsRun = true,
        FindFailure = Failure,
    };

    // More than the usual ten are asked for, and not promised; where the next page begins is told by the answer.
    public override string Path(SearchQuestion question) => ApiPath.With(
        "/search.json",
        ("engine", "google"),
        ("q", question.Query),
        // Dates of hits are written in it.
        ("hl", "en"),
        ("num", question.Size > UsualSize ? $"{question.Size}" : null),
        ("start", question.Start == 0 ? null : $"{question.Start}"),
        ("tbs", question.Days is { } days ? $"qdr:d{days}" : null));

    public override SearchPage? Read(JsonElement json, SearchQuestion question)
    {
        var hasHits = json.HasItems("organic_results") || json.HasItems("news_results");
        if (!hasHits && json.Child("search_metadata") is null)
        {
            return null;
        }

        // A story that several papers tell has its hits inside.
        var hits = json.Items("organic_results").Concat(json.Items("news_results")).SelectMany((result, rank) =>
            new[] { result }.Concat(result.Child("highlight") is { } first ? [first] : []).Concat(result.Items("stories")).Select(h => Hit(h, rank, question.Now)));
        return new SearchPage([.. hits.OfType<SearchHit>()], Next(json, question.Start));
    }

    private static SearchHit? Hit(JsonElement hit, int rank, DateTime now) => hit.Text("link") is not { Length: > 0 } link ? null : new SearchHit(
        rank,
        link,
        PlainText.FromText(hit.Text("title")),
        PlainText.FromText(hit.Text("snippet")),
        HitDate.Read(hit.Text("iso_date") ?? hit.Text("date"), now),
        hit.Text("displayed_link"));

    private static int? Next(JsonElement json, int start) =>
        json.Child("serpapi_pagination")?.Text("next") is { } link && Start().Match(link) is { Success: true } match
        && int.TryParse(match.Groups[1].ValueSpan, out var next) && next > start ? next : null;

    /// <summary>A search that failed at Google comes with status 200, too; one that found nothing is no failure and has an error all the same.</summary>
    private static DoorEnd? Failure(JsonElement json)
    {
        var status = json.Child("search_metadata")?.Text("status");
        return json.Text("error") is { } error && status != "Success" || status is "Error"
            ? DoorEnd.Failed($"SerpAPI could not search.{ApiErrors.Said(json.Text("error"))} It is tried again on the next run.")
            : null;
    }

    [GeneratedRegex(@"[?&]start=(\d{1,6})(?:&|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Start();
}
