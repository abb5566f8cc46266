using System.Text.Json;
using Glean.Egress;
using Glean.Scouts;
using Glean.Scouts.Api;
using Glean.Settings;
using Glean.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Api;

public sealed class ApiClientTests : IDisposable
{
    private static readonly ApiService Open = new("The service", "GLEAN_REDDIT_URL");

    private static readonly ApiService Locked = Open with
    {
        Credentials = ["REDDIT_CLIENT_ID", "REDDIT_CLIENT_SECRET"],
        Token = new ApiTokenRequest("GLEAN_REDDIT_AUTH_URL", "/token", _ => new FetchBody("grant_type=client_credentials"u8.ToArray(), "application/x-www-form-urlencoded"))
        {
            Keys = s => ApiKeys.Header("Authorization", "Basic " + s[SettingDefinitions.Find("REDDIT_CLIENT_SECRET")!]),
        },
        ReadQuota = (headers, now) => Quota.FromHeaders(headers, now, "x-ratelimit-", resetIsTime: false),
    };

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private Fetcher? fetcher;

    [Fact]
    public async Task Keys_go_in_headers_or_in_the_query_and_a_body_as_JSON()
    {
        await using var server = await FaultServer.StartAsync(Answers.Json("""{"ok": true}"""));
        var header = Client(server, Open with { Keys = _ => ApiKeys.Header("X-Key", "k 1"), Headers = new Dictionary<string, string> { ["X-Version"] = "2" } });
        (await header.GetAsync(ApiPath.With("/a", ("q", "x&y"), ("none", null)), Token)).Json.Flag("ok").ShouldBeTrue();
        await Client(server, Open with { Keys = _ => ApiKeys.InQuery(("key", "k/2")) }).PostAsync("/b?v=1", new { Query = "ü" }, Token);
        server.Requests[0].Target.ShouldBe("/a?q=x%26y");
        server.Requests[0].Headers["X-Key"].ShouldBe("k 1");
        server.Requests[0].Headers["X-Version"].ShouldBe("2");
        (server.Requests[1].Method, server.Requests[1].Target).ShouldBe(("POST", "/b?v=1&key=k%2F2"));
        JsonDocument.Parse(server.Requests[1].Body).RootElement.Text("Query").ShouldBe("ü");
    }

    [Fact]
    public async Task A_token_is_got_once_kept_until_it_expires_and_got_again()
    {
        var tokens = 0;
        await using var server = await FaultServer.StartAsync(context => context.Request.Path == "/token"
            ? Answers.Json($$"""{"access_token": "t{{++tokens}}", "expires_in": 3600}""")(context)
            : Answers.Json("{}")(context));
        var client = Client(server, Locked);
        await client.GetAsync("/a", Token);
        await client.GetAsync("/b", Token);
        time.Advance(TimeSpan.FromMinutes(59.5));
        await client.GetAsync("/c", Token);
        server.Requests.Select(r => $"{r.Method} {r.Target} {r.Headers["Authorization"]}").ShouldBe(
        [
            $"POST /token Basic {ScoutFixture.Secret}", "GET /a Bearer t1", "GET /b Bearer t1", $"POST /token Basic {ScoutFixture.Secret}", "GET /c Bearer t2",
        ]);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_renewed_once()
    {
        var tokens = 0;
        await using var server = await FaultServer.StartAsync(context =>
            context.Request.Path == "/token" ? Answers.Json($$"""{"access_token": "token-number-{{++tokens}}"}""")(context)
            : context.Request.Headers.Authorization == "Bearer token-number-2" && context.Request.Path == "/a" ? Answers.Json("{}")(context)
            : Answers.Status(401, body: """{"message": "token-number-2 is bad"}""")(context));
        var client = Client(server, Locked);
        (await client.GetAsync("/a", Token)).End.ShouldBeNull();
        var end = (await client.GetAsync("/b", Token)).End.ShouldNotBeNull();
        tokens.ShouldBe(3);
        end.EndsRun.ShouldBeTrue();
        end.Message.ShouldNotBeNull().ShouldContain("refuses the credentials (401)");
        end.Message.ShouldContain("The credentials come from REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET.");
        end.Message.ShouldNotContain("token-number");
    }

    [Theory]
    [InlineData(401, """{"message": "Unauthorized", "error": 401}""", "(401)")]
    [InlineData(200, """{"error": "invalid_grant"}""", "gave no access token; it said: invalid_grant")]
    [InlineData(200, "<html>", "an HTML page where JSON belongs")]
    [InlineData(200, "[]", "gave no access token")]
    public async Task Credentials_that_give_no_token_are_a_failure_that_names_them(int status, string body, string words)
    {
        await using var server = await FaultServer.StartAsync(Answers.Json(body, status));
        var end = (await Client(server, Locked).GetAsync("/a", Token)).End.ShouldNotBeNull();
        (end.State, end.EndsRun).ShouldBe((DoorState.Failed, true));
        end.Message.ShouldNotBeNull().ShouldContain(words);
        end.Message.ShouldContain("REDDIT_CLIENT_SECRET");
        server.Requests.ShouldHaveSingleItem().Target.ShouldBe("/token");
    }

    [Theory]
    [InlineData(401, "refuses the credentials (401)", true)]
    [InlineData(403, "forbids this (403)", false)]
    public async Task A_bad_key_and_a_key_that_may_not_are_told_apart(int status, string words, bool endsRun)
    {
        await using var server = await FaultServer.StartAsync(Answers.Json($$"""{"errors": [{"message": "No: {{ScoutFixture.Secret}}\r\nis {{ScoutFixture.Secret[..9]}}"}]}""", status));
        var service = Open with { Credentials = ["TWITTER_BEARER_TOKEN"], Keys = _ => ApiKeys.Bearer(ScoutFixture.Secret) };
        var end = (await Client(server, service).GetAsync("/a", Token)).End.ShouldNotBeNull();
        end.Message.ShouldNotBeNull().ShouldContain(words);
        end.Message.ShouldContain("It said: No: •••  is •••.");
        end.Message.ShouldContain("TWITTER_BEARER_TOKEN");
        end.EndsRun.ShouldBe(endsRun);
        (await Client(server, service with { ForbiddenEndsRun = true }).GetAsync("/a", Token)).End!.EndsRun.ShouldBeTrue();
    }

    [Theory]
    [InlineData(403, "0", "90", null, 90.0)]
    [InlineData(403, null, null, "70", 70.0)]
    [InlineData(429, "0", "33.5", null, 33.5)]
    [InlineData(429, "0", "33", "70", 70.0)]
    [InlineData(429, null, null, null, null)]
    public async Task A_limit_of_rate_is_told_by_status_quota_or_time(int status, string? remaining, string? reset, string? retryAfter, double? seconds)
    {
        await using var server = await FaultServer.StartAsync(context =>
        {
            if (remaining is not null)
            {
                context.Response.Headers["X-RateLimit-Remaining"] = remaining;
                context.Response.Headers["X-RateLimit-Reset"] = reset;
            }

            return Answers.Status(status, retryAfter, """{"message": "slow down"}""")(context);
        });
        var end = (await Client(server, Locked with { Token = null }).GetAsync("/a", Token)).End.ShouldNotBeNull();
        (end.State, end.EndsRun).ShouldBe((DoorState.Failed, true));
        (end.RetryAfter?.TotalSeconds).ShouldBe(seconds);
        end.Message.ShouldNotBeNull().ShouldContain("too many requests");
        end.Message.ShouldContain("It said: slow down.");
    }

    [Fact]
    public async Task A_quota_that_is_used_up_is_not_overdrawn()
    {
        await using var server = await FaultServer.StartAsync(context =>
        {
            context.Response.Headers["x-ratelimit-remaining"] = "0.0";
            context.Response.Headers["x-ratelimit-limit"] = "100";
            context.Response.Headers["x-ratelimit-reset"] = "60";
            return Answers.Json("{}")(context);
        });
        var client = Client(server, Locked with { Token = null });
        (await client.GetAsync("/a", Token)).End.ShouldBeNull();
        client.Quota.ShouldBe(new Quota(0, 100, time.GetUtcNow().AddSeconds(60)));
        var end = (await client.GetAsync("/b", Token)).End.ShouldNotBeNull();
        (end.State, end.EndsRun, end.RetryAfter).ShouldBe((DoorState.Skipped, true, TimeSpan.FromSeconds(60)));
        server.Requests.Count.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(61));
        (await client.GetAsync("/c", Token)).End.ShouldBeNull();
    }

