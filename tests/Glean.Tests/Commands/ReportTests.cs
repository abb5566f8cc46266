using System.Text.Json;
using Glean.Tests.Reports;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Commands;

/// <summary>Reports as people call them.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_report_is_printed_and_saved_or_written_where_one_says()
    {
        var glean = new GleanProgram(folder.Path);
        glean.Environment["GLEAN_ENVIRONMENT"] = "development";
        (await glean.RunAsync("init")).ShouldExit(0);
        using (var connection = TestDatabases.Open(glean.DatabasePath))
            connection.Seed("DELETE FROM sources");
        SampleIndex.Fill(TestDatabases.At(glean.DatabasePath));

        var printed = (await glean.RunAsync("report", "index")).ShouldExit(0).Output;
        printed.ShouldStartWith("# Index of AI tools for sales\n");
        File.ReadAllText(Directory.EnumerateFiles(folder.File("reports"), "index-*.md").Single()).ShouldBe(printed);

        (await glean.RunAsync("report", "changelog", "--since", "2026-02-01", "--until", "2026-02-26", "--format", "html", "--out", "out/february.html")).ShouldExit(0).Output.ShouldBeEmpty();
        File.ReadAllText(folder.File("out/february.html")).ShouldContain("Pro: $49 to $59 a user a month");
        var json = (await glean.RunAsync("report", "weekly", "--since", "2026-02-20", "--format", "json", "--no-save")).ShouldExit(0).Output;
        JsonSerializer.Deserialize<JsonElement>(json).GetProperty("from").GetString().ShouldBe("2026-02-20T00:00:00Z");
        Directory.EnumerateFiles(folder.File("reports")).ShouldHaveSingleItem();
    }

    public void Dispose() => folder.Dispose();
}
