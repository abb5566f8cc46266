using AngleSharp.Dom;
using Glean.Catalog.Prices;
using Glean.Tracking.Reading;

namespace Glean.Tracking.Plans;

/// <summary>Plans from tables, with a plan a row or a plan a column.</summary>
internal static class PlanTables
{
    private const int LargestTable = 3_000;

    private sealed record Cell(string Text, bool IsHeader, IReadOnlyList<PageBlock> Blocks);

    public static bool IsTable(IElement element) => element.LocalName == "table" || element.GetAttribute("role") is "table" or "grid";

    public static List<FoundPlan> Read(IElement table, ILookup<IElement, PageBlock> blocksOfCell)
    {
        var rows = Rows(table, blocksOfCell);
        if (rows.Count < 2)
            return [];

        var columns = rows.Max(r => r.Count);
        var byRow = rows.Skip(1).Count(r => r.Skip(1).Any(IsPrice));
        var byColumn = Enumerable.Range(1, Math.Max(columns - 1, 0)).Count(c => rows.Exists(r => c < r.Count && IsPrice(r[c])));
        var priceRows = rows.Count(r => r.Skip(1).Count(IsPrice) >= 2);
        var priceColumns = Enumerable.Range(1, Math.Max(columns - 1, 0)).Count(c => rows.Count(r => c < r.Count && IsPrice(r[c])) >= 2);

        // Prices below each other belong to plans in rows, prices beside each other to plans in columns; where both hold, fewer lines of prices decide.
        var plansInColumns = priceRows > 0 && (priceColumns == 0 || priceRows < priceColumns || (priceRows == priceColumns && byColumn > byRow));
        if (priceRows == 1 && priceColumns == 0 && rows.Skip(1).FirstOrDefault(r => r.Skip(1).Count(IsPrice) >= 2) is [var first, ..])
            plansInColumns = first.Text.Length == 0 || IsPriceHeading(first.Text) || PriceTerms.IsAllTerms(first.Text);
        return plansInColumns ? InColumns(rows, columns, table) : InRows(rows, table);
    }

    private static List<FoundPlan> InRows(List<List<Cell>> rows, IElement table)
    {
        List<FoundPlan> plans = [];
        var header = rows[0];
        foreach (var row in rows.Skip(1).Where(r => r.Count > 1))
        {
            List<PlanPrice> prices = [];
            PlanKind? kind = null;
            List<string> limits = [];
            for (var c = 1; c < row.Count; c++)
            {
                var heading = c < header.Count ? header[c].Text : "";
                switch (OfferIn(row[c], heading))
                {
                    case { Price: { } price }:
                        prices.Add(price with { Label = LabelOf(heading) });
                        break;
                    case { } offer:
                        kind ??= offer.Kind;
                        break;
                    case null when row[c].Text.Length is > 0 and < 200:
                        limits.Add(heading.Length > 0 ? $"{heading}: {row[c].Text}" : row[c].Text);
                        break;
                }
            }

            Add(plans, row[0].Text, prices, kind, limits, table);
        }

        return plans;
    }

    private static List<FoundPlan> InColumns(List<List<Cell>> rows, int columns, IElement table)
    {
        List<FoundPlan> plans = [];
        for (var c = 1; c < columns; c++)
        {
            List<PlanPrice> prices = [];
            PlanKind? kind = null;
            List<string> limits = [];
            var name = "";
            foreach (var row in rows.Where(r => c < r.Count))
            {
                var cell = row[c];
                if (name.Length == 0 && row == rows[0])
                {
                    name = cell.Blocks.Count == 1 && cell.Blocks[0].Text.Length < 60 && OfferIn(cell, "")?.Price is null ? cell.Text
                        : cell.Blocks.FirstOrDefault(b => PlanNames.Rank(b) > 0)?.Text ?? "";
                    if (OfferIn(cell, "") is { Name.Length: > 0 } inHeader)
                        name = inHeader.Name;
                    if (cell.Blocks.Count < 2 && name == cell.Text)
                        continue;
                }

                switch (OfferIn(cell, row[0].Text))
                {
                    case { Price: { } price }:
                        prices.Add(price with { Label = LabelOf(row[0].Text) });
                        break;
                    case { } offer when row == rows[0] || IsPriceHeading(row[0].Text) || rows.Count(r => c < r.Count && IsPrice(r[c])) == 1:
                        kind ??= offer.Kind;
                        break;
                    default:
                        if (cell.Text.Length is > 0 and < 200 && !IsNo(cell.Text))
                            limits.Add(IsYes(cell.Text) ? row[0].Text : $"{row[0].Text}: {cell.Text}");
                        break;
                }
            }

            Add(plans, name, prices, kind, limits, table);
        }

        return plans;
    }

