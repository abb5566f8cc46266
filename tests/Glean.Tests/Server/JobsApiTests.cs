using System.Text.Json;
using Glean.Catalog;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

public sealed class JobsApiTests
{
    [Fact]
    public async Task A_job_is_in_the_database_before_the_answer()
    {
        await using var server = await JobsServer.StartAsync(run: false);
        var (status, body) = await server.SendAsync(HttpMethod.Post, "/api/jobs/analyze", new { limit = 5, is_admin = true });
        status.ShouldBe(202);
        body.GetProperty("status").GetString().ShouldBe("pending");
        var job = server.Jobs.Reader.Find(body.GetProperty("job_id").GetString()!)!;
        (job.Status, job.Options, job.UserId).ShouldBe((JobStatus.Pending, """{"limit":5}""", 7L));
    }

    [Fact]
    public async Task A_job_is_run_and_shown_with_its_log()
    {
        await using var server = await JobsServer.StartAsync();
        var (_, accepted) = await server.SendAsync(HttpMethod.Post, "/api/jobs/scout", new { scout_type = "reddit", demo = true });
        var id = accepted.GetProperty("job_id").GetString()!;
        await server.Jobs.UntilAsync(id, j => j.Status == JobStatus.Completed);
        var (_, job) = await server.SendAsync(HttpMethod.Get, $"/api/jobs/{id}", role: "viewer");
        job.GetProperty("type").GetString().ShouldBe("scout");
        job.GetProperty("scout_type").GetString().ShouldBe("reddit");
        job.GetProperty("progress").GetInt32().ShouldBe(100);
        job.GetProperty("result").GetProperty("new").GetInt32().ShouldBeGreaterThan(0);
        job.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
        job.GetProperty("logs")[0].GetProperty("message").GetString().ShouldBe("Started.");
        job.GetProperty("started_at").GetDateTime().Kind.ShouldBe(DateTimeKind.Utc);
        var (_, list) = await server.SendAsync(HttpMethod.Get, "/api/jobs?status=completed,failed&limit=1");
        list.GetProperty("total").GetInt32().ShouldBe(1);
        list.GetProperty("jobs")[0].GetProperty("id").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task A_source_without_its_keys_fails_and_names_them()
    {
        await using var server = await JobsServer.StartAsync();
        var (_, accepted) = await server.SendAsync(HttpMethod.Post, "/api/jobs/scout", new { scout_type = "reddit" });
        var job = await server.Jobs.UntilAsync(accepted.GetProperty("job_id").GetString()!, j => j.Status == JobStatus.Failed);
        job.Error!.ShouldContain("REDDIT_CLIENT_ID");
    }

    [Theory]
    [InlineData("scout", """{"scout_type":"carrier_pigeon"}""", "scout_type")]
    [InlineData("scout", "{}", "scout_type")]
    [InlineData("scout", """{"scout_type":"rss","feeds":["javascript:alert(1)"]}""", "feeds")]
    [InlineData("scout", """{"scout_type":"rss","limit":0}""", "limit")]
    [InlineData("analyze", """{"limit":"5"}""", "limit")]
    [InlineData("curate", """{"min_score":1.5}""", "min_score")]
    public async Task Options_that_make_no_sense_are_named(string kind, string body, string field)
    {
        await using var server = await JobsServer.StartAsync(run: false);
        var (status, problem) = await server.SendAsync(HttpMethod.Post, $"/api/jobs/{kind}", JsonElement.Parse(body));
        status.ShouldBe(422);
        problem.GetProperty("errors").GetProperty(field)[0].GetString().ShouldNotBeNullOrEmpty();
        server.Jobs.Reader.List([], 1, 0).Total.ShouldBe(0);
    }

    [Theory]
    [InlineData("GET", "/api/jobs", 401, 200, 200)]
    [InlineData("GET", "/api/schedules", 401, 200, 200)]
    [InlineData("POST", "/api/jobs/report", 401, 403, 202)]
    [InlineData("DELETE", "/api/jobs/none", 401, 403, 404)]
    [InlineData("POST", "/api/jobs/none/retry", 401, 403, 404)]
    [InlineData("DELETE", "/api/schedules/99", 401, 403, 403)]
    [InlineData("GET", "/api/jobs?limit=0", 401, 422, 422)]
    [InlineData("GET", "/api/jobs?status=sleeping", 401, 422, 422)]
    public async Task Nobody_a_viewer_and_a_reviewer_may_do_different_things(string method, string path, int nobody, int viewer, int reviewer)
    {
        await using var server = await JobsServer.StartAsync(run: false);
        (await server.SendAsync(new HttpMethod(method), path, role: null)).Status.ShouldBe(nobody);
        (await server.SendAsync(new HttpMethod(method), path, role: "viewer")).Status.ShouldBe(viewer);
        (await server.SendAsync(new HttpMethod(method), path, role: "reviewer")).Status.ShouldBe(reviewer);
    }

    [Fact]
    public async Task A_job_that_waits_is_cancelled_and_can_be_retried()
    {
        await using var server = await JobsServer.StartAsync(run: false);
        var id = (await server.SendAsync(HttpMethod.Post, "/api/jobs/curate")).Body.GetProperty("job_id").GetString();
        (await server.SendAsync(HttpMethod.Post, $"/api/jobs/{id}/retry")).Status.ShouldBe(409);
        (await server.SendAsync(HttpMethod.Delete, $"/api/jobs/{id}")).Body.GetProperty("status").GetString().ShouldBe("cancelled");
        var (status, again) = await server.SendAsync(HttpMethod.Post, $"/api/jobs/{id}/retry");
        status.ShouldBe(202);
        again.GetProperty("job_id").GetString().ShouldNotBe(id);
    }

    [Fact]
    public async Task A_schedule_is_added_changed_and_removed()
    {
        await using var server = await JobsServer.StartAsync(run: false);
        var (created, schedule) = await server.SendAsync(
            HttpMethod.Post, "/api/schedules", new { name = "Mornings", job_type = "scout", scout_type = "rss", cron = "0 7 * * 1", time_zone = "Europe/Berlin" });
        created.ShouldBe(201);
        schedule.GetProperty("next_runs").GetArrayLength().ShouldBe(3);
        var path = $"/api/schedules/{schedule.GetProperty("id").GetInt64()}";
        var (changed, off) = await server.SendAsync(HttpMethod.Put, path, new { enabled = false });
        (changed, off.GetProperty("enabled").GetBoolean(), off.GetProperty("cron").GetString()).ShouldBe((200, false, "0 0 7 ? * MON"));
        (await server.SendAsync(HttpMethod.Put, path, new { cron = "whenever" })).Status.ShouldBe(422);
        (await server.SendAsync(HttpMethod.Post, "/api/schedules", new { name = "Mornings", job_type = "curate", cron = "@daily" })).Status.ShouldBe(422);
        (await server.SendAsync(HttpMethod.Delete, path)).Status.ShouldBe(204);
        (await server.SendAsync(HttpMethod.Get, path)).Status.ShouldBe(404);
    }
}
