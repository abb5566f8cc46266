using System.Text.Json;
using Glean.Catalog;

namespace Glean.Analysis.Enrichment;

/// <summary>
/// Reads products out of JSON-LD (https://www.w3.org/TR/json-ld11/) in the words of https://schema.org: software and products with their
/// description, address, logo and the page of their offers. What is broken or nested without end gives nothing.
/// </summary>
public static class JsonLdReader
{
    private const int LongestText = 500;
    private const int MostProducts = 50;
    private const int Deepest = 32;

    private static readonly string[] ProductTypes =
        ["SoftwareApplication", "WebApplication", "MobileApplication", "Product", "SoftwareProduct", "Service", "ProductGroup"];

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = Deepest };

    /// <param name="baseUrl">What relative addresses are relative to.</param>
    public static IReadOnlyList<ToolFacts> Read(string jsonLd, Uri? baseUrl = null)
    {
        try
        {
            using var document = JsonDocument.Parse(jsonLd, Lenient);
            List<ToolFacts> products = [];
            Walk(document.RootElement, baseUrl, products);
            return products;
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static void Walk(JsonElement node, Uri? baseUrl, List<ToolFacts> products)
    {
        if (products.Count >= MostProducts)
        {
            return;
        }

        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                Walk(item, baseUrl, products);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            if (IsProduct(node) && Text(node, "name") is { } name)
            {
                products.Add(new ToolFacts(name, Text(node, "description"), Url(node, "url", baseUrl), Url(node, "logo", baseUrl) ?? Url(node, "image", baseUrl), OffersUrl(node, baseUrl)));
            }

            // Products stand in graphs, lists and as what a page is about.
            foreach (var key in (ReadOnlySpan<string>)["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "about"])
            {
                if (node.TryGetProperty(key, out var inner))
                {
                    Walk(inner, baseUrl, products);
                }
            }
        }
    }

    private static bool IsProduct(JsonElement node) => node.TryGetProperty("@type", out var type) && (type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(IsProductType)
        : IsProductType(type));

    private static bool IsProductType(JsonElement type) =>
        type.ValueKind == JsonValueKind.String && type.GetString() is { } name && ProductTypes.Contains(name[(name.LastIndexOfAny(['/', ':']) + 1)..]);

    private static string? OffersUrl(JsonElement node, Uri? baseUrl)
    {
        if (!node.TryGetProperty("offers", out var offers))
        {
            return null;
        }

        return offers.ValueKind == JsonValueKind.Array
            ? offers.EnumerateArray().Select(o => Url(o, "url", baseUrl)).FirstOrDefault(u => u is not null)
            : Url(offers, "url", baseUrl);
    }

    private static string? Text(JsonElement node, string key)
    {
        if (!node.TryGetProperty(key, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var line = string.Join(' ', StorableText.Of(value.GetString()!).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : line.Length <= LongestText ? line : StorableText.Of(line[..LongestText]) + "…";
    }

    /// <summary>An address, or the one of an object (a picture) that stands in its place.</summary>
    private static string? Url(JsonElement node, string key, Uri? baseUrl)
    {
        if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(key, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => CanonicalUrl.From(value.GetString(), baseUrl),
            JsonValueKind.Array when value.GetArrayLength() > 0 => value[0].ValueKind == JsonValueKind.String
                ? CanonicalUrl.From(value[0].GetString(), baseUrl)
                : Url(value[0], "url", baseUrl),
            JsonValueKind.Object => Url(value, "url", baseUrl) ?? Url(value, "contentUrl", baseUrl),
            _ => null,
        };
    }
}
