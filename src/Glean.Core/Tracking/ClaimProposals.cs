using Glean.Catalog;
using Glean.Catalog.Prices;
using Glean.Tracking.Differences;
using Glean.Tracking.Reading;

namespace Glean.Tracking;

/// <summary>What a change suggests for the claims of its tool: to confirm one, to contradict one, or a new one. A pure function; people decide.</summary>
internal static class ClaimProposals
{
    private const int MostPerChange = 20;
    private const int LongestContent = 300;
    private const double LeastAlike = 0.6;

    /// <param name="claims">The claims of the tool.</param>
    /// <param name="text">The page as kept after the change, from which new claims quote.</param>
    public static IReadOnlyList<ClaimProposal> Of(FoundChange change, IReadOnlyList<Claim> claims, string text)
    {
        var proposals = change.Type switch
        {
            ChangeType.PricingChange => change.Plans.SelectMany(p => OfPlan(p, [.. claims.Where(c => c.ClaimType == ClaimType.Pricing)], text)),
            ChangeType.FeatureAdded => change.Text.Added.SelectMany(l => OfNewFeature(l, claims, text)),
            ChangeType.FeatureRemoved => change.Text.Removed.SelectMany(l => OfGoneFeature(l, claims)),
            ChangeType.New or ChangeType.ContentChange or ChangeType.News or ChangeType.Unreachable => [],
        };
        return [.. proposals.DistinctBy(p => (p.ClaimId, p.Kind, p.Content)).Take(MostPerChange)];
    }

    private static IEnumerable<ClaimProposal> OfPlan(PlanChange change, List<Claim> claims, string text)
    {
        var statement = change.Kind == PlanChangeKind.Removed ? $"{change.Name} is no longer offered" : $"{change.Name}: {change.After}";
        var about = claims.Where(c => IsAbout(c, change.Name)).ToList();
        var told = false;
        foreach (var claim in about)
        {
            var amounts = PriceReader.Read(claim.Content).Concat(PriceReader.Read(claim.Quote ?? "")).Select(p => p.Amount).ToHashSet();
            if (Amounts(change.After).Any(amounts.Contains))
            {
                told = true;
                yield return Proposal(ProposalKind.Confirm, ClaimType.Pricing, statement, claim.Id, null);
            }
            else if (Amounts(change.Before).Any(amounts.Contains))
            {
                yield return Proposal(ProposalKind.Contradict, ClaimType.Pricing, statement, claim.Id, null);
            }
        }

        if (!told && change.Kind != PlanChangeKind.Removed)
            yield return Proposal(ProposalKind.New, ClaimType.Pricing, statement, null, QuoteOf(change, text));
    }

    private static IEnumerable<ClaimProposal> OfNewFeature(TextLine line, IReadOnlyList<Claim> claims, string text)
    {
        if (claims.FirstOrDefault(c => c.ClaimType is ClaimType.Feature or ClaimType.Integration && Alike(c.Content, line.Text)) is { } known)
            yield return Proposal(ProposalKind.Confirm, known.ClaimType, line.Text, known.Id, null);
        else if (line.Text.Contains(' '))
            yield return Proposal(ProposalKind.New, ClaimType.Feature, line.Text, null, text.Contains(line.Text, StringComparison.Ordinal) ? line.Text : null);
    }

    private static IEnumerable<ClaimProposal> OfGoneFeature(TextLine line, IReadOnlyList<Claim> claims) => claims
        .Where(c => c.ClaimType is ClaimType.Feature or ClaimType.Integration && Alike(c.Content, line.Text))
        .Select(c => Proposal(ProposalKind.Contradict, c.ClaimType, $"“{line.Text}” is no longer listed", c.Id, null));

    /// <summary>A claim that names the plan, or no plan at all.</summary>
    private static bool IsAbout(Claim claim, string plan)
    {
        var text = $"{claim.Content} {claim.Quote}";
        return text.Contains(plan, StringComparison.OrdinalIgnoreCase) || PriceReader.Read(text).Count > 0;
    }

    private static IEnumerable<decimal> Amounts(string? words) => words is null ? [] : PriceReader.Read(words).Select(p => p.Amount);

    /// <summary>The line of the page that gives the new price.</summary>
    private static string? QuoteOf(PlanChange change, string text)
    {
        var amounts = Amounts(change.After).ToHashSet();
        var lines = PageText.Read(text).Where(l => l.Text.Length <= LongestContent).ToList();
        var priced = lines.Where(l => PriceReader.Read(l.Text).Any(p => amounts.Contains(p.Amount))).ToList();
        return (priced.Find(l => l.Text.Contains(change.Name, StringComparison.OrdinalIgnoreCase)) ?? priced.FirstOrDefault()
            ?? lines.Find(l => l.Text.Contains(change.Name, StringComparison.OrdinalIgnoreCase)))?.Text;
    }

    private static bool Alike(string one, string other)
    {
        HashSet<string> a = [.. StableText.Of(one).Split(' ')], b = [.. StableText.Of(other).Split(' ')];
        return (double)a.Count(b.Contains) / Math.Min(a.Count, b.Count) >= LeastAlike && Math.Min(a.Count, b.Count) >= 2;
    }

    private static ClaimProposal Proposal(ProposalKind kind, ClaimType type, string content, long? claimId, string? quote) => new()
    {
        Kind = kind,
        ClaimType = type,
        Content = content.Length <= LongestContent ? content : content[..LongestContent],
        ClaimId = claimId,
        Quote = quote,
    };
}
