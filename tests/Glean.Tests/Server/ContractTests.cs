using System.Text;
using System.Text.Json;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

/// <summary>The routes that clients rely on, asked over HTTP of the real program on the sample texts.</summary>
public sealed class ContractTests
{
    private const string Tool = "id,name,url,description,category,status,relevance_score,rejection_reason,created_at,last_updated,updated_at,reviewed_at";
    private const string Job = "id,type,status,progress,message,result,error,started_at,completed_at,scout_type";

    /// <summary>Method, address, body, status, and the fields that the answer must have; a dot leads into an object, or the first of a list.</summary>
    private static readonly (string Method, string Path, string? Body, int Status, string Fields)[] Routes =
    [
        ("GET", "/api/auth/me", null, 200, "id,username,email,is_admin,is_active,created_at,last_login"),
        ("GET", "/api/stats", null, 200, "inbox,analyzing,review,approved,rejected,total_tools,unprocessed_discoveries,total_claims,total_sources,recent_discoveries"),
        ("GET", "/api/activity?limit=5", null, 200, "activities.id,activities.timestamp,activities.type,activities.message"),
        ("GET", "/api/tools?status=review,analyzing&min_score=0&max_score=1&created_after=2020-01-01&sort_by=relevance_score&sort_order=desc&limit=3&offset=1", null, 200, $"tools.{Tool.Replace(",", ",tools.")},total,limit,offset,filters"),
        ("GET", "/api/tools?search=a&category=crm", null, 200, "tools,total"),
        ("GET", "/api/tools/{tool}", null, 200, $"{Tool},claims.id,claims.quote,changelog,discoveries.source_url"),
        ("GET", "/api/tools/{tool}/claims", null, 200, "claims.id,claims.claim_type,claims.content,claims.confidence,claims.source_name,claims.source_url,claims.quote,claims.span_start,claims.span_end"),
        ("PUT", "/api/tools/{tool}", """{"description":"Finds people to sell to."}""", 200, Tool),
        ("PUT", "/api/tools/{tool}", """{"url":"javascript:alert(1)"}""", 422, "detail,errors.url"),
        ("PUT", "/api/tools/{tool}/status", """{"status":"approved"}""", 200, Tool),
        ("PUT", "/api/tools/{tool}/status", """{"status":"rejected","rejection_reason":"not for sales"}""", 200, Tool),
        ("PUT", "/api/tools/bulk/status", """{"tool_ids":[{tool},999999],"status":"approved"}""", 200, "updated,updated_count,not_found"),
        ("DELETE", "/api/tools/bulk?tool_ids={last}", null, 200, "deleted,deleted_count,not_found"),
        ("DELETE", "/api/tools/999999", null, 404, "detail"),
        ("GET", "/api/tools?limit=201", null, 422, "detail,errors.limit"),
        ("GET", "/api/jobs/scout-types", null, 200, "scout_types.id,scout_types.name"),
        ("POST", "/api/jobs/scout", """{"scout_type":"reddit","limit":5,"subreddits":["sales"],"demo":true}""", 202, "job_id,status"),
        ("POST", "/api/jobs/analyze", """{"limit":5}""", 202, "job_id,status"),
        ("POST", "/api/jobs/curate", """{"min_score":0.3,"auto_merge":true}""", 202, "job_id,status"),
        ("POST", "/api/jobs/update", null, 202, "job_id,status"),
        ("POST", "/api/jobs/report", """{"kind":"weekly"}""", 202, "job_id,status"),
        ("POST", "/api/jobs/backup", "{}", 202, "job_id,status"),
        ("POST", "/api/jobs/maintenance", null, 202, "job_id,status"),
        ("GET", "/api/jobs?limit=5", null, 200, $"jobs.{Job.Replace(",", ",jobs.")},total"),
        ("GET", "/api/jobs?status=failed", null, 200, "jobs,total"),
        ("GET", "/api/jobs/{job}", null, 200, $"{Job},logs.timestamp,logs.level,logs.message"),
        ("DELETE", "/api/jobs/none", null, 404, "detail"),
        ("GET", "/api/reports/weekly?weeks=2", null, 200, "report,format"),
        ("GET", "/api/reports/changelog?days=7", null, 200, "report,format"),
        ("GET", "/api/reports/index", null, 200, "report,format"),
        ("GET", "/api/reports/weekly/raw", null, 200, ""),
        ("GET", "/api/reports/changelog/raw", null, 200, ""),
        ("GET", "/api/reports/index/raw", null, 200, ""),
        ("GET", "/api/export/tools/json", null, 200, "id,name"),
        ("GET", "/api/export/tools/csv", null, 200, ""),
        ("GET", "/api/export/claims/json", null, 200, "id,tool_id"),
        ("GET", "/api/export/claims/csv", null, 200, ""),
        ("GET", "/api/export/all/json", null, 200, "tools.id,claims.id"),
        ("GET", "/api/settings", null, 200, "settings.name,settings.origin,settings.is_set"),
        ("GET", "/api/settings/services", null, 200, "services.id,services.configured,services.fields"),
        ("PUT", "/api/settings/services/github", """{"GITHUB_TOKEN":"canary-of-the-contract"}""", 200, "id,configured"),
        ("POST", "/api/settings/test-service/reddit", null, 200, "service,ok,message"),
        ("GET", "/api/nowhere", null, 404, "detail"),
        ("GET", "/openapi/v1.json", null, 200, "paths"),
        ("GET", "/docs", null, 200, ""),
        ("POST", "/api/auth/logout", null, 200, "message"),
        ("GET", "/api/auth/me", null, 401, "detail"),
    ];

