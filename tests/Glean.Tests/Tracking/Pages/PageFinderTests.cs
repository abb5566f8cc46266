using System.Text;
using Glean.Catalog;
using Glean.Tracking.Pages;
using Glean.Tracking.Reading;
using Shouldly;
using Xunit;

namespace Glean.Tests.Tracking.Pages;

public sealed class PageFinderTests
{
    private static readonly Uri Home = new("https://quillmail.example/");

    [Fact]
    public void Prices_and_news_are_found_by_their_links_and_feeds_by_theirs() =>
        Found("<nav><a href='/blog/pricing-tips'>Pricing tips</a><a href='/plans'>Pricing</a><a href='/docs/changelog'>Changelog</a></nav>", "<link rel='alternate' type='application/rss+xml' href='/feed.xml'>")
            .ShouldBe([(PageKind.Pricing, "https://quillmail.example/plans"), (PageKind.Changelog, "https://quillmail.example/docs/changelog"), (PageKind.Feed, "https://quillmail.example/feed.xml")]);

    [Theory]
    [InlineData("<a href='https://other.example/pricing'>Pricing</a>")]
    [InlineData("<a href='javascript:pricing()'>Pricing</a>")]
    [InlineData("<a href='/about'>About us</a>")]
    [InlineData("<a href='/'>Plans</a>")]
    public void Nothing_else_is_taken(string links) => Found(links).ShouldBeEmpty();

    [Fact]
    public void A_tool_on_a_shared_host_has_only_what_lies_below_it()
    {
        var page = PageReader.Read("<a href='/pricing'>Pricing</a>", out _)!;

        PageFinder.ByLinks(page, new Uri("https://github.com/quill/mail")).ShouldBeEmpty();
    }

    [Fact]
    public void A_sitemap_gives_the_page_itself_and_not_one_below_it()
    {
        var (addresses, isIndex) = Sitemap.Read(Encoding.UTF8.GetBytes(
            """
            <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            <url><loc>https://quillmail.example/de/pricing</loc></url><url><loc> https://quillmail.example/pricing </loc></url><url><loc>https://evil.example/changelog</loc></url>
            """));

        isIndex.ShouldBeFalse();
        PageFinder.BySitemap(addresses, Home).Select(f => f.Url).ShouldBe(["https://quillmail.example/pricing"]);
    }

    private static List<(PageKind Kind, string Url)> Found(string links, string head = "") =>
        [.. PageFinder.ByLinks(PageReader.Read($"<html><head>{head}</head><body>{links}</body></html>", out _)!, Home).Select(f => (f.Kind, f.Url))];
}
