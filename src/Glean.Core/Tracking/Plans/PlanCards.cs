using AngleSharp.Dom;
using Glean.Tracking.Reading;

namespace Glean.Tracking.Plans;

/// <summary>
/// Plans from cards, lists and headed sections. Around each offer the largest part of the page is taken that holds no other plan; its
/// name is the piece that looks most like one, what is listed with it are its limits.
/// </summary>
internal sealed class PlanCards
{
    private const int MostLimits = 60;
    private const int LongestLimit = 200;

    /// <summary>A page with more offers is a shop, and its offers no plans.</summary>
    private const int MostOffers = 300;

    private readonly List<(PageBlock Block, Offer Offer, int Index)> offers = [];
    private readonly IReadOnlyList<PageBlock> blocks;
    private readonly Offer?[] read;
    private readonly Dictionary<IElement, int> offersBelow = [];
    private readonly Dictionary<IElement, int> headedBelow = [];

    private PlanCards(IReadOnlyList<PageBlock> blocks) => (this.blocks, read) = (blocks, [.. blocks.Select(b => Offer.Read(b.Text))]);

    /// <summary>Reads the plans of blocks that stand in no table.</summary>
    public static List<FoundPlan> Read(IReadOnlyList<PageBlock> blocks)
    {
        var cards = new PlanCards(blocks);
        cards.FindOffers();
        return cards.Plans();
    }

    private void FindOffers()
    {
        for (var i = 0; i < blocks.Count && offers.Count < MostOffers; i++)
        {
            var block = blocks[i];
            var offer = OfferAt(i);
            if (offer is null)
                continue;
            offers.Add((block, offer, i));
            var isHeaded = offer.Name.Length > 0 && offer.Kind == PlanKind.Priced;
            for (var at = block.Element; at is not null; at = at.ParentElement)
            {
                offersBelow[at] = offersBelow.GetValueOrDefault(at) + 1;
                if (isHeaded)
                    headedBelow[at] = headedBelow.GetValueOrDefault(at) + 1;
            }
        }

        foreach (var block in blocks.Where(b => PlanNames.Rank(b) > 0))
        {
            for (var at = block.Element; at is not null; at = at.ParentElement)
                headedBelow[at] = headedBelow.GetValueOrDefault(at) + 1;
        }
    }

    /// <summary>The offer of a block, alone or with the short blocks behind it: the sign, the amount and the period may each stand in a box.</summary>
    private Offer? OfferAt(int index)
    {
        var block = blocks[index];
        if (block.Kind == BlockKind.Button && read[index] is not { Kind: PlanKind.Custom })
            return null;
        return block.Text.Length is > 0 and <= 4 && Money.IsSign(block.Text) && index + 1 < blocks.Count && blocks[index + 1].Text is [>= '0' and <= '9', ..]
            ? WithTerms(Offer.Read(block.Text + blocks[index + 1].Text), index + 1)
            : WithTerms(read[index], index);
    }

    /// <summary>Adds the period, unit and billing that stand in the next short blocks.</summary>
    private Offer? WithTerms(Offer? offer, int index)
    {
        if (offer is not { Price: { } price })
            return offer;
        for (var i = index + 1; i < blocks.Count && i <= index + 3; i++)
        {
            var next = blocks[i];
            if (next.Kind is BlockKind.Button or BlockKind.Heading or BlockKind.ListItem || next.Text.Length > 80 || read[i] is not null)
                break;
            var terms = PriceTerms.Read(next.Text);
            price = price with
            {
                Period = price.Period == Catalog.Prices.PricePeriod.None ? terms.Period : price.Period,
                Unit = price.Unit ?? terms.Unit,
            };
            offer = offer with { Price = price, Billing = offer.Billing ?? terms.Billing };
        }

        return offer;
    }

    private List<FoundPlan> Plans()
    {
        List<FoundPlan> plans = [];
        foreach (var group in offers.GroupBy(o => CardOf(o.Block.Element, o.Offer)))
        {
            var own = group.ToList();
            var inside = Inside(group.Key, own[0].Index);
            foreach (var segment in Segments(inside, own))
                AddPlan(plans, segment, group.Key);
        }

        return plans;
    }

    private void AddPlan(List<FoundPlan> plans, Segment segment, IElement card)
    {
        // A list item with a price inside a card that has one besides is an extra, not the plan's price.
        var chosen = segment.Offers.Where(o => o.Block.Kind != BlockKind.ListItem).ToList();
        chosen = chosen.Count > 0 ? chosen : segment.Offers;
        var priced = chosen.Where(o => o.Offer.Kind == PlanKind.Priced).ToList();
        var first = priced.Count > 0 ? priced[0] : chosen.OrderBy(o => o.Offer.Kind).First();
        var name = NameOf(segment, first, card);
        if (name.Length == 0)
            return;

        var kind = priced.Count > 0 && chosen.TrueForAll(o => o.Offer.Kind != PlanKind.Free || o.Block.Hidden || o.Index > first.Index) ? PlanKind.Priced : first.Offer.Kind;
        kind = chosen[0].Offer.Kind == PlanKind.Free && chosen[0].Block.Kind != BlockKind.Heading && !IsName(chosen[0].Block, name) ? PlanKind.Free : kind;
        kind = priced.Count == 0 && chosen.Exists(o => o.Offer.Kind == PlanKind.Free) ? PlanKind.Free : kind;
        plans.Add(new FoundPlan(
            new PricePlan(name, kind, kind == PlanKind.Priced ? PlanPrices.Distinct(priced.Select(o => (o.Offer, o.Block.Element, card))) : [], Limits(segment, first)),
            card,
            IsAddOn(first.Index)));
    }

