using System.Text.Json;
using Glean.Scouts;
using Glean.Scouts.Twitter;
using Glean.Tests.Scouts.Samples;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Twitter;

public sealed class TwitterScoutTests : IDisposable
{
    private readonly ScoutFixture fixture = new();
    private readonly TwitterSample sample = new();

    [Fact]
    public void A_post_is_read_whole_with_the_addresses_behind_its_links()
    {
        var item = One("""
            {"id": "1900000000000000001", "author_id": "7", "created_at": "2026-02-02T02:40:01.000Z", "lang": "en", "conversation_id": "1900000000000000000",
             "public_metrics": {"like_count": 3, "retweet_count": 2, "reply_count": 1}, "text": "Short &amp; cut off https://t.co/a",
             "entities": {"urls": [{"url": "https://t.co/a", "expanded_url": "https://cut.example/"}]},
             "note_tweet": {"text": "Long &lt;text&gt; R&amp;D\n\nsee https://t.co/b and https://t.co/c https://t.co/d",
               "entities": {"urls": [
                 {"url": "https://t.co/b", "expanded_url": "https://short.example/x", "unwound_url": "https://deal.example/?a=1&b=2"},
                 {"url": "https://t.co/c", "expanded_url": "https://deal.example/pricing"},
                 {"url": "https://t.co/d", "expanded_url": "https://x.com/ann/status/1/photo/1", "display_url": "pic.x.com/d"}]}}}
            """);
        item.Url.ShouldBe("https://x.com/ann/status/1900000000000000001");
        item.Text.ShouldBe("Long <text> R&D\n\nsee https://deal.example/?a=1&b=2 and https://deal.example/pricing");
        (item.Author, item.Title, item.PublishedAt).ShouldBe(("ann", "", new DateTime(2026, 2, 2, 2, 40, 1)));
        (item.Metadata["likes"], item.Metadata["retweets"], item.Metadata["replies"], item.Metadata["followers"], item.Metadata["lang"]).ShouldBe((3L, 2L, 1L, 80L, "en"));
        item.Metadata["urls"].ShouldBeAssignableTo<IReadOnlyList<string>>().ShouldBe(["https://deal.example/?a=1&b=2", "https://deal.example/pricing"]);
    }

    [Fact]
    public void Of_a_repost_the_original_is_kept()
    {
        var item = One("""{"id": "1900000000000000002", "author_id": "8", "text": "RT @ann: Deal is an AI SDR for sal…", "referenced_tweets": [{"type": "retweeted", "id": "1899999999999999999"}]}""");
        (item.Url, item.ShownAt).ShouldBe(("https://x.com/ann/status/1899999999999999999", "https://x.com/bob/status/1900000000000000002"));
        (item.Text, item.Author).ShouldBe(("Deal is an AI SDR for sales teams", "ann"));

        var hidden = One("""{"id": "1900000000000000002", "author_id": "8", "text": "RT @cy_1: It books meetings…", "referenced_tweets": [{"type": "retweeted", "id": "1899999999999999998"}]}""");
        (hidden.Url, hidden.Text, hidden.Author).ShouldBe(("https://x.com/cy_1/status/1899999999999999998", "It books meetings…", "cy_1"));
    }

    [Fact]
    public void What_a_post_answers_is_its_title()
    {
        var item = One("""{"id": "1900000000000000003", "author_id": "404", "text": "This!", "referenced_tweets": [{"type": "replied_to", "id": "1899999999999999999"}]}""");
        (item.Title, item.Url, item.Author).ShouldBe(("Deal is an AI SDR for sales teams", "https://x.com/i/status/1900000000000000003", null));
        item.PublishedAt.ShouldNotBeNull("its id tells when").Year.ShouldBe(2025);
    }

