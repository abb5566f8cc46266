using System.Text.Json;
using Glean.Scouts;
using Glean.Scouts.Api;
using Glean.Scouts.ProductHunt;
using Glean.Tests.Scouts.Samples;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.ProductHunt;

public sealed class ProductHuntScoutTests : IDisposable
{
    private const string Tokens = """{"access_token": "token-of-product-hunt"}""";

    private readonly ScoutFixture fixture = new();
    private readonly ProductHuntSample sample = new();

    [Fact]
    public void A_launch_is_read_with_all_that_is_told_of_it()
    {
        var page = Read("""
            {"data": {"topic": {"name": "Sales"}, "posts": {"pageInfo": {"hasNextPage": true, "endCursor": "MjA"}, "edges": [
              {"node": {"id": "7", "name": "Dealhen", "slug": "dealhen-2", "tagline": "Your pipeline, fed", "description": "Dealhen fills the CRM.\n\nFree for one.", "votesCount": 31, "commentsCount": 4,
                "url": "https://www.producthunt.com/products/dealhen?utm_campaign=producthunt-api", "website": "https://www.producthunt.com/r/AB12?utm_campaign=producthunt-api&utm_medium=api-v2",
                "createdAt": "2026-03-01T08:01:00.000Z", "featuredAt": "2026-03-01T08:01:00.000Z", "topics": {"edges": [{"node": {"name": "Sales"}}, {"node": {"name": "CRM"}}]},
                "makers": [{"name": "Ann A.", "username": "ann"}, {"name": "[REDACTED]", "username": "[REDACTED]"}], "user": {"name": "Bob", "username": ""}}},
              {"node": null},
              {"node": {"id": 8, "name": "Bare", "website": "https://bare.example/?utm_source=producthunt", "createdAt": "2026-03-01T08:00:00Z"}}
            ]}}}
            """).ShouldNotBeNull();
        (page.Oldest, page.IsLast, page.Next, page.HasNoTopic).ShouldBe((1772352000, false, "MjA", false));
        var (launch, bare) = (page.Posts[0], page.Posts[1]);
        launch.Votes.ShouldBe(31);
        (launch.Item.Url, launch.Item.Title, launch.Item.Text, launch.Item.Author).ShouldBe(
            ("https://www.producthunt.com/posts/dealhen-2", "Dealhen: Your pipeline, fed", "Dealhen fills the CRM.\n\nFree for one.", "Bob"));
        launch.Item.PublishedAt.ShouldBe(new DateTime(2026, 3, 1, 8, 1, 0));
        JsonSerializer.Serialize(launch.Item.Metadata).ShouldBe(
            """{"id":"7","name":"Dealhen","tagline":"Your pipeline, fed","votes":31,"comments":4,"topics":["Sales","CRM"],"makers":["ann"],"hunter":"Bob","website_redirect":"https://www.producthunt.com/r/AB12","featured_at":"2026-03-01T08:01:00.000Z"}""");
        (bare.Item.Url, bare.Item.Title, bare.Votes).ShouldBe(("https://www.producthunt.com/posts/8", "Bare", null));
        JsonSerializer.Serialize(bare.Item.Metadata).ShouldBe("""{"id":"8","name":"Bare","website":"https://bare.example/"}""");
    }

    [Theory]
    [InlineData("""{"data": {"posts": {"edges": [null, 1, {}, {"node": 5}, {"node": {"id": "1"}}, {"node": {"name": "No address"}}]}}}""", 0)]
    [InlineData("""{"data": {"posts": {"nodes": [{"id": "1", "name": "A", "votesCount": "many", "makers": {}, "topics": [], "createdAt": "soon", "website": "javascript:x"}]}}}""", 1)]
    [InlineData("""{"data": {"posts": {"edges": [], "pageInfo": {"endCursor": "", "hasNextPage": "yes"}}}}""", 0)]
    public void What_is_of_another_kind_than_documented_is_left_out_and_no_exception(string json, int posts)
    {
        var page = Read(json).ShouldNotBeNull();
        (page.Posts.Count, page.Oldest, page.IsLast).ShouldBe((posts, null, true));
    }

