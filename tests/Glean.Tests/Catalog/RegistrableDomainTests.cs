using Glean.Catalog;
using Glean.Corpora;
using Shouldly;
using Xunit;

namespace Glean.Tests.Catalog;

public sealed class RegistrableDomainTests
{
    [Theory]
    [InlineData("shop.acme.com", "acme.com")]
    [InlineData("Acme.COM.", "acme.com")]
    [InlineData("a.b.acme.co.uk", "acme.co.uk")]
    [InlineData("docs.ann.github.io", "ann.github.io")]
    [InlineData("team.notion.site", "team.notion.site")]
    [InlineData("x.y.unheard-of", "y.unheard-of")]
    [InlineData("www.city.kawasaki.jp", "city.kawasaki.jp")]
    [InlineData("www.xn--bcher-kva.com.cn", "xn--bcher-kva.com.cn")]
    [InlineData("www.bücher.example", "bücher.example")]
    public void A_host_belongs_to_the_domain_somebody_registered(string host, string expected) =>
        RegistrableDomain.Of(host).ShouldBe(expected);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("com")]
    [InlineData("co.uk")]
    [InlineData("github.io")]
    [InlineData("localhost")]
    [InlineData("10.0.0.1")]
    [InlineData("[::1]")]
    [InlineData(".acme.com")]
    [InlineData("acme..com")]
    [InlineData("two words.com")]
    public void What_nobody_can_register_has_none(string? host) => RegistrableDomain.Of(host).ShouldBeNull();

    [Fact]
    public void The_label_is_the_name_before_the_suffix()
    {
        RegistrableDomain.LabelOf("app.acme.co.uk").ShouldBe("acme");
        RegistrableDomain.LabelOf("co.uk").ShouldBeNull();
    }

    [Fact]
    public void A_suffix_knows_itself()
    {
        RegistrableDomain.IsSuffix("co.uk").ShouldBeTrue();
        RegistrableDomain.IsSuffix("github.io").ShouldBeTrue();
        RegistrableDomain.IsSuffix("anything.ck").ShouldBeTrue();
        RegistrableDomain.IsSuffix("www.ck").ShouldBeFalse();
        RegistrableDomain.IsSuffix("acme.com").ShouldBeFalse();
    }

    [Fact]
    public void The_lists_own_test_vectors_hold()
    {
        var root = CorporaFolder.Find();
        Assert.SkipWhen(root is null, "The corpora are absent.");
        var result = PublicSuffixReport.Measure(Path.Combine(root!, "urls"));
        result.Total.ShouldBeGreaterThan(50);
        result.Wrong.ShouldBeEmpty();
    }
}
