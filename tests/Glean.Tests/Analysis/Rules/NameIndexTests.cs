using Glean.Analysis.Rules;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Rules;

public sealed class NameIndexTests
{
    private static readonly NameIndex Index = new(
    [
        new CatalogueEntry("ZoomInfo", []),
        new CatalogueEntry("Close", ["Close CRM"], "close.com", "crm", Ambiguous: true),
        new CatalogueEntry("Apollo.io", ["?Apollo"], "apollo.io", "prospecting"),
        new CatalogueEntry("Salesforce", []),
    ]);

    [Theory]
    [InlineData("ZoomInfo", 1)]
    [InlineData("Zoom Info", 2)]
    [InlineData("zoominfo", 1)]
    [InlineData("Apollo.io", 2)]
    [InlineData("Close CRM", 2)]
    [InlineData("sales force", 0)]
    [InlineData("Sales. Force", 0)]
    [InlineData("Closed", 0)]
    public void A_name_is_found_however_it_is_spaced(string text, int tokens) =>
        Index.Match(text, Tokenizer.Tokenize(text, []), 0, out _).ShouldBe(tokens);

    [Fact]
    public void An_alias_with_a_question_mark_needs_context()
    {
        Index.Match("Apollo", Tokenizer.Tokenize("Apollo", []), 0, out var alias);
        Index.Match("Apollo.io", Tokenizer.Tokenize("Apollo.io", []), 0, out var name);

        alias.Ambiguous.ShouldBeTrue();
        name.Ambiguous.ShouldBeFalse();
        alias.Entry.ShouldBe(name.Entry);
    }

    [Theory]
    [InlineData("close.com", true)]
    [InlineData("app.close.com", true)]
    [InlineData("notclose.com", false)]
    public void A_host_leads_to_its_product(string host, bool found) => (Index.FindHost(host) >= 0).ShouldBe(found);
}