    [Theory]
    [InlineData("""{"data": [null, 1, {}, {"id": "x"}, {"id": "4", "text": {}}, {"id": "5", "text": "x", "created_at": 7, "referenced_tweets": {}, "entities": [], "author_id": []}], "meta": []}""", 1)]
    [InlineData("""{"meta": {"result_count": 0}}""", 0)]
    public void What_is_of_another_kind_than_documented_is_left_out_and_no_exception(string json, int posts) =>
        TwitterPage.Read(JsonDocument.Parse(json).RootElement).ShouldNotBeNull().Posts.Count.ShouldBe(posts);

    [Theory]
    [InlineData("[]", "no page of posts. It is")]
    [InlineData("""{"data": {"id": "1"}}""", "no page of posts. It is")]
    [InlineData("""{"data": [{"username": "ann"}]}""", "no page of posts. It is")]
    [InlineData("""{"error": {"message": "Too many connections."}}""", "It said: Too many connections.")]
    [InlineData("""{"errors": [{"title": "Not Found Error", "detail": "No such thing."}]}""", "It said: No such thing.")]
    public async Task Another_JSON_is_a_failure(string json, string words) => (await CauseAsync(Answers.Json(json))).ShouldContain(words);

    [Theory]
    [InlineData(401, """{"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}""", "refuses the credentials (401). Check the key or token of this source. It said: Unauthorized.")]
    [InlineData(403, """{"title": "Client Forbidden", "detail": "Your app is not enrolled.", "reason": "client-not-enrolled", "required_enrollment": "Basic", "registration_url": "https://dev.example"}""",
        "forbids this (403). Check what the key may do, or whether the host keeps programs out. It said: Client Forbidden: Your app is not enrolled. Needed: Basic, see https://dev.example.")]
    [InlineData(402, """{"title": "CreditsDepleted", "detail": "The account has no credits."}""", "wants to be paid first (402). Check the plan and the credit of the account behind the key. It said: CreditsDepleted: The account has no credits.")]
    public async Task What_is_wrong_with_the_account_ends_the_run_in_words_of_its_own(int status, string body, string words)
    {
        var cause = await CauseAsync(Answers.Json(body, status), "one", "two");
        cause.ShouldContain(words);
        cause.ShouldEndWith("The credentials come from TWITTER_BEARER_TOKEN.");
        asked.ShouldBe(1);
    }

