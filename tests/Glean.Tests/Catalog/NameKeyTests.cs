using Glean.Catalog;
using Shouldly;
using Xunit;

namespace Glean.Tests.Catalog;

public sealed class NameKeyTests
{
    [Theory]
    [InlineData("Apollo.io", "apolloio")]
    [InlineData("apollo IO", "apolloio")]
    [InlineData("Café Été", "cafeete")]
    [InlineData("Notion+", "notionplus")]
    [InlineData("+Plus", "plus")]
    [InlineData("Go 🙂", "go🙂")]
    [InlineData(" ?! ", "?!")]
    [InlineData("", "")]
    public void Letters_and_digits_are_kept_and_folded(string name, string key) => NameKey.Of(name).ShouldBe(key);

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(5_000)]
    public void A_name_of_any_length_has_a_key_even_where_it_grows(int length) =>
        NameKey.Of("A" + new string('+', length - 1)).ShouldBe("a" + string.Concat(Enumerable.Repeat("plus", length - 1)));
}
