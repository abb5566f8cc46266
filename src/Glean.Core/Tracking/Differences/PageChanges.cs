using Glean.Catalog;
using Glean.Catalog.Prices;
using Glean.Tracking.Plans;
using Glean.Tracking.Reading;

namespace Glean.Tracking.Differences;

/// <summary>What a page said at one time, as far as it is compared.</summary>
public sealed record PageReading(IReadOnlyList<TextLine> Lines, IReadOnlyList<PricePlan> Plans);

/// <summary>A change with its type and its words.</summary>
/// <param name="Summary">In plain words.</param>
/// <param name="Plans">The plans it is about; empty unless it is a change of prices.</param>
/// <param name="Text">The lines it is about.</param>
public sealed record FoundChange(ChangeType Type, string Summary, IReadOnlyList<PlanChange> Plans, TextDifference Text);

/// <summary>Turns the difference of two readings of a page into typed changes, at most one of each type. A pure function.</summary>
public static class PageChanges
{
    private static readonly TextDifference NoText = new([], [], []);

    /// <param name="kind">What the page is for: new lines of a changelog are news.</param>
    public static IReadOnlyList<FoundChange> Of(PageKind kind, PageReading before, PageReading after)
    {
        var plans = PlanDifference.Of(before.Plans, after.Plans);
        var text = WithoutPrices(TextDifference.Of(before.Lines, after.Lines), plans, before, after);
        List<FoundChange> changes = [];
        if (plans.Count > 0)
            changes.Add(new FoundChange(ChangeType.PricingChange, ChangeSummary.OfPlans(plans), plans, NoText));
        if (kind is PageKind.Changelog or PageKind.Feed)
        {
            // Old entries make room for new ones; only what is new is news.
            if (text.Added.Count > 0)
                changes.Add(new FoundChange(ChangeType.News, ChangeSummary.OfNews(text.Added), [], text with { Removed = [], Changed = [] }));
            return changes;
        }

        var added = text.Added.Where(IsFeature).ToList();
        var removed = text.Removed.Where(IsFeature).ToList();
        if (added.Count > 0)
            changes.Add(new FoundChange(ChangeType.FeatureAdded, ChangeSummary.OfFeatures("New", added), [], NoText with { Added = added }));
        if (removed.Count > 0)
            changes.Add(new FoundChange(ChangeType.FeatureRemoved, ChangeSummary.OfFeatures("No longer listed", removed), [], NoText with { Removed = removed }));
        var rest = new TextDifference([.. text.Added.Except(added)], [.. text.Removed.Except(removed)], text.Changed);
        if (!rest.IsEmpty)
            changes.Add(new FoundChange(ChangeType.ContentChange, ChangeSummary.OfText(rest), [], rest));
        return changes;
    }

    /// <summary>Lines that the change of prices tells already: the amounts themselves, and what stands in a plan that came or went.</summary>
    private static TextDifference WithoutPrices(TextDifference text, IReadOnlyList<PlanChange> plans, PageReading before, PageReading after)
    {
        if (plans.Count == 0)
            return text;
        var told = plans.Select(p => NameKey.Of(p.Name)).ToHashSet(StringComparer.Ordinal);
        var own = before.Plans.Concat(after.Plans).Where(p => told.Contains(p.Key) && plans.Any(c => c.Kind != PlanChangeKind.Repriced && c.Name == p.Name))
            .SelectMany(p => p.Limits).Select(StableText.Of).ToHashSet(StringComparer.Ordinal);
        bool IsTold(TextLine line) => told.Contains(NameKey.Of(line.Text)) || own.Contains(line.Key) || IsAllPrice(line.Text);
        return new TextDifference(
            [.. text.Added.Where(l => !IsTold(l))],
            [.. text.Removed.Where(l => !IsTold(l))],
            [.. text.Changed.Where(c => !(IsTold(c.After) || OnlyPricesDiffer(c)))]);
    }

    /// <summary>A line that is an offer, alone or behind the plan's name.</summary>
    private static bool IsAllPrice(string text) => text.Length <= 160 && (Offer.Read(text) is not null || (text.Length < 40 && PriceTerms.IsAllTerms(text)));

    private static bool OnlyPricesDiffer(Reworded line) =>
        PriceReader.Read(line.Before.Text).Count > 0
        && WordDifference.Of(line.Before.Text, line.After.Text).All(p => p.Kind == PieceKind.Same || p.Text.All(c => !char.IsLetter(c)));

    private static bool IsFeature(TextLine line) => line.Kind is LineKind.ListItem or LineKind.Cell or LineKind.Heading && line.Text.Length is >= 3 and <= 200;
}
