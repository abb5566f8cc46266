using System.Text.Json;
using System.Text.RegularExpressions;
using Glean.Catalog;

namespace Glean.Analysis.Enrichment;

/// <summary>What a discovery tells of its tools besides claims: from its text, and from JSON-LD that came with it. Nothing is fetched.</summary>
public sealed partial class DiscoveryFacts
{
    private const string JsonLdField = "json_ld";
    private const int MostAddresses = 2_000;

    private readonly IReadOnlyList<ToolFacts> products;
    private readonly List<Uri> pricingPages;

    private DiscoveryFacts(IReadOnlyList<ToolFacts> products, List<Uri> pricingPages) => (this.products, this.pricingPages) = (products, pricingPages);

    public static DiscoveryFacts Of(Discovery discovery)
    {
        var page = Uri.TryCreate(discovery.SourceUrl, UriKind.Absolute, out var url) ? url : null;
        return Of(discovery.RawText, JsonLdOf(discovery.Metadata), page);
    }

    /// <param name="page">Where the JSON-LD stood.</param>
    public static DiscoveryFacts Of(string text, string? jsonLd, Uri? page)
    {
        List<Uri> pricing = [];
        foreach (var match in PricingAddress().EnumerateMatches(text))
        {
            if (pricing.Count < MostAddresses && CanonicalUrl.From(text.Substring(match.Index, match.Length).TrimEnd('.', ',', ')', ']')) is { } address)
            {
                pricing.Add(new Uri(address));
            }
        }

        return new DiscoveryFacts(jsonLd is null ? [] : JsonLdReader.Read(jsonLd, page), pricing);
    }

    /// <summary>The JSON-LD among what a service said of a discovery, or null.</summary>
    public static string? JsonLdOf(string metadata)
    {
        if (!metadata.Contains(JsonLdField, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(metadata);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(JsonLdField, out var field)
                ? field.ValueKind == JsonValueKind.String ? field.GetString() : field.GetRawText()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What is told of the tool with one of these names, at this address; null when nothing is.</summary>
    public ToolFacts? For(IEnumerable<string> names, string? url)
    {
        if (products.Count == 0 && pricingPages.Count == 0)
        {
            return null;
        }

        var keys = names.Select(NameKey.Of).ToHashSet(StringComparer.Ordinal);
        var product = products.FirstOrDefault(p => keys.Contains(NameKey.Of(p.Name)));
        var domain = Domain(url ?? product?.Url);
        var pricing = product?.PricingUrl ?? pricingPages.Find(p => domain is not null && RegistrableDomain.Of(p.Host) == domain)?.AbsoluteUri;
        return product is null && pricing is null ? null : new ToolFacts(product?.Name ?? "", product?.Description, product?.Url, product?.LogoUrl, pricing);
    }

    private static string? Domain(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? RegistrableDomain.Of(address.Host) : null;

    [GeneratedRegex(@"https?://[a-z0-9.-]{3,200}/([a-z0-9_/-]{0,100}/)?(pricing|plans|plans-and-pricing|preise|tarifs|precios)(\.html?|/)?([?#][^\s<>""']{0,200})?", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PricingAddress();
}
