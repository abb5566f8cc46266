using System.Text.Json;
using Glean.Scouts;
using Glean.Scouts.Reddit;
using Glean.Tests.Scouts.Samples;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Reddit;

public sealed class RedditScoutTests : IDisposable
{
    private static readonly ScoutOptions Sales = ScoutOptions.None.With(ScoutFields.Subreddits, "sales");

    private readonly ScoutFixture fixture = new();
    private readonly Dictionary<string, RequestDelegate> answers = new()
    {
        ["/api/v1/access_token"] = Answers.Json("""{"access_token": "an-access-token", "expires_in": 3600}"""),
        ["/r/sales/hot"] = Answers.Json(Listing()),
        ["/r/sales/top"] = Answers.Json(Listing()),
    };

    [Fact]
    public async Task A_thread_is_read_with_what_it_hides_and_what_it_cuts_off()
    {
        answers["/r/sales/new"] = Answers.Json(Listing(Post("p1", hours: 2, comments: 6)));
        answers["/comments/p1"] = context => Answers.Json(context.Request.Query["comment"].ToString() switch
        {
            "" => Thread(Comment("c1", Comment("c2", More("t1_c2", "c4", "c5", "c1"))), Comment("gone", "[deleted]", Comment("c3", More("t1_c3")))),
            "c3" => Thread(Comment("c3", Comment("c6"))),
            _ => "[]",
        })(context);
        answers["/api/morechildren"] = Answers.Json($$$"""{"json": {"errors": [], "data": {"things": [{{{Comment("c4")}}}, {{{More("t1_c2", "c7")}}}, {{{Comment("c5")}}}]} } }""");
        await using var server = await StartAsync();
        var result = await fixture.RunAsync(new RedditScout(), server, Sales);

        result.Failed.ShouldBeFalse(result.Words);
        result.Counts.ShouldBe(new SaveCounts(New: 7, Known: 0, Irrelevant: 0, Invalid: 1));
        fixture.Discoveries().Select(d => d.SourceUrl).ShouldBe(
        [
            "https://www.reddit.com/r/sales/comments/p1/a_title/",
            .. new[] { "c1", "c2", "c3", "c4", "c5", "c6" }.Select(c => $"https://www.reddit.com/r/sales/comments/p1/a_title/{c}/"),
        ]);
        var comment = fixture.Discoveries()[1];
        (comment.Title, comment.RawText, comment.Author).ShouldBe(("Which AI SDR tool for p1?", "We use c1 for sales automation.", "bob"));
        var metadata = JsonDocument.Parse(comment.Metadata).RootElement;
        metadata.GetProperty("kind").GetString().ShouldBe("comment");
        metadata.GetProperty("link_id").GetString().ShouldBe("t3_p1");
        var hidden = server.Requests.Where(r => r.Target.StartsWith("/api/morechildren")).Select(r => Uri.UnescapeDataString(r.Target)).ToList();
        hidden[0].ShouldContain("link_id=t3_p1&children=c4,c5&");
        hidden[1].ShouldContain("children=c7&");
        hidden.Count.ShouldBe(2, "what does not come is not asked for again");
    }

    [Fact]
    public async Task Posts_only_costs_no_request_for_comments()
    {
        answers["/r/sales/new"] = Answers.Json(Listing(Post("p1", hours: 2, comments: 6)));
        await using var server = await StartAsync();
        (await fixture.RunAsync(new RedditScout(), server, Sales.With(ScoutFields.NoComments))).Counts.New.ShouldBe(1);
        server.Requests.ShouldNotContain(r => r.Target.Contains("comments/"));
    }

