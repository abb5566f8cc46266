using Glean.Catalog;
using Glean.Curation.Learning;
using Glean.Curation.Scoring;

namespace Glean.Tests.Curation.Learning;

/// <summary>
/// Made-up tools and a person whose taste is known: what connects to other products, in two categories, and never a service. The plain
/// score knows nothing of that taste; nine of ten decisions follow it, the tenth is a whim.
/// </summary>
internal sealed class KnownTaste(int seed)
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Categories = [.. Focus.Default.Categories.Select(c => c.Name)];

    private static readonly string[] Plain =
        ["records", "calls", "sends", "emails", "for", "teams", "with", "dashboard", "pipeline", "leads", "reports", "fast", "simple", "works", "daily", "sales", "deals", "contacts"];

    private static readonly string[] OfServices = ["agency", "consultants", "retainer", "clients", "hire"];

    private static readonly string[] OfConsumers = ["dating", "homework", "selfie", "recipes"];

    private readonly Random random = new(seed);

    public PastDecision Next(int index)
    {
        var kind = random.Next(5) switch { 0 => OfServices, 1 => OfConsumers, _ => null };
        var category = Categories[random.Next(Categories.Length)];
        var claims = Enumerable.Range(0, 1 + random.Next(5)).Select(_ => Claim(kind, index)).ToList();
        var tool = new ScoredTool($"Tool {index}", Words(6, kind), category, claims, Start.AddDays(-random.Next(200)))
        {
            Url = random.Next(3) > 0 ? $"https://tool{index}.example/" : null,
            Mentions = [.. claims.Select(c => new ScoredMention(c.Source, c.CreatedAt, 0.5))],
        };
        var likes = kind is null && category is "conversation" or "coaching" or "enrichment" or "scheduling" && claims.Exists(c => c.Type == ClaimType.Integration);
        var approved = likes != (random.Next(10) == 0);
        string[] reasons = approved ? [] : kind == OfServices ? ["service"] : kind == OfConsumers ? ["consumer"] : random.Next(2) == 0 ? ["off_topic"] : [];
        return new PastDecision(tool, approved, reasons, Start.AddHours(index)) { ToolId = index };
    }

    public IReadOnlyList<PastDecision> Take(int from, int count) => [.. Enumerable.Range(from, count).Select(Next)];

    private ScoredClaim Claim(string[]? kind, int index) => new(
        (ClaimType)random.Next(7), Words(7, kind), 0.4 + (0.6 * random.NextDouble()), $"source {random.Next(40)}/{index}", Start.AddDays(-random.Next(150)));

    private string Words(int count, string[]? kind) => string.Join(' ', Enumerable.Range(0, count)
        .Select(_ => kind is not null && random.Next(4) == 0 ? kind[random.Next(kind.Length)] : Plain[random.Next(Plain.Length)]));
}
