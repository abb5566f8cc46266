using System.Net;
using System.Text;
using System.Text.Json;
using Glean.Egress;
using Glean.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

public sealed class SourceRoutesTests
{
    private const string Feed =
        """
        <rss version='2.0'><channel><title>Sales notes</title>
        <item><title>An AI SDR tool for sales teams</title><link>https://n.example/1</link><description>Sales automation and lead enrichment for the CRM.</description></item>
        <item><title>Roses in May</title><link>https://n.example/2</link><description>How to cut them.</description></item>
        </channel></rss>
        """;

    [Fact]
    public async Task A_source_is_paused_and_named_by_a_reviewer_and_the_change_is_audited()
    {
        await using var server = await ApiFixture.StartAsync();
        (await server.SendAsync(HttpMethod.Put, "/api/sources/reddit", """{"enabled":false}""", "bob:viewer")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await server.GetAsync("/api/sources")).Json.GetProperty("total").GetInt32().ShouldBe(7);

        var paused = (await server.SendAsync(HttpMethod.Put, "/api/sources/reddit", """{"enabled":false,"title":"Forums"}""", "bob:reviewer")).Json;
        (paused.GetProperty("enabled").GetBoolean(), paused.GetProperty("health").GetString(), paused.GetProperty("title").GetString()).ShouldBe((false, "disabled", "Forums"));
        var id = paused.GetProperty("id").GetInt64();
        (await server.SendAsync(HttpMethod.Put, $"/api/sources/{id}", """{"enabled":true}""")).Json.GetProperty("title").GetString().ShouldBe("Forums");
        (await server.GetAsync($"/api/sources/{id}")).Json.GetProperty("enabled").GetBoolean().ShouldBeTrue();
        TestDatabase.Rows(server.DbPath, "SELECT actor, action, subject FROM audit_log ORDER BY id").ShouldBe([$"bob|source.changed|source:{id}", $"ann|source.changed|source:{id}"]);

        (await server.SendAsync(HttpMethod.Put, "/api/sources/pigeons", """{"enabled":true}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.SendAsync(HttpMethod.Put, "/api/sources/reddit", $$"""{"title":"{{new string('x', 201)}}"}""")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Doors_are_opened_checked_and_closed()
    {
        await using var server = await ApiFixture.StartAsync();
        var answer = (await server.SendAsync(HttpMethod.Post, "/api/sources/reddit/doors", """{"subreddits":["r/Gardening","sales"],"queries":["roses"]}""")).Json;
        answer.GetProperty("added").GetInt32().ShouldBe(2);
        answer.GetProperty("known").GetInt32().ShouldBe(1);
        var door = Doors(answer.GetProperty("source")).Single(d => d.GetProperty("name").GetString() == "reddit:r/gardening");
        door.GetProperty("enabled").GetBoolean().ShouldBeTrue();

        var path = $"/api/sources/doors/{door.GetProperty("id").GetInt64()}";
        (await server.SendAsync(HttpMethod.Delete, path)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await server.GetAsync($"/api/sources/{door.GetProperty("id").GetInt64()}")).Json.GetProperty("enabled").GetBoolean().ShouldBeFalse();
        (await server.SendAsync(HttpMethod.Delete, $"/api/sources/doors/{answer.GetProperty("source").GetProperty("id").GetInt64()}")).Status.ShouldBe(HttpStatusCode.NotFound);

        var wrong = await server.SendAsync(HttpMethod.Post, "/api/sources/reddit/doors", """{"subreddits":["not a name"]}""");
        (wrong.Status, wrong.Json.GetProperty("errors").TryGetProperty("subreddits", out _)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
        (await server.SendAsync(HttpMethod.Post, "/api/sources/reddit/doors", """{"feeds":["https://x.example/"]}""")).Detail.ShouldContain("subreddits or queries");
        (await server.SendAsync(HttpMethod.Post, "/api/sources/pigeons/doors", "{}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_feed_that_was_never_read_is_paused_by_its_name()
    {
        await using var server = await ApiFixture.StartAsync();
        var feed = (await server.GetAsync("/api/sources")).Json.GetProperty("sources").EnumerateArray().SelectMany(Doors).First(d => d.GetProperty("parent").GetString() == "rss");
        feed.GetProperty("id").ValueKind.ShouldBe(JsonValueKind.Null);

        var path = $"/api/sources/{Uri.EscapeDataString(feed.GetProperty("name").GetString()!)}";
        var paused = await server.SendAsync(HttpMethod.Put, path, """{"enabled":false}""");
        (paused.Status, paused.Json.GetProperty("enabled").GetBoolean()).ShouldBe((HttpStatusCode.OK, false));
        (await server.GetAsync(path)).Json.GetProperty("health").GetString().ShouldBe("disabled");
    }

    [Fact]
    public async Task A_feed_is_looked_at_also_through_the_page_that_announces_it_and_nothing_is_stored()
    {
        await using var web = await FaultServer.StartAsync(context => context.Request.Path == "/feed.xml"
            ? Answers.Text(Feed, "application/rss+xml")(context)
            : Answers.Text("<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='/feed.xml'></head></html>", "text/html")(context));
        // The clock of the server stands still, and by it one host would be left in peace for good.
        using var fetcher = new Fetcher(web.Options);
        await using var server = await ApiFixture.StartAsync(services: s => s.AddSingleton<IFetcher>(fetcher));

        var preview = (await PreviewAsync(server, web.Url("/blog"))).Json;
        (preview.GetProperty("title").GetString(), preview.GetProperty("url").GetString(), preview.GetProperty("found_on").GetString())
            .ShouldBe(("Sales notes", web.Url("/feed.xml").AbsoluteUri, web.Url("/blog").AbsoluteUri));
        (preview.GetProperty("total").GetInt32(), preview.GetProperty("relevant").GetInt32()).ShouldBe((2, 1));
        preview.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("kept").GetBoolean()).Order().ShouldBe([false, true]);
        TestDatabase.Rows(server.DbPath, "SELECT (SELECT count(*) FROM discoveries) + (SELECT count(*) FROM sources)").ShouldBe(["0"]);
    }

    [Fact]
    public async Task A_preview_reaches_nothing_private_and_says_what_is_no_feed()
    {
        await using var web = await FaultServer.StartAsync(Answers.Text(Feed, "application/rss+xml"));
        await using (var guarded = await ApiFixture.StartAsync())
        {
            (await PreviewAsync(guarded, web.Url("/feed.xml"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            web.Requests.ShouldBeEmpty();
            (await guarded.SendAsync(HttpMethod.Post, "/api/sources/feeds/preview", """{"url":"file:///etc/passwd"}""")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        await using var page = await FaultServer.StartAsync(Answers.Text("<!doctype html><html><body>Hello</body></html>", "text/html"));
        await using var server = await ApiFixture.StartAsync(new Dictionary<string, string> { ["GLEAN_EGRESS_ALLOW"] = "127.0.0.0/8" });
        (await PreviewAsync(server, page.Url("/"))).Detail.ShouldContain("HTML page");
    }

    [Fact]
    public async Task Feeds_go_in_and_out_as_opml()
    {
        await using var server = await ApiFixture.StartAsync();
        const string list = """<opml version="2.0"><body><outline type="rss" text="One" xmlUrl="https://one.example/feed"/></body></opml>""";
        (await server.SendAsync(HttpMethod.Post, "/api/sources/feeds/import", list)).Json.GetProperty("added").GetInt32().ShouldBe(1);
        (await server.SendAsync(HttpMethod.Post, "/api/sources/feeds/import", list)).Json.GetProperty("known").GetInt32().ShouldBe(1);
        (await server.SendAsync(HttpMethod.Post, "/api/sources/feeds/import", "<p>no</p>")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var export = await server.GetAsync("/api/sources/feeds/export", "bob:viewer");
        export.MediaType.ShouldBe("text/x-opml");
        Glean.Scouts.Rss.Opml.Import(Encoding.UTF8.GetBytes(export.Text)).Feeds.ShouldContain(f => f.FeedUrl == "https://one.example/feed");
    }

    [Fact]
    public async Task Scout_types_tell_the_last_result_and_the_next_run()
    {
        await using var server = await ApiFixture.StartAsync();
        server.Seed("INSERT INTO jobs (id, type, scout_type, status, completed_at, result) VALUES ('a', 'scout', 'rss', 'completed', '2026-05-20 10:00:00', '{\"new\":3}')");
        var rss = (await server.GetAsync("/api/jobs/scout-types")).Json.GetProperty("scout_types").EnumerateArray().Single(t => t.GetProperty("id").GetString() == "rss");
        rss.GetProperty("last_run").GetProperty("result").GetProperty("new").GetInt32().ShouldBe(3);
        rss.GetProperty("next_run_at").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static Task<Answer> PreviewAsync(ApiFixture server, Uri url) =>
        server.SendAsync(HttpMethod.Post, "/api/sources/feeds/preview", JsonSerializer.Serialize(new { url = url.AbsoluteUri }));

    private static IEnumerable<JsonElement> Doors(JsonElement source) => source.GetProperty("doors").EnumerateArray();
}
