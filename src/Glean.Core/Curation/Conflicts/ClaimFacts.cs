using System.Text.RegularExpressions;
using Glean.Catalog;

namespace Glean.Curation.Conflicts;

/// <summary>A price with all that decides whether two of them may differ.</summary>
/// <param name="Plan">Lower case; empty where the claim gives the entry price ("starts at").</param>
public sealed record StatedPrice(decimal Amount, string Currency, string Period, string Plan, bool PerUser, bool IsEntry, bool BilledYearly)
{
    /// <summary>What it is the price of: two with an equal one may differ in nothing but the amount.</summary>
    public StatedPrice Thing => this with { Amount = 0 };

    public override string ToString() => $"{Currency}{Amount:0.##} a {Period}{(PerUser ? " and user" : "")}";
}

/// <summary>"Does X" or "does not do X".</summary>
public sealed record StatedCapability(bool IsPositive, string Subject);

/// <summary>What a claim states in a form that can be compared.</summary>
public sealed partial record ClaimFacts(StatedPrice? Price, bool? FreeTier, StatedCapability? Capability)
{
    public static ClaimFacts Of(ClaimStatement claim) => new(
        claim.Type is ClaimType.Pricing ? PriceIn(claim.Content) : null,
        FreeTierIn(claim.Content),
        claim.Type is ClaimType.Feature or ClaimType.Integration or ClaimType.Limitation ? CapabilityIn(claim.Content) : null);

    // One price with currency and period, and either a plan or "starts at"; anything else may be about another thing.
    private static StatedPrice? PriceIn(string text)
    {
        if (Change().IsMatch(text) || Money().Matches(text) is not [var money])
        {
            return null;
        }

        var isEntry = Entry().IsMatch(text);
        var plan = Plan().Matches(text) is [var named] ? named.Groups["plan"].Value.ToLowerInvariant() : "";
        var period = Month().IsMatch(text) ? Year().IsMatch(text) ? "" : "month" : Year().IsMatch(text) ? "year" : "";
        var yearly = BilledYearly().IsMatch(text);
        if (yearly && Month().IsMatch(text))
        {
            period = "month";
        }

        var digits = money.Groups["amount"].Value.Replace(",", "", StringComparison.Ordinal);
        return (plan.Length > 0 || isEntry) && period.Length > 0 && decimal.TryParse(digits, out var amount)
            ? new StatedPrice(amount, CurrencyOf(money.Groups["currency"].Value), period, plan, PerUser().IsMatch(text), isEntry, yearly)
            : null;
    }

    private static string CurrencyOf(string sign) => sign.ToUpperInvariant() switch
    {
        "EUR" or "€" => "€",
        "GBP" or "£" => "£",
        _ => "$",
    };

    private static bool? FreeTierIn(string text)
    {
        if (Change().IsMatch(text))
        {
            return null;
        }

        return NoFreeTier().IsMatch(text) ? false : FreeTierWords().IsMatch(text) ? true : null;
    }

    private static StatedCapability? CapabilityIn(string text)
    {
        if (Change().IsMatch(text) || Hedge().IsMatch(text))
        {
            return null;
        }

        if (Cannot().Matches(text) is [var cannot])
        {
            return Subject(cannot.Groups["what"].Value) is { } what ? new StatedCapability(false, what) : null;
        }

        return !AnyNegation().IsMatch(text) && Can().Matches(text) is [var can] && Subject(can.Groups["what"].Value) is { } subject
            ? new StatedCapability(true, subject)
            : null;
    }

    private static string? Subject(string words)
    {
        var telling = words.ToLowerInvariant().Split([' ', '-', '/'], StringSplitOptions.RemoveEmptyEntries)
            .Select(w => w.TrimEnd('.', ',', '!', ';'))
            .Where(w => w.Length > 0 && !Filler.Contains(w))
            .Select(w => w.Length > 3 && w.EndsWith('s') && !w.EndsWith("ss", StringComparison.Ordinal) ? w[..^1] : w)
            .Distinct().Order(StringComparer.Ordinal).ToList();
        return telling.Count is 0 or > 4 ? null : string.Join(' ', telling);
    }