    [Theory]
    [InlineData("""{"data": {"posts": null}}""", "no page of posts", false, null)]
    [InlineData("""{"message": "Hello"}""", "no page of posts. It said: Hello.", false, null)]
    [InlineData("""{"data": {"topic": null, "posts": {"edges": []}}}""", "has no topic 'sales'", false, null)]
    [InlineData("""{"data": {"posts": {"edges": [], "pageInfo": {"hasNextPage": true}}}}""", "more posts follow, and not where", false, null)]
    [InlineData("""{"data": null, "errors": [{"message": "Field 'x' does not exist\non Post"}]}""", "answers with an error. It said: Field 'x' does not exist on Post.", false, null)]
    [InlineData("""{"data": null, "errors": [{"error": "invalid_oauth_token", "error_description": "Please supply a token."}]}""", "refuses the credentials. It said: Please supply a token. The credentials come from PRODUCTHUNT_API_KEY and PRODUCTHUNT_API_SECRET.", true, null)]
    [InlineData("""{"data": null, "errors": [{"error": "rate_limit_reached", "error_description": "Sorry.", "details": {"limit": 6250, "remaining": -50, "reset_in": 102}}]}""", "too many requests (rate_limit_reached). It said: Sorry.", true, 102)]
    [InlineData("""{"errors": [{"message": "Query has complexity of 41, which exceeds max complexity of 40"}]}""", "no page of posts. It said: Query has complexity of 41", false, null)]
    public async Task An_answer_without_posts_is_a_failure_with_its_cause(string json, string words, bool endsRun, int? wait)
    {
        await using var server = await FaultServer.StartAsync(Answers.ByPath(("/v2/oauth/token", Answers.Json(Tokens)), ("/v2/api/graphql", Answers.Json(json))));
        var result = await fixture.RunAsync(new ProductHuntScout(), server, sample.Doors(server.Origin));
        (result.Doors[0].Door, result.Doors[0].State).ShouldBe(("sales", DoorState.Failed));
        result.Cause.ShouldNotBeNull().ShouldContain(words);
        result.Doors[1].State.ShouldBe(endsRun ? DoorState.Skipped : DoorState.Failed);
        fixture.Row("producthunt").BackOffUntil.ShouldBe(wait is null ? null : fixture.Now.AddSeconds(wait.Value));
        fixture.Discoveries().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_error_beside_posts_does_not_hide_them()
    {
        var answer = JsonSerializer.Serialize(new
        {
            data = new { posts = new { edges = new[] { new { node = ProductHuntSample.Post(ScoutSamples.Items(1, fixture.Now)[0]) } } } },
            errors = new[] { new { message = "The makers are not at hand" } },
        });
        await using var server = await FaultServer.StartAsync(Answers.ByPath(("/v2/oauth/token", Answers.Json(Tokens)), ("/v2/api/graphql", Answers.Json(answer))));
        (await fixture.RunAsync(new ProductHuntScout(), server, Sales)).Counts.New.ShouldBe(1);
    }

    [Fact]
    public async Task Refused_credentials_are_a_failure_that_names_them_and_not_the_secret()
    {
        await using var server = await FaultServer.StartAsync(Answers.Json(
            $$"""{"error": "invalid_client", "error_description": "Client authentication failed for {{ScoutFixture.Secret}}"}""", 401));
        var result = await fixture.RunAsync(new ProductHuntScout(), server, sample.Doors(server.Origin));
        result.Cause.ShouldNotBeNull().ShouldEndWith("It said: Client authentication failed for •••. The credentials come from PRODUCTHUNT_API_KEY and PRODUCTHUNT_API_SECRET.");
        server.Requests.ShouldHaveSingleItem().Target.ShouldBe("/v2/oauth/token");
    }

    [Fact]
    public async Task A_question_too_complex_is_asked_for_half_as_many()
    {
        var items = ScoutSamples.Items(60, fixture.Now);
        var sound = sample.Serve(() => items);
        await using var server = await FaultServer.StartAsync(async context =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            context.Request.Body.Position = 0;
            await (body.RootElement.Child("variables")?.Whole("first") > 6
                ? Answers.Json("""{"errors": [{"message": "Query has complexity of 1126, which exceeds max complexity of 1000"}]}""")(context)
                : sound(context));
        });
        (await fixture.RunAsync(new ProductHuntScout(), server, Sales)).Counts.New.ShouldBe(20);
        server.Requests.Skip(1).Select(r => Variables(r).Whole("first")).ShouldBe([20, 10, 5, 5, 5, 5]);
    }

