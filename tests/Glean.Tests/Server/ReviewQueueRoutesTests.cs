using System.Net;
using System.Text.Json;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

/// <summary>The queue, steps other than decisions, opinions, conflicts and statistics.</summary>
public sealed class ReviewQueueRoutesTests : IAsyncLifetime
{
    private ApiFixture server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ApiFixture.StartAsync();
        server.Seed(Sample.Rows);
        server.Seed(
            """
            UPDATE tools SET queued_at = '2026-05-18 12:00:00', queue_rank = CASE id WHEN 3 THEN 1 ELSE 2 END WHERE status = 'review';
            INSERT INTO claims (id, tool_id, source_id, discovery_id, claim_type, content, confidence, conflicting) VALUES
                (2, 1, 1, 1, 'pricing', 'costs $10 per month on the Pro plan', 0.8, 1), (3, 1, 1, 1, 'pricing', '$20 per month on the Pro plan', 0.7, 1);
            """);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_queue_goes_by_its_own_order_and_tells_how_long_each_waits()
    {
        var queue = (await server.GetAsync("/api/review/queue", "ann:viewer")).Json;
        Ids(queue).ShouldBe([3, 1]);
        var second = queue.GetProperty("items")[1];
        second.GetProperty("hours_in_queue").GetDouble().ShouldBe(48);
        second.GetProperty("claim_types").GetProperty("pricing").GetInt32().ShouldBe(2);
        (second.GetProperty("conflicts").GetInt32(), second.GetProperty("duplicates").GetInt32()).ShouldBe((2, 1));
        queue.GetProperty("counts").GetProperty("below").GetInt32().ShouldBe(1);
        Ids((await server.GetAsync("/api/review/queue?part=below")).Json).ShouldBe([4]);
        Ids((await server.GetAsync("/api/review/queue?category=crm")).Json).ShouldBeEmpty();
        (await server.GetAsync("/api/review/queue?part=lost")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task What_a_person_skips_comes_last_for_them_alone_and_can_be_taken_back()
    {
        (await Post("/api/review/tools/3/skip", "ann:reviewer")).Json.GetProperty("kind").GetString().ShouldBe("skip");
        Ids((await server.GetAsync("/api/review/queue", "ann:reviewer")).Json).ShouldBe([1, 3]);
        Ids((await server.GetAsync("/api/review/queue", "bob:reviewer")).Json).ShouldBe([3, 1]);

        (await Post("/api/review/undo", "ann:reviewer")).Json.GetProperty("kind").GetString().ShouldBe("skip");
        Ids((await server.GetAsync("/api/review/queue", "ann:reviewer")).Json).ShouldBe([3, 1]);
        (await Post("/api/review/tools/2/skip", "ann:reviewer")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_tool_put_off_is_out_of_the_queue_until_its_time()
    {
        var snooze = (await server.SendAsync(HttpMethod.Put, "/api/review/tools/3/snooze", """{"days":2}""", "ann:reviewer")).Json;
        snooze.GetProperty("snoozed_until").GetDateTime().ShouldBe(new DateTime(2026, 5, 22, 12, 0, 0, DateTimeKind.Utc));
        Ids((await server.GetAsync("/api/review/queue")).Json).ShouldBe([1]);
        Ids((await server.GetAsync("/api/review/queue?part=snoozed")).Json).ShouldBe([3]);

        (await Post($"/api/review/steps/{snooze.GetProperty("step_id").GetInt64()}/undo", "bob:reviewer")).Status.ShouldBe(HttpStatusCode.OK);
        Ids((await server.GetAsync("/api/review/queue")).Json).ShouldBe([3, 1]);
        foreach (var wrong in new[] { """{"days":0}""", """{"until":"2020-01-01T00:00:00Z"}""", "{}" })
        {
            (await server.SendAsync(HttpMethod.Put, "/api/review/tools/3/snooze", wrong, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }
    }

    [Fact]
    public async Task A_correction_goes_with_the_decision_and_is_taken_back_with_it()
    {
        var before = (await server.GetAsync("/api/tools/3")).Json;
        var decided = await Decide(3, """{"status":"approved","version":0,"changes":{"name":"Quill Mail","url":"https://quill.example","category":"crm"}}""", "ann:reviewer");
        (decided.Json.GetProperty("name").GetString(), decided.Json.GetProperty("category").GetString()).ShouldBe(("Quill Mail", "crm"));

        await Post("/api/review/undo", "ann:reviewer");
        var after = (await server.GetAsync("/api/tools/3")).Json;
        foreach (var field in new[] { "name", "url", "category", "status", "last_updated", "reviewed_at" })
        {
            after.GetProperty(field).ToString().ShouldBe(before.GetProperty(field).ToString(), field);
        }

        (await Decide(3, """{"status":"approved","changes":{"category":"nonsense"}}""", "ann:reviewer")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await server.GetAsync("/api/tools/3")).Json.GetProperty("status").GetString().ShouldBe("review");
    }

    [Fact]
    public async Task Reasons_are_those_of_the_focus_and_stand_in_the_tool_in_words()
    {
        var reasons = (await server.GetAsync("/api/review/reasons", "ann:viewer")).Json.GetProperty("reasons");
        reasons[1].GetProperty("number").GetInt32().ShouldBe(2);
        var decided = await Decide(1, """{"status":"rejected","reasons":["off_topic","service"],"rejection_reason":"they told me"}""", "ann:reviewer");
        decided.Json.GetProperty("rejection_reason").GetString().ShouldBe("not for sales, agency or service: they told me");
        decided.Json.GetProperty("decisions")[0].GetProperty("reasons").EnumerateArray().Select(r => r.GetString()).ShouldBe(["off_topic", "service"]);

        (await Decide(3, """{"status":"rejected","reasons":["because"]}""", "ann:reviewer")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Decide(3, """{"status":"approved","reasons":["off_topic"]}""", "ann:reviewer")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_decision_on_many_is_taken_back_by_its_steps_whoever_asks()
    {
        var bulk = (await server.SendAsync(HttpMethod.Put, "/api/tools/bulk/status", """{"tool_ids":[1,3],"status":"rejected","reasons":["spam"]}""", "ann:reviewer")).Json;
        var undo = (await server.SendAsync(HttpMethod.Post, "/api/review/steps/undo", JsonSerializer.Serialize(new { step_ids = bulk.GetProperty("step_ids") }), "bob:reviewer")).Json;
        undo.GetProperty("undone").GetArrayLength().ShouldBe(2);
        Ids((await server.GetAsync("/api/review/queue")).Json).ShouldBe([3, 1]);
        var step = (await server.GetAsync("/api/review/steps?tool_id=1")).Json.GetProperty("steps")[0];
        (step.GetProperty("actor").GetString(), step.GetProperty("undone_by").GetString()).ShouldBe(("ann", "bob"));
    }

    [Fact]
    public async Task A_step_that_another_one_stands_on_is_not_taken_back()
    {
        await Decide(1, """{"status":"approved"}""", "ann:reviewer");
        var step = (await server.GetAsync("/api/review/steps?mine=true", "ann:reviewer")).Json.GetProperty("steps")[0].GetProperty("id").GetInt64();
        await Decide(1, """{"status":"rejected"}""", "ann:reviewer");
        var refused = await Post($"/api/review/steps/{step}/undo", "bob:reviewer");
        (refused.Status, refused.Detail).ShouldBe((HttpStatusCode.Conflict, "ann decided on it again at 2026-05-20 12:00:00 UTC."));
    }

    [Fact]
    public async Task Everything_a_reviewer_needs_comes_in_one_answer()
    {
        var dossier = (await server.GetAsync("/api/review/tools/1", "ann:viewer")).Json;
        var text = dossier.GetProperty("texts")[0];
        var claim = dossier.GetProperty("tool").GetProperty("claims").EnumerateArray().First(c => c.GetProperty("id").GetInt64() == 1);
        text.GetProperty("text").GetString()![claim.GetProperty("span_start").GetInt32()..claim.GetProperty("span_end").GetInt32()].ShouldBe("dials for you");
        dossier.GetProperty("conflicts")[0].GetProperty("kind").GetString().ShouldBe("price");
        dossier.GetProperty("duplicates")[0].GetProperty("second").GetProperty("name").GetString().ShouldBe("Quillmail");
        (await server.GetAsync("/api/review/tools/99")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_conflict_is_resolved_by_a_person_and_the_claim_keeps_what_they_said()
    {
        (await server.GetAsync("/api/review/conflicts")).Json.GetProperty("total").GetInt32().ShouldBe(1);
        var claims = (await server.SendAsync(HttpMethod.Put, "/api/review/tools/1/claims", """{"claims":[{"claim_id":2,"resolution":"outdated"},{"claim_id":3,"resolution":"holds"}]}""", "ann:reviewer")).Json;
        var outdated = claims.GetProperty("claims").EnumerateArray().First(c => c.GetProperty("id").GetInt64() == 2);
        (outdated.GetProperty("resolution").GetString(), outdated.GetProperty("resolved_by").GetString()).ShouldBe(("outdated", "ann"));
        (await server.GetAsync("/api/review/conflicts")).Json.GetProperty("total").GetInt32().ShouldBe(0);
        (await server.GetAsync("/api/review/tools/1")).Json.GetProperty("conflicts")[0].GetProperty("resolved").GetBoolean().ShouldBeTrue();
        (await server.SendAsync(HttpMethod.Put, "/api/review/tools/3/claims", """{"claims":[{"claim_id":2,"resolution":"wrong"}]}""", "ann:reviewer")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await server.SendAsync(HttpMethod.Put, "/api/review/tools/1/claims", """{"claims":[{"claim_id":2,"resolution":"maybe"}]}""", "ann:reviewer")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Second_opinions_decide_nothing_and_show_how_far_people_agree()
    {
        await server.SendAsync(HttpMethod.Put, "/api/review/tools/3/opinions", """{"verdict":"unsure","comment":"what do you think?"}""", "bob:reviewer");
        (await server.GetAsync("/api/review/queue")).Json.GetProperty("items")[0].GetProperty("wants_opinion").GetBoolean().ShouldBeTrue();
        await server.SendAsync(HttpMethod.Put, "/api/review/tools/3/opinions", """{"verdict":"reject","reasons":["spam"]}""", "bob:reviewer");
        await server.SendAsync(HttpMethod.Put, "/api/review/tools/1/opinions", """{"verdict":"approve"}""", "bob:reviewer");
        (await server.GetAsync("/api/tools/3")).Json.GetProperty("status").GetString().ShouldBe("review");
        await Decide(1, """{"status":"approved"}""", "ann:reviewer");
        await Decide(3, """{"status":"rejected"}""", "ann:reviewer");

        var agreement = (await server.GetAsync("/api/statistics?days=30", "ann:viewer")).Json.GetProperty("agreement");
        agreement.GetProperty("kappa").GetDouble().ShouldBe(1);
        (agreement.GetProperty("pairs")[0].GetProperty("agreed").GetInt32(), agreement.GetProperty("pairs")[0].GetProperty("tools").GetInt32()).ShouldBe((2, 2));
        (await server.SendAsync(HttpMethod.Delete, "/api/review/tools/3/opinions", null, "bob:reviewer")).Json.GetProperty("total").GetInt32().ShouldBe(0);
        (await server.SendAsync(HttpMethod.Delete, "/api/review/tools/3/opinions", null, "bob:reviewer")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.SendAsync(HttpMethod.Put, "/api/review/tools/3/opinions", """{"verdict":"approve"}""", "bob:viewer")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Statistics_tell_the_way_of_tools_through_the_pipeline()
    {
        await Decide(1, """{"status":"rejected","reasons":["spam"]}""", "ann:reviewer");
        var statistics = (await server.GetAsync("/api/statistics", "ann:viewer")).Json;
        statistics.GetProperty("funnel").EnumerateArray().Select(s => s.GetProperty("count").GetInt32()).ShouldBe([3, 1, 4, 3, 2, 1]);
        var waited = statistics.GetProperty("time_in_stage").EnumerateArray().Single(s => s.GetProperty("stage").GetString() == "until_decided");
        (waited.GetProperty("count").GetInt32(), waited.GetProperty("median_hours").GetDouble()).ShouldBe((1, 48));
        statistics.GetProperty("reasons")[0].GetProperty("code").GetString().ShouldBe("spam");
        var reddit = statistics.GetProperty("sources").EnumerateArray().Single(s => s.GetProperty("source").GetString() == "reddit");
        (reddit.GetProperty("decided").GetInt32(), reddit.GetProperty("precision").GetDouble()).ShouldBe((1, 0));
        statistics.GetProperty("throughput").EnumerateArray().Last().GetProperty("rejected").GetInt32().ShouldBe(1);
        (await server.GetAsync("/api/statistics?days=0")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Two_tools_stand_side_by_side_and_what_was_told_apart_can_be_asked_again()
    {
        var pair = (await server.GetAsync("/api/duplicates/pair?first_id=3&second_id=1", "ann:viewer")).Json;
        pair.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("field").GetString() == "name").GetProperty("same").GetBoolean().ShouldBeFalse();
        pair.GetProperty("first_claims").GetArrayLength().ShouldBe(3);
        await server.SendAsync(HttpMethod.Post, "/api/duplicates/apart", """{"first_id":1,"second_id":3}""", "ann:reviewer");
        (await server.SendAsync(HttpMethod.Delete, "/api/duplicates/apart?first_id=3&second_id=1", null, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await server.SendAsync(HttpMethod.Delete, "/api/duplicates/apart?first_id=3&second_id=1", null, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync("/api/duplicates/pair?first_id=3&second_id=99")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_changed_focus_is_tested_against_the_past_before_it_is_saved()
    {
        await Decide(1, """{"status":"approved"}""", "ann:reviewer");
        await Decide(3, """{"status":"rejected"}""", "ann:reviewer");
        var focus = """{"name":"mine","categories":[{"name":"outreach","keywords":{"dials":2}}]}""";
        var report = (await server.SendAsync(HttpMethod.Post, "/api/settings/focus/backtest", focus)).Json;
        (report.GetProperty("decisions").GetInt32(), report.GetProperty("approved").GetInt32()).ShouldBe((3, 2));
        (await server.GetAsync("/api/settings/focus")).Json.GetProperty("origin").GetString().ShouldBe("default", "nothing was saved");
        (await server.SendAsync(HttpMethod.Post, "/api/settings/focus/backtest", """{"name":"mine","categories":[]}""")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await server.SendAsync(HttpMethod.Post, "/api/settings/focus/backtest", focus, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Why_a_tool_scores_as_it_does_is_told_part_by_part()
    {
        var score = (await server.GetAsync("/api/tools/1/score", "ann:viewer")).Json;
        score.GetProperty("parts").EnumerateArray().Sum(p => p.GetProperty("points").GetDouble()).ShouldBe(score.GetProperty("plain").GetDouble(), 0.001);
        var ranking = (await server.GetAsync("/api/ranking", "ann:viewer")).Json;
        (ranking.GetProperty("enabled").GetBoolean(), ranking.GetProperty("share").GetDouble()).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Every_step_leaves_a_line_in_the_audit_log()
    {
        await Post("/api/review/tools/3/skip", "ann:reviewer");
        await Decide(1, """{"status":"approved"}""", "ann:reviewer");
        await Post("/api/review/undo", "ann:reviewer");
        var merge = (await server.SendAsync(HttpMethod.Post, "/api/duplicates/merge", """{"kept_id":1,"merged_id":3}""", "bob:reviewer")).Json.GetProperty("id").GetInt64();
        await Post($"/api/duplicates/merges/{merge}/undo", "bob:reviewer");
        TestDatabase.Rows(server.DbPath, "SELECT actor, action, subject FROM audit_log ORDER BY id").ShouldBe(
        [
            "ann|review.skipped|tool:3", "ann|review.approved|tool:1", "ann|review.undone|tool:1", "bob|duplicates.merged|tool:1", "bob|duplicates.unmerged|tool:1",
        ]);
    }

    private static List<long> Ids(JsonElement queue) => [.. queue.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetInt64())];

    private Task<Answer> Post(string path, string who) => server.SendAsync(HttpMethod.Post, path, null, who);

    private Task<Answer> Decide(long id, string body, string who) => server.SendAsync(HttpMethod.Put, $"/api/tools/{id}/status", body, who);
}
