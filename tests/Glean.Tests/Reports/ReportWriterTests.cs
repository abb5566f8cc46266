using System.Text.Json;
using Glean.Reports;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reports;

/// <summary>S22: whatever strangers wrote stays text.</summary>
public sealed class ReportWriterTests
{
    private const string Hostile = "<script>alert(1)</script> [click](javascript:alert(1)) **bold** `code` | a & b \u202Egnp\n# heading";

    private static readonly Report Plain = new(
        ReportKind.Weekly,
        "The week",
        new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc),
        new ReportPeriod(new DateTime(2026, 2, 23, 9, 0, 0, DateTimeKind.Utc)),
        [new ReportFigure("Approved", 1)],
        [
            new ReportSection("Approved", [new ReportEntry("Gong", "https://gong.example/", "Conversation · score 0.80", [new ReportStatement("records calls", "use_case", "rss", "https://d.example/1", new DateTime(2026, 2, 25, 0, 0, 0, DateTimeKind.Utc)) { Quote = "It records our calls", Voices = 2, ClaimId = 7 }])], ""),
            new ReportSection("Rejected", [], "Nothing was rejected."),
        ]);

    private static readonly Report Foreign = Plain with
    {
        Sections = [new ReportSection("Approved", [new ReportEntry(Hostile, "javascript:alert(1)", Hostile, [new ReportStatement(Hostile, null, Hostile, "https://d.example/a)<b>\"x", null)])], "")],
    };

    [Fact]
    public void Markdown_reads_as_a_list_of_tools_with_what_is_said_and_where()
    {
        ReportWriter.Write(Plain, ReportFormat.Md).ShouldBe(
            """
            # The week

            2026-02-23 to 2026-03-02

            | | |
            |---|---:|
            | Approved | 1 |

            ## Approved

            - **[Gong](https://gong.example/)** — Conversation · score 0.80
              - use case: records calls · 2 voices — “It records our calls” ([rss, 2026-02-25](https://d.example/1))

            ## Rejected

            Nothing was rejected.

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Json_carries_the_same_report()
    {
        var json = JsonSerializer.Deserialize<JsonElement>(ReportWriter.Write(Plain, ReportFormat.Json));
        json.GetProperty("kind").GetString().ShouldBe("weekly");
        var statement = json.GetProperty("sections")[0].GetProperty("entries")[0].GetProperty("statements")[0];
        statement.GetProperty("source_url").GetString().ShouldBe("https://d.example/1");
        statement.GetProperty("quote").GetString().ShouldBe("It records our calls");
        statement.GetProperty("claim_id").GetInt64().ShouldBe(7);
        json.GetProperty("sections")[1].GetProperty("entries").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void Html_is_a_whole_page_with_links_that_carry_nothing_over()
    {
        var html = ReportWriter.Write(Plain, ReportFormat.Html);
        html.ShouldStartWith("<!doctype html>");
        html.ShouldContain("<li><strong><a href=\"https://gong.example/\" rel=\"noopener noreferrer\">Gong</a></strong>");
        html.ShouldContain("<p>Nothing was rejected.</p>");
        html.ShouldEndWith("</html>\n");
    }

    [Fact]
    public void Foreign_markup_is_text_in_html()
    {
        var html = ReportWriter.Write(Foreign, ReportFormat.Html);
        html.ShouldNotContain("<script");
        html.ShouldNotContain("href=\"javascript:");
        html.ShouldContain("&lt;script&gt;");
        html.ShouldNotContain("<b>");
        html.ShouldNotContain("\u202E");
    }

    [Fact]
    public void Foreign_markup_is_text_in_markdown_and_stays_on_its_line()
    {
        var markdown = ReportWriter.Write(Foreign, ReportFormat.Md);
        markdown.ShouldNotContain("<script>");
        markdown.ShouldContain("\\<script\\>");
        markdown.ShouldContain("\\[click\\]\\(");
        markdown.ShouldContain("\\*\\*bold\\*\\*");
        markdown.Split('\n').ShouldAllBe(line => !line.StartsWith("# heading"));
        markdown.ShouldNotContain("](javascript");
        markdown.ShouldContain("(https://d.example/a%29%3Cb%3E");
        markdown.ShouldNotContain("\u202E");
    }
}
