using Glean.Analysis.Rules;
using Glean.Catalog;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Rules;

public sealed class SegmentReaderTests
{
    [Theory]
    [InlineData("One. Two! Three?", new[] { "One.", "Two!", "Three?" })]
    [InlineData("We use Apollo.io daily. It works.", new[] { "We use Apollo.io daily.", "It works." })]
    [InlineData("Tools, e.g. Clay, cost $1.50 each. Fine.", new[] { "Tools, e.g. Clay, cost $1.50 each.", "Fine." })]
    [InlineData("\"It is slow.\" She left.", new[] { "\"It is slow.\"", "She left." })]
    [InlineData("no capitals here. none there either.", new[] { "no capitals here.", "none there either." })]
    public void Sentences_end_where_they_end(string text, string[] sentences) =>
        SegmentReader.Sentences(text, new TextSpan(0, text.Length)).Select(s => text.Substring(s.Start, s.Length)).ShouldBe(sentences);

    [Theory]
    [InlineData("Outreach has agents today; Salesloft has a workflow layer", 2)]
    [InlineData("Free 7 days; Plus 30 days", 1)]
    [InlineData("It is not the best at one thing, but it is good at everything", 2)]
    [InlineData("It is good (cheap, too; and quite fast as well)", 1)]
    public void A_sentence_is_cut_where_a_second_statement_begins(string text, int clauses) =>
        Clauses.Split(text, new TextSpan(0, text.Length)).Count.ShouldBe(clauses);
}
