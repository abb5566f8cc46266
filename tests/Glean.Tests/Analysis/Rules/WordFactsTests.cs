using Glean.Analysis.Rules;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Rules;

public sealed class WordFactsTests
{
    [Flags]
    private enum Lists : long
    {
        Verbs = 1,
        Nouns = 2,
    }

    private static readonly WordLists<Lists> Closed = new((Lists.Verbs, new("syncs records")), (Lists.Nouns, new("records Plan")));

    private static readonly WeightTable Table = WeightTable.Read(new StringReader("feature,yes\nw:record,0.5\n"));

    [Theory]
    [InlineData("syncs", Lists.Verbs)]
    [InlineData("plan", Lists.Nouns)]
    [InlineData("RECORDS", Lists.Verbs | Lists.Nouns)]
    [InlineData("record", default(Lists))]
    public void A_word_is_told_all_lists_that_hold_it_whatever_its_letter_case(string word, object lists) => Closed.Of(word).ShouldBe((long)(Lists)lists);

    [Fact]
    public void A_word_has_its_lists_the_feature_of_its_stem_and_its_kinds()
    {
        var words = new WordFacts(Reading.OfText("Gong records clunky calls"), Table, Closed.Of);
        (words[1].Lists, words[1].Stem).ShouldBe(((long)(Lists.Verbs | Lists.Nouns), "w:record"));
        words[0].Kinds.ShouldBeEmpty();
        (words[2].Lists, words[2].Stem).ShouldBe((0, null));
        words[2].Kinds.ShouldContain("lexicon:complaint");
    }

    [Fact]
    public void A_word_is_looked_up_once()
    {
        List<string> looked = [];
        var words = new WordFacts(Reading.OfText("Gong records calls"), Table, word =>
        {
            looked.Add(word.ToString());
            return 0;
        });
        for (var i = 0; i < 3; i++)
        {
            _ = words[2];
        }

        looked.ShouldBe(["calls"]);
    }
}
