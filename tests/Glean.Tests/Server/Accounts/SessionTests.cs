using System.Net;
using System.Text;
using Glean.Tests.Support;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server.Accounts;

public sealed class SessionTests
{
    [Fact]
    public async Task Only_a_token_as_this_server_writes_it_opens_the_door()
    {
        await using var server = await ServerFixture.StartAsync();
        var stamp = await RegisterAsync(server);
        var key = Encoding.UTF8.GetBytes(ServerFixture.SecretKey);

        (await TryAsync(server, Token(stamp, key))).ShouldBe(HttpStatusCode.OK);

        (await TryAsync(server, Token(stamp, key, algorithm: SecurityAlgorithms.HmacSha512))).ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync(server, Token(stamp, Encoding.UTF8.GetBytes("another key that is long enough for HS256")))).ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync(server, Token(stamp, key, issuer: "someone"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync(server, Token(stamp, key, audience: "someone"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync(server, Token(stamp, key, from: -7200, to: -1))).ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync(server, Token(stamp, key, from: 600))).ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync(server, Token("another", key))).ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync(server, Token(stamp, key, subject: "99"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync(server, Token(stamp, key, subject: "x"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_without_signature_or_without_end_is_refused()
    {
        await using var server = await ServerFixture.StartAsync();
        var stamp = await RegisterAsync(server);
        var sound = Token(stamp, Encoding.UTF8.GetBytes(ServerFixture.SecretKey)).Split('.');
        var none = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");
        (await TryAsync(server, $"{none}.{sound[1]}.")).ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync(server, $"{none}.{sound[1]}.{sound[2]}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync(server, $"{sound[0]}.{sound[1]}.")).ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync(server, "x")).ShouldBe(HttpStatusCode.Unauthorized);

        var endless = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            $$"""{"iss":"glean","aud":"glean","sub":"1","stamp":"{{stamp}}"}""",
            new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(ServerFixture.SecretKey)), SecurityAlgorithms.HmacSha256));
        (await TryAsync(server, endless)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_bearer_token_ends_with_its_time()
    {
        await using var server = await ServerFixture.StartAsync(stopClock: true);
        var ada = await server.RegisterAsync("ada");
        server.Clock!.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(2));
        (await ada.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Clock.Advance(TimeSpan.FromSeconds(4));
        (await ada.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task After_signing_out_the_token_is_dead()
    {
        await using var server = await ServerFixture.StartAsync();
        var ada = await server.RegisterAsync("ada");
        (await ada.PostAsync("/api/auth/logout", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await (await server.SignInAsync("ada")).GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_another_process_ends_is_dead_within_a_second()
    {
        await using var server = await ServerFixture.StartAsync(stopClock: true);
        var ada = await server.RegisterAsync("ada");
        (await ada.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using (var context = server.Database.CreateContext())
        {
            context.Users.Single().SecurityStamp = "changed elsewhere";
            await context.SaveChangesAsync();
        }

        server.Clock!.Advance(TimeSpan.FromMilliseconds(999));
        (await ada.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_changed_role_holds_within_a_second_without_signing_in_again()
    {
        await using var server = await ServerFixture.StartAsync(stopClock: true);
        var ada = await server.RegisterAsync("ada");
        await using (var context = server.Database.CreateContext())
        {
            context.Users.Single().IsAdmin = false;
            await context.SaveChangesAsync();
        }

        server.Clock!.Advance(TimeSpan.FromMilliseconds(999));
        (await ada.GetAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_request_without_token_is_told_so_in_json()
    {
        await using var server = await ServerFixture.StartAsync();
        var answer = await server.Client().GetAsync("/api/auth/me");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.ReadAsync()).GetProperty("detail").GetString().ShouldBe("Sign in first.");
    }

    [Fact]
    public async Task One_may_change_ones_password_and_older_tokens_end()
    {
        await using var server = await ServerFixture.StartAsync();
        var ada = await server.RegisterAsync("ada");
        (await ada.PostJsonAsync("/api/auth/password", new { current_password = "wrong", new_password = "thimble-harbour-92" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ada.PostJsonAsync("/api/auth/password", new { current_password = ServerFixture.Password, new_password = "short" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var answer = await ada.PostJsonAsync("/api/auth/password", new { current_password = ServerFixture.Password, new_password = "thimble-harbour-92" });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.Client((await answer.ReadAsync()).GetProperty("access_token").GetString()).GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await server.SignInAsync("ada", "thimble-harbour-92");
    }

    private static async Task<string> RegisterAsync(ServerFixture server)
    {
        await server.RegisterAsync("ada");
        await using var context = server.Database.CreateContext();
        return context.Users.Single().SecurityStamp;
    }

    private static string Token(
        string stamp, byte[] key, string algorithm = SecurityAlgorithms.HmacSha256, string issuer = "glean", string audience = "glean", string subject = "1", int from = -1, int to = 3600)
    {
        // HS512 wants a longer key: the one that a server that took it would use.
        var signing = new SymmetricSecurityKey(algorithm == SecurityAlgorithms.HmacSha512 ? [.. key, .. key] : key);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = now.AddSeconds(from),
            Expires = now.AddSeconds(to),
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["stamp"] = stamp },
            SigningCredentials = new SigningCredentials(signing, algorithm),
        });
    }

    private static async Task<HttpStatusCode> TryAsync(ServerFixture server, string token) => (await server.Client(token).GetAsync("/api/auth/me")).StatusCode;
}
