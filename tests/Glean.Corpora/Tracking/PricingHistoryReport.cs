using System.Text.Json;
using System.Text.RegularExpressions;
using Glean.Tracking.Differences;
using Glean.Tracking.Plans;
using Glean.Tracking.Reading;

namespace Glean.Corpora.Tracking;

/// <summary>
/// Real price histories put on pages in every layout: plans read, changes of plans and prices found between two years, and no change where
/// nothing but the moving parts differ.
/// </summary>
public static partial class PricingHistoryReport
{
    public static void Run(string folder, TextWriter output)
    {
        var snapshots = File.ReadLines(Path.Combine(folder, "snapshots.jsonl")).Select(l => JsonDocument.Parse(l).RootElement)
            .Where(s => s.GetProperty("plans").GetArrayLength() > 0)
            .ToDictionary(s => (Text(s, "dir"), Text(s, "year")), ToShow);
        foreach (var (name, layout) in PricingPages.Layouts)
        {
            var hidden = name == "json-ld";
            var plans = new Score();
            var changes = new Score();
            var alarms = 0;
            foreach (var ((dir, year), page) in snapshots)
            {
                var read = Read(layout(page, 1));
                plans.Add(page.Plans.Where(p => !hidden || p.Price is not null).Select(p => Line(p, page)), read.Select(Line), $"{name} {dir} {year}");
                if (PlanDifference.Of(read, Read(layout(page, 2))).Count > 0)
                    alarms++;
            }

            foreach (var change in File.ReadLines(Path.Combine(folder, "changes.jsonl")).Select(l => JsonDocument.Parse(l).RootElement))
            {
                var dir = Text(change, "dir");
                if (!snapshots.TryGetValue((dir, Text(change, "from")), out var before) || !snapshots.TryGetValue((dir, Text(change, "to")), out var after))
                    continue;
                var expected = Expected(before, after, hidden);
                var found = PlanDifference.Of(Read(layout(before, 1)), Read(layout(after, 2))).Where(c => c.Label is not "yearly" || name != "toggle").Select(c => $"{c.Kind} {Key(c.Name)}").Distinct();
                changes.Add(expected, found, $"{name} {dir} {Text(change, "from")}-{Text(change, "to")}");
            }

            output.WriteLine($"{name}: plans with their price {plans}; changes {changes}; false alarms {alarms} of {snapshots.Count}");
        }
    }

    /// <summary>What differs by the data itself: plans added and taken away, and prices whose amount, currency, unit or kind moved.</summary>
    private static List<string> Expected(PageToShow before, PageToShow after, bool hidden)
    {
        List<string> expected = [];
        bool Shown(PlanToShow plan) => !hidden || plan.Price is not null;
        foreach (var plan in after.Plans.Where(Shown))
        {
            if (before.Plans.Where(Shown).FirstOrDefault(p => Key(p.Name) == Key(plan.Name)) is not { } old)
                expected.Add($"Added {Key(plan.Name)}");
            else if (old.Price != plan.Price || (plan.Price > 0 && (before.Currency != after.Currency || UnitOf(old) != UnitOf(plan))))
                expected.Add($"Repriced {Key(plan.Name)}");
        }

        expected.AddRange(before.Plans.Where(Shown).Where(p => !after.Plans.Where(Shown).Any(q => Key(q.Name) == Key(p.Name))).Select(p => $"Removed {Key(p.Name)}"));
        return expected;
    }

    private static string? UnitOf(PlanToShow plan) => plan.Unit?.Replace("seat", "user");

    private static IReadOnlyList<PricePlan> Read(string html) => PageReader.Read(html, out _) is { } page ? PlanReader.Read(page) : [];

    private static string Line(PlanToShow plan, PageToShow page) => plan.Price switch
    {
        null => $"{Key(plan.Name)} on request",
        0 => $"{Key(plan.Name)} free",
        { } price => $"{Key(plan.Name)} {price:0.##} {page.Currency} {plan.Unit}",
    };

    private static string Line(PricePlan plan) => plan.Kind switch
    {
        PlanKind.Custom => $"{plan.Key} on request",
        PlanKind.Free => $"{plan.Key} free",
        _ => $"{plan.Key} {plan.Prices[0].Amount:0.##} {plan.Prices[0].Currency} {Unit(plan.Prices[0])}",
    };

    private static string Unit(PlanPrice price) => price.Period == Catalog.Prices.PricePeriod.None && price.Unit is null ? "" : $"{price.Unit}/{price.Period.ToString().ToLowerInvariant()}";

    private static string Key(string name) => Catalog.NameKey.Of(name);

    private static PageToShow ToShow(JsonElement snapshot) => new(
        Text(snapshot, "saas"),
        Text(snapshot, "currency"),
        [.. snapshot.GetProperty("plans").EnumerateArray().Select(ToPlan)],
        [.. snapshot.GetProperty("features").EnumerateArray().Select(f => Words(Text(f, "key")))]);

    private static PlanToShow ToPlan(JsonElement plan)
    {
        var price = plan.GetProperty("price");
        return new PlanToShow(
            Title(Text(plan, "name")),
            price.ValueKind == JsonValueKind.Number ? price.GetDecimal() : null,
            price.ValueKind == JsonValueKind.String ? price.GetString()! : "Contact us",
            plan.GetProperty("unit").ValueKind == JsonValueKind.String ? plan.GetProperty("unit").GetString() : null,
            Text(plan, "description"));
    }

    private static string Title(string name) => string.Join(' ', name.Split('_').Select(w => w.Length == 0 ? w : w[..1] + w[1..].ToLowerInvariant()));

    private static string Words(string key) => Capital().Replace(key, " $1").ToLowerInvariant();

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    [GeneratedRegex("([A-Z])", RegexOptions.NonBacktracking)]
    private static partial Regex Capital();
}
