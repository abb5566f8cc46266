using System.Net;
using Glean.Tests.Reports;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

/// <summary>Reports over HTTP: as older clients know them, in every format, and those that were saved.</summary>
public sealed class ReportRoutesTests : IDisposable
{
    private readonly TemporaryFolder reports = new();

    [Fact]
    public async Task A_report_comes_as_older_clients_know_it_and_in_every_format()
    {
        await using var server = await StartAsync();
        (await server.GetAsync("/api/reports/index")).Json.GetProperty("format").GetString().ShouldBe("markdown");
        (await server.GetAsync("/api/reports/index/raw")).MediaType.ShouldBe("text/markdown");
        (await server.GetAsync("/api/reports/index?format=md")).Text.ShouldContain("**[Callnote]");
        (await server.GetAsync("/api/reports/index?format=json")).Json.GetProperty("kind").GetString().ShouldBe("index");

        var html = await server.GetAsync("/api/reports/weekly?format=html&since=2026-02-20&until=2026-02-28");
        html.MediaType.ShouldBe("text/html");
        html.Text.ShouldContain("Pro: $49 to $59");
        html.Text.ShouldNotContain("<script");
        // The page shows its own style, and nothing else can run or load.
        html.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'; style-src 'sha256-");
        (await server.GetAsync("/api/reports/changelog?format=md&since=2026-02-27")).Text.ShouldNotContain("Pro: $49");
        (await server.GetAsync("/api/reports/index?format=html&download=true")).Headers["Content-Disposition"].ShouldBe("attachment; filename=\"index-2026-05-20.html\"");
    }

    [Theory]
    [InlineData("format=pdf", "format")]
    [InlineData("since=yesterday", "since")]
    [InlineData("since=2026-02-20&until=2026-02-01", "until")]
    [InlineData("weeks=0", "weeks")]
    public async Task What_makes_no_sense_is_422_and_named(string query, string field)
    {
        await using var server = await StartAsync();
        var answer = await server.GetAsync($"/api/reports/weekly?{query}");
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Detail.ShouldStartWith(field);
    }

    [Fact]
    public async Task Saved_reports_are_listed_downloaded_and_deleted()
    {
        reports.Write("weekly-2026-05-01.md", "# one");
        reports.Write("index-2026-05-11.html", "<h1>two</h1>");
        reports.Write("notes.txt", "mine");
        await using var server = await StartAsync();
        var files = (await server.GetAsync("/api/reports/files", "bob:viewer")).Json;
        files.GetProperty("total").GetInt32().ShouldBe(2);
        files.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("name").GetString()).ShouldBe(["index-2026-05-11.html", "weekly-2026-05-01.md"]);

        var file = await server.GetAsync("/api/reports/files/index-2026-05-11.html");
        file.Text.ShouldBe("<h1>two</h1>");
        file.Headers["Content-Disposition"].ShouldStartWith("attachment; filename=index-2026-05-11.html");

        (await server.SendAsync(HttpMethod.Delete, "/api/reports/files/index-2026-05-11.html", who: "bob:viewer")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await server.SendAsync(HttpMethod.Delete, "/api/reports/files/index-2026-05-11.html", who: "bob:reviewer")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await server.GetAsync("/api/reports/files/index-2026-05-11.html")).Status.ShouldBe(HttpStatusCode.NotFound);
        File.Exists(reports.File("notes.txt")).ShouldBeTrue();
    }

    /// <summary>S24: nothing outside the folder, and nothing in it that is no report.</summary>
    [Theory]
    [InlineData("notes.txt")]
    [InlineData("weekly-2026-05-02.md")] // a link to a file elsewhere
    [InlineData("..%2Fglean.db")]
    [InlineData("..%2F..%2F..%2F..%2Fetc%2Fpasswd")]
    [InlineData("%2Fetc%2Fpasswd")]
    [InlineData("..%5C..%5Cetc%5Cpasswd")]
    [InlineData("weekly-2026-05-01.md%00.html")]
    [InlineData("./weekly-2026-05-01.md/../notes.txt")]
    public async Task No_other_path_is_read_or_deleted(string name)
    {
        var mine = reports.Write("notes.txt", "mine");
        reports.Write("weekly-2026-05-01.md", "# one");
        File.CreateSymbolicLink(reports.File("weekly-2026-05-02.md"), mine);
        await using var server = await StartAsync();
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Delete])
        {
            var answer = await server.SendAsync(method, $"/api/reports/files/{name}");
            ((int)answer.Status).ShouldBeInRange(400, 499);
            answer.Text.ShouldNotContain("mine");
            answer.Text.ShouldNotContain("root:");
        }

        File.ReadAllText(mine).ShouldBe("mine");
    }

    public void Dispose() => reports.Dispose();

    private async Task<ApiFixture> StartAsync()
    {
        var server = await ApiFixture.StartAsync(new Dictionary<string, string> { ["GLEAN_REPORTS_DIR"] = reports.Path });
        SampleIndex.Fill(server.Database);
        return server;
    }
}
