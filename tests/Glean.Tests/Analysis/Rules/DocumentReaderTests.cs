using Glean.Analysis.Rules;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Rules;

public sealed class DocumentReaderTests
{
    [Fact]
    public void Headings_items_and_paragraphs_are_told_apart()
    {
        var kinds = Read("# Tools\n\nSome prose here.\n- one\n* two\n3. three\n> said\n").Select(b => b.Kind);

        kinds.ShouldBe([BlockKind.Heading, BlockKind.Paragraph, BlockKind.Item, BlockKind.Item, BlockKind.Item, BlockKind.Quote]);
    }

    [Theory]
    [InlineData("##Outreach reviewed", nameof(BlockKind.Heading))]
    [InlineData("#sales #ai", nameof(BlockKind.Paragraph))]
    [InlineData("**Pros:**", nameof(BlockKind.Label))]
    [InlineData("Pros:", nameof(BlockKind.Label))]
    [InlineData("It was raining: we stayed at home and wrote down what we knew.", nameof(BlockKind.Paragraph))]
    public void A_line_is_read_by_its_marks(string line, string kind) => Read(line).Single().Kind.ToString().ShouldBe(kind);

    [Theory]
    [InlineData("**Pricing**: $49 a month", "Pricing", "$49 a month")]
    [InlineData("**Pricing:** $49 a month", "Pricing", "$49 a month")]
    [InlineData("- **Clay** — enrichment", "Clay", "enrichment")]
    [InlineData("Best for: small teams", "Best for", "small teams")]
    [InlineData("Lusha - phone numbers", "Lusha", "phone numbers")]
    public void A_lead_is_parted_from_what_it_names(string line, string lead, string body)
    {
        var block = Read(line).Single();

        Of(line, block.Lead!.Value).ShouldBe(lead);
        Of(line, block.Body).ShouldBe(body);
    }

    [Fact]
    public void A_table_has_a_header_and_cells()
    {
        const string text = "| Tool | Price |\n|---|---|\n| Clay | $149 |\n";

        var rows = DocumentReader.Read(text);

        rows.Select(r => r.Kind).ShouldBe([BlockKind.HeaderRow, BlockKind.Row]);
        rows[1].Cells.Select(c => Of(text, c)).ShouldBe(["Clay", "$149"]);
    }

    [Fact]
    public void A_bullet_on_a_line_of_its_own_takes_the_next_line()
    {
        const string text = "- \nCloud based\n\n- \nCheap\n";

        DocumentReader.Read(text).Select(b => (b.Kind, Of(text, b.Content)))
            .ShouldBe([(BlockKind.Item, "Cloud based"), (BlockKind.Item, "Cheap")]);
    }

    [Fact]
    public void A_tick_or_cross_is_a_sign_and_no_content()
    {
        const string text = "- ✅ Fast\n- ❌ No mobile app\n";

        DocumentReader.Read(text).Select(b => (b.Mark, Of(text, b.Content))).ShouldBe([(1, "Fast"), (-1, "No mobile app")]);
    }

    [Fact]
    public void Code_stays_code() =>
        Read("```\n# not a heading\n```\ntext").Select(b => b.Kind).ShouldBe([BlockKind.Code, BlockKind.Paragraph]);

    [Fact]
    public void Hard_wrapped_prose_is_one_paragraph() =>
        Read("The quick brown fox jumps over the lazy dog and then it goes\non to the next line.").Count.ShouldBe(1);

    private static IReadOnlyList<Block> Read(string text) => DocumentReader.Read(text);

    private static string Of(string text, Glean.Catalog.TextSpan span) => text.Substring(span.Start, span.Length);
}
