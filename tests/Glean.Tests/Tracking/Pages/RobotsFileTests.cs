using Glean.Tracking.Pages;
using Shouldly;
using Xunit;

namespace Glean.Tests.Tracking.Pages;

/// <summary>RFC 9309.</summary>
public sealed class RobotsFileTests
{
    [Theory]
    [InlineData("User-agent: *\nDisallow: /private", "/private/a", false)]
    [InlineData("User-agent: *\nDisallow: /private", "/pricing", true)]
    [InlineData("User-agent: *\nDisallow: /\nAllow: /pricing", "/pricing", true)]
    [InlineData("User-agent: *\nDisallow: /p\nAllow: /p", "/p", true)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: Glean\nDisallow: /x", "/a", true)]
    [InlineData("User-agent: other\nUser-agent: GLEAN/1.0\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: other\nDisallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /*.php$", "/a.php", false)]
    [InlineData("User-agent: *\nDisallow: /*.php$", "/a.php?x", true)]
    [InlineData("User-agent: *\nDisallow: /*?*sort=", "/a?b&sort=1", false)]
    [InlineData("\uFEFFuser-agent : * # all\r\ndisallow : /a # this\r\n", "/a/b", false)]
    [InlineData("Disallow: /a", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\nUser-agent: *\nAllow: /open", "/open", true)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    [InlineData("<html><body>no rules here</body></html>", "/a", true)]
    public void Rules_are_obeyed(string file, string path, bool allowed) =>
        RobotsFile.Read(file).Allows(new Uri("https://quillmail.example" + path)).ShouldBe(allowed);

    [Fact]
    public void Sitemaps_and_the_pace_are_read()
    {
        var robots = RobotsFile.Read("User-agent: *\nCrawl-delay: 2\nDisallow: /a\nSitemap: https://quillmail.example/map.xml\n");

        robots.Delay.ShouldBe(TimeSpan.FromSeconds(2));
        robots.Sitemaps.ShouldBe(["https://quillmail.example/map.xml"]);
    }

    [Fact]
    public void A_pattern_of_stars_costs_little()
    {
        var robots = RobotsFile.Read("User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("*a", 2000)) + "b$");

        robots.Allows(new Uri("https://quillmail.example/" + new string('a', 2000))).ShouldBeTrue();
    }
}
