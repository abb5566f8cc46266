using System.Text.Json;
using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Scouts;
using Glean.Scouts.WebSearch;
using Glean.Settings;
using Glean.Tests.Scouts.Samples;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.WebSearch;

public sealed class WebSearchScoutTests : IDisposable
{
    private readonly ScoutFixture fixture = new();
    private readonly WebSearchSample sample = new();

    [Fact]
    public async Task A_search_is_read_to_as_many_hits_as_are_wanted_and_then_for_what_is_fresh()
    {
        var items = ScoutSamples.Items(300, fixture.Now);
        await using var server = await FaultServer.StartAsync(sample.Serve(() => items));
        (await RunAsync(server, Query.With(ScoutFields.Results, 30))).Counts.New.ShouldBe(30);
        fixture.Pass(TimeSpan.FromHours(12));
        (await RunAsync(server, Query.With(ScoutFields.Results, 30))).Counts.ShouldBe(new SaveCounts(0, 30, 0, 0));
        fixture.Pass(TimeSpan.FromDays(20));
        await RunAsync(server, Query.With(ScoutFields.Results, 30).With(ScoutFields.Days, 400));
        server.Requests.Select(r => Uri.UnescapeDataString(r.Target[r.Target.IndexOf("&num", StringComparison.Ordinal)..r.Target.IndexOf("&api_key", StringComparison.Ordinal)])).ShouldBe(
        [
            "&num=30&tbs=qdr:d365", "&num=30&start=20&tbs=qdr:d365",
            "&num=30&tbs=qdr:d8", "&num=30&start=20&tbs=qdr:d8",
            "&num=30&tbs=qdr:d400", "&num=30&start=20&tbs=qdr:d400",
        ]);
    }

    [Theory]
    [InlineData("GOOGLE", 2)]
    [InlineData("BRAVE", 1)]
    public async Task Each_service_is_paged_through(string prefix, int pages)
    {
        await using var server = await FaultServer.StartAsync(context =>
        {
            var query = context.Request.Query;
            var links = Enumerable.Range(1, 25).Select(n => $"https://items.example/{n}").ToList();
            var start = int.TryParse(query["start"], out var index) ? index - 1 : 0;
            object answer = prefix == "GOOGLE"
                ? new { items = links.Skip(start).Take(10).Select(l => new { link = l, title = "An AI SDR tool" }), queries = new { nextPage = new[] { new { startIndex = start + 11 } } } }
                : new { query = new { more_results_available = true }, web = new { results = links.Take(20).Select(l => new { url = l, title = "An AI SDR tool" }) } };
            return Answers.Json(JsonSerializer.Serialize(answer))(context);
        });
        var result = await RunAsync(server, Query.With(ScoutFields.Results, 15), prefix);
        result.Counts.New.ShouldBe(15);
        server.Requests.Count.ShouldBe(pages);
        server.Requests[0].Headers.GetValueOrDefault("X-Subscription-Token").ShouldBe(prefix == "BRAVE" ? ScoutFixture.Secret : null);
        server.Requests[0].Target.Contains($"&key={ScoutFixture.Secret}&cx={ScoutFixture.Secret}").ShouldBe(prefix == "GOOGLE");
    }

