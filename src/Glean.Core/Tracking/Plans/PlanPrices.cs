using AngleSharp.Dom;
using Glean.Catalog.Prices;
using Glean.Tracking.Reading;

namespace Glean.Tracking.Plans;

/// <summary>The prices of one plan: by month and by year where the page shows both.</summary>
internal static class PlanPrices
{
    /// <summary>The first price, and those that differ from it by how they are billed.</summary>
    public static IReadOnlyList<PlanPrice> Distinct(IEnumerable<(Offer Offer, IElement Element, IElement Card)> offers)
    {
        List<PlanPrice> prices = [];
        foreach (var (offer, element, card) in offers)
        {
            var price = offer.Price! with { Label = offer.Billing ?? Switch(element, card) ?? BillingOf(offer.Price!.Period) };
            if (!prices.Exists(p => p.Label == price.Label))
                prices.Add(price);
        }

        return Labelled(prices);
    }

    /// <summary>Two readings of the same plan in one: prices of another label are added.</summary>
    public static IReadOnlyList<PlanPrice> Join(IReadOnlyList<PlanPrice> prices, IReadOnlyList<PlanPrice> more)
    {
        List<PlanPrice> joined = [.. prices];
        foreach (var price in more)
        {
            var label = price.Label ?? BillingOf(price.Period);
            if (label is not null && !joined.Exists(p => (p.Label ?? BillingOf(p.Period)) == label))
                joined.Add(price with { Label = label });
        }

        return Labelled(joined);
    }

    /// <summary>The only price needs no label; among several each must have one.</summary>
    private static List<PlanPrice> Labelled(List<PlanPrice> prices)
    {
        if (prices.Count == 1)
            return [prices[0] with { Label = prices[0].Label == BillingOf(prices[0].Period) ? null : prices[0].Label }];

        // Beside a yearly price, one that says nothing is the monthly one.
        return [.. prices.Select(p => p.Label is null && prices.Exists(q => q.Label == "yearly") && !prices.Exists(q => q.Label == "monthly") ? p with { Label = "monthly" } : p)];
    }

    private static string? BillingOf(PricePeriod period) => period switch
    {
        PricePeriod.Month => "monthly",
        PricePeriod.Year => "yearly",
        _ => null,
    };

    /// <summary>The side of a switch that an element belongs to, by the words of its classes and attributes.</summary>
    private static string? Switch(IElement element, IElement card)
    {
        for (var at = element; at is not null; at = at.ParentElement)
        {
            foreach (var attribute in at.Attributes)
            {
                if (attribute.Name is not ("class" or "id") && !attribute.Name.StartsWith("data-", StringComparison.Ordinal))
                    continue;
                var sides = ClassWords.Of($"{attribute.Value} {(attribute.Name.StartsWith("data-", StringComparison.Ordinal) ? attribute.Name : "")}")
                    .Select(PriceTerms.BillingWord).OfType<string>().Distinct().ToList();
                if (sides.Count == 1)
                    return sides[0];
            }

            if (at == card.ParentElement?.ParentElement)
                break;
        }

        return null;
    }
}
