using Glean.Catalog;
using Shouldly;
using Xunit;

namespace Glean.Tests.Catalog;

public sealed class HostingPlatformsTests
{
    [Theory]
    [InlineData("github.com", "/acme/rocket/tree/main", "", "github.com/acme/rocket")]
    [InlineData("apps.apple.com", "/us/app/rocket/id123", "", "apps.apple.com/id123")]
    [InlineData("itunes.apple.com", "/app/rocket/id123", "", "apps.apple.com/id123")]
    [InlineData("play.google.com", "/store/apps/details", "id=com.acme", "play.google.com?id=com.acme")]
    [InlineData("chrome.google.com", "/webstore/detail/rocket/abc", "", "chromewebstore.google.com/abc")]
    [InlineData("chromewebstore.google.com", "/detail/rocket/abc", "", "chromewebstore.google.com/abc")]
    [InlineData("ann.medium.com", "/why-i-like-rocket", "", "")]
    public void The_path_names_the_product_on_a_platform(string host, string path, string query, string expected) =>
        HostingPlatforms.IdentityOf(host, path, query).ShouldBe(expected);

    [Theory]
    [InlineData("acme.com", "/rocket")]
    [InlineData("github.com", "/")]
    [InlineData("slack.com", "/features")]
    public void Other_sites_and_front_pages_stand_for_themselves(string host, string path) =>
        HostingPlatforms.IdentityOf(host, path, "").ShouldBeNull();
}
