using System.Net;
using System.Text.Json;
using Glean.Catalog;
using Glean.Server;
using Glean.Server.Http;
using Glean.Settings;
using Glean.Tests.Support;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

public sealed class ServerTests : IAsyncLifetime
{
    private ApiFixture server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ApiFixture.StartAsync(new Dictionary<string, string> { ["CORS_ORIGINS"] = "https://ui.example, https://other.example", ["GLEAN_METRICS_TOKEN"] = "let-me-see" });
        server.Seed(Sample.Rows);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    [Trait(TestDatabases.Trait, TestDatabases.File)]
    public async Task Health_asks_the_database_and_says_503_when_it_is_gone_or_damaged()
    {
        var healthy = await server.GetAsync("/api/health", null);
        (healthy.Status, healthy.Json.GetProperty("status").GetString(), healthy.Json.GetProperty("service").GetString()).ShouldBe((HttpStatusCode.OK, "healthy", "glean"));

        SqliteConnection.ClearAllPools();
        await File.WriteAllTextAsync(server.DbPath, "this was a database once, and it is none any more, whatever its name says. It is long enough to have a header.");
        server.Time.Advance(TimeSpan.FromSeconds(2));
        var damaged = await server.GetAsync("/api/health", null);
        damaged.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        damaged.Json.GetProperty("database").GetProperty("detail").GetString()!.ShouldContain("damaged");

        File.Delete(server.DbPath);
        server.Time.Advance(TimeSpan.FromSeconds(2));
        (await server.GetAsync("/api/health", null)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var stats = await server.GetAsync("/api/stats");
        stats.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        stats.Text.ShouldNotContain(server.Folder);
    }

    [Fact]
    [Trait(TestDatabases.Trait, TestDatabases.File)]
    public async Task A_read_only_database_is_told_as_degraded_and_writes_are_503()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        File.SetUnixFileMode(server.DbPath, UnixFileMode.UserRead);
        SqliteConnection.ClearAllPools();
        server.Time.Advance(TimeSpan.FromSeconds(2));

        (await server.GetAsync("/api/health", null)).Json.GetProperty("status").GetString().ShouldBe("degraded");
        (await server.GetAsync("/api/tools")).Status.ShouldBe(HttpStatusCode.OK);
        var write = await server.SendAsync(HttpMethod.Put, "/api/tools/1", """{"name":"New"}""");
        (write.Status, write.Detail).ShouldBe((HttpStatusCode.ServiceUnavailable, "The database is read-only. Nothing was changed."));
    }