    [Theory]
    [InlineData("SERPAPI", 401, """{"error": "Invalid API key: KEY. Your API key should be here: https://serpapi.com/manage-api-key"}""", "(401).*Invalid API key: •••.*from SERPAPI_KEY.", true)]
    [InlineData("SERPAPI", 429, """{"error": "Your account has run out of searches."}""", "too many requests (429).*run out of searches.", true)]
    [InlineData("SERPAPI", 200, """{"search_metadata": {"status": "Error"}, "error": "We couldn't get valid results for this search. KEY"}""", "could not search. It said: We couldn't get valid results for this search. •••.", false)]
    [InlineData("SERPAPI", 200, """{"message": "Hello"}""", "SerpAPI sends JSON that is no page of hits", false)]
    [InlineData("GOOGLE", 400, """{"error": {"code": 400, "message": "API key not valid: KEY", "status": "INVALID_ARGUMENT", "details": [{"reason": "API_KEY_INVALID"}]}}""", "refuses the credentials (400). It said: API key not valid: •••.*from GOOGLE_API_KEY and GOOGLE_CX.", true)]
    [InlineData("GOOGLE", 400, """{"error": {"code": 400, "message": "Request contains an invalid argument."}}""", "status 400.*Request contains an invalid argument.", false)]
    [InlineData("GOOGLE", 403, """{"error": {"code": 403, "message": "Custom Search API has not been used in project 1.", "errors": [{"reason": "accessNotConfigured"}]}}""", "forbids this (403).*has not been used.*from GOOGLE_API_KEY and GOOGLE_CX.", true)]
    [InlineData("GOOGLE", 403, """{"error": {"code": 403, "message": "Daily Limit Exceeded", "errors": [{"reason": "dailyLimitExceeded"}]}}""", "too many requests (403).*Daily Limit", true)]
    [InlineData("GOOGLE", 429, """{"error": {"code": 429, "message": "Quota exceeded for quota metric 'Queries'", "status": "RESOURCE_EXHAUSTED"}}""", "too many requests (429).*Quota exceeded", true)]
    [InlineData("BRAVE", 422, """{"type": "ErrorResponse", "error": {"status": 422, "code": "SUBSCRIPTION_TOKEN_INVALID", "detail": "The token KEY is invalid."}}""", "refuses the credentials (422). It said: The token ••• is invalid. The credentials come from BRAVE_API_KEY.", true)]
    [InlineData("BRAVE", 422, """{"type": "ErrorResponse", "error": {"status": 422, "code": "VALIDATION", "detail": "Unable to validate request parameter(s)"}}""", "status 422.*Unable to validate", false)]
    [InlineData("BRAVE", 429, """{"error": {"status": 429, "code": "RATE_LIMITED", "detail": "Request rate limit exceeded for plan"}}""", "too many requests (429).*exceeded for plan", true)]
    public async Task Every_refusal_has_its_own_words_and_hides_the_key(string prefix, int status, string body, string words, bool endsRun)
    {
        await using var server = await FaultServer.StartAsync(Answers.Json(body.Replace("KEY\"", ScoutFixture.Secret + "\"").Replace("KEY ", ScoutFixture.Secret + " ").Replace("KEY.", ScoutFixture.Secret + "."), status));
        var result = await RunAsync(server, sample.Doors(server.Origin), prefix);
        var cause = result.Cause.ShouldNotBeNull();
        cause.ShouldNotContain(ScoutFixture.Secret);
        foreach (var part in words.Split(".*"))
        {
            cause.ShouldContain(part);
        }

        (result.Doors[1].State == DoorState.Skipped).ShouldBe(endsRun);
    }

    [Fact]
    public async Task A_month_that_is_used_up_ends_the_run_well_and_one_without_end_does_not()
    {
        var month = "1, 15000|0, 0|1, 3600";
        await using var server = await FaultServer.StartAsync(context =>
        {
            var values = month.Split('|');
            context.Response.Headers["X-RateLimit-Limit"] = values[0];
            context.Response.Headers["X-RateLimit-Remaining"] = values[1];
            context.Response.Headers["X-RateLimit-Reset"] = values[2];
            return Answers.Json("""{"query": {}}""")(context);
        });
        var options = ScoutOptions.None.With(ScoutFields.Queries, "a", "b");
        (await RunAsync(server, options, "BRAVE")).Doors.Select(d => d.State).ShouldBe([DoorState.Read, DoorState.Skipped]);
        var row = fixture.Row("web_search");
        (row.QuotaRemaining, row.QuotaLimit, row.QuotaResetsAt).ShouldBe((0, 15000, fixture.Now.AddHours(1)));
        month = "50, 0|49, 0|1, 0";
        (await RunAsync(server, options, "BRAVE")).Doors.ShouldAllBe(d => d.State == DoorState.Read);
    }

    [Fact]
    public async Task Hits_on_excluded_domains_are_left_out_and_asked_for_again_without_the_exclusion()
    {
        await using var server = await FaultServer.StartAsync(Answers.Json(Hits("https://www.pinterest.com/pin/1", "https://blog.agency.example/x", "https://fine.example/")));
        (await RunAsync(server, Query.With(ScoutFields.Excluded, "agency.example"))).Counts.ShouldBe(new SaveCounts(1, 0, 0, 0));
        (await RunAsync(server, Query)).Counts.New.ShouldBe(1);
        fixture.Discoveries().Select(d => d.SourceUrl).ShouldBe(["https://fine.example/", "https://blog.agency.example/x"]);
    }