    [Fact]
    public async Task A_run_has_a_budget_of_requests()
    {
        await using var server = await FaultServer.StartAsync(Answers.Json("{}"));
        var client = Client(server, Open with { RequestsPerRun = 2 });
        (await client.GetAsync("/a", Token)).End.ShouldBeNull();
        (await client.GetAsync("/b", Token)).End.ShouldBeNull();
        (await client.GetAsync("/c", Token)).End.ShouldNotBeNull().Message.ShouldNotBeNull().ShouldContain("2 requests");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_did_not_change_ends_the_visit_well()
    {
        await using var server = await FaultServer.StartAsync(Answers.Conditional("{}", etag: "\"1\""));
        var client = Client(server, Open);
        var first = await client.GetAsync("/a", Token);
        first.ETag.ShouldBe("\"1\"");
        (await client.GetAsync("/a", Token, first.ETag)).End.ShouldBe(DoorEnd.Unchanged);
    }

    [Fact]
    public async Task An_error_with_status_200_is_a_failure_where_the_service_has_such()
    {
        await using var server = await FaultServer.StartAsync(Answers.Json("""{"errors": [{"message": "too complex"}]}"""));
        var service = Open with { FindFailure = json => json.HasItems("errors") ? DoorEnd.Failed(ApiErrors.Usual(json)!) : null };
        (await Client(server, service).GetAsync("/a", Token)).End.ShouldBe(DoorEnd.Failed("too complex"));
    }

    [Theory]
    [InlineData("", "an empty answer where JSON belongs")]
    [InlineData(" \n", "an empty answer where JSON belongs")]
    [InlineData("  <!doctype html>", "an HTML page where JSON belongs")]
    [InlineData("""{"a": [1, 2""", "JSON that breaks off or is broken (line 1")]
    [InlineData("hello", "JSON that breaks off or is broken")]
    public async Task What_is_no_JSON_is_called_by_its_name(string body, string words)
    {
        await using var server = await FaultServer.StartAsync(Answers.Text(body));
        (await Client(server, Open).GetAsync("/a", Token)).End.ShouldNotBeNull().Message.ShouldNotBeNull().ShouldContain($"The service sends {words}");
    }

    [Fact]
    public async Task An_origin_that_is_no_address_names_its_variable()
    {
        fetcher = new Fetcher(new EgressOptions());
        var settings = GleanSettings.Load(null, v => v.EndsWith("_URL", StringComparison.Ordinal) ? "file:///etc" : null);
        var end = (await new ApiClient(Open, settings, fetcher, time).GetAsync("/a", Token)).End.ShouldNotBeNull();
        end.Message.ShouldNotBeNull().ShouldContain("GLEAN_REDDIT_URL is no web address");
    }

    public void Dispose() => fetcher?.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ApiClient Client(FaultServer server, ApiService service)
    {
        fetcher ??= new Fetcher(server.Options);
        return new ApiClient(service, ScoutFixture.Settings(server.Origin), fetcher, time);
    }
}