    [Fact]
    public async Task Every_route_answers_as_the_contract_says_and_a_healthy_run_logs_no_error()
    {
        await using var server = await LiveServer.StartAsync(demo: true);
        var anonymous = server.Client();
        await CheckAsync(await anonymous.GetAsync("/api/health"), 200, "status,service,version", "health");
        await CheckAsync(await anonymous.GetAsync("/api/auth/setup-status"), 200, "needs_setup,user_count", "setup-status");
        var tools = (await (await server.Admin.GetAsync("/api/tools?status=review&limit=200")).ReadAsync()).GetProperty("tools").EnumerateArray()
            .Select(t => t.GetProperty("id").GetInt64()).ToList();
        var job = (await (await server.Admin.GetAsync("/api/jobs")).ReadAsync()).GetProperty("jobs")[0].GetProperty("id").GetString();

        foreach (var (method, path, body, status, fields) in Routes)
        {
            string Fill(string text) => text.Replace("{tool}", $"{tools[0]}").Replace("{last}", $"{tools[^1]}").Replace("{job}", job);
            using var request = new HttpRequestMessage(new HttpMethod(method), Fill(path))
            {
                Content = body is null ? null : new StringContent(Fill(body), Encoding.UTF8, "application/json"),
            };
            await CheckAsync(await server.Admin.SendAsync(request), status, fields, $"{method} {path} {body}");
        }

        await server.UntilLoggedAsync("401 unauthorized: GET /api/auth/me ");
        var log = server.Log;
        // The update that was asked for fails rightly: a tool with a page was approved above.
        log.Split('\n').Where(l => l.Contains("error", StringComparison.OrdinalIgnoreCase) && !l.Contains("FAILED: update", StringComparison.Ordinal)
            // A server is backed up by its own means, and says so.
            && !(TestDatabases.IsPostgres && l.Contains("FAILED: backup", StringComparison.Ordinal))).ShouldBeEmpty();
        log.ShouldNotContain("canary-of-the-contract");
        (await server.StopAsync()).ShouldExit(0).Error.ShouldBeEmpty();
        Directory.GetFiles(Path.GetDirectoryName(server.Program.DatabasePath)!, "glean.db-*").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("too-short-to-sign-with")]
    [InlineData("dev-secret-key-change-in-production")]
    public async Task In_production_a_worthless_key_ends_the_start_with_1_and_its_name(string? key)
    {
        using var folder = new TemporaryFolder();
        var glean = new GleanProgram(folder.Path);
        if (key is not null)
        {
            glean.Environment["GLEAN_SECRET_KEY"] = key;
        }

        (await glean.RunAsync("serve")).ShouldExit(1).Error.ShouldContain("GLEAN_SECRET_KEY");
    }

    private static async Task CheckAsync(HttpResponseMessage answer, int status, string fields, string what)
    {
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, $"{what}\n{text}");
        if (status >= 400)
        {
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", what);
        }

        foreach (var field in fields.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            Has(JsonElement.Parse(text), field.Split('.')).ShouldBeTrue($"{what} lacks {field}:\n{text}");
        }
    }

    private static bool Has(JsonElement at, string[] path) => at.ValueKind == JsonValueKind.Array
        ? at.GetArrayLength() > 0 && Has(at[0], path)
        : path.Length == 0 || (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(path[0], out var next) && (path.Length == 1 || Has(next, path[1..])));
}
