using System.Globalization;
using System.Text.Json;
using Glean.Egress;
using Glean.Scouts.Api;

namespace Glean.Scouts.WebSearch;

/// <summary>Brave Search (https://api-dashboard.search.brave.com/app/documentation/web-search); its first plan allows one request a second.</summary>
internal sealed class BraveEngine : SearchEngine
{
    private const int LastOffset = 9;
    private const string QuotaPrefix = "x-ratelimit-";

    public override string Name => "brave";

    public override int PageSize => 20;

    public override ApiService Service { get; } = new("Brave Search", "GLEAN_BRAVE_URL")
    {
        Credentials = ["BRAVE_API_KEY"],
        Keys = settings => ApiKeys.Header("X-Subscription-Token", Value(settings, "BRAVE_API_KEY")),
        ForbiddenEndsRun = true,
        JudgeError = json => json.Child("error")?.Text("code") switch
        {
            "SUBSCRIPTION_TOKEN_INVALID" or "SUBSCRIPTION_NOT_FOUND" => FetchFailureKind.Unauthorized,
            "RATE_LIMITED" or "QUOTA_LIMITED" => FetchFailureKind.RateLimited,
            _ => null,
        },
        ReadQuota = ReadQuota,
        Limits = new FetchLimits(MinimumInterval: TimeSpan.FromSeconds(1.1)),
    };

    public override string Path(SearchQuestion question) => ApiPath.With(
        "/res/v1/web/search",
        ("q", question.Query),
        ("count", $"{question.Size}"),
        ("offset", question.Start == 0 ? null : $"{question.Start}"),
        ("freshness", question.Since is { } since ? $"{Day(since)}to{Day(question.Now)}" : null),
        ("result_filter", "web"),
        ("text_decorations", "false"));

    public override SearchPage? Read(JsonElement json, SearchQuestion question) => json.Child("web") is null && json.Child("query") is null
        ? null
        : new SearchPage(
            [.. (json.Child("web")?.Items("results") ?? []).Select((result, rank) => Hit(result, rank, question.Now)).OfType<SearchHit>()],
            json.Child("query")?.Flag("more_results_available") is true && question.Start < LastOffset ? question.Start + 1 : null);

    private static SearchHit? Hit(JsonElement result, int rank, DateTime now) => result.Text("url") is not { Length: > 0 } url ? null : new SearchHit(
        rank,
        url,
        PlainText.Headline(result.Text("title")),
        PlainText.FromHtml(string.Join("<p>", new[] { result.Text("description") }.Concat(result.Texts("extra_snippets")))),
        HitDate.Read(result.Text("page_age"), now) ?? HitDate.Read(result.Text("age"), now),
        result.Child("meta_url") is { } shown ? $"{shown.Text("hostname")} {shown.Text("path")}".Trim() : null);

    /// <summary>The headers list a window of a second and one of a month; the fetcher keeps to the first. A month of 0 is one without end.</summary>
    private static Quota? ReadQuota(IReadOnlyDictionary<string, string> headers, DateTimeOffset now)
    {
        var month = headers.Where(h => h.Key.StartsWith(QuotaPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(h => h.Key, h => h.Value.Split(',')[^1].Trim(), StringComparer.OrdinalIgnoreCase);
        return Quota.FromHeaders(month, now, QuotaPrefix, resetIsTime: false) is { Limit: not 0 } quota ? quota : null;
    }

    private static string Day(DateTime at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
