using System.Net;
using System.Text.Json;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

public sealed class ChangeRoutesTests : IAsyncLifetime
{
    private const string Rows =
        """
        INSERT INTO tool_pages (id, tool_id, url, kind, state, state_reason, snapshot_id, proposed_url) VALUES
            (1, 2, 'https://bright.example/pricing', 'pricing', 'changed', NULL, 2, NULL), (2, 2, 'https://bright.example/', 'home', 'could_not_check', 'bright.example forbids this (403).', NULL, NULL),
            (3, 1, 'https://larkdial.example/', 'home', 'moved', 'It now leads to lark.example.', NULL, 'https://lark.example/');
        INSERT INTO tool_snapshots (id, tool_id, page_id, url, content, content_hash, taken_at) VALUES
            (1, 2, 1, 'https://bright.example/pricing', '# Pro⏎$49 a month', 'a', '2026-05-01 10:00:00'),
            (2, 2, 1, 'https://bright.example/pricing', '# Pro⏎$59 a month', 'b', '2026-05-19 10:00:00');
        INSERT INTO changelog (id, tool_id, page_id, change_type, description, detected_at, before_snapshot_id, after_snapshot_id, details) VALUES
            (10, 2, 1, 'pricing_change', 'Pro: $49 to $59 a month', '2026-05-19 10:00:00', 1, 2, '{"plans":[{"kind":"repriced","name":"Pro","before":"$49","after":"$59 a month"}],"lines":[{"kind":"changed","before":"5 boxes","after":"9 boxes","pieces":[{"kind":"removed","text":"5"},{"kind":"added","text":"9"},{"kind":"same","text":" boxes"}]}]}'),
            (11, 2, 1, 'feature_added', 'New: Shared inbox', '2026-05-19 10:00:00', 1, 2, NULL);
        INSERT INTO price_plans (tool_id, page_id, plan_key, name, kind, amount, prices, valid_from, valid_to, ended_by) VALUES
            (2, 1, 'pro', 'Pro', 'priced', '49', '[{"amount":49,"currency":"USD","period":"month"}]', '2026-05-01 10:00:00', '2026-05-19 10:00:00', 10),
            (2, 1, 'pro', 'Pro', 'priced', '59', '[{"amount":59,"currency":"USD","period":"month"}]', '2026-05-19 10:00:00', NULL, NULL);
        INSERT INTO claims (id, tool_id, claim_type, content, confidence) VALUES (7, 2, 'pricing', 'Pro costs $49 a month', 0.7);
        INSERT INTO claim_proposals (id, tool_id, change_id, claim_id, kind, claim_type, content, quote) VALUES
            (1, 2, 10, 7, 'contradict', 'pricing', 'Pro: $59 a month', NULL), (2, 2, 10, NULL, 'new', 'pricing', 'Pro: $59 a month', '$59 a month');
        """;