    private static readonly HashSet<string> Filler =
        ["a", "an", "the", "any", "its", "with", "for", "native", "natively", "built", "in", "support", "integration", "integrations", "out", "of", "box", "your", "to"];

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"(?<currency>[$€£]|\b(USD|EUR|GBP) ?) ?(?<amount>\d{1,3}(,\d{3})+(\.\d{1,2})?|\d+(\.\d{1,2})?)", Options)]
    private static partial Regex Money();

    [GeneratedRegex(@"\b(starts? (at|from)|starting (at|from)|from|begins? at|as low as)\b", Options)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\b(?<plan>starter|basic|personal|individual|growth|pro|professional|plus|premium|team|teams|business|scale|advanced|ultimate|enterprise)\b", Options)]
    private static partial Regex Plan();

    [GeneratedRegex(@"(/ ?|\b(per|a|each|every) )(mo|month)\b|\bmonthly\b|\bpupm\b", Options)]
    private static partial Regex Month();

    [GeneratedRegex(@"(/ ?|\b(per|a|each|every) )(yr|year|annum)\b|\b(yearly|annually)\b", Options)]
    private static partial Regex Year();

    [GeneratedRegex(@"\b(billed|paid|pay|payable|when billed) (yearly|annually)\b|\bannual (billing|plan|contract)\b", Options)]
    private static partial Regex BilledYearly();

    [GeneratedRegex(@"(/ ?|\b(per|a|each|every) )(user|seat|agent|rep|member|license|licence)\b|\bpupm\b", Options)]
    private static partial Regex PerUser();

    // What was, or will be, contradicts nothing that is.
    [GeneratedRegex(@"\b(used to|was|were|previously|formerly|raised|increased?|went (up|from)|dropped|doubled|discount|off|save|coupon|promo|deal|instead of|compared to|unlike|whereas|will|soon|planned|roadmap|upcoming|trial|students?|startups|nonprofits?)\b|\?", Options)]
    private static partial Regex Change();

    [GeneratedRegex(@"\b(only|unless|except|partly|partially|limited|some|maybe|might|sometimes|if|without (an?|the) )\b", Options)]
    private static partial Regex Hedge();

    [GeneratedRegex(@"(\b(no|not have an?|without an?|lacks an?|not offer an?)|n['’]t (have|offer) an?|\bremoved (the|its)|no longer has an?) free[ -](tier|plan|version|option)\b|\b(is|are)(n['’]t| not) free\b", Options)]
    private static partial Regex NoFreeTier();

    [GeneratedRegex(@"\bfree[ -](tier|plan|version)\b|\bfreemium\b|\bfree forever\b|\bforever free\b", Options)]
    private static partial Regex FreeTierWords();

    [GeneratedRegex(@"\b(does not|doesn['’]t|do not|don['’]t|can['’]t|cannot|can not|won['’]t) (yet )?(support|integrate with|connect to|connect with|sync with|work with|have|offer|include|come with|do) (?<what>[^.,;:()!?\n]{2,60})|\b(lacks|is missing|has no|offers no|there is no|there['’]s no|no support for|no integration with) (?<what>[^.,;:()!?\n]{2,60})", Options)]
    private static partial Regex Cannot();

    [GeneratedRegex(@"\b(supports|integrates (natively )?with|connects (to|with)|syncs with|works with|has|offers|includes|comes with|support for|integration with) (?<what>[^.,;:()!?\n]{2,60})", Options)]
    private static partial Regex Can();

    [GeneratedRegex(@"\b(no|not|never|cannot|lacks|without|missing)\b|n['’]t\b", Options)]
    private static partial Regex AnyNegation();
}
