using System.Text.Json;
using Glean.Reports;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reports;

/// <summary>What reports tell of a small index, in every format, compared with what a person approved.</summary>
public sealed class ReportBuilderTests : IDisposable
{
    private readonly TestDatabase database = new();

    public ReportBuilderTests() => SampleIndex.Fill(database.Database);

    private ReportBuilder Builder => new(database.Database, database.Now, "AI tools for sales");

    [Theory]
    [InlineData(ReportKind.Weekly, ReportFormat.Md, "weekly.md")]
    [InlineData(ReportKind.Weekly, ReportFormat.Html, "weekly.html")]
    [InlineData(ReportKind.Weekly, ReportFormat.Json, "weekly.json")]
    [InlineData(ReportKind.Changelog, ReportFormat.Md, "changelog.md")]
    [InlineData(ReportKind.Index, ReportFormat.Md, "index.md")]
    [InlineData(ReportKind.Index, ReportFormat.Html, "index.html")]
    [InlineData(ReportKind.Index, ReportFormat.Json, "index.json")]
    public void Renders_as_approved(ReportKind kind, ReportFormat format, string file) =>
        ReportWriter.Write(Builder.Build(kind, ReportPeriod.Default(kind, database.Now)), format).ShouldBeAsApproved(file);

    [Fact]
    public void Json_can_be_read_and_names_the_evidence_of_every_statement()
    {
        foreach (var kind in Enum.GetValues<ReportKind>())
        {
            var report = JsonSerializer.Deserialize<JsonElement>(ReportWriter.Write(Builder.Build(kind, ReportPeriod.Default(kind, database.Now)), ReportFormat.Json));
            var statements = report.GetProperty("sections").EnumerateArray().SelectMany(s => s.GetProperty("entries").EnumerateArray()).SelectMany(e => e.GetProperty("statements").EnumerateArray()).ToList();
            statements.ShouldNotBeEmpty();
            statements.ShouldAllBe(s => s.GetProperty("claim_id").ValueKind == JsonValueKind.Number || s.GetProperty("change_id").ValueKind == JsonValueKind.Number);
        }
    }

    [Fact]
    public void A_period_ends_with_its_last_day()
    {
        var period = ReportPeriod.OfDays(new DateOnly(2026, 2, 20), new DateOnly(2026, 2, 26));
        var report = Builder.Build(ReportKind.Changelog, period);
        report.Sections[0].Entries.Select(e => e.Name).ShouldBe(["Callnote"]);
        ReportWriter.Write(report, ReportFormat.Md).ShouldContain("2026-02-20 to 2026-02-26");
        Builder.Build(ReportKind.Index, period).Sections.Single().Entries.Single().Name.ShouldBe("Callnote");
    }

    [Fact]
    public void An_empty_time_is_empty()
    {
        Builder.Build(ReportKind.Changelog, ReportPeriod.OfDays(new DateOnly(2020, 1, 1), new DateOnly(2020, 1, 2))).IsEmpty.ShouldBeTrue();
        Builder.Build(ReportKind.Changelog, ReportPeriod.Days(30, database.Now)).IsEmpty.ShouldBeFalse();
    }

    public void Dispose() => database.Dispose();
}
