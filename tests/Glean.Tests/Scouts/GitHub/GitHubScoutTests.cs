using System.Text.Json;
using Glean.Scouts;
using Glean.Scouts.Api;
using Glean.Scouts.GitHub;
using Glean.Tests.Scouts.Samples;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.GitHub;

public sealed class GitHubScoutTests : IDisposable
{
    private readonly ScoutFixture fixture = new();
    private readonly GitHubSample sample = new();

    [Fact]
    public void A_repository_is_read_with_all_that_is_told_of_it()
    {
        var page = RepositoryPage.Read(JsonDocument.Parse("""
            {"total_count": 41, "incomplete_results": false, "items": [
              {"full_name": "acme/deal", "html_url": "https://github.com/acme/deal", "description": "A CRM for sellers", "homepage": "https://deal.example", "stargazers_count": 120,
               "forks_count": 3, "language": "Go", "topics": ["crm", "sales"], "license": {"spdx_id": "MIT"}, "owner": {"login": "acme"}, "created_at": "2026-01-02T03:04:05Z", "pushed_at": "2026-02-01T00:00:00Z"},
              {"full_name": "acme/bare", "html_url": "https://github.com/acme/bare", "description": null, "topics": null, "created_at": "never"},
              {"full_name": "", "html_url": "https://github.com/x/y"}, {"full_name": "x/y"}, null, 5
            ]}
            """).RootElement).ShouldNotBeNull();

        (page.Hits, page.Total, page.IsIncomplete, page.Items.Count).ShouldBe((6, 41, false, 2));
        var deal = page.Items[0];
        (deal.Url, deal.Title, deal.Author).ShouldBe(("https://github.com/acme/deal", "acme/deal: A CRM for sellers", "acme"));
        deal.Text.ShouldBe("A CRM for sellers\n\nTopics: crm, sales\n\nHomepage: https://deal.example");
        deal.PublishedAt.ShouldBe(new DateTime(2026, 1, 2, 3, 4, 5));
        deal.Metadata["stars"].ShouldBe(120L);
        deal.Metadata["license"].ShouldBe("MIT");
        (page.Items[1].Title, page.Items[1].Text, page.Items[1].PublishedAt).ShouldBe(("acme/bare", "", null));
        RepositoryPage.Read(JsonDocument.Parse("""{"message": "Hello"}""").RootElement).ShouldBeNull();
    }

    [Fact]
    public async Task More_hits_than_the_search_gives_are_found_by_cutting_the_span()
    {
        var items = ScoutSamples.Items(60, fixture.Now);
        await using var server = await FaultServer.StartAsync(new GitHubSample(mostHits: 12).Serve(() => items));

        var result = await fixture.RunAsync(new GitHubScout(), server, sample.Doors(server.Origin));

        result.Counts.New.ShouldBe(60);
        result.Doors[0].State.ShouldBe(DoorState.Read);
    }

    [Fact]
    public async Task A_search_that_gave_up_is_told_and_asked_again()
    {
        var incomplete = true;
        await using var server = await FaultServer.StartAsync(context => Answers.Json(
            $$"""{"total_count": 1, "incomplete_results": {{(incomplete ? "true" : "false")}}, "items": [{"full_name": "acme/deal", "html_url": "https://github.com/acme/deal{{(incomplete ? "" : "2")}}", "description": "AI SDR tool for sales"}]}""")(context));

        var first = await fixture.RunAsync(new GitHubScout(), server, sample.Doors(server.Origin));
        (first.Doors[0].State, first.Counts.New).ShouldBe((DoorState.Degraded, 1));
        first.Doors[0].Message.ShouldNotBeNull().ShouldContain("only some of the hits");

        incomplete = false;
        (await fixture.RunAsync(new GitHubScout(), server, sample.Doors(server.Origin))).Counts.New.ShouldBe(1);
    }

