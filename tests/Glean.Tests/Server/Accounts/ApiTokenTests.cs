using System.Net;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server.Accounts;

public sealed class ApiTokenTests
{
    [Fact]
    public async Task A_token_signs_a_script_in_until_it_is_revoked()
    {
        await using var server = await ServerFixture.StartAsync();
        var ada = await server.RegisterAsync("ada");
        var token = await MakeAsync(ada);
        token.ShouldStartWith("glean_");
        token.Length.ShouldBe("glean_".Length + 43);
        var script = server.Client(token);
        (await script.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ada.DeleteAsync("/api/auth/tokens/1")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await script.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ada.DeleteAsync("/api/auth/tokens/1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_token_itself_is_stored_and_listed_nowhere()
    {
        await using var server = await ServerFixture.StartAsync();
        var ada = await server.RegisterAsync("ada");
        var token = await MakeAsync(ada);
        (await (await ada.GetAsync("/api/auth/tokens")).Content.ReadAsStringAsync()).ShouldNotContain(token);
        await using var context = server.Database.CreateContext();
        var row = context.ApiTokens.Single();
        row.TokenHash.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token))));
        row.Prefix.Length.ShouldBeLessThan(13);
    }

    [Fact]
    public async Task A_token_ends_with_its_time_and_notes_its_use_once_a_minute()
    {
        await using var server = await ServerFixture.StartAsync(stopClock: true);
        var ada = await server.RegisterAsync("ada");
        var script = server.Client(await MakeAsync(ada, new { name = "script", expires_in_days = 1 }));
        (await script.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var first = LastUse(server).ShouldNotBeNull();
        server.Clock!.Advance(TimeSpan.FromSeconds(55));
        await script.GetAsync("/api/auth/me");
        LastUse(server).ShouldBe(first);
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await script.GetAsync("/api/auth/me");
        LastUse(server)!.Value.ShouldBeGreaterThan(first);

        server.Clock.Advance(TimeSpan.FromDays(1));
        (await script.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_may_do_no_more_than_its_scope_and_than_its_owner()
    {
        await using var server = await ServerFixture.StartAsync();
        var admin = await server.RegisterAsync("ada");
        (await server.Client(await MakeAsync(admin, new { name = "reader", scope = "viewer" })).GetAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await server.Client(await MakeAsync(admin, new { name = "all" })).GetAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var (bob, _) = await UsersTests.AddAsync(server, admin, "bob", "viewer");
        (await bob.PostJsonAsync("/api/auth/tokens", new { name = "x", scope = "admin" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bob.DeleteAsync("/api/auth/tokens/1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_token_makes_and_revokes_no_tokens_and_ends_no_sessions()
    {
        await using var server = await ServerFixture.StartAsync();
        var ada = await server.RegisterAsync("ada");
        var script = server.Client(await MakeAsync(ada));
        (await script.PostJsonAsync("/api/auth/tokens", new { name = "another" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await script.DeleteAsync("/api/auth/tokens/1")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await script.PostJsonAsync("/api/auth/password", new { current_password = ServerFixture.Password, new_password = "thimble-harbour-92" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await script.PostAsync("/api/auth/logout", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("x", "king", null)]
    [InlineData("x", null, 0)]
    [InlineData("x", null, 100_000)]
    public async Task What_breaks_a_rule_is_422(string name, string? scope, int? days)
    {
        await using var server = await ServerFixture.StartAsync();
        var ada = await server.RegisterAsync("ada");
        (await ada.PostJsonAsync("/api/auth/tokens", new { name, scope, expires_in_days = days })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    internal static async Task<string> MakeAsync(HttpClient owner, object? request = null)
    {
        var answer = await owner.PostJsonAsync("/api/auth/tokens", request ?? new { name = "script" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await answer.ReadAsync()).GetProperty("token").GetString()!;
    }

    private static DateTime? LastUse(ServerFixture server)
    {
        using var context = server.Database.CreateContext();
        return context.ApiTokens.Single().LastUsedAt;
    }
}
