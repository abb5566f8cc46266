using AngleSharp.Dom;
using Glean.Tracking.Reading;

namespace Glean.Tracking.Plans;

/// <summary>The plans of a page, from what it shows in cards, lists and tables and from what it states as structured data. A pure function.</summary>
internal static class PlanReader
{
    private const int MostPlans = 300;
    private const int MostBlocks = 6_000;

    /// <summary>The plans in the order of the page; extras that are sold besides are left out.</summary>
    public static IReadOnlyList<PricePlan> Read(PageDocument page)
    {
        var (shown, extras) = Shown(page);
        var stated = StructuredOffers.Read(page.Document);
        List<PricePlan> plans = [];
        foreach (var plan in shown)
            Add(plans, plan);

        // What a page shows counts; what it only states counts where it shows no plans, and fills in what the sight leaves open.
        var isEnough = plans.Count(p => p.Kind == PlanKind.Priced) >= Math.Max(1, stated.Count(p => p.Kind == PlanKind.Priced) / 2);
        foreach (var plan in stated)
        {
            var index = plans.FindIndex(p => p.Key == plan.Key);
            if (index >= 0)
                plans[index] = Filled(plans[index], plan);
            else if (!isEnough && !extras.Contains(plan.Key))
                plans.Add(plan);
        }

        return [.. plans.Take(MostPlans)];
    }

    private static (List<PricePlan> Plans, HashSet<string> Extras) Shown(PageDocument page)
    {
        var blocks = page.Blocks.Where(b => !b.Aside || IsOffered(b)).Take(MostBlocks).ToList();
        List<PricePlan> plans = [];
        var inTables = new HashSet<PageBlock>(ReferenceEqualityComparer.Instance);
        var tables = blocks.Select(b => (Block: b, Table: Outermost(b.Element))).Where(p => p.Table is not null).GroupBy(p => p.Table!);
        List<PricePlan> tabled = [];
        foreach (var table in tables)
        {
            var cells = table.Select(p => p.Block).ToLookup(b => CellOf(b.Element) ?? b.Element);
            var found = PlanTables.Read(table.Key, cells);
            if (found.Count == 0)
                continue;
            tabled.AddRange(found.Select(f => f.Plan));
            inTables.UnionWith(table.Select(p => p.Block));
        }

        var cards = PlanCards.Read([.. blocks.Where(b => !inTables.Contains(b))]);
        var extras = cards.Where(c => c.IsAddOn).Select(c => c.Plan.Key).ToHashSet();
        plans.AddRange(cards.Where(c => !c.IsAddOn).Select(c => c.Plan));
        plans.AddRange(tabled);
        return (plans, extras);
    }

    /// <summary>A card under test ("variant") or in a banner may still be a price; only menus and footers never are.</summary>
    private static bool IsOffered(PageBlock block)
    {
        for (var at = block.Element; at is not null; at = at.ParentElement)
        {
            if (at.LocalName is "nav" or "footer" or "aside" || (at.LocalName == "header" && at.ParentElement?.LocalName == "body"))
                return false;
            if (ClassWords.Of($"{at.GetAttribute("class")} {at.Id}").Any(w => w is "ad" or "ads" or "advert" or "advertisement" or "sponsor" or "sponsored" or "cookie" or "consent" or "related" or "testimonial" or "testimonials"))
                return false;
        }

        return true;
    }

    private static void Add(List<PricePlan> plans, PricePlan plan)
    {
        var index = plans.FindIndex(p => p.Key == plan.Key);
        if (index < 0)
        {
            plans.Add(plan);
            return;
        }

        var known = plans[index];
        plans[index] = known.Kind == PlanKind.Priced && plan.Kind == PlanKind.Priced
            ? known with { Prices = PlanPrices.Join(known.Prices, plan.Prices), Limits = known.Limits.Count > 0 ? known.Limits : plan.Limits }
            : known with { Limits = known.Limits.Count > 0 ? known.Limits : plan.Limits };
    }

    private static PricePlan Filled(PricePlan shown, PricePlan stated)
    {
        if (shown.Kind != PlanKind.Priced || stated.Kind != PlanKind.Priced)
            return shown;
        return shown with
        {
            Prices =
            [
                .. shown.Prices.Select(p => stated.Prices.FirstOrDefault(s => s.Amount == p.Amount) is { } same
                    ? p with
                    {
                        Currency = p.Currency.Length > 0 ? p.Currency : same.Currency,
                        Period = p.Period != Catalog.Prices.PricePeriod.None ? p.Period : same.Period,
                        Unit = p.Unit ?? same.Unit,
                    }
                    : p),
            ],
        };
    }

    private static IElement? Outermost(IElement element)
    {
        IElement? table = null;
        for (var at = element; at is not null; at = at.ParentElement)
            table = PlanTables.IsTable(at) ? at : table;
        return table;
    }

    private static IElement? CellOf(IElement element)
    {
        IElement? cell = null;
        for (var at = element; at is not null; at = at.ParentElement)
        {
            if (at.LocalName is "td" or "th" || at.GetAttribute("role") is "cell" or "columnheader" or "rowheader" or "gridcell")
                cell = at;
        }

        return cell;
    }
}