    [Fact]
    public async Task A_thread_that_is_closed_is_passed_over_and_one_that_fails_is_read_the_next_time()
    {
        answers["/r/sales/new"] = Answers.Json(Listing(Post("p1", hours: 2, comments: 1), Post("p2", hours: 3, comments: 1), Post("p3", hours: 4, comments: 1)));
        answers["/comments/p1"] = Answers.Json("""{"reason": "private", "message": "Forbidden", "error": 403}""", 403);
        answers["/comments/p2"] = Answers.Json(Thread(Comment("c2")));
        answers["/comments/p3"] = Answers.Status(500);
        await using var server = await StartAsync();
        var broken = await fixture.RunAsync(new RedditScout(), server, Sales);
        broken.Cause.ShouldNotBeNull().ShouldContain("500");
        broken.Counts.New.ShouldBe(4);

        answers["/comments/p3"] = Answers.Json(Thread(Comment("c3")));
        var asked = server.Requests.Count;
        var next = await fixture.RunAsync(new RedditScout(), server, Sales);
        next.Failed.ShouldBeFalse();
        next.Counts.New.ShouldBe(1);
        server.Requests.Skip(asked).ShouldNotContain(r => r.Target.StartsWith("/comments/p1") || r.Target.StartsWith("/comments/p2"), "they have been read");
    }

    [Fact]
    public async Task Reading_ends_well_where_Reddit_does_not_give_a_thread()
    {
        answers["/r/sales/new"] = Answers.Json(Listing(Post("p1", hours: 2, comments: 1)));
        answers["/comments/p1"] = Answers.Status(404);
        await using var server = await StartAsync();
        var result = await fixture.RunAsync(new RedditScout(), server, Sales);
        (result.Doors[0].State, result.Doors[0].Message).ShouldBe((DoorState.Read, "in 1 of 1 threads there are comments that Reddit does not give"));
    }

    [Fact]
    public async Task What_is_talked_about_is_looked_at_once_a_day_and_its_threads_are_read_again_while_they_are_young()
    {
        answers["/r/sales/new"] = Answers.Json(Listing(Post("p1", hours: 2, comments: 0)));
        await using var server = await StartAsync();
        await fixture.RunAsync(new RedditScout(), server, Sales);
        fixture.Pass(TimeSpan.FromHours(1));
        answers["/r/sales/hot"] = Answers.Json(Listing(Post("p1", hours: 3, comments: 1), Post("old", hours: 24 * 9, comments: 5)));
        answers["/comments/p1"] = Answers.Json(Thread(Comment("c1")));
        (await fixture.RunAsync(new RedditScout(), server, Sales)).Counts.New.ShouldBe(0);
        server.Requests.Count(r => r.Target.Contains("/hot")).ShouldBe(1);

        fixture.Pass(TimeSpan.FromHours(23));
        (await fixture.RunAsync(new RedditScout(), server, Sales)).Counts.New.ShouldBe(2, "a post seen for the first time, and the comment of a young one");
        server.Requests.Count(r => r.Target.Contains("/hot")).ShouldBe(2);
        server.Requests.ShouldNotContain(r => r.Target.StartsWith("/comments/old"));
    }

    [Fact]
    public async Task A_crosspost_is_its_original_seen_through_both_doors()
    {
        var crosspost = Post("x9", hours: 1, subreddit: "sales", more: $", \"crosspost_parent\": \"t3_p1\", \"crosspost_parent_list\": [{PostData("p1", hours: 2, subreddit: "saas")}]");
        answers["/r/sales/new"] = Answers.Json(Listing(crosspost));
        answers["/r/saas/new"] = Answers.Json(Listing(Post("p1", hours: 2, subreddit: "saas")));
        answers["/r/saas/hot"] = answers["/r/saas/top"] = answers["/r/sales/hot"];
        await using var server = await StartAsync();
        var result = await fixture.RunAsync(new RedditScout(), server, ScoutOptions.None.With(ScoutFields.Subreddits, "sales", "saas"));
        result.Counts.ShouldBe(new SaveCounts(New: 1, Known: 1, Irrelevant: 0, Invalid: 0));
        fixture.Database.Rows("SELECT d.source_url, s.name, i.url FROM sightings i JOIN discoveries d ON d.id = i.discovery_id JOIN sources s ON s.id = i.source_id ORDER BY s.id").ShouldBe(
        [
            "https://www.reddit.com/r/saas/comments/p1/a_title/|reddit:r/sales|https://www.reddit.com/r/sales/comments/x9/a_title/",
            "https://www.reddit.com/r/saas/comments/p1/a_title/|reddit:r/saas|https://www.reddit.com/r/saas/comments/p1/a_title/",
        ]);
    }