    [Fact]
    public async Task What_is_asked_of_it_goes_with_the_question()
    {
        var sound = sample.Serve(() => []);
        await using var server = await FaultServer.StartAsync(context => sound(context));
        await fixture.Book.EnableAsync(new ProductHuntScout(), [.. new ProductHuntScout().Defaults.Take(2)], TestContext.Current.CancellationToken);
        await fixture.RunAsync(new ProductHuntScout(), server, ScoutOptions.None.With(ScoutFields.Days, 2).With(ScoutFields.Limit, 3));
        var token = JsonDocument.Parse(server.Requests[0].Body).RootElement;
        (server.Requests[0].Target, token.Text("client_id"), token.Text("client_secret"), token.Text("grant_type")).ShouldBe(
            ("/v2/oauth/token", ScoutFixture.Secret, ScoutFixture.Secret, "client_credentials"));
        var (front, topic) = (server.Requests[1], server.Requests[2]);
        front.Headers["Authorization"].ShouldBe("Bearer token-of-product-hunt");
        JsonDocument.Parse(front.Body).RootElement.Text("query").ShouldNotBeNull().ShouldContain("featured: true, order: NEWEST");
        Variables(front).GetRawText().ShouldBe("""{"first":3,"postedAfter":"2026-02-28T08:59:59Z","postedBefore":"2026-03-02T09:00:01Z"}""");
        JsonDocument.Parse(topic.Body).RootElement.Text("query").ShouldNotBeNull().ShouldContain("topic(slug: $topic)");
        Variables(topic).Text("topic").ShouldBe("sales");
    }

    [Fact]
    public async Task Launches_with_too_few_votes_are_left_out_and_looked_at_again()
    {
        var items = ScoutSamples.Items(30, fixture.Now);
        var sound = sample.Serve(() => items);
        await using var server = await FaultServer.StartAsync(context => sound(context));
        (await fixture.RunAsync(new ProductHuntScout(), server, Sales.With(ScoutFields.MinVotes, 21))).Counts.New.ShouldBe(4, "21, 24, 27, 30");
        fixture.Pass(TimeSpan.FromDays(1));
        (await fixture.RunAsync(new ProductHuntScout(), server, Sales.With(ScoutFields.MinVotes, 15))).Counts.New.ShouldBe(2, "another filter, another stream");
        (await fixture.RunAsync(new ProductHuntScout(), server, Sales)).Counts.New.ShouldBe(4);
    }

    [Fact]
    public async Task Points_that_run_out_end_the_run_well_before_they_are_overdrawn()
    {
        var items = ScoutSamples.Items(40, fixture.Now);
        var sound = sample.Serve(() => items);
        await using var server = await FaultServer.StartAsync(context =>
        {
            context.Response.Headers["X-Rate-Limit-Limit"] = "6250";
            context.Response.Headers["X-Rate-Limit-Remaining"] = "120";
            context.Response.Headers["X-Rate-Limit-Reset"] = "300";
            return sound(context);
        });
        var result = await fixture.RunAsync(new ProductHuntScout(), server, sample.Doors(server.Origin));
        result.Failed.ShouldBeFalse();
        result.Doors.Select(d => d.State).ShouldBe([DoorState.Read, DoorState.Skipped, DoorState.Skipped]);
        result.Doors[1].Message.ShouldNotBeNull().ShouldContain("allows no more requests before 2026-03-02 09:05:00 UTC");
        var row = fixture.Row("producthunt");
        (row.ConsecutiveFailures, row.BackOffUntil).ShouldBe((0, fixture.Now.AddMinutes(5)));
    }

    [Theory]
    [InlineData("Artificial Intelligence", "artificial-intelligence")]
    [InlineData(" sales ", "sales")]
    public void A_topic_is_named_as_in_its_address(string text, string slug) => ScoutFields.Topics.Valid(text).ShouldBe(slug);

    [Theory]
    [InlineData("")]
    [InlineData("sales/../x")]
    public void What_is_no_topic_is_refused(string text) => Should.Throw<Glean.Catalog.GleanException>(() => ScoutFields.Topics.Valid(text));

    public void Dispose() => fixture.Dispose();

    private static ScoutOptions Sales => ScoutOptions.None.With(ScoutFields.Topics, "sales");

    private static ProductHuntPage? Read(string json) => ProductHuntPage.Read(JsonDocument.Parse(json).RootElement);

    private static JsonElement Variables(ReceivedRequest request) => JsonDocument.Parse(request.Body).RootElement.Child("variables")!.Value;
}
