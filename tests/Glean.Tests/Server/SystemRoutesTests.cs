using System.Net;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

/// <summary>What the pages Dashboard, Discoveries and System ask for.</summary>
public sealed class SystemRoutesTests : IAsyncLifetime
{
    private ApiFixture server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ApiFixture.StartAsync();
        server.Seed(Sample.Rows);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_status_has_the_thresholds_and_how_much_sample_data_there_is()
    {
        server.Seed("UPDATE discoveries SET is_demo = 1 WHERE id = 1; UPDATE tools SET is_demo = 1 WHERE id = 1");
        var status = (await server.GetAsync("/api/status", "ann:viewer")).Json;
        status.GetProperty("sample_rows").GetInt32().ShouldBe(2);
        status.GetProperty("environment").GetString().ShouldBe("production");
        status.GetProperty("thresholds").EnumerateArray().Select(t => t.GetProperty("metric").GetString())
            .ShouldBe(["discovery queue", "database size", "jobs failed in 24 h", "response time, 95 of 100", "requests failed", "memory"]);
    }

    [Fact]
    public async Task Sample_data_goes_away_with_its_tools_but_not_those_that_a_real_text_names()
    {
        server.Seed(
            """
            UPDATE discoveries SET is_demo = 1 WHERE id = 1;
            UPDATE tools SET is_demo = 1 WHERE id IN (1, 2);
            INSERT INTO mentions (tool_id, discovery_id, name, confidence) VALUES (2, 2, 'brightCRM', 0.9);
            UPDATE sources SET total_discoveries = 2 WHERE id = 1;
            """);
        (await server.SendAsync(HttpMethod.Delete, "/api/demo", who: "bob:reviewer")).Status.ShouldBe(HttpStatusCode.Forbidden);

        var purged = (await server.SendAsync(HttpMethod.Delete, "/api/demo")).Json;
        (purged.GetProperty("tools").GetInt32(), purged.GetProperty("discoveries").GetInt32(), purged.GetProperty("kept").GetInt32()).ShouldBe((1, 1, 1));
        (await server.GetAsync("/api/tools/1")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync("/api/tools/2")).Json.GetProperty("is_demo").GetBoolean().ShouldBeFalse();
        (await server.GetAsync("/api/sources")).Json.GetProperty("sources").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "reddit")
            .GetProperty("total_discoveries").GetInt32().ShouldBe(1);
        (await server.GetAsync("/api/status")).Json.GetProperty("sample_rows").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task What_was_set_aside_can_be_tried_again_once()
    {
        (await server.SendAsync(HttpMethod.Post, "/api/discoveries/3/retry", who: "ann:viewer")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await server.SendAsync(HttpMethod.Post, "/api/discoveries/2/retry", who: "ann:reviewer")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await server.SendAsync(HttpMethod.Post, "/api/discoveries/99/retry", who: "ann:reviewer")).Status.ShouldBe(HttpStatusCode.NotFound);

        (await server.SendAsync(HttpMethod.Post, "/api/discoveries/3/retry", who: "ann:reviewer")).Json.GetProperty("retried").GetInt32().ShouldBe(1);
        var found = (await server.GetAsync("/api/discoveries/3")).Json;
        (found.GetProperty("attempts").GetInt32(), found.GetProperty("set_aside_reason").GetString()).ShouldBe((0, null));
        (await server.SendAsync(HttpMethod.Post, "/api/discoveries/retry", who: "ann:reviewer")).Json.GetProperty("retried").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("days=5", "2,1")]
    [InlineData("stale=true", "4")]
    [InlineData("set_aside=true", "3")]
    public async Task Discoveries_are_narrowed_by_age(string query, string ids)
    {
        server.Seed("INSERT INTO discoveries (id, source_id, source_url, title, raw_text, processed, discovered_at) VALUES (4, 2, 'https://example.com/4', 'Old', 'Waits.', 0, '2026-05-01 10:00:00')");
        var page = (await server.GetAsync("/api/discoveries?" + query)).Json;
        string.Join(',', page.GetProperty("discoveries").EnumerateArray().Select(d => d.GetProperty("id").GetInt32())).ShouldBe(ids);
        page.GetProperty("facets").GetProperty("stale").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Discoveries_are_counted_by_day_and_source()
    {
        var daily = (await server.GetAsync("/api/statistics/discoveries?days=3", "ann:viewer")).Json;
        daily.GetProperty("days").EnumerateArray().Select(d => d.GetString()).ShouldBe(["2026-05-18", "2026-05-19", "2026-05-20"]);
        var source = daily.GetProperty("sources").EnumerateArray().ShouldHaveSingleItem();
        source.GetProperty("source").GetString().ShouldBe("reddit");
        source.GetProperty("counts").EnumerateArray().Select(c => c.GetInt32()).ShouldBe([2, 0, 0]);
    }

    [Fact]
    public async Task An_admin_sees_the_system_and_its_log()
    {
        (await server.GetAsync("/api/system", "bob:reviewer")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var system = (await server.GetAsync("/api/system")).Json;
        system.GetProperty("database").GetProperty("bytes").GetInt64().ShouldBeGreaterThan(0);
        system.GetProperty("database").GetProperty("applied").GetArrayLength().ShouldBeGreaterThan(0);
        (await server.GetAsync("/api/system/log")).Json.GetProperty("lines").EnumerateArray()
            .ShouldContain(l => l.GetProperty("message").GetString()!.Contains("/api/system", StringComparison.Ordinal));
    }

    [Fact]
    [Trait(TestDatabases.Trait, TestDatabases.File)]
    public async Task Backups_are_listed_proven_and_downloaded_and_no_name_leads_out_of_their_folder()
    {
        var folder = Path.Combine(server.Folder, "backups");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "broken.db"), "this is no database", TestContext.Current.CancellationToken);
        (await server.GetAsync("/api/system/backups")).Json.GetProperty("backups")[0].GetProperty("name").GetString().ShouldBe("broken.db");

        var verdict = (await server.SendAsync(HttpMethod.Post, "/api/system/backups/broken.db/verify")).Json;
        verdict.GetProperty("sound").GetBoolean().ShouldBeFalse();
        verdict.GetProperty("message").GetString()!.ShouldNotContain(folder);
        (await server.GetAsync("/api/system/backups/broken.db")).Text.ShouldBe("this is no database");
        (await server.GetAsync("/api/system/backups/..%2Fglean.db")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync("/api/audit?action=backup.downloaded")).Json.GetProperty("total").GetInt32().ShouldBe(1);
    }
}