    [Fact]
    public async Task A_thread_found_by_two_searches_is_one_discovery_under_its_own_address()
    {
        await using var server = await FaultServer.StartAsync(context => Answers.Json(Hits(context.Request.Query["q"] == "a"
            ? "https://old.reddit.com/r/sales/comments/1abc/a_title" : "https://www.reddit.com/r/sales/comments/1abc/a_title/?rdt=1"))(context));
        await RunAsync(server, ScoutOptions.None.With(ScoutFields.Queries, "a", "b"));
        fixture.Discoveries().ShouldHaveSingleItem().SourceUrl.ShouldBe("https://www.reddit.com/r/sales/comments/1abc/a_title/");
        fixture.Database.Rows("SELECT count(*) FROM sightings").ShouldBe(["2"]);
    }

    [Fact]
    public async Task Pages_of_new_hits_are_read_when_asked_for_and_one_that_cannot_be_leaves_the_hit_as_it_was()
    {
        FaultServer? server = null;
        await using var started = server = await FaultServer.StartAsync(context => (context.Request.Path.Value switch
        {
            "/search.json" => Answers.Json(Hits(server!.Url("/good").AbsoluteUri, server.Url("/gone").AbsoluteUri, server.Url("/file").AbsoluteUri)),
            "/good" => Answers.Html(PageTextTests.Page),
            "/file" => Answers.Text("%PDF", "application/pdf"),
            _ => Answers.Status(404),
        })(context));
        (await RunAsync(server, Query.With(ScoutFields.ReadPages))).Counts.New.ShouldBe(3);
        var (good, gone, file) = (fixture.Discoveries()[0], fixture.Discoveries()[1], fixture.Discoveries()[2]);
        good.RawText.ShouldContain("We used tool number 1");
        good.Metadata.ShouldContain("\"snippet\":\"A snippet about sales AI\"");
        (gone.RawText, file.RawText).ShouldBe(("A snippet about sales AI", "A snippet about sales AI"));
        gone.Metadata.ShouldContain("(404)");
        file.Metadata.ShouldContain("It is application/pdf and no page.");
        server.Requests.Count(r => r.Target.StartsWith("/search.json", StringComparison.Ordinal)).ShouldBe(1);

        var asked = server.Requests.Count;
        await RunAsync(server, Query.With(ScoutFields.ReadPages));
        (server.Requests.Count - asked).ShouldBe(1, "the search, and no page a second time");
        server.Requests.Where(r => !r.Target.StartsWith("/search.json", StringComparison.Ordinal)).ShouldAllBe(r => !(r.Target + string.Concat(r.Headers.Values)).Contains(ScoutFixture.Secret));
    }

    [Fact]
    public async Task A_page_on_a_private_address_is_not_fetched()
    {
        await using var server = await FaultServer.StartAsync(Answers.Json(Hits("http://169.254.169.254/latest/meta-data/")));
        (await RunAsync(server, Query.With(ScoutFields.ReadPages))).Counts.New.ShouldBe(1);
        fixture.Discoveries().ShouldHaveSingleItem().Metadata.ShouldContain("is not fetched");
    }

    [Fact]
    public void Without_a_key_all_alternatives_are_named() =>
        Should.Throw<GleanException>(() => new WebSearchScout().Definition.EnsureConfigured(GleanSettings.Load(null, _ => null))).Message
            .ShouldBe("Web search needs SERPAPI_KEY, or GOOGLE_API_KEY and GOOGLE_CX, or BRAVE_API_KEY.");

    public void Dispose() => fixture.Dispose();

    private static ScoutOptions Query => ScoutOptions.None.With(ScoutFields.Queries, "sales CRM");

    private static string Hits(params string[] links) => JsonSerializer.Serialize(new
    {
        search_metadata = new { status = "Success" },
        organic_results = links.Select(l => new { title = "An AI SDR tool", link = l, snippet = "A snippet about sales AI" }),
    });

    /// <summary>One run with the keys of one service only.</summary>
    private async Task<ScoutResult> RunAsync(FaultServer server, ScoutOptions options, string prefix = "SERPAPI")
    {
        var variables = ScoutFixture.Variables(server.Origin);
        foreach (var key in SearchEngine.All.SelectMany(e => e.Service.Credentials).Where(v => !v.StartsWith(prefix, StringComparison.Ordinal)))
        {
            variables.Remove(key);
        }

        using var fetcher = new Fetcher(server.Options);
        return await new ScoutRunner(fixture.Database.Database, GleanSettings.Load(null, variables.GetValueOrDefault), fetcher, fixture.Database.Time).RunAsync(
            new WebSearchScout(), options, new SavePolicy(Focus.Default), new Progress<JobProgress>(), TestContext.Current.CancellationToken);
    }
}
