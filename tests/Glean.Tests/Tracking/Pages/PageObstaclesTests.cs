using Glean.Tracking.Pages;
using Glean.Tracking.Reading;
using Shouldly;
using Xunit;

namespace Glean.Tests.Tracking.Pages;

public sealed class PageObstaclesTests
{
    [Theory]
    [InlineData("<title>Just a moment...</title><body><p>Checking your connection</p></body>", "captcha")]
    [InlineData("<body><form><div class='g-recaptcha'></div><p>One more step</p></form></body>", "captcha")]
    [InlineData("<body><h1>Before you continue</h1><p>We and our partners use cookies.</p><button>Accept</button></body>", "consent")]
    [InlineData("<body><h1>Access Denied</h1><p>You do not have permission.</p></body>", "access denied")]
    [InlineData("<body><div id='root'></div><noscript>You need to enable JavaScript to run this app.</noscript></body>", "scripts")]
    [InlineData("<body><form><input name='u'><input type='password' name='p'></form><p>Welcome back</p></body>", "sign-in")]
    [InlineData("<body></body>", "empty")]
    [InlineData("", "empty")]
    public void What_stands_before_a_page_is_told_from_it(string html, string reason) => Find(html, 0).ShouldNotBeNull().ShouldContain(reason);

    [Fact]
    public void A_page_that_merely_speaks_of_captchas_or_shows_a_banner_is_a_page() =>
        Find(Markup.Home("<p>No captcha stands before your letters.</p><div id='cookie-consent'>We value your privacy. <button>Accept all cookies</button></div>" + string.Concat(Enumerable.Repeat("<p>There is more to read here about letters and those who write them.</p>", 8))), 0).ShouldBeNull();

    [Fact]
    public void A_page_of_which_hardly_anything_is_left_is_none() => Find("<body><p>Loading</p></body>", 400).ShouldNotBeNull();

    private static string? Find(string html, int before) => PageObstacles.Find(PageReader.Read(html, out _)!, html, before);
}
