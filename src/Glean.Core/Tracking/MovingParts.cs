using System.Text.Json;
using Glean.Tracking.Differences;
using Glean.Tracking.Plans;
using Glean.Tracking.Reading;

namespace Glean.Tracking;

/// <summary>
/// What was seen to move by itself on a page: lines that came and went between fetches of the same minutes, and the places where they stood.
/// Neither is a change when it is met again.
/// </summary>
public sealed class MovingParts
{
    private const int MostRemembered = 400;

    /// <summary>So many different lines at one place make the place itself restless.</summary>
    private const int RestlessAt = 3;

    private readonly HashSet<string> lines;
    private readonly Dictionary<string, int> places;
    private readonly HashSet<string> prices;

    private MovingParts(Stored stored) => (lines, places, prices) = ([.. stored.Lines ?? []], stored.Places ?? [], [.. stored.Prices ?? []]);

    /// <summary>Reads what <see cref="ToString"/> wrote; null is nothing.</summary>
    public static MovingParts Read(string? stored) => new((stored is null ? null : JsonSerializer.Deserialize<Stored>(stored)) ?? new Stored(null, null, null));

    /// <summary>As JSON, or null when there is nothing.</summary>
    public override string? ToString() => lines.Count + places.Count + prices.Count == 0
        ? null
        : JsonSerializer.Serialize(new Stored([.. lines.Take(MostRemembered)], places.Take(MostRemembered).ToDictionary(), [.. prices.Take(MostRemembered)]));

    /// <summary>Notes the lines that one of two readings of the same page has and the other does not.</summary>
    /// <returns>How many were not known to move.</returns>
    internal int Learn(IReadOnlyList<PageBlock> one, IReadOnlyList<PageBlock> other)
    {
        var learned = 0;
        foreach (var (mine, yours) in ((IReadOnlyList<PageBlock>, IReadOnlyList<PageBlock>)[])[(one, other), (other, one)])
        {
            var keys = yours.Select(b => StableText.Of(b.Text)).ToHashSet(StringComparer.Ordinal);
            foreach (var block in mine.Where(b => !keys.Contains(StableText.Of(b.Text))))
            {
                if (lines.Count < MostRemembered && lines.Add(StableText.Of(block.Text)))
                {
                    learned++;
                    places[block.Slot] = places.GetValueOrDefault(block.Slot) + 1;
                }
            }
        }

        return learned;
    }

    /// <summary>Without what moves.</summary>
    internal IReadOnlyList<PageBlock> Still(IEnumerable<PageBlock> blocks) =>
        lines.Count == 0 ? [.. blocks] : [.. blocks.Where(b => !lines.Contains(StableText.Of(b.Text)) && !IsRestless(b))];

    /// <summary>Without the lines that move; of a kept text, which knows no places.</summary>
    public IReadOnlyList<TextLine> Still(IReadOnlyList<TextLine> text) => lines.Count == 0 ? text : [.. text.Where(l => !lines.Contains(l.Key))];

    /// <summary>Notes the prices that two readings of the same page do not share: they are being tried out on visitors.</summary>
    internal void LearnPlans(IReadOnlyList<PricePlan> one, IReadOnlyList<PricePlan> other)
    {
        foreach (var change in PlanDifference.Of(one, other).Concat(PlanDifference.Of(other, one)))
        {
            prices.Add(Sight(change.Name, change.Before));
            prices.Add(Sight(change.Name, change.After));
        }
    }

    /// <summary>The plans of now; where both the kept price and that of now were seen to take turns, the kept one.</summary>
    internal IReadOnlyList<PricePlan> Settled(IReadOnlyList<PricePlan> before, IReadOnlyList<PricePlan> now)
    {
        if (prices.Count == 0)
            return now;
        var restless = PlanDifference.Of(before, now)
            .Where(c => prices.Contains(Sight(c.Name, c.Before)) && prices.Contains(Sight(c.Name, c.After)))
            .Select(c => Catalog.NameKey.Of(c.Name)).ToHashSet(StringComparer.Ordinal);
        return restless.Count == 0 ? now :
        [
            .. now.Where(p => !restless.Contains(p.Key)),
            .. before.Where(p => restless.Contains(p.Key)),
        ];
    }

    private static string Sight(string plan, string? price) => $"{Catalog.NameKey.Of(plan)}: {price}";

    private bool IsRestless(PageBlock block) => places.Count > 0 && places.GetValueOrDefault(block.Slot) >= RestlessAt;

    private sealed record Stored(List<string>? Lines, Dictionary<string, int>? Places, List<string>? Prices);
}
