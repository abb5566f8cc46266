using Glean.Catalog.Prices;
using Glean.Tracking.Plans;

namespace Glean.Tracking.Differences;

/// <summary>What happened to a plan.</summary>
public enum PlanChangeKind
{
    Added,
    Removed,
    Repriced,
}

/// <summary>A change of one plan, or of one of its prices.</summary>
/// <param name="Name">The plan.</param>
/// <param name="Before">The price in words; null for a new plan.</param>
/// <param name="After">The price in words; null for one that is gone.</param>
/// <param name="Label">Which of several prices: <c>monthly</c>, <c>yearly</c>, …</param>
public sealed record PlanChange(PlanChangeKind Kind, string Name, string? Before, string? After, string? Label = null)
{
    /// <summary>For people: <c>Pro: $49 to $59 a user a month</c>.</summary>
    public string InWords => Kind switch
    {
        PlanChangeKind.Added => $"New plan {Name}: {After}",
        PlanChangeKind.Removed => $"Plan {Name} is gone (was {Before})",
        PlanChangeKind.Repriced => $"{Name}: {Before} to {After}",
    };
}

/// <summary>
/// Compares two readings of the plans of a page. A price counts as moved when its amount, currency, period or unit did; what only one of the
/// readings knows (a period that is not named any more) is no change, nor is another wording of "on request".
/// </summary>
internal static class PlanDifference
{
    public static IReadOnlyList<PlanChange> Of(IReadOnlyList<PricePlan> before, IReadOnlyList<PricePlan> after)
    {
        // A page on which no plan can be found any more was built anew: that its plans are all gone is not known.
        if (before.Count == 0 || after.Count == 0)
            return [];

        List<PlanChange> changes = [];
        foreach (var plan in after)
        {
            if (before.FirstOrDefault(p => p.Key == plan.Key) is { } old)
                changes.AddRange(Compare(old, plan));
            else
                changes.Add(new PlanChange(PlanChangeKind.Added, plan.Name, null, plan.PriceInWords));
        }

        changes.AddRange(before.Where(p => !after.Any(q => q.Key == p.Key)).Select(p => new PlanChange(PlanChangeKind.Removed, p.Name, p.PriceInWords, null)));
        return changes;
    }

    private static IEnumerable<PlanChange> Compare(PricePlan before, PricePlan after)
    {
        if (before.Kind != after.Kind)
            return [new PlanChange(PlanChangeKind.Repriced, after.Name, before.PriceInWords, after.PriceInWords)];
        if (after.Kind != PlanKind.Priced)
            return [];
        return
            from price in after.Prices
            let old = Matching(before.Prices, price)
            where old is not null && !Same(old, price)
            select new PlanChange(PlanChangeKind.Repriced, after.Name, Brief(old, price), price.ToString(), price.Label);
    }

    /// <summary>The price with the same label; with one price on each side, the only one.</summary>
    private static PlanPrice? Matching(IReadOnlyList<PlanPrice> prices, PlanPrice price) =>
        prices.FirstOrDefault(p => p.Label == price.Label)
        ?? (price.Label is null && prices.Count > 1 ? prices.FirstOrDefault(p => p.Period == price.Period) : prices.Count == 1 && price.Label is null or "monthly" ? prices[0] : null);

    private static bool Same(PlanPrice a, PlanPrice b) =>
        a.Amount == b.Amount
        && (a.Currency == b.Currency || a.Currency.Length == 0 || b.Currency.Length == 0)
        && (a.Period == b.Period || a.Period == PricePeriod.None || b.Period == PricePeriod.None)
        && (a.Unit == b.Unit || a.Unit is null || b.Unit is null);

    /// <summary>The old price, without the terms that the new one repeats.</summary>
    private static string Brief(PlanPrice old, PlanPrice price) => old.Terms == price.Terms ? Money.Write(old.Amount, old.Currency) : old.ToString();
}
