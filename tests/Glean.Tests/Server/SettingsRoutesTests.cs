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
    public async Task An_address_cannot_be_stored_beside_a_key_of_the_environment()
    {
        await using var upstream = await FaultServer.StartAsync(Answers.Status(200, body: "{}"));
        await using var server = await ApiFixture.StartAsync(new Dictionary<string, string> { ["OPENAI_API_KEY"] = Canary, ["GLEAN_EGRESS_ALLOW"] = "127.0.0.0/8" });

        var address = new Uri(upstream.Origin, "/v1");
        foreach (var path in (string[])["/api/settings", "/api/settings/services/openai"])
        {
            var refused = await server.SendAsync(HttpMethod.Put, path, $$"""{"OPENAI_BASE_URL":"{{address}}"}""");
            refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            refused.Json.GetProperty("errors").GetProperty("OPENAI_BASE_URL").ToString().ShouldContain("OPENAI_API_KEY");
        }

        (await server.SendAsync(HttpMethod.Put, "/api/settings/services/anthropic", $$"""{"ANTHROPIC_BASE_URL":"{{address}}"}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await server.SendAsync(HttpMethod.Put, "/api/settings/services/openai", """{"GLEAN_OPENAI_MODEL":"other"}""")).Status.ShouldBe(HttpStatusCode.OK);
        upstream.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_ollama_on_this_machine_is_asked_when_the_operator_named_it_and_not_when_an_admin_did()
    {
        await using var upstream = await FaultServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync("""{"models":[]}"""u8.ToArray());
        });
        await using var named = await ApiFixture.StartAsync(new Dictionary<string, string> { ["OLLAMA_HOST"] = upstream.Origin.ToString() });
        await using var stored = await ApiFixture.StartAsync();
        await stored.SendAsync(HttpMethod.Put, "/api/settings/services/ollama", $$"""{"OLLAMA_HOST":"{{upstream.Origin}}"}""");

        (await named.SendAsync(HttpMethod.Post, "/api/settings/test-service/ollama")).Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
        upstream.Requests.ShouldHaveSingleItem().Target.ShouldBe("/api/tags");
        (await stored.SendAsync(HttpMethod.Post, "/api/settings/test-service/ollama")).Json.GetProperty("ok").GetBoolean().ShouldBeFalse();
        upstream.Requests.Count.ShouldBe(1);
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
