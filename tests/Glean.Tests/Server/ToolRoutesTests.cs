using System.Net;
using System.Text.Json;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

public sealed class ToolRoutesTests : IAsyncLifetime
{
    private ApiFixture server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ApiFixture.StartAsync();
        server.Seed(Sample.Rows);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("status=review&sort_by=name&sort_order=desc", "Quillmail,Larkdial")]
    [InlineData("search=mail", "Quillmail")]
    [InlineData("min_score=0.3&limit=1&offset=1", "Larkdial,Quillmail,brightCRM")]
    [InlineData("status=rejected", "")]
    public async Task An_export_holds_what_the_list_shows_in_its_order(string query, string names)
    {
        var json = (await server.GetAsync("/api/export/tools/json?" + query)).Json;
        string.Join(',', json.EnumerateArray().Select(t => t.GetProperty("name").GetString())).ShouldBe(names);
        var csv = (await server.GetAsync("/api/export/tools/csv?" + query)).Text;
        string.Join(',', csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[1])).ShouldBe(names);
    }

    [Fact]
    public async Task An_export_refuses_filters_that_make_no_sense() =>
        (await server.GetAsync("/api/export/tools/csv?min_score=7")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

    [Fact]
    public async Task Categories_of_the_focus_come_first_and_those_that_only_tools_have_after_them()
    {
        server.Seed("INSERT INTO tools (name, category) VALUES ('Strayling', 'gardening')");
        var categories = (await server.GetAsync("/api/categories")).Json.GetProperty("categories").EnumerateArray().ToList();
        categories.Select(c => c.GetProperty("name").GetString()).ShouldBeUnique();
        (categories[^1].GetProperty("name").GetString(), categories[^1].GetProperty("in_focus").GetBoolean()).ShouldBe(("gardening", false));
        categories.Single(c => c.GetProperty("name").GetString() == "outreach").GetProperty("tools").GetInt32().ShouldBe(2);
        categories.Single(c => c.GetProperty("name").GetString() == "coaching").GetProperty("tools").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("", "Larkdial,Quillmail,brightCRM,Zapless")]
    [InlineData("status=review,approved", "Larkdial,Quillmail,brightCRM")]
    [InlineData("category=outreach&sort_by=created_at&sort_order=asc", "Larkdial,Quillmail")]
    [InlineData("sort_by=name", "brightCRM,Larkdial,Quillmail,Zapless")]
    [InlineData("search=lark", "Larkdial")]
    [InlineData("search=ecrit", "Quillmail")]
    [InlineData("search=lark.io", "Larkdial")]
    [InlineData("search=dial%20prosp", "Larkdial")]
    [InlineData("search=mail", "Quillmail")]
    [InlineData("search=%22%20OR%20*", "")]
    [InlineData("min_score=0.5&max_score=0.8", "Quillmail")]
    [InlineData("created_after=2026-05-03&created_before=2026-05-03", "Quillmail")]
    [InlineData("limit=1&offset=1", "Quillmail")]
    public async Task The_list_takes_every_filter(string query, string names)
    {
        var answer = await server.GetAsync("/api/tools?" + query);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        string.Join(',', answer.Json.GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("name").GetString())).ShouldBe(names);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("offset=-1", "offset")]
    [InlineData("status=lost", "status")]
    [InlineData("min_score=1.5", "min_score")]
    [InlineData("min_score=low", "min_score")]
    [InlineData("max_score=NaN", "max_score")]
    [InlineData("min_score=0.9&max_score=0.1", "min_score")]
    [InlineData("sort_by=password", "sort_by")]
    [InlineData("sort_order=up", "sort_order")]
    [InlineData("created_after=soon", "created_after")]
    public async Task A_filter_out_of_range_is_422_and_names_the_field(string query, string field)
    {
        var answer = await server.GetAsync("/api/tools?" + query);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.MediaType.ShouldBe("application/problem+json");
        answer.Detail.ShouldStartWith(field + ":");
    }

    [Fact]
    public async Task The_list_is_never_older_than_a_write_of_another_process()
    {
        for (var i = 0; i < 20; i++)
        {
            (await server.GetAsync("/api/tools?status=inbox")).Json.GetProperty("total").GetInt32().ShouldBe(i + 1);
            server.Seed($"INSERT INTO tools (name) VALUES ('Later {i}')");
        }
    }

    [Fact]
    public async Task A_list_tells_its_total_and_the_filters_it_understood()
    {
        var page = (await server.GetAsync("/api/tools?status=review&limit=1")).Json;

        page.GetProperty("total").GetInt32().ShouldBe(2);
        page.GetProperty("limit").GetInt32().ShouldBe(1);
        page.GetProperty("offset").GetInt32().ShouldBe(0);
        page.GetProperty("filters").GetProperty("status")[0].GetString().ShouldBe("review");
        page.GetProperty("filters").GetProperty("sort_by").GetString().ShouldBe("relevance_score");
        page.GetProperty("tools")[0].GetProperty("claim_count").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_detail_carries_claims_with_their_evidence_changelog_and_discoveries()
    {
        var tool = (await server.GetAsync("/api/tools/1")).Json;

        var claim = tool.GetProperty("claims")[0];
        claim.GetProperty("source_name").GetString().ShouldBe("reddit");
        claim.GetProperty("source_url").GetString().ShouldBe("https://example.com/1");
        (claim.GetProperty("quote").GetString(), claim.GetProperty("span_start").GetInt32(), claim.GetProperty("span_end").GetInt32()).ShouldBe(("dials for you", 9, 22));
        tool.GetProperty("changelog").GetArrayLength().ShouldBe(1);
        tool.GetProperty("discoveries")[0].GetProperty("title").GetString().ShouldBe("First");
        (await server.GetAsync("/api/tools/1/claims")).Json.GetProperty("claims")[0].GetProperty("quote").GetString().ShouldBe("dials for you");
        (await server.GetAsync("/api/tools/99")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Prices_and_audiences_of_claims_are_given_as_data()
    {
        server.Seed("""
            INSERT INTO claims (id, tool_id, source_id, discovery_id, claim_type, content, confidence, quote) VALUES
                (7, 2, 1, 2, 'pricing', 'x', 0.8, 'Pro costs $49 per user per month'), (8, 2, 1, 2, 'audience', 'x', 0.8, 'built for real estate agencies with 10-50 employees'),
                (9, 2, 1, 2, 'feature', 'x', 0.8, 'saves $49 for real estate');
            """);

        var claims = (await server.GetAsync("/api/tools/2/claims")).Json.GetProperty("claims").EnumerateArray().ToDictionary(c => c.GetProperty("id").GetInt32());

        var price = claims[7].GetProperty("prices")[0];
        (price.GetProperty("amount").GetDecimal(), price.GetProperty("currency").GetString(), price.GetProperty("period").GetString(), price.GetProperty("unit").GetString())
            .ShouldBe((49m, "$", "month", "user"));
        claims[8].GetProperty("audience").GetProperty("size").GetString().ShouldBe("10-50");
        claims[8].GetProperty("audience").GetProperty("industries")[0].GetString().ShouldBe("real estate");
        claims[9].GetProperty("prices").GetArrayLength().ShouldBe(0);
        (claims[9].TryGetProperty("audience", out var none) && none.ValueKind != JsonValueKind.Null).ShouldBeFalse();
    }

    [Fact]
    public async Task An_edit_of_a_version_that_is_gone_is_409()
    {
        var etag = (await server.GetAsync("/api/tools/1")).Headers["ETag"];

        var first = await server.SendAsync(HttpMethod.Put, "/api/tools/1", """{"name":"Larkdial 2","url":"HTTPS://Larkdial.example/?utm_source=x"}""", "ann:reviewer", ("If-Match", etag));
        var second = await server.SendAsync(HttpMethod.Put, "/api/tools/1", """{"name":"Larkdial 3","version":0}""");

        first.Status.ShouldBe(HttpStatusCode.OK);
        first.Json.GetProperty("url").GetString().ShouldBe("https://larkdial.example/");
        first.Json.GetProperty("version").GetInt32().ShouldBe(1);
        second.Status.ShouldBe(HttpStatusCode.Conflict);
        second.Detail.ShouldContain("2026-05-20 12:00:00");
        (await server.GetAsync("/api/tools?search=larkdial%202")).Json.GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"url":"javascript:alert(1)"}""", HttpStatusCode.UnprocessableEntity, "url")]
    [InlineData("""{"url":"java\nscript:alert(1)"}""", HttpStatusCode.UnprocessableEntity, "url")]
    [InlineData("""{"name":" "}""", HttpStatusCode.UnprocessableEntity, "name")]
    [InlineData("""{"category":"cooking"}""", HttpStatusCode.UnprocessableEntity, "category")]
    [InlineData("""{"version":"1"}""", HttpStatusCode.UnprocessableEntity, "version")]
    [InlineData("""{"name":5}""", HttpStatusCode.UnprocessableEntity, "name")]
    [InlineData("""{"name":""", HttpStatusCode.BadRequest, "JSON")]
    public async Task A_wrong_edit_names_what_is_wrong(string body, HttpStatusCode status, string named)
    {
        var answer = await server.SendAsync(HttpMethod.Put, "/api/tools/1", body);

        answer.Status.ShouldBe(status);
        answer.MediaType.ShouldBe("application/problem+json");
        answer.Detail.ShouldContain(named);
        answer.Text.ShouldNotContain("Exception");
    }

    [Fact]
    public async Task Only_an_admin_removes_tools_and_the_discoveries_stay()
    {
        (await server.SendAsync(HttpMethod.Delete, "/api/tools/1", null, "ann:reviewer")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await server.SendAsync(HttpMethod.Delete, "/api/tools/1")).Status.ShouldBe(HttpStatusCode.NoContent);
        var bulk = await server.SendAsync(HttpMethod.Delete, "/api/tools/bulk?tool_ids=2,77");
        var inBody = await server.SendAsync(HttpMethod.Delete, "/api/tools/bulk", """{"tool_ids":[3]}""");

        bulk.Json.GetProperty("deleted_count").GetInt32().ShouldBe(1);
        bulk.Json.GetProperty("not_found")[0].GetInt32().ShouldBe(77);
        inBody.Json.GetProperty("deleted")[0].GetInt32().ShouldBe(3);
        (await server.GetAsync("/api/tools")).Json.GetProperty("total").GetInt32().ShouldBe(1);
        (await server.GetAsync("/api/discoveries")).Json.GetProperty("total").GetInt32().ShouldBe(3);
        var tooMany = string.Join(',', Enumerable.Range(1, 101));
        (await server.SendAsync(HttpMethod.Delete, "/api/tools/bulk?tool_ids=" + tooMany)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Views_belong_to_the_person_who_saved_them()
    {
        var saved = await server.SendAsync(HttpMethod.Post, "/api/views", """{"name":"Mine","query":"status=review"}""");
        var id = saved.Json.GetProperty("id").GetInt64();

        saved.Status.ShouldBe(HttpStatusCode.Created);
        (await server.SendAsync(HttpMethod.Post, "/api/views", """{"name":"Mine","query":""}""")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await server.GetAsync("/api/views", "bob:viewer")).Json.GetProperty("total").GetInt32().ShouldBe(0);
        (await server.SendAsync(HttpMethod.Delete, $"/api/views/{id}", null, "bob:viewer")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.SendAsync(HttpMethod.Put, $"/api/views/{id}", """{"name":"Ours","query":"a=b"}""")).Json.GetProperty("name").GetString().ShouldBe("Ours");
        (await server.SendAsync(HttpMethod.Delete, $"/api/views/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await server.SendAsync(HttpMethod.Post, "/api/views", """{"name":"No query"}""")).Detail.ShouldContain("query");
    }
}
