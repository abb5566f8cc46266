using System.Net;
using System.Text;
using Glean.Settings;
using Glean.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

public sealed class SettingsRoutesTests
{
    private const string Canary = "canary-8f3b1c-sk-live-secret";

    [Fact]
    public async Task A_stored_key_appears_nowhere()
    {
        await using var server = await ApiFixture.StartAsync();

        var put = await server.SendAsync(HttpMethod.Put, "/api/settings/services/brave", $$"""{"brave_api_key":"{{Canary}}"}""");
        string[] answers =
        [
            put.Text,
            (await server.GetAsync("/api/settings")).Text,
            (await server.GetAsync("/api/settings/services")).Text,
            (await server.GetAsync("/api/export/all/json")).Text,
            (await server.GetAsync("/api/activity")).Text,
            (await server.SendAsync(HttpMethod.Put, "/api/settings", $$"""{"nonsense":"{{Canary}}"}""")).Text,
        ];

        put.Json.GetProperty("configured").GetBoolean().ShouldBeTrue();
        answers.ShouldAllBe(a => !a.Contains(Canary));
        server.Log.Lines.ShouldAllBe(l => !l.Contains(Canary));
        foreach (var file in Directory.GetFiles(server.Folder, "*", SearchOption.AllDirectories))
        {
            Encoding.Latin1.GetString(ReadShared(file)).Contains(Canary).ShouldBeFalse(file);
        }

        server.Services.GetRequiredService<SettingStore>().Effective()[SettingDefinitions.Find("BRAVE_API_KEY")!].ShouldBe(Canary);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(DataKey.PathOf(server.Settings)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task The_environment_wins_over_what_is_stored_and_the_origin_is_told()
    {
        await using var server = await ApiFixture.StartAsync(new Dictionary<string, string> { ["GITHUB_TOKEN"] = "from-environment" });
        await server.SendAsync(HttpMethod.Put, "/api/settings", """{"GITHUB_TOKEN":"stored","google_cx":"abc"}""");

        var settings = (await server.GetAsync("/api/settings")).Json.GetProperty("settings").EnumerateArray().ToDictionary(s => s.GetProperty("name").GetString()!);

        settings["GITHUB_TOKEN"].GetProperty("origin").GetString().ShouldBe("environment");
        settings["GITHUB_TOKEN"].GetProperty("value").GetString().ShouldBeNull();
        settings["GOOGLE_CX"].GetProperty("origin").GetString().ShouldBe("stored");
        settings["GOOGLE_CX"].GetProperty("value").GetString().ShouldBe("abc");
        settings["PORT"].GetProperty("editable").GetBoolean().ShouldBeFalse();
        (await server.SendAsync(HttpMethod.Put, "/api/settings", """{"GLEAN_SECRET_KEY":"x"}""")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Only_admins_come_in_and_a_secret_in_the_address_is_400()
    {
        await using var server = await ApiFixture.StartAsync();

        (await server.GetAsync("/api/settings", "ann:reviewer")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await server.GetAsync("/api/settings", null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.SendAsync(HttpMethod.Put, "/api/settings/services/brave?key=x", "{}")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await server.GetAsync("/api/tools?api_key=x")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await server.GetAsync("/api/settings/services/nope")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_service_is_really_asked_and_its_echo_of_the_key_is_hidden()
    {
        await using var upstream = await FaultServer.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"bad key {context.Request.Headers["X-Subscription-Token"]} !")).AsTask();
        });
        await using var server = await ApiFixture.StartAsync(new Dictionary<string, string>
        {
            ["GLEAN_BRAVE_URL"] = upstream.Origin.ToString(),
            ["GLEAN_EGRESS_ALLOW"] = "127.0.0.0/8",
        });

        (await server.SendAsync(HttpMethod.Post, "/api/settings/test-service/brave")).Json.GetProperty("message").GetString()!.ShouldContain("BRAVE_API_KEY");
        await server.SendAsync(HttpMethod.Put, "/api/settings/services/brave", $$"""{"BRAVE_API_KEY":"{{Canary}}"}""");
        var answer = await server.SendAsync(HttpMethod.Post, "/api/settings/test-service/brave");

        answer.Json.GetProperty("ok").GetBoolean().ShouldBeFalse();
        answer.Json.GetProperty("status").GetInt32().ShouldBe(401);
        answer.Json.GetProperty("message").GetString()!.ShouldContain("bad key •••");
        answer.Text.ShouldNotContain(Canary);
    }

    [Fact]
    public async Task The_focus_is_checked_stored_and_reset()
    {
        await using var server = await ApiFixture.StartAsync();

        var wrong = await server.SendAsync(HttpMethod.Put, "/api/settings/focus", """{"name":"X","categories":[{"name":"Bad Name"}],"minimum_relevance":2}""");
        var set = await server.SendAsync(HttpMethod.Put, "/api/settings/focus", """{"name":"Gardens","categories":[{"name":"tools","keywords":{"spade":2}}]}""");

        wrong.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wrong.Json.GetProperty("errors").TryGetProperty("minimum_relevance", out _).ShouldBeTrue();
        wrong.Json.GetProperty("errors").TryGetProperty("categories[0].name", out _).ShouldBeTrue();
        set.Json.GetProperty("origin").GetString().ShouldBe("stored");
        set.Json.GetProperty("focus").GetProperty("categories")[0].GetProperty("keywords").GetProperty("spade").GetDouble().ShouldBe(2);
        (await server.SendAsync(HttpMethod.Delete, "/api/settings/focus")).Json.GetProperty("origin").GetString().ShouldBe("default");
        (await server.SendAsync(HttpMethod.Put, "/api/settings/focus", """{"nonsense":1}""")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await server.SendAsync(HttpMethod.Put, "/api/settings/thresholds", """{"discovery_queue":{"normal":9,"alert":1}}""")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await server.SendAsync(HttpMethod.Put, "/api/settings/retention", """{"job_days":10}""")).Json.GetProperty("job_days").GetInt32().ShouldBe(10);
    }

    [Fact]
    public void A_secret_opens_only_with_its_key_and_under_its_name()
    {
        var box = new SecretBox(new byte[32]);
        var closed = box.Close("A", Canary);

        box.Open("A", closed).ShouldBe(Canary);
        box.Open("B", closed).ShouldBeNull();
        new SecretBox([.. Enumerable.Repeat((byte)1, 32)]).Open("A", closed).ShouldBeNull();
        box.Open("A", "v1:AAAA").ShouldBeNull();
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
