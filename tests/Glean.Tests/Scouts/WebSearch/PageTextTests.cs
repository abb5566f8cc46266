using Glean.Scouts.WebSearch;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.WebSearch;

public sealed class PageTextTests
{
    public static string Page { get; } =
        $"""
        <!doctype html><html><head><title>Ten tools</title></head><body>
        <nav><a href="/">Home</a> <a href="/login">Sign in</a></nav>
        <article><h1>Ten tools</h1>{string.Concat(Enumerable.Range(1, 8).Select(n =>
            $"<p>We used tool number {n} for a month with a team of twelve, and wrote down what it did well, what it cost, and why we would keep it or send it back.</p>"))}</article>
        <footer>Cookie settings</footer></body></html>
        """;

    private static readonly Uri Address = new("https://a.example/ten");

    [Fact]
    public void The_article_is_kept_and_what_stands_around_it_is_not()
    {
        var text = PageText.Of(Page, Address).ShouldNotBeNull();
        text.ShouldContain("We used tool number 1 for a month");
        text.ShouldContain("tool number 8");
        text.ShouldNotContain("Sign in");
        text.ShouldNotContain("Cookie");
        text.ShouldNotContain("<p>");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<p>Hello")]
    [InlineData("<html><body><a href=/>Home</a></body></html>")]
    [InlineData("\0\u0001<<<>>>&&&")]
    public void A_page_without_main_text_has_none(string html) => PageText.Of(html, Address).ShouldBeNull();

    [Theory]
    [InlineData("<div>", 100_000)]
    [InlineData("<b id=x>", 20_000)]
    [InlineData("<p><i class=a><i class=b>", 2_000)]
    [InlineData("<br>", 150_000)]
    public void A_page_that_unfolds_to_a_monstrous_tree_is_not_parsed(string part, int times) =>
        PageText.Of(string.Concat(Enumerable.Repeat(part, times)) + Page, Address).ShouldBeNull();

    [Fact]
    public void An_element_with_endless_attributes_is_not_parsed() =>
        PageText.Of($"<div {string.Concat(Enumerable.Range(1, 20_000).Select(n => $"a{n} "))}>{Page}", Address).ShouldBeNull();
}
