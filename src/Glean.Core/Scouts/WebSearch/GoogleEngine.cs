using System.Text.Json;
using Glean.Egress;
using Glean.Scouts.Api;

namespace Glean.Scouts.WebSearch;

/// <summary>Google Custom Search (https://developers.google.com/custom-search/v1): ten hits a page and a hundred in all.</summary>
internal sealed class GoogleEngine : SearchEngine
{
    private const int LastStart = 91;

    // What pages say of themselves, the surest first.
    private static readonly string[] Dates =
        ["article:published_time", "datepublished", "og:published_time", "publish-date", "pubdate", "dc.date.issued", "date", "article:modified_time", "og:updated_time"];

    public override string Name => "google";

    public override int PageSize => 10;

    public override ApiService Service { get; } = new("Google Custom Search", "GLEAN_GOOGLE_URL")
    {
        Credentials = ["GOOGLE_API_KEY", "GOOGLE_CX"],
        Keys = settings => ApiKeys.InQuery(("key", Value(settings, "GOOGLE_API_KEY")), ("cx", Value(settings, "GOOGLE_CX"))),
        ForbiddenEndsRun = true,
        JudgeError = Judge,
    };

    public override string Path(SearchQuestion question) => ApiPath.With(
        "/customsearch/v1",
        ("q", question.Query),
        ("num", $"{question.Size}"),
        ("start", question.Start == 0 ? null : $"{question.Start}"),
        ("dateRestrict", question.Days is { } days ? $"d{days}" : null));

    public override SearchPage? Read(JsonElement json, SearchQuestion question)
    {
        if (!json.HasItems("items") && json.Child("searchInformation") is null && json.Child("queries") is null)
        {
            return null;
        }

        var next = (json.Child("queries")?.Items("nextPage") ?? []).Select(p => p.Whole("startIndex")).FirstOrDefault();
        return new SearchPage(
            [.. json.Items("items").Select((item, rank) => Hit(item, rank, question.Now)).OfType<SearchHit>()],
            next > question.Start && next <= LastStart ? (int)next : null);
    }

    private static SearchHit? Hit(JsonElement item, int rank, DateTime now)
    {
        if (item.Text("link") is not { Length: > 0 } link)
        {
            return null;
        }

        var snippet = PlainText.FromText(item.Text("snippet"));
        return new SearchHit(rank, link, PlainText.FromText(item.Text("title")), snippet, Stated(item) ?? HitDate.AtStart(snippet, now), item.Text("formattedUrl"));
    }

    private static DateTime? Stated(JsonElement item)
    {
        var said = new[] { "metatags", "newsarticle", "article", "blogposting" }.SelectMany(kind => item.Child("pagemap")?.Items(kind) ?? []).ToList();
        return Dates.SelectMany(name => said.Select(s => s.Date(name))).FirstOrDefault(d => d is not null);
    }

    /// <summary>A wrong key is answered with 400, and a quota that is used up with 403 as well as with 429.</summary>
    private static FetchFailureKind? Judge(JsonElement json)
    {
        var error = json.Child("error");
        var reasons = (error?.Items("details") ?? []).Concat(error?.Items("errors") ?? []).Select(e => e.Text("reason")).ToList();
        return reasons.Any(r => r is "API_KEY_INVALID" or "keyInvalid" or "keyExpired") ? FetchFailureKind.Unauthorized
            : reasons.Any(r => r is "rateLimitExceeded" or "userRateLimitExceeded" or "dailyLimitExceeded" or "quotaExceeded" or "RATE_LIMIT_EXCEEDED") ? FetchFailureKind.RateLimited
            : null;
    }
}