    [Theory]
    [InlineData(400, """{"errors": [{"message": "no operator: foo:"}], "title": "Invalid Request", "detail": "One or more parameters was invalid."}""", "(400). Check what is asked for. It said: Invalid Request: no operator: foo:.")]
    [InlineData(503, """{"title": "Service Unavailable", "detail": "Service Unavailable"}""", "failed (503). It is tried again on the next run. It said: Service Unavailable.")]
    public async Task What_is_wrong_with_one_search_leaves_the_others(int status, string body, string words)
    {
        (await CauseAsync(Answers.Json(body, status), "one", "two")).ShouldContain(words);
        asked.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_limit_of_rate_is_kept_until_it_resets()
    {
        await using var server = await FaultServer.StartAsync(context =>
        {
            context.Response.Headers["x-rate-limit-limit"] = "60";
            context.Response.Headers["x-rate-limit-remaining"] = "0";
            context.Response.Headers["x-rate-limit-reset"] = $"{new DateTimeOffset(fixture.Now.AddMinutes(12)).ToUnixTimeSeconds()}";
            return Answers.Json("""{"title": "Too Many Requests", "detail": "Too Many Requests"}""", 429)(context);
        });
        await fixture.Book.EnableAsync(new TwitterScout(), [Door.Query("one")], TestContext.Current.CancellationToken);
        (await fixture.RunAsync(new TwitterScout(), server, ScoutOptions.None)).Cause.ShouldNotBeNull().ShouldContain("429");
        fixture.Row("twitter").BackOffUntil.ShouldBe(fixture.Now.AddMinutes(12));
        fixture.Row("twitter").QuotaLimit.ShouldBe(60);
    }

    [Fact]
    public async Task Partial_errors_beside_posts_are_told_and_harm_nothing()
    {
        const string errors = """ "errors": [{"resource_type": "user", "title": "Forbidden", "detail": "User has been suspended: [cy]."}] """;
        await using var beside = await FaultServer.StartAsync(Answers.Json($$"""{"data": [{"id": "5", "text": "An AI SDR tool for sales teams"}], "meta": {"result_count": 1}, {{errors}} }"""));
        var result = await fixture.RunAsync(new TwitterScout(), beside, sample.Doors(beside.Origin));
        result.Counts.New.ShouldBe(1);
        (result.Doors[0].State, result.Doors[0].Message).ShouldBe((DoorState.Read, "1 of the users and posts referred to were not shown. X said: User has been suspended: [cy]."));

        await using var alone = await FaultServer.StartAsync(Answers.Json($$"""{"meta": {"result_count": 0}, {{errors}} }"""));
        var degraded = await fixture.RunAsync(new TwitterScout(), alone, ScoutOptions.None.With(ScoutFields.Queries, "other"));
        degraded.Doors[0].State.ShouldBe(DoorState.Degraded);
    }

    [Fact]
    public async Task What_is_asked_of_it_goes_with_the_search_and_the_next_run_asks_from_there()
    {
        await using var server = await FaultServer.StartAsync(Answers.Json("""{"meta":{"result_count":0}}"""));
        var options = ScoutOptions.None.With(ScoutFields.Queries, "\"AI SDR\" (a OR b) -is:retweet");
        await fixture.RunAsync(new TwitterScout(), server, options.With(ScoutFields.Days, 30).With(ScoutFields.Limit, 3));
        fixture.Pass(TimeSpan.FromHours(1));
        await fixture.RunAsync(new TwitterScout(), server, options);
        var first = Uri.UnescapeDataString(server.Requests[0].Target);
        first.ShouldStartWith($"/2/tweets/search/recent?query=\"AI SDR\" (a OR b) -is:retweet&start_time={fixture.Now.AddHours(-1).AddDays(-7).AddMinutes(1):yyyy-MM-ddTHH:mm:ssZ}&max_results=10&sort_order=recency&");
        first.ShouldContain("note_tweet");
        first.ShouldNotContain("end_time");
        server.Requests[0].Headers["Authorization"].ShouldBe($"Bearer {ScoutFixture.Secret}");
        server.Requests.Count.ShouldBe(2);
        Uri.UnescapeDataString(server.Requests[1].Target).ShouldContain($"&start_time={fixture.Now.AddHours(-1).AddMinutes(-2).AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}&max_results=100&");
    }

    [Fact]
    public async Task A_server_that_turns_in_a_circle_is_left()
    {
        await using var server = await FaultServer.StartAsync(Answers.Json("""{"data": [{"id": "5", "text": "An AI SDR tool for sales teams"}], "meta": {"result_count": 1, "next_token": "same"}}"""));
        (await fixture.RunAsync(new TwitterScout(), server, sample.Doors(server.Origin))).Counts.New.ShouldBe(1);
        server.Requests.Count.ShouldBe(2);
    }

    public void Dispose() => fixture.Dispose();

    private int asked;

    private async Task<string> CauseAsync(RequestDelegate answer, params string[] queries)
    {
        await using var server = await FaultServer.StartAsync(answer);
        var result = await fixture.RunAsync(new TwitterScout(), server, queries.Length == 0 ? sample.Doors(server.Origin) : ScoutOptions.None.With(ScoutFields.Queries, queries));
        asked = server.Requests.Count;
        return result.Cause.ShouldNotBeNull();
    }

    private static ScoutItem One(string post)
    {
        var json = $$"""
            {"data": [{{post}}], "meta": {"result_count": 1},
             "includes": {"users": [{"id": "7", "username": "ann", "name": "Ann", "public_metrics": {"followers_count": 80} }, {"id": "8", "username": "bob"}],
                          "tweets": [{"id": "1899999999999999999", "author_id": "7", "text": "Deal is an AI SDR for sales teams"}]} }
            """;
        return TwitterPage.Read(JsonDocument.Parse(json).RootElement).ShouldNotBeNull().Posts.ShouldHaveSingleItem().Item;
    }
}