    private ApiFixture server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ApiFixture.StartAsync();
        server.Seed(Sample.Rows);
        server.Seed(Rows.Replace("⏎", "\n"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Changes_are_listed_newest_first_page_by_page_and_by_filter()
    {
        var first = (await server.GetAsync("/api/changes?tool_id=2&limit=1")).Json;
        Ids(first).ShouldBe([11]);
        first.GetProperty("total").GetInt32().ShouldBe(2);
        Ids((await server.GetAsync($"/api/changes?tool_id=2&limit=1&cursor={first.GetProperty("next_cursor").GetString()}")).Json).ShouldBe([10]);
        Ids((await server.GetAsync("/api/changes?type=pricing_change,news")).Json).ShouldBe([10]);
        first.GetProperty("facets").GetProperty("types").GetProperty("feature_added").GetInt32().ShouldBe(1);
        first.GetProperty("facets").GetProperty("could_not_check").GetInt32().ShouldBe(2);
        (await server.GetAsync("/api/changes?type=gossip")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await server.GetAsync("/api/changes?limit=201")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await server.GetAsync("/api/changes?cursor=x")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Open_changes_of_prices_stand_first_when_that_is_asked_for()
    {
        Ids((await server.GetAsync("/api/changes?tool_id=2")).Json).ShouldBe([11, 10]);
        Ids((await server.GetAsync("/api/changes?tool_id=2&pricing_first=true")).Json).ShouldBe([10, 11]);
        Ids((await server.GetAsync("/api/changes?tool_id=2&pricing_first=true&limit=1&offset=1")).Json).ShouldBe([11]);

        await server.SendAsync(HttpMethod.Post, "/api/changes/10/acknowledge", null, "ann:reviewer");
        Ids((await server.GetAsync("/api/changes?tool_id=2&pricing_first=true")).Json).ShouldBe([11, 10]);
        var cursor = (await server.GetAsync("/api/changes?limit=1")).Json.GetProperty("next_cursor").GetString();
        (await server.GetAsync($"/api/changes?pricing_first=true&cursor={cursor}")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task What_people_do_about_changes_is_told_to_those_who_watch_once()
    {
        await server.SendAsync(HttpMethod.Post, "/api/changes/10/acknowledge", null, "ann:reviewer");
        await server.SendAsync(HttpMethod.Post, "/api/changes/10/acknowledge", null, "ann:reviewer");
        await server.SendAsync(HttpMethod.Post, "/api/proposals/1/dismiss", null, "ann:reviewer");

        TestDatabase.Rows(server.DbPath, "SELECT data FROM events WHERE kind = 'change' ORDER BY id").ShouldBe(
            ["{\"ids\":[10],\"acknowledged\":true,\"by\":\"ann\"}", "{\"proposal\":1,\"status\":\"dismissed\",\"tool_id\":2,\"by\":\"ann\"}"]);
    }

    [Fact]
    public async Task A_change_comes_with_its_words_and_both_texts()
    {
        var change = (await server.GetAsync("/api/changes/10")).Json;

        change.GetProperty("change_type").GetString().ShouldBe("pricing_change");
        change.GetProperty("plans")[0].GetProperty("after").GetString().ShouldBe("$59 a month");
        change.GetProperty("diff")[0].GetProperty("pieces")[0].GetProperty("kind").GetString().ShouldBe("removed");
        change.GetProperty("before_text").GetString()!.ShouldContain("$49");
        change.GetProperty("after_text").GetString()!.ShouldContain("$59");
        change.GetProperty("proposals").GetArrayLength().ShouldBe(2);
        (await server.GetAsync("/api/changes/99")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Acknowledged_changes_can_be_told_from_the_others()
    {
        (await server.SendAsync(HttpMethod.Post, "/api/changes/10/acknowledge", null, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.OK);
        Ids((await server.GetAsync("/api/changes?acknowledged=true")).Json).ShouldBe([10]);
        (await server.GetAsync("/api/changes/10")).Json.GetProperty("acknowledged_by").GetString().ShouldBe("ann");
        var back = await server.SendAsync(HttpMethod.Post, "/api/changes/acknowledge", """{"change_ids":[10,99],"acknowledged":false}""", "bob:reviewer");
        back.Json.GetProperty("not_found")[0].GetInt32().ShouldBe(99);
        Ids((await server.GetAsync("/api/changes?acknowledged=true")).Json).ShouldBeEmpty();
        (await server.SendAsync(HttpMethod.Post, "/api/changes/10/acknowledge", null, "eve:viewer")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_proposal_touches_claims_only_when_a_person_accepts_it()
    {
        (await server.SendAsync(HttpMethod.Post, "/api/proposals/1/accept", null, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.OK);
        Claim("SELECT conflicting FROM claims WHERE id = 7").ShouldBe("1");
        (await server.SendAsync(HttpMethod.Post, "/api/proposals/1/dismiss", null, "bob:reviewer")).Status.ShouldBe(HttpStatusCode.Conflict);

        (await server.SendAsync(HttpMethod.Post, "/api/proposals/2/accept", null, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.OK);
        Claim("SELECT substr(d.raw_text, c.span_start + 1, c.span_end - c.span_start) || '|' || c.quote || '|' || CASE WHEN c.verified AND d.processed THEN '1|1' ELSE 'open' END FROM claims c JOIN discoveries d ON d.id = c.discovery_id WHERE c.content = 'Pro: $59 a month'")
            .ShouldBe("$59 a month|$59 a month|1|1");
        (await server.GetAsync("/api/proposals")).Json.GetProperty("total").GetInt32().ShouldBe(0);
        (await server.GetAsync("/api/proposals?status=accepted")).Json.GetProperty("total").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task What_could_not_be_checked_stands_apart()
    {
        var pages = (await server.GetAsync("/api/pages?state=could_not_check,moved,gone")).Json.GetProperty("pages");

        pages.EnumerateArray().Select(p => p.GetProperty("id").GetInt32()).Order().ShouldBe([2, 3]);
        pages.EnumerateArray().ShouldAllBe(p => p.GetProperty("could_not_check").GetBoolean());
    }

    [Fact]
    public async Task Pages_are_added_muted_moved_and_taken_off_the_list()
    {
        var added = await server.SendAsync(HttpMethod.Post, "/api/tools/2/pages", """{"url":"https://bright.example/news","kind":"changelog"}""", "ann:reviewer");
        added.Status.ShouldBe(HttpStatusCode.Created);
        var id = added.Json.GetProperty("id").GetInt32();
        (await server.SendAsync(HttpMethod.Post, "/api/tools/2/pages", """{"url":"javascript:alert(1)"}""", "ann:reviewer")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var mute = await server.SendAsync(HttpMethod.Post, $"/api/pages/{id}/mutes", """{"kind":"selector","pattern":".logos"}""", "ann:reviewer");
        mute.Status.ShouldBe(HttpStatusCode.Created);
        foreach (var wrong in (string[])["""{"kind":"selector","pattern":"..["}""", """{"kind":"selector","pattern":"body"}""", """{"kind":"text","pattern":"**"}"""])
        {
            (await server.SendAsync(HttpMethod.Post, $"/api/pages/{id}/mutes", wrong, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, wrong);
        }

        (await server.SendAsync(HttpMethod.Delete, $"/api/mutes/{mute.Json.GetProperty("id").GetInt32()}", null, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.OK);
        (await server.SendAsync(HttpMethod.Delete, $"/api/pages/{id}", null, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.OK);
        (await server.GetAsync("/api/tools/2/pages")).Json.GetProperty("total").GetInt32().ShouldBe(2);

        (await server.SendAsync(HttpMethod.Post, "/api/pages/3/move", """{"accept":true}""", "ann:reviewer")).Json.GetProperty("url").GetString().ShouldBe("https://lark.example/");
        (await server.GetAsync("/api/tools/1")).Json.GetProperty("url").GetString().ShouldBe("https://lark.example/");
    }

    [Fact]
    public async Task Plans_come_with_their_history()
    {
        var plan = (await server.GetAsync("/api/tools/2/plans")).Json.GetProperty("plans")[0];

        plan.GetProperty("is_offered").GetBoolean().ShouldBeTrue();
        plan.GetProperty("history").EnumerateArray().Select(h => h.GetProperty("in_words").GetString()).ShouldBe(["$59 a month", "$49 a month"]);
    }

    [Fact]
    public async Task An_update_is_queued_as_a_job()
    {
        var answer = await server.SendAsync(HttpMethod.Post, "/api/jobs/update", """{"tool_id":2}""", "ann:reviewer");

        answer.Status.ShouldBe(HttpStatusCode.Accepted);
        answer.Json.GetProperty("type").GetString().ShouldBe("update");
        (await server.SendAsync(HttpMethod.Post, "/api/jobs/update", """{"tool_id":"x"}""", "ann:reviewer")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static int[] Ids(JsonElement page) => [.. page.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("id").GetInt32())];

    private string Claim(string sql) => TestDatabase.Rows(server.DbPath, sql).Single();
}
