using Glean.Scouts;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts;

public sealed class ItemAddressTests
{
    [Theory]
    [InlineData("https://old.reddit.com/r/sales/comments/1abc/a_title", "https://www.reddit.com/r/sales/comments/1abc/a_title/")]
    [InlineData("https://reddit.com/r/sales/comments/1abc/a_title/?utm_source=share&context=3", "https://www.reddit.com/r/sales/comments/1abc/a_title/")]
    [InlineData("https://www.reddit.com/r/sales/comments/1abc/a_title/kdef/", "https://www.reddit.com/r/sales/comments/1abc/a_title/kdef/")]
    [InlineData("https://www.reddit.com/r/sales/", "https://www.reddit.com/r/sales/")]
    [InlineData("https://notreddit.com/r/sales/comments/1abc/t", "https://notreddit.com/r/sales/comments/1abc/t")]
    [InlineData("https://twitter.com/ann/status/123?s=20", "https://x.com/ann/status/123")]
    [InlineData("https://mobile.x.com/ann/status/123/photo/1", "https://x.com/ann/status/123")]
    [InlineData("https://x.com/ann", "https://x.com/ann")]
    [InlineData("https://news.ycombinator.com/item?id=1&utm_medium=x", "https://news.ycombinator.com/item?id=1")]
    [InlineData("https://www.producthunt.com/products/deal/launches/deal-2?utm_source=x", "https://www.producthunt.com/posts/deal-2")]
    [InlineData("https://producthunt.com/posts/deal-2", "https://www.producthunt.com/posts/deal-2")]
    [InlineData("https://www.producthunt.com/products/deal", "https://www.producthunt.com/products/deal")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("", null)]
    public void Spellings_of_one_item_are_one_address(string url, string? expected)
    {
        ItemAddress.Of(url).ShouldBe(expected);
        ItemAddress.Of(ItemAddress.Of(url)).ShouldBe(expected, "it is stable");
    }
}