    [Fact]
    public async Task Stats_activity_sources_and_discoveries_tell_what_is_there()
    {
        var stats = (await server.GetAsync("/api/stats")).Json;
        string[] fields = ["inbox", "analyzing", "review", "approved", "rejected", "total_tools", "unprocessed_discoveries", "total_claims", "total_sources", "recent_discoveries"];
        fields.Select(f => stats.GetProperty(f).GetInt32()).ShouldBe([1, 0, 2, 1, 0, 4, 1, 1, 2, 2]);
        (await server.GetAsync("/api/activity?limit=2")).Json.GetProperty("activities").GetArrayLength().ShouldBe(2);
        (await server.GetAsync("/api/activity?limit=0")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await server.GetAsync("/api/sources/rss")).Json.GetProperty("health").GetString().ShouldBe("failing");
        (await server.GetAsync("/api/discoveries/1")).Json.GetProperty("claims")[0].GetProperty("quote").GetString().ShouldBe("dials for you");
        (await server.GetAsync("/api/discoveries?set_aside=true")).Json.GetProperty("total").GetInt32().ShouldBe(1);
        (await server.GetAsync("/api/discoveries?source=reddit&processed=false")).Json.GetProperty("discoveries")[0].GetProperty("id").GetInt32().ShouldBe(2);
        (await server.GetAsync("/api/discoveries")).Json.GetProperty("facets").GetProperty("sources")[0].GetProperty("count").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Pages_of_discoveries_follow_one_another_by_cursor()
    {
        List<long> ids = [];
        string? cursor = null;
        do
        {
            var page = (await server.GetAsync($"/api/discoveries?limit=1&cursor={cursor}")).Json;
            ids.AddRange(page.GetProperty("discoveries").EnumerateArray().Select(d => d.GetProperty("id").GetInt64()));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        ids.ShouldBe([2, 1, 3]);
        (await server.GetAsync("/api/discoveries?cursor=x")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("/api/reports/weekly")]
    [InlineData("/api/reports/changelog?days=7")]
    [InlineData("/api/reports/index")]
    public async Task Reports_come_as_markdown(string path)
    {
        var report = (await server.GetAsync(path)).Json;

        report.GetProperty("format").GetString().ShouldBe("markdown");
        report.GetProperty("report").GetString().ShouldStartWith("# ");
        var raw = await server.GetAsync(path.Contains('?') ? path.Replace("?", "/raw?") : path + "/raw");
        (raw.MediaType, raw.Text[..2]).ShouldBe(("text/markdown", "# "));
    }

    [Fact]
    public async Task Exports_are_files()
    {
        server.Seed("INSERT INTO tools (name) VALUES ('=cmd()')");
        var csv = await server.GetAsync("/api/export/tools/csv");
        csv.MediaType.ShouldBe("text/csv");
        csv.Text.ShouldContain("'=cmd()");
        csv.Headers["Content-Disposition"].ShouldContain("glean-tools.csv");
        (await server.GetAsync("/api/export/tools/json")).Json.GetArrayLength().ShouldBe(5);
        (await server.GetAsync("/api/export/claims/csv")).Text.ShouldContain("dials for you");
        (await server.GetAsync("/api/export/claims/json")).Json[0].GetProperty("span_start").GetInt32().ShouldBe(9);
        (await server.GetAsync("/api/export/all/json")).Json.GetProperty("claims").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers_and_unknown_addresses_are_json()
    {
        foreach (var answer in new[] { await server.GetAsync("/api/health", null), await server.GetAsync("/api/nowhere"), await server.GetAsync("/api/tools", null) })
        {
            answer.Headers["Content-Security-Policy"].ShouldContain("frame-ancestors 'none'");
            answer.Headers["Content-Security-Policy"].ShouldNotContain("unsafe");
            answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
            answer.Headers["Cross-Origin-Opener-Policy"].ShouldBe("same-origin");
            answer.Headers.ShouldNotContainKey("Server");
        }

        var unknown = await server.GetAsync("/api/nowhere");
        (unknown.Status, unknown.MediaType).ShouldBe((HttpStatusCode.NotFound, "application/problem+json"));
        (await server.GetAsync("/api/tools", null)).Detail.ShouldBe("Sign in first.");
        (await server.SendAsync(HttpMethod.Post, "/api/stats", "{}")).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        // Asking first: the server may close the connection while the client still writes.
        (await server.SendAsync(HttpMethod.Put, "/api/tools/1", new string(' ', 1_100_000), headers: ("Expect", "100-continue"))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Only_listed_origins_may_call_from_a_browser()
    {
        (await Asked("https://ui.example")).ShouldBe("https://ui.example");
        (await Asked("https://other.example")).ShouldBe("https://other.example");
        (await Asked("https://ui.example.evil.example")).ShouldBeNull();

        async Task<string?> Asked(string origin) =>
            (await server.SendAsync(HttpMethod.Get, "/api/health", null, null, ("Origin", origin))).Headers.GetValueOrDefault("Access-Control-Allow-Origin");
    }

    [Theory]
    [InlineData("CORS_ORIGINS", "*")]
    [InlineData("CORS_ORIGINS", "https://ok.example,https://*.example")]
    [InlineData("GLEAN_LOG_FORMAT", "xml")]
    [InlineData("GLEAN_LOG_LEVEL", "Loud")]
    [InlineData("GLEAN_TRUSTED_PROXIES", "everyone")]
    public void A_setting_that_makes_no_sense_refuses_to_start(string variable, string value)
    {
        var settings = GleanSettings.Load(null, name => name == variable ? value : name switch
        {
            "GLEAN_DB_PATH" => server.DbPath,
            "GLEAN_SECRET_KEY" => ServerFixture.SecretKey,
            _ => null,
        });

        Should.Throw<GleanException>(() => GleanServer.Build(settings, new ServerOptions())).Message.ShouldContain(variable);
    }

    [Fact]
    public async Task Metrics_are_prometheus_text()
    {
        await server.GetAsync("/api/tools");
        var metrics = (await server.GetAsync("/metrics", null)).Text;

        metrics.ShouldContain("glean_http_request_duration_seconds_bucket{method=\"GET\",route=\"/api/tools\",status=\"200\",le=\"1\"} 1");
        metrics.ShouldContain("glean_discovery_queue 1\n");
        metrics.ShouldContain("glean_source_consecutive_failures{source=\"rss\"} 3\n");
        metrics.ShouldContain("glean_database_up 1\n");
        metrics.ShouldContain("glean_database_size_bytes ");
        metrics.ShouldContain("glean_process_memory_bytes ");
        var byProxy = await server.SendAsync(HttpMethod.Get, "/metrics", null, null, ("X-Forwarded-For", "203.0.113.9"));
        byProxy.Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await server.SendAsync(HttpMethod.Get, "/metrics", null, null, ("X-Forwarded-For", "203.0.113.9"), ("Authorization", "Bearer let-me-see"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_reference_page_runs_no_inline_script_and_its_script_is_ours()
    {
        var page = await server.GetAsync("/docs");
        page.Headers["Content-Security-Policy"].ShouldContain("script-src 'self';");
        page.Text.ShouldContain("src=\"/docs/scalar.js\"");
        (await server.GetAsync("/docs/scalar.js")).Text.ShouldContain("function");
    }

    [Fact]
    public async Task The_description_of_the_api_in_the_repository_is_the_one_that_is_served()
    {
        var served = (await server.GetAsync("/openapi/v1.json")).Text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var path = Path.Combine(RepositoryFolder.Path, "openapi.json");
        if (Environment.GetEnvironmentVariable("GLEAN_UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(path, served);
        }

        (await File.ReadAllTextAsync(path)).ShouldBe(served, "openapi.json is out of date: make openapi");
    }

    [Fact]
    public async Task A_number_or_a_flag_that_cannot_be_read_is_422_and_names_its_parameter_wherever_it_stands()
    {
        var paths = (await server.GetAsync("/openapi/v1.json")).Json.GetProperty("paths").EnumerateObject();
        var asked = 0;
        foreach (var (path, get) in paths.Select(p => (p.Name, p.Value)).Where(p => p.Value.TryGetProperty("get", out _)).Select(p => (p.Name, p.Value.GetProperty("get"))))
        {
            var parameters = get.TryGetProperty("parameters", out var all) ? all.EnumerateArray().Where(IsPlainValue).ToList() : [];
            foreach (var name in parameters.Select(Name))
            {
                var others = parameters.Where(p => Name(p) != name && p.TryGetProperty("required", out var required) && required.GetBoolean()).Select(p => $"&{Name(p)}=1");
                var address = $"{path}?{name}=many{string.Concat(others)}";
                var answer = await server.GetAsync(address);
                answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, address);
                answer.Detail.ShouldStartWith(name + ":", customMessage: address);
                asked++;
            }
        }

        asked.ShouldBeGreaterThan(50);

        static string Name(JsonElement parameter) => parameter.GetProperty("name").GetString()!;

        static bool IsPlainValue(JsonElement parameter) =>
            parameter.GetProperty("in").GetString() == "query" && parameter.GetProperty("schema").TryGetProperty("type", out var type) && type.ToString() is "integer" or "number" or "boolean";
    }

    [Fact]
    public async Task Foreign_text_cannot_write_a_line_of_the_log()
    {
        LineFormatter.Line("a\r\nb\u2028c\u001b[31m").ShouldBe("a\\r\\nb\\u2028c\\u001b[31m");
        await server.GetAsync("/api/tools", null);
        server.Log.Lines.ShouldContain(l => l.Contains("401 unauthorized: GET /api/tools "));
    }
}
