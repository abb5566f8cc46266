using Glean.Catalog;
using Shouldly;
using Xunit;

namespace Glean.Tests.Catalog;

public class CanonicalUrlTests
{
    [Theory]
    [InlineData("HTTPS://Blog.Example:443", "https://blog.example/")]
    [InlineData("http://blog.example:80/a", "http://blog.example/a")]
    [InlineData("http://blog.example:8080/a", "http://blog.example:8080/a")]
    [InlineData("https://blog.example./a", "https://blog.example/a")]
    [InlineData("https://blog.example/a/./b/../c/%2e%2e/d", "https://blog.example/a/d")]
    [InlineData("https://blog.example/a/", "https://blog.example/a/")]
    [InlineData("https://www.blog.example/A", "https://www.blog.example/A")]
    [InlineData("https://blog.example/a?utm_source=x&id=7&UTM_Medium=y&fbclid=z#top", "https://blog.example/a?id=7")]
    [InlineData("https://blog.example/a?b=2&a=1&b=1", "https://blog.example/a?a=1&b=2&b=1")]
    [InlineData("https://blog.example/a?&&", "https://blog.example/a")]
    [InlineData("https://blog.example/a?q=two%20words&r=%e4%b8%ad", "https://blog.example/a?q=two+words&r=%E4%B8%AD")]
    [InlineData("https://blog.example/%7Eme/ä b", "https://blog.example/~me/%C3%A4%20b")]
    [InlineData("https://blog.example/100%", "https://blog.example/100%25")]
    [InlineData("https://blog.example/a?x=1&amp;y=2", "https://blog.example/a?x=1&y=2")]
    [InlineData("https://blog.example/a?ref=blog.example", "https://blog.example/a")]
    [InlineData("https://blog.example/a?ref=chapter-2", "https://blog.example/a?ref=chapter-2")]
    [InlineData("https://app.example/#/deals/7", "https://app.example/#/deals/7")]
    [InlineData("https://app.example/#!deals/7", "https://app.example/#!deals/7")]
    [InlineData("https://Bücher.example/", "https://xn--bcher-kva.example/")]
    [InlineData("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/")]
    [InlineData("http://[2001:DB8:0::1]:80/", "http://[2001:db8::1]/")]
    [InlineData("http://0x7f.1/", "http://127.0.0.1/")]
    [InlineData("  https://blog\n.example\t/a ", "https://blog.example/a")]
    [InlineData("https:\\\\blog.example\\a", "https://blog.example/a")]
    [InlineData("https:/blog.example/a", "https://blog.example/a")]
    public void An_address_has_one_spelling(string url, string expected)
    {
        CanonicalUrl.From(url).ShouldBe(expected);
        CanonicalUrl.From(expected).ShouldBe(expected);
    }

    [Theory]
    [InlineData("b", "https://blog.example/news/b")]
    [InlineData("/b?x", "https://blog.example/b?x")]
    [InlineData("//cdn.example/b", "https://cdn.example/b")]
    [InlineData("../../../b", "https://blog.example/b")]
    [InlineData("?p=2", "https://blog.example/news/a?p=2")]
    [InlineData("", "https://blog.example/news/a")]
    public void A_relative_address_needs_its_base(string url, string expected)
    {
        CanonicalUrl.From(url, new Uri("https://blog.example/news/a")).ShouldBe(expected);
        CanonicalUrl.From(url).ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("blog.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData(" \u0001java\nscript:alert(1)")]
    [InlineData("java%0ascript:alert(1)")]
    [InlineData("&#106;avascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://blog.example/")]
    [InlineData("mailto:me@blog.example")]
    [InlineData("https://me:secret@blog.example/")]
    [InlineData("https://blog.example@evil.example/")]
    [InlineData("https://")]
    [InlineData("https://?x")]
    [InlineData("https://bl|og.example/")]
    [InlineData("https://blog.example:99999/")]
    [InlineData("https://blog.example:8x/")]
    [InlineData("https://blog..example/")]
    [InlineData("http://256.1.1.1/")]
    [InlineData("http://[::1/")]
    [InlineData("http://xn--999999999/")]
    public void What_is_no_address_of_a_page_is_refused(string? url) => CanonicalUrl.From(url).ShouldBeNull();

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("\tjavascript:alert(1)")]
    [InlineData("data:text/html,x")]
    public void A_base_does_not_rescue_a_forbidden_scheme(string url) =>
        CanonicalUrl.From(url, new Uri("https://blog.example/")).ShouldBeNull();

    [Fact]
    public void Canonical_addresses_stay_as_they_are_and_none_throws()
    {
        var random = new Random(11);
        string[] pieces =
        [
            "http", "https", "://", ":", "/", "//", "\\", "?", "&", "=", "#", "#/", "#!", "%", "%4", "%41", "%2e", "%25", "%zz", "..", ".", "a", "B", "ä", "。", " ", "+",
            "blog.example", "utm_a=1", "ref=blog.example", "1.2", "0x1", "[::1]", "@", "\t", "\uD800", "😀", "xn--a", "&amp;", "'", "\"", "<",
        ];
        for (var i = 0; i < 50_000; i++)
        {
            var start = random.Next(3) == 0 ? "" : "https://blog.example/";
            var url = start + string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (CanonicalUrl.From(url) is { } canonical)
            {
                CanonicalUrl.From(canonical).ShouldBe(canonical, url);
                Uri.TryCreate(canonical, UriKind.Absolute, out var parsed).ShouldBeTrue(canonical);
                parsed!.UserInfo.ShouldBeEmpty();
                parsed.Scheme.ShouldBeOneOf("http", "https");
            }
        }
    }
}
