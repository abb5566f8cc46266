using System.Net;
using System.Net.Http.Json;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server.Accounts;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Of_fifty_at_once_one_becomes_admin_and_the_others_are_refused()
    {
        await using var server = await ServerFixture.StartAsync();
        var client = server.Client();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => RegisterAsync(client, $"user{i}")));

        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.Forbidden).ShouldBe(49);
        await using var context = server.Database.CreateContext();
        context.Users.ToList().ShouldHaveSingleItem().IsAdmin.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_servers_on_one_database_make_one_admin_too()
    {
        await using var server = await ServerFixture.StartAsync();
        await using var other = await ServerFixture.StartAsync(databaseOf: server);
        var clients = new[] { server.Client(), other.Client() };
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => RegisterAsync(clients[i % 2], $"user{i}")));

        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(1);
    }

    [Fact]
    public async Task An_open_registration_gives_viewers_after_the_first()
    {
        await using var server = await ServerFixture.StartAsync(new() { ["GLEAN_REGISTRATION"] = "open" });
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => RegisterAsync(server.Client(), $"user{i}")));
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);

        await using var context = server.Database.CreateContext();
        var users = context.Users.ToList();
        users.Count(u => u.IsAdmin).ShouldBe(1);
        users.Where(u => !u.IsAdmin).ShouldAllBe(u => u.EffectiveRole == Glean.Catalog.UserRole.Viewer);
    }

    [Fact]
    public async Task A_closed_registration_refuses_even_the_first()
    {
        await using var server = await ServerFixture.StartAsync(new() { ["GLEAN_REGISTRATION"] = "closed" });
        var answer = await RegisterAsync(server.Client(), "ada");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.ReadAsync()).GetProperty("detail").GetString()!.ShouldContain("glean user create");
    }

    [Fact]
    public async Task The_setup_token_is_needed_for_the_first_and_for_the_first_only()
    {
        await using var server = await ServerFixture.StartAsync(new() { ["GLEAN_SETUP_TOKEN"] = "orchard", ["GLEAN_REGISTRATION"] = "open" });
        var client = server.Client();
        var status = await (await client.GetAsync("/api/auth/setup-status")).ReadAsync();
        status.GetProperty("needs_setup").GetBoolean().ShouldBeTrue();
        status.GetProperty("needs_setup_token").GetBoolean().ShouldBeTrue();

        (await RegisterAsync(client, "ada")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await RegisterAsync(client, "ada", setupToken: "orchards")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await RegisterAsync(client, "ada", setupToken: "orchard")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RegisterAsync(client, "bob")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await client.GetAsync("/api/auth/setup-status")).ReadAsync()).GetProperty("user_count").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task The_setup_token_may_come_in_a_header()
    {
        await using var server = await ServerFixture.StartAsync(new() { ["GLEAN_SETUP_TOKEN"] = "orchard" });
        var client = server.Client();
        client.DefaultRequestHeaders.Add("X-Setup-Token", "orchard");
        (await RegisterAsync(client, "ada")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Fields_that_nobody_asked_for_change_nothing()
    {
        await using var server = await ServerFixture.StartAsync(new() { ["GLEAN_REGISTRATION"] = "open" });
        await server.RegisterAsync("ada");
        var answer = await server.Client().PostAsJsonAsync("/api/auth/register", new
        {
            username = "eve",
            email = "eve@example.com",
            password = ServerFixture.Password,
            is_admin = true,
            role = "admin",
            id = 1,
            is_active = false,
        });
        var user = await answer.ReadAsync();
        user.GetProperty("is_admin").GetBoolean().ShouldBeFalse();
        user.GetProperty("role").GetString().ShouldBe("viewer");
        user.GetProperty("is_active").GetBoolean().ShouldBeTrue();
        user.GetProperty("id").GetInt64().ShouldBe(2);
    }

    [Theory]
    [InlineData("ada", "ada@example.com", "password1234")]
    [InlineData("ada", "ada@example.com", "elevenchars")]
    [InlineData("ada", "no address", ServerFixture.Password)]
    [InlineData("a\nb", "ada@example.com", ServerFixture.Password)]
    [InlineData("", "ada@example.com", ServerFixture.Password)]
    [InlineData("ada", "ada@example.com", null)]
    public async Task What_breaks_a_rule_is_422_with_words(string name, string email, string? password)
    {
        await using var server = await ServerFixture.StartAsync();
        var answer = await server.Client().PostAsJsonAsync("/api/auth/register", new { username = name, email, password });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.ReadAsync()).GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task A_name_or_address_in_another_case_is_taken()
    {
        await using var server = await ServerFixture.StartAsync(new() { ["GLEAN_REGISTRATION"] = "open" });
        await server.RegisterAsync("ada");
        (await RegisterAsync(server.Client(), "ADA", "other@example.com")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await RegisterAsync(server.Client(), "eve", "Ada@Example.com")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static Task<HttpResponseMessage> RegisterAsync(HttpClient client, string name, string? email = null, string? setupToken = null) =>
        client.PostAsJsonAsync("/api/auth/register", new { username = name, email = email ?? $"{name}@example.com", password = ServerFixture.Password, setup_token = setupToken });
}
