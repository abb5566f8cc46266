using System.Net;
using System.Net.Http.Json;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server.Accounts;

public sealed class UsersTests
{
    [Fact]
    public async Task An_admin_makes_a_user_who_signs_in_with_the_password_told_once()
    {
        await using var server = await ServerFixture.StartAsync();
        var admin = await server.RegisterAsync("ada");
        var answer = await admin.PostJsonAsync("/api/users", new { username = "bob", email = "bob@example.com", role = "reviewer" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var made = await answer.ReadAsync();
        var bob = await server.SignInAsync("bob", made.GetProperty("password").GetString()!);
        (await (await bob.GetAsync("/api/auth/me")).ReadAsync()).GetProperty("role").GetString().ShouldBe("reviewer");
        var list = await (await admin.GetAsync("/api/users")).ReadAsync();
        list.GetProperty("total").GetInt32().ShouldBe(2);
        list.GetRawText().ShouldNotContain("password");
    }

    [Theory]
    [InlineData("reviewer")]
    [InlineData("viewer")]
    public async Task Only_an_admin_manages_users_and_reads_the_audit_log(string role)
    {
        await using var server = await ServerFixture.StartAsync();
        var admin = await server.RegisterAsync("ada");
        var (bob, _) = await AddAsync(server, admin, "bob", role);
        (await bob.GetAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bob.PostJsonAsync("/api/users", new { username = "eve", email = "eve@example.com" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bob.PutAsJsonAsync("/api/users/2", new { role = "admin" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bob.DeleteAsync("/api/users/1")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bob.PostJsonAsync("/api/users/1/reset-password", new { })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bob.GetAsync("/api/audit")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bob.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Disabling_ends_sessions_and_tokens_at_once_and_enabling_lets_in_again()
    {
        await using var server = await ServerFixture.StartAsync(stopClock: true);
        var admin = await server.RegisterAsync("ada");
        var (bob, id) = await AddAsync(server, admin, "bob", "viewer");
        var token = await ApiTokenTests.MakeAsync(bob);
        (await server.Client(token).GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await admin.PutAsJsonAsync($"/api/users/{id}", new { is_active = false })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.Client(token).GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.Client().PostJsonAsync("/api/auth/login", new { username = "bob", password = ServerFixture.Password })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        (await admin.PutAsJsonAsync($"/api/users/{id}", new { is_active = true })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await server.SignInAsync("bob");
    }

    [Fact]
    public async Task A_demotion_ends_older_sessions_and_takes_the_right_from_tokens()
    {
        await using var server = await ServerFixture.StartAsync();
        var admin = await server.RegisterAsync("ada");
        var (bob, id) = await AddAsync(server, admin, "bob", "admin");
        var token = await ApiTokenTests.MakeAsync(bob);
        (await admin.PutAsJsonAsync($"/api/users/{id}", new { role = "viewer" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.Client(token).GetAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await server.SignInAsync("bob")).GetAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_password_reset_ends_sessions_and_tokens_and_the_old_password()
    {
        await using var server = await ServerFixture.StartAsync(stopClock: true);
        var admin = await server.RegisterAsync("ada");
        var (bob, id) = await AddAsync(server, admin, "bob", "viewer");
        var token = await ApiTokenTests.MakeAsync(bob);
        (await admin.PostJsonAsync($"/api/users/{id}/reset-password", new { password = "elevenchars" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await admin.PostJsonAsync($"/api/users/{id}/reset-password", new { password = "thimble-harbour-92" })).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await bob.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        server.Clock!.Advance(TimeSpan.FromMilliseconds(999));
        (await server.Client(token).GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.Client().PostJsonAsync("/api/auth/login", new { username = "bob", password = ServerFixture.Password })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await server.SignInAsync("bob", "thimble-harbour-92");
        (await admin.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_last_admin_stays()
    {
        await using var server = await ServerFixture.StartAsync();
        var admin = await server.RegisterAsync("ada");
        var (bob, id) = await AddAsync(server, admin, "bob", "admin");
        (await admin.PutAsJsonAsync($"/api/users/{id}", new { is_active = false })).StatusCode.ShouldBe(HttpStatusCode.OK);

        // A disabled admin is no help.
        (await admin.PutAsJsonAsync("/api/users/1", new { role = "reviewer" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await admin.PutAsJsonAsync("/api/users/1", new { is_active = false })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await admin.DeleteAsync("/api/users/1")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await admin.PutAsJsonAsync("/api/users/1", new { role = "admin" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.GetAsync("/api/users")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await admin.PutAsJsonAsync($"/api/users/{id}", new { is_active = true })).StatusCode.ShouldBe(HttpStatusCode.OK);
        bob = await server.SignInAsync("bob");
        (await bob.PutAsJsonAsync("/api/users/1", new { role = "viewer" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bob.DeleteAsync($"/api/users/{id}")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Two_admins_who_demote_each_other_at_once_leave_one()
    {
        await using var server = await ServerFixture.StartAsync();
        var admin = await server.RegisterAsync("ada");
        var (bob, id) = await AddAsync(server, admin, "bob", "admin");
        var answers = await Task.WhenAll(
            admin.PutAsJsonAsync($"/api/users/{id}", new { role = "viewer" }),
            bob.PutAsJsonAsync("/api/users/1", new { role = "viewer" }));
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        await using var context = server.Database.CreateContext();
        context.Users.Count(u => u.IsAdmin).ShouldBe(1);
    }

    [Theory]
    [InlineData("/api/users/99", "viewer", HttpStatusCode.NotFound)]
    [InlineData("/api/users/1", "king", HttpStatusCode.UnprocessableEntity)]
    public async Task What_does_not_exist_is_told(string path, string role, HttpStatusCode expected)
    {
        await using var server = await ServerFixture.StartAsync();
        var admin = await server.RegisterAsync("ada");
        (await admin.PutAsJsonAsync(path, new { role })).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Everything_leaves_a_line_in_the_audit_log_with_who_and_when_and_no_secret()
    {
        await using var server = await ServerFixture.StartAsync();
        var admin = await server.RegisterAsync("ada");
        var (bob, id) = await AddAsync(server, admin, "bob", "viewer");
        await server.Client().PostJsonAsync("/api/auth/login", new { username = "bob", password = "typed-password" });
        await server.Client().PostJsonAsync("/api/auth/login", new { username = "typed-name", password = "typed-password" });
        var token = await ApiTokenTests.MakeAsync(bob);
        await bob.DeleteAsync("/api/auth/tokens/1");
        await admin.PutAsJsonAsync($"/api/users/{id}", new { role = "reviewer" });
        await admin.PutAsJsonAsync($"/api/users/{id}", new { is_active = false });
        await admin.PutAsJsonAsync($"/api/users/{id}", new { is_active = true });
        await admin.PostJsonAsync($"/api/users/{id}/reset-password", new { password = "thimble-harbour-92" });
        await admin.DeleteAsync($"/api/users/{id}");

        var text = await (await admin.GetAsync("/api/audit?limit=200")).Content.ReadAsStringAsync();
        var page = await (await admin.GetAsync("/api/audit?limit=200")).ReadAsync();
        page.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("action").GetString()).Reverse().ShouldBe(
        [
            "user.registered", "user.login", "user.created", "user.login", "user.login_failed", "user.login_failed", "token.created", "token.revoked",
            "user.role_changed", "user.disabled", "user.enabled", "user.password_reset", "user.deleted",
        ]);
        var change = page.GetProperty("entries").EnumerateArray().Single(e => e.GetProperty("action").GetString() == "user.role_changed");
        change.GetProperty("actor").GetString().ShouldBe("ada");
        change.GetProperty("subject").GetString().ShouldBe($"user:{id}");
        change.GetProperty("detail").GetProperty("to").GetString().ShouldBe("reviewer");
        change.GetProperty("address").GetString().ShouldBe("127.0.0.1");
        text.ShouldNotContain("typed");
        text.ShouldNotContain(token);
        text.ShouldNotContain("thimble");

        var failures = await (await admin.GetAsync("/api/audit?limit=1&offset=1&action=user.login_failed")).ReadAsync();
        failures.GetProperty("total").GetInt32().ShouldBe(2);
        failures.GetProperty("entries").GetArrayLength().ShouldBe(1);
        (await admin.GetAsync("/api/audit?limit=201")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    internal static async Task<(HttpClient Client, long Id)> AddAsync(ServerFixture server, HttpClient admin, string name, string role)
    {
        var answer = await admin.PostJsonAsync("/api/users", new { username = name, email = $"{name}@example.com", password = ServerFixture.Password, role });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await server.SignInAsync(name), (await answer.ReadAsync()).GetProperty("user").GetProperty("id").GetInt64());
    }
}
