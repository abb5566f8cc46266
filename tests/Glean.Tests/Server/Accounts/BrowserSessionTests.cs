using System.Net;
using System.Net.Http.Json;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server.Accounts;

public sealed class BrowserSessionTests
{
    [Fact]
    public async Task A_browser_gets_a_cookie_that_no_script_reads_and_no_token()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.RegisterAsync("ada");
        var answer = await SignInAsync(server.Client());
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldStartWith("glean_session=");
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        cookie.ShouldContain("path=/");
        cookie.ShouldNotContain("domain");
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("token");
    }

    [Fact]
    public async Task Under_https_the_cookie_is_secure_and_bound_to_the_host()
    {
        await using var server = await ServerFixture.StartAsync(new() { ["GLEAN_TRUSTED_PROXIES"] = "127.0.0.0/8" });
        await server.RegisterAsync("ada");
        var client = server.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var cookie = (await SignInAsync(client)).Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldStartWith("__Host-glean_session=");
        cookie.ShouldContain("secure");
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        (await client.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>S23.</summary>
    [Fact]
    public async Task Under_HTTPS_browsers_are_told_to_stay_there()
    {
        await using var server = await ServerFixture.StartAsync(new() { ["GLEAN_TRUSTED_PROXIES"] = "127.0.0.0/8" });
        var client = server.Client();
        (await client.GetAsync("/api/health")).Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        foreach (var path in new[] { "/", "/api/health", "/api/tools", "/docs", "/nowhere.js" })
        {
            (await client.GetAsync(path)).Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem(path).ShouldStartWith("max-age=31536000");
        }
    }

    [Fact]
    public async Task A_claim_of_https_by_nobody_in_particular_counts_for_nothing()
    {
        await using var server = await ServerFixture.StartAsync(new() { ["GLEAN_TRUSTED_PROXIES"] = "10.0.0.0/8" });
        await server.RegisterAsync("ada");
        var client = server.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        (await SignInAsync(client)).Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldStartWith("glean_session=");
    }

    [Theory]
    [InlineData("https://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("null", null, HttpStatusCode.Forbidden)]
    [InlineData(null, "cross-site", HttpStatusCode.Forbidden)]
    [InlineData(null, "same-site", HttpStatusCode.Forbidden)]
    [InlineData("https://evil.example", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("OWN", null, HttpStatusCode.Created)]
    [InlineData("OWN", "same-origin", HttpStatusCode.Created)]
    [InlineData("https://ui.example", "cross-site", HttpStatusCode.Created)]
    [InlineData(null, null, HttpStatusCode.Created)]
    public async Task A_change_with_the_cookie_is_taken_from_this_origin_only(string? origin, string? site, HttpStatusCode expected)
    {
        await using var server = await ServerFixture.StartAsync(new() { ["CORS_ORIGINS"] = "https://other.example, https://ui.example" });
        await server.RegisterAsync("ada");
        var browser = await BrowserAsync(server);
        AddOrigin(browser, server, origin, site);
        (await browser.PostJsonAsync("/api/auth/tokens", new { name = "x" })).StatusCode.ShouldBe(expected);
        (await browser.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_bearer_token_may_come_from_any_origin()
    {
        await using var server = await ServerFixture.StartAsync();
        var ada = await server.RegisterAsync("ada");
        AddOrigin(ada, server, "https://evil.example", "cross-site");
        (await ada.PostJsonAsync("/api/auth/tokens", new { name = "x" })).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Another_site_cannot_sign_the_browser_in()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.RegisterAsync("ada");
        var client = server.Client();
        AddOrigin(client, server, "https://evil.example", null);
        var answer = await SignInAsync(client);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_takes_the_cookie_back()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.RegisterAsync("ada");
        var browser = await BrowserAsync(server);
        var answer = await browser.DeleteAsync("/api/auth/session");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldContain("expires=Thu, 01 Jan 1970");
        (await browser.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_bad_header_does_not_fall_back_to_the_cookie()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.RegisterAsync("ada");
        var browser = await BrowserAsync(server);
        browser.DefaultRequestHeaders.Add("Authorization", "Bearer x");
        (await browser.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<HttpClient> BrowserAsync(ServerFixture server)
    {
        var cookie = (await SignInAsync(server.Client())).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var browser = server.Client();
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        return browser;
    }

    private static void AddOrigin(HttpClient client, ServerFixture server, string? origin, string? site)
    {
        if (origin is not null)
        {
            client.DefaultRequestHeaders.Add("Origin", origin == "OWN" ? server.Origin.GetLeftPart(UriPartial.Authority) : origin);
        }

        if (site is not null)
        {
            client.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        }
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client) =>
        client.PostAsJsonAsync("/api/auth/session", new { username = "ada", password = ServerFixture.Password });
}
