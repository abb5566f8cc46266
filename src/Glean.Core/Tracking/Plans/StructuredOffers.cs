using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Glean.Catalog.Prices;

namespace Glean.Tracking.Plans;

/// <summary>Offers that a page states for machines: JSON-LD, microdata and RDFa in the words of schema.org (https://schema.org/Offer).</summary>
internal static class StructuredOffers
{
    private const int MostOffers = 500;
    private const int DeepestNesting = 40;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = DeepestNesting };

    public static IReadOnlyList<PricePlan> Read(IHtmlDocument document)
    {
        List<PricePlan> plans = [];
        foreach (var script in document.QuerySelectorAll("script[type='application/ld+json']").Take(50))
        {
            if (Parse(script.TextContent) is not { } json)
                continue;
            using (json)
                Walk(json.RootElement, "", plans, 0);
        }

        foreach (var item in document.QuerySelectorAll("[itemtype*='Offer'], [typeof~='Offer'], [typeof~='AggregateOffer'], [typeof~='schema:Offer']").Take(MostOffers))
            ReadItem(item, plans);
        return [.. plans.GroupBy(p => p.Key).Select(Joined)];
    }

    /// <summary>Pages wrap JSON-LD in comments and leave control characters in it.</summary>
    private static JsonDocument? Parse(string text)
    {
        text = text.Trim();
        foreach (var (open, close) in ((string, string)[])[("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("/*<![CDATA[*/", "/*]]>*/"), ("<![CDATA[", "]]>")])
        {
            if (text.StartsWith(open, StringComparison.Ordinal))
                text = text[open.Length..].Replace(close, "").Trim();
        }

        try
        {
            return JsonDocument.Parse(text, Lenient);
        }
        catch (JsonException)
        {
            // Tried again without what JSON forbids inside texts.
        }

        try
        {
            return JsonDocument.Parse(new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).TrimEnd(' ', ';'), Lenient);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Walk(JsonElement node, string owner, List<PricePlan> plans, int depth)
    {
        if (depth > DeepestNesting || plans.Count >= MostOffers)
            return;
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
                Walk(item, owner, plans, depth + 1);
            return;
        }

        if (node.ValueKind != JsonValueKind.Object)
            return;
        if (IsOffer(node))
        {
            AddOffer(node, owner, plans);
        }

        var name = Text(node, "name") ?? owner;
        foreach (var property in node.EnumerateObject())
        {
            if (property.Name is not ("priceSpecification" or "itemOffered" or "hasMerchantReturnPolicy" or "shippingDetails"))
                Walk(property.Value, name, plans, depth + 1);
        }
    }

    private static bool IsOffer(JsonElement node) => Types(node).Any(t => t is "Offer" or "AggregateOffer") || (Types(node).Length == 0 && Find(node, "price") is not null && Find(node, "priceCurrency") is not null);

    private static string[] Types(JsonElement node) => Find(node, "@type") switch
    {
        { ValueKind: JsonValueKind.String } one => [Local(one.GetString()!)],
        { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => Local(t.GetString()!))],
        _ => [],
    };

    private static string Local(string type) => type[(type.LastIndexOfAny(['/', ':', '#']) + 1)..];

    private static void AddOffer(JsonElement offer, string owner, List<PricePlan> plans)
    {
        var specification = Find(offer, "priceSpecification") is { } found ? found.ValueKind == JsonValueKind.Array ? found.EnumerateArray().FirstOrDefault() : found : default;
        var isSpecified = specification.ValueKind == JsonValueKind.Object;
        var price = Text(offer, "price") ?? Text(offer, "lowPrice") ?? (isSpecified ? Text(specification, "price") ?? Text(specification, "minPrice") : null);
        var currency = Text(offer, "priceCurrency") ?? (isSpecified ? Text(specification, "priceCurrency") : null) ?? "";
        var item = Find(offer, "itemOffered") is { ValueKind: JsonValueKind.Object } offered ? Text(offered, "name") : null;
        var name = Text(offer, "name") ?? item ?? owner;
        var words = isSpecified ? $"per {Text(specification, "unitText")} {PeriodWord(Text(specification, "billingDuration") ?? Text(specification, "billingIncrement"))} {UnitCode(Text(specification, "unitCode") ?? Reference(specification))}" : "";
        Add(plans, name, price, currency, words + " " + Text(offer, "description"));
    }

    private static void ReadItem(IElement item, List<PricePlan> plans)
    {
        string? Value(string property) => item.QuerySelectorAll($"[itemprop~='{property}'], [property~='{property}'], [property~='schema:{property}']")
            .Select(e => e.GetAttribute("content") ?? e.GetAttribute("value") ?? e.TextContent.Trim()).FirstOrDefault(v => v.Length > 0);

        var owner = "";
        for (var at = item.ParentElement; at is not null && owner.Length == 0; at = at.ParentElement)
        {
            if (at.HasAttribute("itemtype") || at.HasAttribute("typeof"))
                owner = at.QuerySelector("[itemprop~='name'], [property~='name'], [property~='schema:name']")?.TextContent.Trim() ?? "";
        }

        Add(plans, Value("name") ?? (owner.Length > 0 ? owner : item.Owner?.Title ?? ""), Value("price") ?? Value("lowPrice"), Value("priceCurrency") ?? "", $"per {Value("unitText")}");
    }

    private static void Add(List<PricePlan> plans, string name, string? price, string currency, string words)
    {
        name = PlanNames.Clean(Reading.WhiteSpace.Fold(name));
        if (price is null || Amount(price, out var sign) is not { } amount)
            return;
        currency = currency.Length > 0 ? Money.Code(currency) : sign.Length > 0 ? Money.Code(sign) : "";
        var terms = PriceTerms.Read(words);
        plans.Add(amount == 0
            ? new PricePlan(name, PlanKind.Free, [], [])
            : new PricePlan(name, PlanKind.Priced, [new PlanPrice(amount, currency, terms.Period, terms.Unit, terms.Billing)], []));
    }

    private static decimal? Amount(string text, out string sign)
    {
        sign = "";
        if (decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var plain))
            return plain;
        if (PriceReader.Read(text) is [var price, ..])
        {
            sign = price.Currency;
            return price.Amount;
        }

        return PriceReader.Read("$" + text.Trim()) is [var bare, ..] ? bare.Amount : null;
    }

    private static PricePlan Joined(IGrouping<string, PricePlan> same) => same.Aggregate((all, next) =>
        all.Kind == PlanKind.Priced && next.Kind == PlanKind.Priced ? all with { Prices = PlanPrices.Join(all.Prices, next.Prices) } : all);

    private static string? Reference(JsonElement specification) =>
        Find(specification, "referenceQuantity") is { ValueKind: JsonValueKind.Object } quantity ? Text(quantity, "unitCode") ?? Text(quantity, "unitText") : null;

    private static string PeriodWord(string? duration) => duration?.ToUpperInvariant() switch
    {
        "P1M" or "P30D" => "monthly",
        "P1Y" or "P12M" or "P365D" => "yearly",
        "P1W" or "P7D" => "weekly",
        "P3M" => "quarterly",
        _ => "",
    };

    private static string UnitCode(string? code) => code?.ToUpperInvariant() switch
    {
        "MON" or "MONTH" => "monthly",
        "ANN" or "YEAR" => "yearly",
        "WEE" => "weekly",
        "DAY" => "daily",
        _ => "",
    };

    private static JsonElement? Find(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) || node.TryGetProperty("schema:" + name, out value) || node.TryGetProperty("http://schema.org/" + name, out value) ? value : null;

    private static string? Text(JsonElement node, string name) => Find(node, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } words ? words : null,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.Array } many when many.GetArrayLength() > 0 && many[0].ValueKind == JsonValueKind.String => many[0].GetString(),
        _ => null,
    };
}
