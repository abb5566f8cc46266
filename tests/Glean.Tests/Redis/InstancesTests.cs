using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Glean.Egress;
using Glean.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Glean.Tests.Redis;

/// <summary>Two servers on one database and one Redis, seen from outside.</summary>
public sealed class InstancesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_of_one_instance_holds_at_the_other_and_tries_to_sign_in_count_together()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var here = await StartAsync(redis);
        await using var there = await StartAsync(redis, here);
        using var admin = await here.RegisterAsync("ada");
        using var elsewhere = there.Client(admin.DefaultRequestHeaders.Authorization!.Parameter);
        (await elsewhere.GetAsync("/api/auth/me", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 12; i++)
        {
            var server = i % 2 == 0 ? here : there;
            answers.Add((await server.Client().PostAsJsonAsync("/api/auth/login", new { username = "ada", password = "wrong" }, Token)).StatusCode);
        }

        answers.ShouldBe([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 10), HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests]);
    }

    [Fact]
    public async Task An_event_of_one_instance_reaches_a_browser_at_the_other_at_once()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var here = await StartAsync(redis);
        await using var there = await StartAsync(redis, here);
        using var admin = await here.RegisterAsync("ada");
        using var browser = there.Client(admin.DefaultRequestHeaders.Authorization!.Parameter);
        using var watching = await browser.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, Token);
        using var lines = new StreamReader(await watching.Content.ReadAsStreamAsync(Token));
        List<TimeSpan> times = [];
        for (var i = 0; i < 9; i++)
        {
            await Task.Delay(37 * i, Token);
            var id = (await (await admin.PostAsJsonAsync("/api/jobs/report", new { }, Token)).ReadAsync()).GetProperty("job_id").GetString()!;
            var queued = Stopwatch.GetTimestamp();
            while (!(await lines.ReadLineAsync(Token))!.Contains(id))
            {
            }

            times.Add(Stopwatch.GetElapsedTime(queued));
        }

        // Looking finds it after 150 ms on the average.
        times.Sort();
        times[6].ShouldBeLessThan(TimeSpan.FromMilliseconds(200), string.Join(", ", times));
    }

    [Fact]
    public async Task Health_and_metrics_tell_of_Redis_and_nobody_who_signs_in_notices()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var server = await ServerFixture.StartAsync(new() { ["REDIS_URL"] = redis.Url });
        using var admin = await server.RegisterAsync("ada");
        await RedisServer.UntilAsync(() => HealthAsync(server).Result == ("healthy", "ok", null));
        (await admin.GetStringAsync("/metrics", Token)).ShouldContain("glean_redis_up 1\n");

        redis.Hang();
        var asked = Stopwatch.StartNew();
        using (await server.SignInAsync("ada"))
        {
            asked.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        }

        var health = await HealthAsync(server);
        (health.Status, health.Redis).ShouldBe(("degraded", "unavailable"));
        health.Detail.ShouldBeOneOf("It does not answer in time.", "It cannot be reached.");
        (await admin.GetStringAsync("/metrics", Token)).ShouldContain("glean_redis_up 0\n");
        (await admin.PostAsJsonAsync("/api/jobs/report", new { }, Token)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        redis.GoOn();
        await RedisServer.UntilAsync(() => HealthAsync(server).Result.Status == "healthy");

        await redis.StopAsync();
        await RedisServer.UntilAsync(() => HealthAsync(server).Result.Status == "degraded");
        using (await server.SignInAsync("ada"))
        {
        }

        await redis.StartAgainAsync();
        await RedisServer.UntilAsync(() => HealthAsync(server).Result.Status == "healthy");
        server.Log.All.ShouldContain(line => line.Contains("is away"));
        server.Log.All.ShouldNotContain(line => line.Contains(RedisServer.Password) || line.Contains("Exception"));
    }

    [Fact]
    public async Task Without_the_setting_health_says_so()
    {
        await using var server = await ServerFixture.StartAsync();

        (await HealthAsync(server)).ShouldBe(("healthy", "not_set", null));
        (await server.Client().GetStringAsync("/metrics", Token)).ShouldNotContain("glean_redis_up");
    }

    [Fact]
    public async Task Without_the_setting_a_server_does_not_load_the_client()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is asked of /proc.");
        using var folder = new TemporaryFolder();
        var glean = new GleanProgram(folder.Path);
        (glean.Environment["PORT"], glean.Environment["GLEAN_SECRET_KEY"]) = ("0", ServerFixture.SecretKey);
        // To look for migrations EF loads whatever the program refers to.
        (await glean.RunAsync("init")).ShouldExit(0);
        using var server = glean.Start("serve");
        await server.ExpectAsync("Glean is ready");

        var loaded = await File.ReadAllTextAsync($"/proc/{server.Id}/maps", Token);
        loaded.ShouldContain("Glean.Core.dll");
        loaded.Contains("StackExchange.Redis").ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_fetches_at_the_shared_pace()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var server = await StartAsync(redis);
        var request = new FetchRequest(new Uri(server.Origin, "/api/health")) { Limits = new FetchLimits { MinimumInterval = TimeSpan.FromSeconds(50) } };

        (await server.Services.GetRequiredService<IFetcher>().FetchAsync(request, Token)).ShouldBeOfType<Fetched>();

        (await redis.TellAsync("EXISTS", $"glean:pace:{server.Origin.Authority}")).Trim().ShouldBe("1");
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("worker")]
    public async Task A_wrong_address_or_password_is_refused_at_start_by_the_setting_s_name(string command)
    {
        await using var redis = await RedisServer.StartAsync();
        using var folder = new TemporaryFolder();
        var glean = new GleanProgram(folder.Path);
        (glean.Environment["PORT"], glean.Environment["GLEAN_SECRET_KEY"]) = ("0", ServerFixture.SecretKey);

        glean.Environment["REDIS_URL"] = "http://:hidden@127.0.0.1";
        var address = (await glean.RunAsync(command)).ShouldExit(4);
        address.Error.ShouldContain("REDIS_URL is no address of a Redis");
        glean.Environment["REDIS_URL"] = $"redis://:hidden@127.0.0.1:{redis.Port}";
        var password = (await glean.RunAsync(command)).ShouldExit(4);
        password.Error.ShouldContain("REDIS_URL: It refuses the user or the password.");

        (address.Output + address.Error + password.Output + password.Error).ShouldNotContain("hidden");
    }

    [Fact]
    public async Task The_doctor_tells_of_Redis()
    {
        await using var redis = await RedisServer.StartAsync();
        using var folder = new TemporaryFolder();
        var glean = new GleanProgram(folder.Path);
        glean.Environment["GLEAN_SECRET_KEY"] = ServerFixture.SecretKey;
        (await glean.RunAsync("init")).ShouldExit(0);
        async Task<string> LineAsync() => (await glean.RunAsync("doctor")).Output.Split('\n').Single(l => l.Contains(" redis "));

        (await LineAsync()).ShouldContain("not set");
        glean.Environment["REDIS_URL"] = redis.Url;
        (await LineAsync()).ShouldContain("answers in");
        await redis.StopAsync();
        (await LineAsync()).ShouldContain("It cannot be reached.");
    }

    /// <summary>A server whose requests wait for Redis on a busy machine too.</summary>
    private static Task<ServerFixture> StartAsync(RedisServer redis, ServerFixture? databaseOf = null) => ServerFixture.StartAsync(
        new() { ["REDIS_URL"] = redis.Url, ["GLEAN_EGRESS_ALLOW"] = "127.0.0.0/8" }, databaseOf: databaseOf, services: services => services.AddSingleton(_ => redis.Link()));

    private static async Task<(string Status, string Redis, string? Detail)> HealthAsync(ServerFixture server)
    {
        using var answer = await server.Client().GetAsync("/api/health");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var health = await answer.ReadAsync();
        var redis = health.GetProperty("redis");
        return (health.GetProperty("status").GetString()!, redis.GetProperty("status").GetString()!, redis.GetProperty("detail").GetString());
    }
}