    [Fact]
    public void Deleted_and_removed_posts_are_counted_and_a_deleted_account_leaves_its_words()
    {
        var page = RedditPage.Read(JsonDocument.Parse(Listing(
            Post("a", 1, text: "[removed]"), Post("b", 1, more: ", \"removed_by_category\": \"moderator\""), Post("c", 1, text: "[deleted]", author: "[deleted]"),
            Post("d", 1, author: "[deleted]"), "null", "{}", """{"kind": "t3", "data": {"id": "../x"}}""", """{"kind": "t3", "data": {"id": "e", "title": {}, "created_utc": "soon", "score": []}}""")).RootElement).ShouldNotBeNull();
        page.Posts.Select(p => p.Id).ShouldBe(["a", "b", "c", "d", "e"]);
        page.Posts.Take(3).ShouldAllBe(p => p.Item == RedditPost.Gone);
        (page.Posts[3].Item.Author, page.Posts[3].Item.Text).ShouldBe((null, "It is for sales automation & the CRM."));
        page.Posts[4].At.ShouldBeNull();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"kind": "Listing"}""")]
    [InlineData("""{"kind": "Listing", "data": {"children": [{"kind": "t5", "data": {"id": "x"}}]}}""")]
    public async Task Another_JSON_is_a_failure_that_names_the_subreddit(string json)
    {
        answers["/r/sales/new"] = Answers.Json(json);
        await using var server = await StartAsync();
        (await fixture.RunAsync(new RedditScout(), server, Sales)).Cause.ShouldBe("Reddit sends JSON that is no list of posts. Check that there is r/sales.");
    }

    [Fact]
    public async Task What_is_asked_of_it_goes_with_its_requests()
    {
        answers["/search"] = Answers.Json(Listing());
        await using var server = await StartAsync();
        await fixture.RunAsync(new RedditScout(), server, ScoutOptions.None.With(ScoutFields.Queries, "\"AI SDR\" & more"));
        var token = server.Requests[0];
        (token.Method, token.Body).ShouldBe(("POST", "grant_type=client_credentials"));
        token.Headers["Authorization"].ShouldStartWith("Basic ");
        server.Requests[1].Target.ShouldBe("/search?q=%22AI%20SDR%22%20%26%20more&sort=new&type=link&limit=100&raw_json=1");
        server.Requests[1].Headers["Authorization"].ShouldBe("Bearer an-access-token");
        server.Requests.ShouldAllBe(r => r.Headers["User-Agent"].StartsWith("server:com.github.velesar.glean:"));
    }

    [Fact]
    public async Task Age_score_and_number_are_limits_for_posts()
    {
        answers["/r/sales/new"] = Answers.Json(Listing(
            Post("low", hours: 1, score: 2), Post("a", hours: 2, score: 5, comments: 2), Post("b", hours: 30, score: 5), Post("aged", hours: 24 * 6, score: 5)));
        answers["/comments/a"] = Answers.Json(Thread(Comment("c1"), Comment("c2")));
        await using var server = await StartAsync();
        var options = Sales.With(ScoutFields.MinVotes, 5).With(ScoutFields.Days, 5);
        (await fixture.RunAsync(new RedditScout(), server, options.With(ScoutFields.Limit, 1))).Counts.New.ShouldBe(3, "comments come on top");
        server.Requests[1].Target.ShouldContain("limit=1&");
        (await fixture.RunAsync(new RedditScout(), server, options)).Counts.New.ShouldBe(1);
        fixture.Discoveries().Select(d => d.SourceUrl).Count(u => u.Contains("/low/") || u.Contains("/aged/")).ShouldBe(0);
    }

    [Fact]
    public async Task A_door_is_first_read_a_hundred_posts_back_and_then_without_a_hole()
    {
        var items = ScoutSamples.Items(150, fixture.Now);
        await using var server = await FaultServer.StartAsync(new RedditSample().Serve(() => items));
        var first = await fixture.RunAsync(new RedditScout(), server, Sales);
        first.Counts.New.ShouldBeInRange(100, 100 + RedditSample.PageSize);
        fixture.Pass(TimeSpan.FromDays(3));
        items = [.. items, .. ScoutSamples.Items(120, fixture.Now, from: 151)];
        (await fixture.RunAsync(new RedditScout(), server, Sales)).Counts.New.ShouldBe(120);
        (await fixture.RunAsync(new RedditScout(), server, Sales.With(ScoutFields.Days, 3650))).Counts.New.ShouldBe(0, "what lies before the first reading is behind it");
    }

    [Fact]
    public async Task A_server_that_turns_in_a_circle_is_left()
    {
        answers["/r/sales/new"] = Answers.Json(Listing(Post("p1", hours: 2)).Replace("\"after\": null", "\"after\": \"t3_p1\""));
        await using var server = await StartAsync();
        (await fixture.RunAsync(new RedditScout(), server, Sales)).Counts.New.ShouldBe(1);
        server.Requests.Count(r => r.Target.Contains("/new")).ShouldBe(2);
    }

    [Theory]
    [InlineData(403, """{"reason": "private", "message": "Forbidden", "error": 403}""", "It said: Forbidden (private).")]
    [InlineData(404, """{"reason": "banned", "message": "Not Found", "error": 404}""", "It said: Not Found (banned).")]
    [InlineData(400, """{"explanation": "that is no user", "message": "Bad Request", "reason": "USER"}""", "It said: that is no user.")]
    public async Task A_subreddit_that_is_closed_says_why(int status, string body, string words)
    {
        answers["/r/sales/new"] = Answers.Json(body, status);
        await using var server = await StartAsync();
        (await fixture.RunAsync(new RedditScout(), server, Sales)).Cause.ShouldNotBeNull().ShouldContain(words);
    }

    [Fact]
    public async Task Comments_as_deep_as_people_argue_are_read()
    {
        var deep = Comment("c0");
        for (var i = 1; i < 150; i++)
        {
            deep = Comment($"c{i}", deep);
        }

        answers["/r/sales/new"] = Answers.Json(Listing(Post("p1", hours: 2, comments: 150)));
        answers["/comments/p1"] = Answers.Json(Thread(deep));
        await using var server = await StartAsync();
        (await fixture.RunAsync(new RedditScout(), server, Sales)).Counts.New.ShouldBe(151);
    }

    public void Dispose() => fixture.Dispose();

    private Task<FaultServer> StartAsync() => FaultServer.StartAsync(context =>
        (answers.GetValueOrDefault(context.Request.Path.Value!) ?? Answers.Status(501))(context));

    private static string Listing(params string[] things) => $$"""{"kind": "Listing", "data": {"after": null, "children": [{{string.Join(", ", things)}}]} }""";

    private static string Thread(params string[] comments) => $"[{Listing()}, {Listing(comments)}]";

    private static string Comment(string id, params string[] replies) => Comment(id, $"We use {id} for sales automation.", replies);

    private static string Comment(string id, string body, params string[] replies) => body.StartsWith('{')
        ? Comment(id, [body, .. replies])
        : $$$"""{"kind": "t1", "data": {"id": "{{{id}}}", "body": "{{{body}}}", "author": "bob", "subreddit": "sales", "created_utc": 1770000000.0, "replies": {{{(replies.Length == 0 ? "\"\"" : Listing(replies))}}} } }""";

    private static string More(string parent, params string[] ids) => $$$"""{"kind": "more", "data": {"parent_id": "{{{parent}}}", "children": {{{JsonSerializer.Serialize(ids)}}} } }""";

    private string Post(string id, int hours, int comments = 0, int score = 1, string subreddit = "sales", string text = "It is for sales automation & the CRM.", string author = "ann", string more = "") =>
        $$"""{"kind": "t3", "data": {{PostData(id, hours, comments, score, subreddit, text, author, more)}}}""";

    private string PostData(string id, int hours, int comments = 0, int score = 1, string subreddit = "sales", string text = "It is for sales automation & the CRM.", string author = "ann", string more = "") =>
        $$"""
        {"id": "{{id}}", "title": "Which AI SDR tool for {{id}}?", "selftext": "{{text}}", "is_self": true, "author": "{{author}}", "subreddit": "{{subreddit}}", "score": {{score}},
         "num_comments": {{comments}}, "permalink": "/r/{{subreddit}}/comments/{{id}}/a_title/", "created_utc": {{new DateTimeOffset(fixture.Now.AddHours(-hours)).ToUnixTimeSeconds()}}.0{{more}}}
        """;
}
