using Glean.Analysis.Enrichment;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Enrichment;

/// <summary>Facts of a tool come from its text and from JSON-LD that was given, and from nowhere else.</summary>
public sealed class DiscoveryFactsTests
{
    private static readonly Uri Page = new("https://kestrel.example/product");

    [Fact]
    public void Software_in_a_graph_gives_its_facts()
    {
        const string jsonLd = """
            {"@context":"https://schema.org","@graph":[
              {"@type":"Organization","name":"Kestrel GmbH","logo":"https://kestrel.example/company.png"},
              {"@type":["SoftwareApplication","Thing"],"name":"Kestrel","description":"Calls,\n summed up.","url":"/product?utm_source=x",
               "image":{"@type":"ImageObject","url":"/logo.svg"},
               "offers":[{"@type":"Offer","price":"49","url":"https://kestrel.example/pricing"}]}]}
            """;

        JsonLdReader.Read(jsonLd, Page).ShouldBe(
        [
            new ToolFacts("Kestrel", "Calls, summed up.", "https://kestrel.example/product", "https://kestrel.example/logo.svg", "https://kestrel.example/pricing"),
        ]);
    }

    [Theory]
    [InlineData("{\"@type\":\"Product\",\"name\":\"Kestrel\",\"url\":\"javascript:alert(1)\",\"logo\":\"data:image/png;base64,xx\"}")]
    public void Only_web_addresses_are_taken(string jsonLd)
    {
        var facts = JsonLdReader.Read(jsonLd, Page).ShouldHaveSingleItem();
        (facts.Url, facts.LogoUrl, facts.PricingUrl).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"@type\":\"Product\",\"name\":")]
    [InlineData("null")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    [InlineData("{\"@type\":\"Person\",\"name\":\"Kestrel\"}")]
    public void What_is_broken_or_no_product_gives_nothing(string jsonLd) => JsonLdReader.Read(jsonLd, Page).ShouldBeEmpty();

    [Fact]
    public void A_pricing_page_in_the_text_belongs_to_the_tool_of_its_site()
    {
        var facts = DiscoveryFacts.Of("See https://www.kestrel.example/en/pricing, or https://other.example/pricing.", null, null);

        facts.For(["Kestrel"], "https://kestrel.example/")!.PricingUrl.ShouldBe("https://www.kestrel.example/en/pricing");
        facts.For(["Kestrel"], null).ShouldBeNull();
        facts.For(["Third"], "https://third.example/").ShouldBeNull();
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{\"json_ld\":\"{}\"}", "{}")]
    [InlineData("{\"json_ld\":{\"@type\":\"Product\"}}", "{\"@type\":\"Product\"}")]
    [InlineData("{\"json_ld\":", null)]
    public void It_is_found_among_what_a_service_said(string metadata, string? expected) => DiscoveryFacts.JsonLdOf(metadata).ShouldBe(expected);
}
