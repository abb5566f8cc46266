using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Glean.Reports;
using Glean.Tracking.Plans;

namespace Glean.Operations.Publishing;

/// <summary>The site for programs: structured data (https://schema.org), the words that the search looks through, the map.</summary>
internal static class SiteData
{
    // Escapes every character that means something to HTML.
    private static readonly JsonSerializerOptions InHtml = new() { Encoder = JavaScriptEncoder.Default };

    private static readonly JsonSerializerOptions InScript = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int SearchedText = 120;
    private const int MostInMap = 50_000;

    public static string Tool(SiteLayout layout, SiteTool site)
    {
        var data = new Dictionary<string, object>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "SoftwareApplication",
            ["@id"] = layout.Address + SitePages.ToolFile(site.Tool.Id),
            ["name"] = ForeignText.Plain(site.Tool.Name),
            ["applicationCategory"] = "BusinessApplication",
            ["applicationSubCategory"] = CategoryWords.Of(site.Tool.Category),
        };
        if (ForeignText.Link(site.Tool.Url) is { } url)
            data["url"] = url;
        if (!string.IsNullOrWhiteSpace(site.Tool.Description))
            data["description"] = ForeignText.Plain(site.Tool.Description);
        var offers = site.Plans.Where(p => p.IsOffered).SelectMany(Offers).ToList();
        if (offers.Count > 0)
            data["offers"] = offers;
        return JsonSerializer.Serialize(data, InHtml);
    }

    public static string List(SiteLayout layout, string name, IEnumerable<ListedTool> tools) => JsonSerializer.Serialize(
        new Dictionary<string, object>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "ItemList",
            ["name"] = ForeignText.Plain(name),
            ["itemListElement"] = tools.Index().Select(t => new Dictionary<string, object>
            {
                ["@type"] = "ListItem",
                ["position"] = t.Index + 1,
                ["name"] = ForeignText.Plain(t.Item.Name),
                ["url"] = layout.Address + SitePages.ToolFile(t.Item.Id),
            }),
        },
        InHtml);

    /// <summary>The tools as a script, since a page from a folder may load no data: id, name, category, text.</summary>
    public static string Search(IReadOnlyList<ListedTool> tools)
    {
        var script = new StringBuilder("window.gleanTools = [\n");
        foreach (var tool in tools)
        {
            script.Append(JsonSerializer.Serialize(
                new object[] { tool.Id, ForeignText.Plain(tool.Name), CategoryWords.Of(tool.Category), ForeignText.Cut(tool.Description ?? "", SearchedText) }, InScript)).Append(",\n");
        }

        return script.Append("];\n").ToString();
    }

    /// <summary>The map of the site (https://www.sitemaps.org/protocol.html): one file, or a list of files where one may not hold them all.</summary>
    public static IEnumerable<(string File, string Content)> Map(string address, IReadOnlyList<string> pages)
    {
        var parts = pages.Chunk(MostInMap).ToList();
        if (parts.Count == 1)
        {
            yield return ("sitemap.xml", Urls("urlset", "url", address, parts[0]));
            yield break;
        }

        foreach (var (at, part) in parts.Index())
            yield return ($"sitemap-{at + 1}.xml", Urls("urlset", "url", address, part));
        yield return ("sitemap.xml", Urls("sitemapindex", "sitemap", address, [.. parts.Select((_, at) => $"sitemap-{at + 1}.xml")]));
    }

    private static string Urls(string root, string element, string address, IReadOnlyList<string> pages)
    {
        var map = new StringBuilder($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        foreach (var page in pages)
        {
            Html location = $"<loc>{address}{(page == "index.html" ? "" : page)}</loc>";
            map.Append($"<{element}>{location}</{element}>\n");
        }

        return map.Append($"</{root}>\n").ToString();
    }

    private static IEnumerable<object> Offers(SitePlan plan) => plan.Newest.Plan.Kind switch
    {
        PlanKind.Priced => plan.Newest.Plan.Prices.Where(p => p.Currency.Length == 3).Select(p => Offer(plan, p.Amount, p.Currency, p.ToString())),
        PlanKind.Free => [Offer(plan, 0, "USD", "free")],
        PlanKind.Custom => [],
    };

    private static object Offer(SitePlan plan, decimal amount, string currency, string words) => new Dictionary<string, object>
    {
        ["@type"] = "Offer",
        ["name"] = ForeignText.Plain(plan.Name),
        ["price"] = amount.ToString("0.########", CultureInfo.InvariantCulture),
        ["priceCurrency"] = currency,
        ["description"] = words,
    };
}