    private static bool IsName(PageBlock block, string name) => PlanNames.Clean(block.Text).Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The largest element around an offer that holds no second plan: one climbs until a neighbour holds both an offer and something
    /// that could name it.
    /// </summary>
    private IElement CardOf(IElement element, Offer offer)
    {
        var card = element;
        while (card.ParentElement is { } parent && card.LocalName is not ("body" or "main"))
        {
            var hasName = headedBelow.GetValueOrDefault(card) > 0 || offer.Name.Length > 0;
            if (hasName && parent.Children.Any(c => c != card && offersBelow.ContainsKey(c) && headedBelow.ContainsKey(c)))
                break;
            card = parent;
        }

        return card;
    }

    private sealed record Segment(List<(PageBlock Block, int Index)> Blocks, List<(PageBlock Block, Offer Offer, int Index)> Offers);

    /// <summary>A card in which several headings of one level are each followed by an offer holds a plan for each.</summary>
    private static IEnumerable<Segment> Segments(List<(PageBlock Block, int Index)> inside, List<(PageBlock Block, Offer Offer, int Index)> own)
    {
        var level = inside.Where(b => PlanNames.IsHeading(b.Block)).GroupBy(b => PlanNames.Rank(b.Block))
            .Select(g => g.Select(b => b.Index).ToList())
            .FirstOrDefault(starts => starts.Count > 1 && starts.Count(s => own.Exists(o => o.Index >= s && !starts.Exists(t => t > s && t <= o.Index))) > 1);
        if (level is null)
            return [new Segment(inside, own)];

        List<Segment> segments = [];
        for (var i = 0; i < level.Count; i++)
        {
            var (from, to) = (level[i], i + 1 < level.Count ? level[i + 1] : int.MaxValue);
            var offers = own.Where(o => o.Index >= from && o.Index < to).ToList();
            if (offers.Count > 0)
                segments.Add(new Segment([.. inside.Where(b => b.Index >= from && b.Index < to)], offers));
        }

        return segments;
    }

    private string NameOf(Segment segment, (PageBlock Block, Offer Offer, int Index) first, IElement card)
    {
        if (first.Offer.Name.Length > 0 && first.Offer.Name.Length <= 60)
            return PlanNames.Clean(first.Offer.Name);

        // Without a card around the offer the page's own heading is the largest; the nearest one is the plan's.
        var isWholePage = card.LocalName is "body" or "main";
        var best = segment.Blocks
            .Where(b => b.Index <= first.Index || PlanNames.IsHeading(b.Block))
            .Select(b => (b.Block, Rank: PlanNames.Rank(b.Block), b.Index))
            .Where(b => b.Rank > (isWholePage ? 1 : 0) && (b.Index != first.Index || b.Block.Kind == BlockKind.Heading || first.Offer.Kind != PlanKind.Priced))
            .OrderByDescending(b => b.Index <= first.Index && b.Rank > 1)
            .ThenByDescending(b => isWholePage ? b.Index : b.Rank)
            .ThenBy(b => b.Index)
            .FirstOrDefault();
        if (best.Block is not null)
            return PlanNames.Clean(best.Block.Text);

        // Nothing in the card: the heading above it.
        var above = -1;
        for (var i = first.Index - 1; i >= 0 && first.Index - i < 6 && above < 0; i--)
            above = PlanNames.IsHeading(blocks[i]) ? i : -1;
        return above >= 0 && card.LocalName is "body" or "main" or "section" ? PlanNames.Clean(blocks[above].Text) : "";
    }

    private static List<string> Limits(Segment segment, (PageBlock Block, Offer Offer, int Index) first) =>
    [
        .. segment.Blocks
            .Where(b => b.Block.Kind == BlockKind.ListItem && b.Index != first.Index && b.Block.Text.Length <= LongestLimit)
            .Select(b => b.Block.Text).Distinct().Take(MostLimits),
    ];

    private bool IsAddOn(int index)
    {
        for (var i = index; i >= 0; i--)
        {
            if (blocks[i].Kind == BlockKind.Heading && blocks[i].Level <= 2)
                return blocks[i].Text.Contains("add-on", StringComparison.OrdinalIgnoreCase) || blocks[i].Text.Contains("addon", StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }

    /// <summary>The blocks of an element stand together, around any one of them.</summary>
    private List<(PageBlock Block, int Index)> Inside(IElement card, int index)
    {
        var (first, last) = (index, index);
        while (first > 0 && IsWithin(blocks[first - 1].Element, card))
            first--;
        while (last + 1 < blocks.Count && IsWithin(blocks[last + 1].Element, card))
            last++;
        return [.. Enumerable.Range(first, last - first + 1).Select(i => (blocks[i], i))];
    }

    private static bool IsWithin(IElement element, IElement card)
    {
        for (var at = element; at is not null; at = at.ParentElement)
        {
            if (at == card)
                return true;
        }

        return false;
    }
}

/// <summary>A plan and where on the page it was found.</summary>
internal sealed record FoundPlan(PricePlan Plan, IElement Place, bool IsAddOn);
