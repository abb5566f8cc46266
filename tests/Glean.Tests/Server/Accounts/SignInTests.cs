using System.Diagnostics;
using System.Net;
using Glean.Accounts;
using Glean.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server.Accounts;

public sealed class SignInTests
{
    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.RegisterAsync("ada");
        var known = await TryAsync(server, "ada", "wrong-wrong-wrong");
        var unknown = await TryAsync(server, "eve", "wrong-wrong-wrong");
        known.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        unknown.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        Shape(await known.Content.ReadAsStringAsync()).ShouldBe(Shape(await unknown.Content.ReadAsStringAsync()));
        known.Headers.Select(h => h.Key).Order().ShouldBe(unknown.Headers.Select(h => h.Key).Order());
    }

    [Fact]
    public async Task A_known_and_an_unknown_name_take_the_same_time()
    {
        // A quarter of the real cost: what differs besides the hash weighs four times as much here.
        await using var server = await ServerFixture.StartAsync(stopClock: true, passwordRounds: PasswordHasher.Rounds / 4);
        await server.RegisterAsync("ada");
        var client = server.Client();
        List<double> known = [], unknown = [];
        for (var i = 0; i < 52; i++)
        {
            // Taken in turn, so that what else the machine does falls on both alike; the first two of each warm up.
            var (first, second) = (await TimeAsync(client, "ada"), await TimeAsync(client, "eve"));
            if (i >= 2)
            {
                known.Add(first);
                unknown.Add(second);
            }

            server.Clock!.Advance(TimeSpan.FromMinutes(1));
        }

        (Median(known) / Median(unknown)).ShouldBeInRange(0.8, 1.25, $"known {Median(known):F1} ms, unknown {Median(unknown):F1} ms");
    }

    [Fact]
    public async Task The_eleventh_wrong_try_from_an_address_within_a_minute_is_told_to_wait()
    {
        await using var server = await ServerFixture.StartAsync(stopClock: true);
        await server.RegisterAsync("ada");
        for (var i = 0; i < 10; i++)
        {
            (await TryAsync(server, $"name{i}", "x")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        server.Clock!.Advance(TimeSpan.FromSeconds(15));
        var refused = await TryAsync(server, "ada", ServerFixture.Password);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(45));
        server.Clock.Advance(TimeSpan.FromSeconds(45));
        (await TryAsync(server, "ada", ServerFixture.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_eleventh_wrong_try_for_a_name_is_told_to_wait_from_wherever_it_comes()
    {
        await using var server = await ServerFixture.StartAsync(new() { ["GLEAN_TRUSTED_PROXIES"] = "127.0.0.1" }, stopClock: true);
        await server.RegisterAsync("ada");
        for (var i = 0; i < 10; i++)
        {
            (await TryAsync(server, "Ada", "x", forwardedFor: $"203.0.113.{i}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await TryAsync(server, "ada", ServerFixture.Password, forwardedFor: "203.0.113.77")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await TryAsync(server, "eve", "x", forwardedFor: "203.0.113.77")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_forwarded_address_counts_for_nothing_when_no_proxy_is_trusted()
    {
        await using var server = await ServerFixture.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            (await TryAsync(server, $"name{i}", "x", forwardedFor: $"203.0.113.{i}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await TryAsync(server, "another", "x", forwardedFor: "203.0.113.99")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Signing_in_rightly_is_never_too_often()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.RegisterAsync("ada");
        for (var i = 0; i < 12; i++)
        {
            (await TryAsync(server, "ADA", ServerFixture.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task An_old_bcrypt_hash_still_opens_and_is_written_anew()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.RegisterAsync("ada");
        await using (var context = server.Database.CreateContext())
        {
            var ada = context.Users.Single();
            ada.PasswordHash = BCrypt.Net.BCrypt.HashPassword("old", BCrypt.Net.BCrypt.GenerateSalt(4, 'b'));
            ada.SecurityStamp = "";
            await context.SaveChangesAsync();
        }

        (await (await server.SignInAsync("ada", "old")).GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var after = server.Database.CreateContext();
        after.Users.Single().PasswordHash.ShouldStartWith("AQAAAA");
        await server.SignInAsync("ada", "old");
    }

    [Fact]
    public async Task A_hundred_wrong_tries_in_a_row_lock_the_account_for_a_while()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.RegisterAsync("ada");
        await using (var context = server.Database.CreateContext())
        {
            await context.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.AccessFailedCount, 99));
        }

        (await TryAsync(server, "ada", "x")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync(server, "ada", ServerFixture.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await using (var context = server.Database.CreateContext())
        {
            await context.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-1)));
        }

        (await TryAsync(server, "ada", ServerFixture.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Failures_are_logged_in_one_line_each_without_what_was_typed()
    {
        await using var server = await ServerFixture.StartAsync();
        await server.RegisterAsync("ada");
        await TryAsync(server, "ada", "typed-password-1");
        await TryAsync(server, "typed-password-2", "typed-password-3");
        await server.Client("typed.token.4").GetAsync("/api/auth/me");
        await server.Client(ApiTokens.Prefix + "typed-token-5").GetAsync("/api/%0d%0a401 forged");

        server.Log.All.ShouldContain(l => l.Contains("401 unauthorized: POST /api/auth/login from 127.0.0.1, user ada", StringComparison.Ordinal));
        server.Log.All.ShouldContain(l => l.Contains("401 unauthorized: POST /api/auth/login from 127.0.0.1, unknown user", StringComparison.Ordinal));
        server.Log.All.ShouldContain(l => l.Contains("401 unauthorized: GET /api/auth/me from 127.0.0.1", StringComparison.Ordinal));
        server.Log.All.ShouldContain(l => l.StartsWith("401 unauthorized: GET /api/%0D%0A401%20forged from", StringComparison.Ordinal));
        server.Log.All.ShouldNotContain(l => l.Contains("typed", StringComparison.Ordinal) || l.Contains(ServerFixture.Password, StringComparison.Ordinal));
        server.Log.All.ShouldNotContain(l => l.Contains("exception", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_bad_signature_is_logged_by_its_name()
    {
        await using var server = await ServerFixture.StartAsync();
        await using var other = await ServerFixture.StartAsync(new() { ["GLEAN_SECRET_KEY"] = "Zq8Wn3Ke5Rt7Yu1Io9Pa2Sd4Fg6Hj0Lx" });
        var token = (await other.RegisterAsync("ada")).DefaultRequestHeaders.Authorization!.Parameter;
        await server.RegisterAsync("ada");

        (await server.Client(token).GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        server.Log.All.ShouldContain(l => l.Contains("JWT signature invalid", StringComparison.Ordinal));
    }

    private static Task<HttpResponseMessage> TryAsync(ServerFixture server, string name, string password, string? forwardedFor = null)
    {
        var client = server.Client();
        if (forwardedFor is not null)
        {
            client.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        }

        return client.PostJsonAsync("/api/auth/login", new { username = name, password });
    }

    private static async Task<double> TimeAsync(HttpClient client, string name)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await client.PostJsonAsync("/api/auth/login", new { username = name, password = "wrong-wrong-wrong" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    // Each answer carries the identifier of its own request.
    private static string Shape(string body) => System.Text.RegularExpressions.Regex.Replace(body, "\"trace_?[iI]d\":\"[^\"]*\"", "");
}
