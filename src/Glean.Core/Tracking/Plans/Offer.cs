using System.Text.RegularExpressions;
using Glean.Catalog.Prices;

namespace Glean.Tracking.Plans;

/// <summary>What a piece of text offers: a price, nothing to pay, or a price on request.</summary>
/// <param name="Name">What stands before the price in the same text: <c>Pro</c> in <c>Pro: $49 a month</c>.</param>
internal sealed partial record Offer(PlanKind Kind, PlanPrice? Price, string Name, string? Billing)
{
    private const int LongestText = 160;

    /// <summary>Reads a text that is an offer and little else; null for any other.</summary>
    public static Offer? Read(string text)
    {
        if (text.Length > LongestText)
            return null;
        if (Free().IsMatch(text))
            return new Offer(PlanKind.Free, null, "", null);
        if (OnRequest().IsMatch(text))
            return new Offer(PlanKind.Custom, null, "", null);

        var prices = PriceReader.Read(text);
        foreach (var price in prices)
        {
            var before = text[..price.Span.Start];
            if (IsNoPlanPrice(before, text[price.Span.End..]))
                continue;

            var terms = PriceTerms.Read(Behind(text, price));
            var period = terms.Period != PricePeriod.None ? terms.Period : price.Period;
            var name = NameIn(before);
            return price.Amount == 0
                ? new Offer(PlanKind.Free, null, name, terms.Billing)
                : new Offer(PlanKind.Priced, new PlanPrice(price.Amount, Money.Code(price.Currency), period, terms.Unit), name, terms.Billing);
        }

        return Split(text);
    }

    /// <summary>A line that names a plan and says that it is free or priced on request: <c>Starter – free</c>.</summary>
    private static Offer? Split(string text)
    {
        var at = text.IndexOfAny([':', '–', '—', '|']);
        at = at < 0 ? text.IndexOf(" - ", StringComparison.Ordinal) : at;
        if (at <= 0 || at > 50)
            return null;
        var name = NameIn(text[..at]);
        var rest = text[(at + 1)..].Trim(' ', '-');
        return name.Length == 0 ? null
            : Free().IsMatch(rest) ? new Offer(PlanKind.Free, null, name, null)
            : OnRequest().IsMatch(rest) ? new Offer(PlanKind.Custom, null, name, null)
            : null;
    }

    /// <summary>The words from the amount's end to the next price; what the price reader took for its tail is read again.</summary>
    private static string Behind(string text, PriceExpression price)
    {
        var start = price.Span.Start;
        while (start < text.Length && !char.IsAsciiDigit(text[start]))
            start++;
        while (start < text.Length && (char.IsAsciiDigit(text[start]) || text[start] is '.' or ','))
            start++;
        var rest = text[start..];
        var next = rest.AsSpan().IndexOfAny("$€£¥₹");
        return next < 0 ? rest : rest[..next];
    }

    private static bool IsNoPlanPrice(string before, string behind) =>
        NoPlanBefore().IsMatch(before) || NoPlanBehind().IsMatch(behind);

    private static string NameIn(string before)
    {
        var name = Lead().Replace(before, "").Trim(' ', ':', '-', '–', '—', '|', '(', ',', '•', '·');
        return PriceTerms.IsAllTerms(name) ? "" : name;
    }

    [GeneratedRegex(@"^\s*(?:free|free forever|forever free|always free|free plan|free tier|free of charge|no cost|\$ ?0|€ ?0|£ ?0|0 ?€|0 usd)(?:\s*(?:forever|billed .{0,20}|/.{0,20}|per .{0,20}|for .{0,30}|a month))?[.!]?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Free();

    [GeneratedRegex(@"^\s*(?:custom(?:ized)?(?: (?:pricing|price|quote|plan))?|contact (?:us|sales|our sales team|our team|for (?:a )?(?:price|pricing|quote))(?: (?:for|to) .{0,30})?|let['’]s talk|talk to (?:us|sales|an expert)|(?:get|request) (?:a|your) (?:custom )?quote|(?:price |pricing )?on request|(?:pricing )?upon request|call us|request pricing|by quote|enterprise pricing)[.!→ ]*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OnRequest();

    [GeneratedRegex(@"(?:save|saving|off|discount|worth|credits? of|up to|over|additional|extra|every|then|was|instead of|raised|than)\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NoPlanBefore();

    [GeneratedRegex(@"^\s*(?:off\b|discount|saved|savings|in (?:free )?credits?|free credits?|credit\b|million raised|in revenue|in funding)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NoPlanBehind();

    [GeneratedRegex(@"(?:starting at|starts at|starting from|starts from|from|just|only|costs?|is|at|for|price|pricing)\s*[:]?\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Lead();
}
