using Glean.Curation.Renames;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation.Renames;

public sealed class RenameStatementsTests
{
    [Theory]
    [InlineData("We moved to Larkflow (formerly Quillomat) last year.", "Quillomat", "Larkflow", true)]
    [InlineData("Larkflow, formerly known as Quillomat, has a free tier.", "Quillomat", "Larkflow", true)]
    [InlineData("Larkflow (previously Quill Desk) is fine", "Quill Desk", "Larkflow", true)]
    [InlineData("larkflow.io (fka Quillomat)", "Quillomat", "larkflow.io", true)]
    [InlineData("Larkflow used to be called Quillomat.", "Quillomat", "Larkflow", true)]
    [InlineData("Quillomat was renamed to Larkflow in May.", "Quillomat", "Larkflow", true)]
    [InlineData("Quillomat has just rebranded as Larkflow!", "Quillomat", "Larkflow", true)]
    [InlineData("Quillomat is now called Larkflow", "Quillomat", "Larkflow", true)]
    [InlineData("Quillomat changed its name to Larkflow, by the way", "Quillomat", "Larkflow", true)]
    [InlineData("Quillomat is now Larkflow.", "Quillomat", "Larkflow", false)]
    [InlineData("Quillomat became Larkflow and nobody told me", "Quillomat", "Larkflow", false)]
    public void A_change_of_a_name_is_read(string text, string former, string present, bool isExplicit)
    {
        var statement = RenameStatements.In(text).ShouldHaveSingleItem();
        (statement.Former, statement.Present, statement.Explicit).ShouldBe((former, present, isExplicit));
        text.ShouldContain(statement.Quote);
    }

    [Theory]
    [InlineData("Quillomat is now Larkflow's biggest rival.")]
    [InlineData("Quillomat is now Larkflow certified.")]
    [InlineData("Quillomat is now part of Larkflow.")]
    [InlineData("Quillomat is now free.")]
    [InlineData("She was formerly of Quillomat.")]
    [InlineData("We formerly used Quillomat and now Larkflow.")]
    [InlineData("Larkflow and Quillomat are both fine.")]
    public void What_is_no_change_of_a_name_is_left_alone(string text) => RenameStatements.In(text).ShouldBeEmpty();

    [Fact]
    public void Hostile_text_costs_little()
    {
        var text = string.Concat(Enumerable.Repeat("Aa Bb Cc is now formerly (formerly known as ", 20_000));
        Should.CompleteIn(() => RenameStatements.In(text), TimeSpan.FromSeconds(20));
    }
}
