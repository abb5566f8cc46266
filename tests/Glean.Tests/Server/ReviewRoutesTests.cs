using System.Net;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

public sealed class ReviewRoutesTests : IAsyncLifetime
{
    private const string Approve = """{"status":"approved"}""";
    private const string Reject = """{"status":"rejected","rejection_reason":"not for sales"}""";

    private ApiFixture server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ApiFixture.StartAsync();
        server.Seed(Sample.Rows);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_tool_that_somebody_else_decided_on_is_409_with_who_and_when()
    {
        (await Decide(1, Approve, "ann:reviewer")).Json.GetProperty("status").GetString().ShouldBe("approved");

        var late = await Decide(1, Reject, "bob:reviewer");

        late.Status.ShouldBe(HttpStatusCode.Conflict);
        late.Detail.ShouldContain("ann");
        late.Detail.ShouldContain("2026-05-20 12:00:00");
        late.Json.GetProperty("decided_by").GetString().ShouldBe("ann");
        (await Decide(1, Approve, "bob:reviewer")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Whoever_has_seen_the_decision_may_decide_again()
    {
        var version = (await Decide(1, Approve, "ann:reviewer")).Json.GetProperty("version").GetInt32();

        (await Decide(1, $$"""{"status":"review","version":{{version}}}""", "bob:reviewer")).Json.GetProperty("status").GetString().ShouldBe("review");
        (await Decide(1, $$"""{"status":"rejected","version":{{version}}}""", "bob:reviewer")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task People_may_repeat_and_change_their_own_decisions_and_take_them_back()
    {
        await Decide(1, Approve, "ann:reviewer");
        (await Decide(1, Approve, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.OK);
        (await Decide(1, Reject, "ann:reviewer")).Json.GetProperty("rejection_reason").GetString().ShouldBe("not for sales");

        var undone = await server.SendAsync(HttpMethod.Post, "/api/review/undo", null, "ann:reviewer");
        undone.Json.GetProperty("status").GetString().ShouldBe("approved");
        (await server.SendAsync(HttpMethod.Post, "/api/review/undo", null, "ann:reviewer")).Json.GetProperty("status").GetString().ShouldBe("review");
        (await server.SendAsync(HttpMethod.Post, "/api/review/undo", null, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync("/api/tools/1")).Json.GetProperty("reviewed_at").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Many_are_decided_at_once_and_each_that_was_not_is_named()
    {
        await Decide(1, Approve, "bob:reviewer");

        var answer = (await server.SendAsync(HttpMethod.Put, "/api/tools/bulk/status", """{"tool_ids":[1,3,3,4,99],"status":"rejected"}""", "ann:reviewer")).Json;

        answer.GetProperty("updated_count").GetInt32().ShouldBe(2);
        answer.GetProperty("updated").EnumerateArray().Select(i => i.GetInt32()).ShouldBe([3, 4]);
        answer.GetProperty("not_found").EnumerateArray().Select(i => i.GetInt32()).ShouldBe([99]);
        answer.GetProperty("conflicts")[0].GetProperty("decided_by").GetString().ShouldBe("bob");
        var tooMany = $$"""{"tool_ids":[{{string.Join(',', Enumerable.Range(1, 101))}}],"status":"rejected"}""";
        (await server.SendAsync(HttpMethod.Put, "/api/tools/bulk/status", tooMany)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_viewer_decides_nothing()
    {
        (await Decide(1, Approve, "ann:viewer")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Decide(1, """{"status":"lovely"}""", "ann:reviewer")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Decide(99, Approve, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Duplicates_are_merged_taken_back_and_kept_apart()
    {
        (await server.GetAsync("/api/duplicates")).Json.GetProperty("pairs")[0].GetProperty("second").GetProperty("name").GetString().ShouldBe("Quillmail");
        var merge = (await server.SendAsync(HttpMethod.Post, "/api/duplicates/merge", """{"kept_id":1,"merged_id":3}""")).Json;
        (await server.GetAsync("/api/tools/3")).Status.ShouldBe(HttpStatusCode.NotFound);

        var undo = await server.SendAsync(HttpMethod.Post, $"/api/duplicates/merges/{merge.GetProperty("id").GetInt64()}/undo");

        undo.Json.GetProperty("id").GetInt64().ShouldBe(3);
        (await server.GetAsync("/api/duplicates")).Json.GetProperty("total").GetInt32().ShouldBe(0);
        (await server.SendAsync(HttpMethod.Post, "/api/duplicates/apart", """{"first_id":1,"second_id":2}""")).Status.ShouldBe(HttpStatusCode.OK);
        var missing = await server.SendAsync(HttpMethod.Post, "/api/duplicates/merge", """{"kept_id":1,"merged_id":999}""");
        (missing.Status, missing.Detail).ShouldBe((HttpStatusCode.UnprocessableEntity, "There is no tool 999."));
    }

    private Task<Answer> Decide(long id, string body, string who) => server.SendAsync(HttpMethod.Put, $"/api/tools/{id}/status", body, who);
}
