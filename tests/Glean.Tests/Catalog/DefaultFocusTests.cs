using Glean.Catalog;
using Shouldly;
using Xunit;

namespace Glean.Tests.Catalog;

public sealed class DefaultFocusTests
{
    [Fact]
    public void It_has_the_categories_of_the_contract() => Focus.Default.Categories.Select(c => c.Name).ShouldBe(
        ["prospecting", "enrichment", "outreach", "conversation", "crm", "scheduling", "analytics", "coaching", "other"]);

    [Fact]
    public void Every_category_says_what_it_is_and_how_it_is_talked_of() => Focus.Default.Categories.ShouldAllBe(
        c => c.Description.Length > 0 && c.Keywords.Count >= 15 && c.Keywords.Count <= 40);

    [Fact]
    public void Words_are_lower_case_and_weights_lie_between_a_hint_and_certainty()
    {
        var words = Focus.Default.Categories.SelectMany(c => c.Keywords).ToList();

        words.ShouldAllBe(w => w.Value >= 0.3 && w.Value <= 2);
        words.Concat(Focus.Default.Keywords).Concat(Focus.Default.Exclusions).ShouldAllBe(
            w => w.Key == w.Key.ToLowerInvariant().Trim() && w.Value > 0 && w.Value <= 2);
    }

    [Fact]
    public void No_word_speaks_both_for_and_against() => Focus.Default.Categories.SelectMany(c => c.Keywords.Keys)
        .Concat(Focus.Default.Keywords.Keys).Intersect(Focus.Default.Exclusions.Keys).ShouldBeEmpty();

    [Fact]
    public void The_weights_of_the_score_are_named_and_sum_to_one()
    {
        Focus.Default.Weights.Keys.ShouldBe(["base", "claims", "category", "keywords", "confidence", "sources", "reliability", "recency", "momentum"]);
        Focus.Default.Weights.Values.Sum().ShouldBe(1, 0.001);
        Focus.Default.MinimumRelevance.ShouldBe(0.2);
    }

    [Theory]
    [InlineData("just words")]
    [InlineData("")]
    [InlineData("name: only a name")]
    [InlineData("name: x\ncategories:\n  - description: no name")]
    [InlineData("name: x\ncategories: []\nkeywords: { crm: much }")]
    [InlineData("name: x\nname: y\ncategories: []")]
    [InlineData("- a list")]
    public void A_text_that_is_no_focus_is_refused_with_the_next_step(string yaml) =>
        Should.Throw<GleanException>(() => Focus.FromYaml(yaml)).NextStep.ShouldNotBeNullOrEmpty();
}