    private static void Add(List<FoundPlan> plans, string name, List<PlanPrice> prices, PlanKind? kind, List<string> limits, IElement table)
    {
        name = PlanNames.Clean(name);
        if (name.Length == 0 || (prices.Count == 0 && kind is null))
            return;
        var distinct = prices.DistinctBy(p => p.Label).ToList();
        plans.Add(new FoundPlan(
            new PricePlan(
                name,
                prices.Count > 0 ? PlanKind.Priced : kind!.Value,
                distinct.Count == 1 && distinct[0].Label is "monthly" or "yearly" ? [distinct[0] with { Label = null }] : distinct,
                limits),
            table,
            IsAddOn: false));
    }

    private static bool IsPrice(Cell cell) => OfferIn(cell, "") is not null;

    private static Offer? OfferIn(Cell cell, string heading)
    {
        var offer = cell.Blocks.Where(b => b.Kind != BlockKind.Button).Select(b => Offer.Read(b.Text)).FirstOrDefault(o => o is { Kind: PlanKind.Priced })
            ?? Offer.Read(cell.Text) ?? cell.Blocks.Select(b => Offer.Read(b.Text)).FirstOrDefault(o => o is not null);
        if (offer is null && cell.Text.Length < 20 && IsPriceHeading(heading))
            offer = Offer.Read($"{CurrencyIn(heading)}{cell.Text}");
        if (offer is not { Price: { } price })
            return offer;

        var terms = PriceTerms.Read(heading);
        var inCell = PriceTerms.Read(cell.Text.AsSpan(Math.Max(0, cell.Text.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']))));
        return offer with
        {
            Price = price with
            {
                Period = Known(price.Period, inCell.Period, terms.Period),
                Unit = price.Unit ?? inCell.Unit ?? terms.Unit,
            },
        };
    }

    private static PricePeriod Known(params ReadOnlySpan<PricePeriod> periods)
    {
        foreach (var period in periods)
        {
            if (period != PricePeriod.None)
                return period;
        }

        return PricePeriod.None;
    }

    private static string CurrencyIn(string heading) =>
        heading.Contains('€') || heading.Contains("EUR", StringComparison.OrdinalIgnoreCase) ? "€"
        : heading.Contains('£') || heading.Contains("GBP", StringComparison.OrdinalIgnoreCase) ? "£"
        : heading.Contains('$') || heading.Contains("USD", StringComparison.OrdinalIgnoreCase) ? "$"
        : "";

    private static bool IsPriceHeading(string heading) =>
        heading.Contains("price", StringComparison.OrdinalIgnoreCase) || heading.Contains("pricing", StringComparison.OrdinalIgnoreCase)
        || heading.Contains("cost", StringComparison.OrdinalIgnoreCase) || CurrencyIn(heading).Length > 0;

    /// <summary>What a line of prices is called, when it tells them from another line.</summary>
    private static string? LabelOf(string heading)
    {
        foreach (var word in ClassWords.Of(heading))
        {
            if (PriceTerms.BillingWord(word) is { } billing)
                return billing;
        }

        var label = heading.Split(['(', '/'])[0].Replace("price", "", StringComparison.OrdinalIgnoreCase).Replace("cost", "", StringComparison.OrdinalIgnoreCase).Trim(' ', ':', '$', '€', '£').ToLowerInvariant();
        return label.Length is 0 or > 40 || PriceTerms.IsAllTerms(label) ? null : label;
    }

    private static bool IsYes(string text) => text.Trim() is "✓" or "✔" or "✅" or "Yes" or "yes" or "●" or "Included" or "included";

    private static bool IsNo(string text) => text.Trim() is "✗" or "✘" or "❌" or "No" or "no" or "–" or "—" or "-" or "×" or "x" or "N/A";

    private static List<List<Cell>> Rows(IElement table, ILookup<IElement, PageBlock> blocksOfCell)
    {
        List<List<Cell>> rows = [];
        var count = 0;
        foreach (var row in table.QuerySelectorAll("tr, [role=row]").Where(r => Nearest(r) == table))
        {
            var cells = row.Children
                .Where(c => c.LocalName is "td" or "th" || c.GetAttribute("role") is "cell" or "columnheader" or "rowheader" or "gridcell")
                .SelectMany(c => Spanned(c, new Cell(
                    string.Join(' ', blocksOfCell[c].Where(b => b.Kind != BlockKind.Button || Offer.Read(b.Text) is { Kind: PlanKind.Custom }).Select(b => b.Text)),
                    c.LocalName == "th",
                    [.. blocksOfCell[c]])))
                .ToList();
            if (cells.Count > 0)
                rows.Add(cells);
            if ((count += cells.Count) > LargestTable)
                return [];
        }

        return rows;
    }

    private static IEnumerable<Cell> Spanned(IElement element, Cell cell)
    {
        yield return cell;
        for (var i = 1; int.TryParse(element.GetAttribute("colspan"), out var span) && i < Math.Min(span, 20); i++)
            yield return cell with { Text = "", Blocks = [] };
    }

    private static IElement? Nearest(IElement row)
    {
        for (var at = row.ParentElement; at is not null; at = at.ParentElement)
        {
            if (IsTable(at))
                return at;
        }

        return null;
    }
}
