using System.Text.Json;
using Glean.Scouts.WebSearch;
using Glean.Settings;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.WebSearch;

/// <summary>How each service is asked and read, without a network.</summary>
public sealed class SearchEngineTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    private static readonly SearchQuestion First = new("AI sales & CRM", 10, 0, null, Now);

    private static readonly SearchQuestion Later = First with { Size = 20, Start = 20, Since = Now.AddDays(-6.5) };

    [Theory]
    [InlineData("SERPAPI_KEY,GOOGLE_API_KEY,GOOGLE_CX,BRAVE_API_KEY", "serpapi")]
    [InlineData("GOOGLE_API_KEY,GOOGLE_CX,BRAVE_API_KEY", "google")]
    [InlineData("GOOGLE_API_KEY,BRAVE_API_KEY", "brave")]
    public void The_first_service_with_all_its_keys_is_chosen(string set, string name)
    {
        var settings = GleanSettings.Load(null, v => set.Split(',').Contains(v) ? "x" : null);
        var service = new WebSearchScout().Service(settings);
        SearchEngine.Of(service).Name.ShouldBe(name);
        service.Credentials.ShouldBeSubsetOf(set.Split(','));
    }

    [Fact]
    public void Each_service_is_asked_in_its_own_words()
    {
        SearchEngine.All.Select(e => e.Path(First)).ShouldBe(
        [
            "/search.json?engine=google&q=AI%20sales%20%26%20CRM&hl=en",
            "/customsearch/v1?q=AI%20sales%20%26%20CRM&num=10",
            "/res/v1/web/search?q=AI%20sales%20%26%20CRM&count=10&result_filter=web&text_decorations=false",
        ]);
        SearchEngine.All.Select(e => e.Path(Later)).ShouldBe(
        [
            "/search.json?engine=google&q=AI%20sales%20%26%20CRM&hl=en&num=20&start=20&tbs=qdr%3Ad7",
            "/customsearch/v1?q=AI%20sales%20%26%20CRM&num=20&start=20&dateRestrict=d7",
            "/res/v1/web/search?q=AI%20sales%20%26%20CRM&count=20&offset=20&freshness=2026-02-23to2026-03-02&result_filter=web&text_decorations=false",
        ]);
    }

    [Fact]
    public void SerpApi_is_read()
    {
        var page = new SerpApiEngine().Read(Json("""
            {"search_metadata": {"status": "Success"},
             "organic_results": [
               {"position": 1, "title": "Ten tools", "link": "https://a.example/ten?srsltid=1", "displayed_link": "https://a.example › ten", "snippet": "We tested ten.", "date": "3 days ago"},
               {"position": 2, "title": "No link"},
               {"position": 3, "title": {}, "link": "https://b.example/", "snippet": 5, "date": "Feb 4, 2026"}],
             "news_results": [{"position": 1, "title": "A story", "highlight": {"title": "First paper", "link": "https://c.example/1", "iso_date": "2026-03-01T10:00:00Z", "date": "03/01/2026"},
               "stories": [{"title": "Second paper", "link": "https://d.example/2"}]}],
             "serpapi_pagination": {"next": "https://serpapi.com/search.json?engine=google&start=10&q=x"}}
            """), First).ShouldNotBeNull();
        page.Next.ShouldBe(10);
        page.Hits.ShouldBe(
        [
            new(0, "https://a.example/ten?srsltid=1", "Ten tools", "We tested ten.", Now.AddDays(-3), "https://a.example › ten"),
            new(2, "https://b.example/", "", "", new DateTime(2026, 2, 4, 0, 0, 0, DateTimeKind.Utc), null),
            new(3, "https://c.example/1", "First paper", "", new DateTime(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc), null),
            new(3, "https://d.example/2", "Second paper", "", null, null),
        ]);
    }

    [Fact]
    public void Google_is_read()
    {
        var page = new GoogleEngine().Read(Json("""
            {"kind": "customsearch#search", "queries": {"nextPage": [{"startIndex": 11}]}, "items": [
              {"title": "Ten tools", "link": "https://a.example/ten", "formattedUrl": "https://a.example/ten", "snippet": "Feb 4, 2026 ... We tested ten.", "pagemap": {"metatags": [{"date": "2026-02-03"}, {"article:published_time": "2026-02-01T10:00:00+01:00"}]}},
              {"title": "Five tools", "link": "https://b.example/five", "snippet": "2 weeks ago ... And five more."},
              {"title": "No date", "link": "https://c.example/", "snippet": "Tools ... and more"},
              {"title": "No link"}]}
            """), First).ShouldNotBeNull();
        page.Next.ShouldBe(11);
        page.Hits.Select(h => (h.Url, h.Title, h.Date)).ShouldBe(
        [
            ("https://a.example/ten", "Ten tools", new DateTime(2026, 2, 1, 9, 0, 0, DateTimeKind.Utc)),
            ("https://b.example/five", "Five tools", Now.AddDays(-14)),
            ("https://c.example/", "No date", (DateTime?)null),
        ]);
        new GoogleEngine().Read(Json("""{"queries": {"nextPage": [{"startIndex": 101}]}, "items": []}"""), First with { Start = 91 })!.Next.ShouldBeNull();
    }

    [Fact]
    public void Brave_is_read()
    {
        var page = new BraveEngine().Read(Json("""
            {"type": "search", "query": {"more_results_available": true}, "web": {"results": [
              {"title": "Ten &amp; more tools", "url": "https://a.example/ten", "description": "We tested <strong>ten</strong>.", "extra_snippets": ["Prices, too."], "page_age": "2026-02-01T10:00:00", "age": "1 month ago", "meta_url": {"hostname": "a.example", "path": "› ten"}},
              {"title": "Five", "url": "https://b.example/", "age": "1 week ago"}, {"title": "No address"}]}}
            """), First).ShouldNotBeNull();
        page.Next.ShouldBe(1);
        page.Hits.ShouldBe(
        [
            new(0, "https://a.example/ten", "Ten & more tools", "We tested ten.\n\nPrices, too.", new DateTime(2026, 2, 1, 10, 0, 0, DateTimeKind.Utc), "a.example › ten"),
            new(1, "https://b.example/", "Five", "", Now.AddDays(-7), null),
        ]);
    }

    [Theory]
    [InlineData("serpapi", """{"search_metadata": {"status": "Success"}, "error": "Google hasn't returned any results for this query."}""")]
    [InlineData("google", """{"kind": "customsearch#search", "searchInformation": {"totalResults": "0"}}""")]
    [InlineData("brave", """{"type": "search", "query": {"more_results_available": false}}""")]
    public void Nothing_found_is_an_empty_page(string name, string json)
    {
        var engine = Engine(name);
        engine.Service.FindFailure(Json(json)).ShouldBeNull();
        var page = engine.Read(Json(json), First).ShouldNotBeNull();
        (page.Hits.Count, page.Next).ShouldBe((0, null));
    }

    [Theory]
    [InlineData("serpapi", """{"organic_results": [null, 1, [], {}, {"link": ""}, {"link": 5}], "serpapi_pagination": {"next": "javascript:start=9"}, "news_results": [{"stories": {}}]}""")]
    [InlineData("google", """{"queries": {"nextPage": {}}, "items": [null, 1, {}, {"link": {}}]}""")]
    [InlineData("brave", """{"query": {"more_results_available": "yes"}, "web": {"results": [null, {}, {"url": []}]}}""")]
    public void What_is_of_another_kind_than_documented_is_left_out_and_no_exception(string name, string json)
    {
        var page = Engine(name).Read(Json(json), First).ShouldNotBeNull();
        (page.Hits.Count, page.Next).ShouldBe((0, null));
    }

    [Theory]
    [InlineData("2 hours ago", "2026-03-02 07:00")]
    [InlineData("an hour ago", "2026-03-02 08:00")]
    [InlineData("5 min ago", "2026-03-02 08:55")]
    [InlineData("yesterday", "2026-03-01 09:00")]
    [InlineData("1 month ago", "2026-02-02 09:00")]
    [InlineData("3 years ago", "2023-03-02 09:00")]
    [InlineData("999 years ago", "1027-03-02 09:00")]
    [InlineData("March 4, 2025", "2025-03-04 00:00")]
    [InlineData("03/04/2025, 01:06 PM, +0000 UTC", "2025-03-04 13:06")]
    [InlineData("2025-03-04T10:11:12", "2025-03-04 10:11")]
    [InlineData("2027-03-04", null)]
    [InlineData("9999 years ago", null)]
    [InlineData("some time ago", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Dates_of_hits_are_read(string? text, string? expected) => HitDate.Read(text, Now)?.ToString("yyyy-MM-dd HH:mm").ShouldBe(expected);

    [Theory]
    [InlineData("https://www.pinterest.com/pin/1", true)]
    [InlineData("https://de.linkedin.example/x", true)]
    [InlineData("https://linkedin.example/x", true)]
    [InlineData("https://notlinkedin.example/x", false)]
    [InlineData("https://example/", false)]
    [InlineData("nonsense", false)]
    public void Hits_on_excluded_domains_and_below_them_are_known(string url, bool covered) => new ExcludedDomains(["linkedin.example"]).Covers(url).ShouldBe(covered);

    private static SearchEngine Engine(string name) => SearchEngine.All.Single(e => e.Name == name);

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