    [Fact]
    public async Task The_question_carries_words_stars_span_and_credentials()
    {
        HttpRequest? asked = null;
        string? authorization = null, query = null;
        await using var server = await FaultServer.StartAsync(context =>
        {
            (asked, authorization, query) = (context.Request, context.Request.Headers.Authorization.ToString(), context.Request.Query["q"].ToString());
            return Answers.Json("""{"total_count": 0, "items": []}""")(context);
        });

        await fixture.RunAsync(new GitHubScout(), server, ScoutOptions.None.With(ScoutFields.Topics, "crm").With(ScoutFields.MinVotes, 25).With(ScoutFields.Days, 30));

        query.ShouldBe("topic:crm stars:>=25 fork:false pushed:2026-01-31T09:00:00Z..2026-03-02T09:00:00Z");
        asked.ShouldNotBeNull();
        // Without a token it works as well; the fixture sets those that a scout cannot do without.
        authorization.ShouldBeEmpty();
    }

    [Fact]
    public async Task Releases_of_a_watched_repository_are_read_to_where_the_last_run_ended_and_conditionally_then()
    {
        var requests = new List<string>();
        await using var server = await FaultServer.StartAsync(async context =>
        {
            requests.Add($"{context.Request.Path}{context.Request.QueryString} {context.Request.Headers.IfNoneMatch}");
            if (context.Request.Headers.IfNoneMatch == "\"v1\"")
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            context.Response.Headers.ETag = "\"v1\"";
            var page = context.Request.Query["page"].ToString();
            if (page.Length == 0)
            {
                context.Response.Headers["Link"] = "<https://api.github.com/repositories/1/releases?page=2>; rel=\"next\", <https://api.github.com/repositories/1/releases?page=2>; rel=\"last\"";
            }

            var number = page.Length == 0 ? 2 : 1;
            await context.Response.WriteAsJsonAsync(new object[]
            {
                new { html_url = $"https://github.com/acme/deal/releases/tag/v{number}", tag_name = $"v{number}", name = $"Sales AI {number}", body = "CRM sync for sales teams", published_at = fixture.Now.AddDays(number - 4), draft = false, prerelease = false },
                new { html_url = "https://github.com/acme/deal/releases/tag/draft", tag_name = "next", draft = true, published_at = (DateTime?)null },
            });
        });
        var options = ScoutOptions.None.With(ScoutFields.Repositories, "acme/deal");

        (await fixture.RunAsync(new GitHubScout(), server, options)).Counts.New.ShouldBe(2);
        fixture.Discoveries().Select(d => d.Title).ShouldBe(["acme/deal Sales AI 2", "acme/deal Sales AI 1"]);
        requests.Count.ShouldBe(2);

        fixture.Pass(TimeSpan.FromHours(3));
        (await fixture.RunAsync(new GitHubScout(), server, options)).Doors[0].State.ShouldBe(DoorState.Unchanged);
        requests.Count.ShouldBe(3);
        requests[^1].ShouldEndWith("\"v1\"");
    }

    [Theory]
    [InlineData("<https://a.example/?page=2>; rel=\"next\"", true)]
    [InlineData("<https://a.example/?page=9>; rel=\"last\", <https://a.example/?page=2>; rel=next", true)]
    [InlineData("<https://a.example/?rel=next>; rel=\"prev\"", false)]
    [InlineData("", false)]
    public void The_header_tells_whether_there_is_a_next_page(string header, bool expected) =>
        LinkHeader.HasNext(new Dictionary<string, string> { ["Link"] = header }).ShouldBe(expected);

    [Theory]
    [InlineData(403, """{"message": "You have exceeded a secondary rate limit."}""", "30", "too many requests")]
    [InlineData(403, """{"message": "Repository access blocked"}""", null, "Repository access blocked")]
    [InlineData(422, """{"message": "Validation Failed"}""", null, "Validation Failed")]
    [InlineData(401, """{"message": "Bad credentials"}""", null, "GITHUB_TOKEN")]
    public async Task Every_refusal_is_told_in_its_own_words(int status, string body, string? retryAfter, string words)
    {
        await using var server = await FaultServer.StartAsync(context =>
        {
            if (retryAfter is not null)
            {
                context.Response.Headers.RetryAfter = retryAfter;
            }

            return Answers.Json(body, status)(context);
        });

        (await fixture.RunAsync(new GitHubScout(), server, sample.Doors(server.Origin))).Cause.ShouldNotBeNull().ShouldContain(words);
    }

    public void Dispose() => fixture.Dispose();
}
