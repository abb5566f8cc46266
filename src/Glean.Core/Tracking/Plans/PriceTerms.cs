using Glean.Catalog;
using Glean.Catalog.Prices;

namespace Glean.Tracking.Plans;

/// <summary>What a price is paid for and how often, and how it is billed: <c>per user / month, billed annually</c>.</summary>
/// <param name="Billing"><c>monthly</c> or <c>yearly</c>, when the page says so.</param>
internal sealed record PriceTerms(PricePeriod Period, string? Unit, string? Billing)
{
    public static readonly PriceTerms None = new(PricePeriod.None, null, null);

    private static readonly WordSet Units = new(
        "user users seat seats member members person people teammate editor editors host hosts agent agents license licence licenses workspace workspaces account accounts channel channels "
        + "contact contacts mailbox mailboxes inbox rep reps domain domains location locations team teams company organization organisation project projects site sites website credit credits "
        + "email emails message messages minute minutes hour hours gb tb token tokens request requests call calls record records lead leads employee employees active task tasks run runs "
        + "page pages image images document documents conversation conversations resolution resolutions client clients number numbers line lines device devices app apps developer developers "
        + "participant collaborator contributor profile profiles store stores row rows event events build builds");

    private static readonly WordSet Links = new("per a an each every");

    private static readonly WordSet Adjectives = new("active full paid named additional extra monthly billed unique");

    private static readonly WordSet Telling = new(
        "billed paid billing invoiced annually yearly annual monthly month months year years mo yr per user users seat save off starting usd eur gbp tax vat price prices pricing pay payment quarterly weekly "
        + "subscription commitment");

    private static readonly WordSet Fillers = new("when and or from at just only for the with in is plus excl incl flat of a an on");

    /// <summary>Reads the words behind an amount.</summary>
    public static PriceTerms Read(ReadOnlySpan<char> text)
    {
        var terms = None;
        var linked = false;
        var billed = false;
        var amount = "";
        foreach (var range in Words(text.ToString()))
        {
            var word = range;
            if (word is "/" || Links.Contains(word))
            {
                (linked, amount) = (true, "");
                continue;
            }

            if (word is "billed" or "billing" or "paid" or "invoiced" or "pay" or "charged")
            {
                billed = true;
                continue;
            }

            var period = PeriodOf(word);
            var isAdverb = word is "monthly" or "yearly" or "annually" or "annual" or "quarterly" or "weekly" or "daily";
            if (isAdverb && (billed || terms.Period != PricePeriod.None))
                terms = terms with { Billing = terms.Billing ?? BillingOf(period) };
            else if (period != PricePeriod.None && (linked || isAdverb))
                terms = terms with { Period = terms.Period == PricePeriod.None ? period : terms.Period };
            else if (linked && (char.IsAsciiDigit(word[0]) || word is "million" or "thousand" or "m" or "k"))
            {
                amount = $"{amount} {word}".Trim();
                continue;
            }
            else if (linked && Units.Contains(word) && !Adjectives.Contains(word))
                terms = terms with { Unit = terms.Unit ?? UnitOf(amount, word) };
            else if (linked && Adjectives.Contains(word))
                continue;
            linked = false;
        }

        return terms;
    }

    /// <summary>Whether a text says nothing but terms: it names no plan.</summary>
    public static bool IsAllTerms(string text)
    {
        var (letters, tells) = (false, false);
        foreach (var word in Words(text).Where(w => char.IsLetter(w[0])))
        {
            letters = true;
            tells |= Telling.Contains(word);
            if (!Telling.Contains(word) && !Fillers.Contains(word))
                return false;
        }

        return tells || !letters;
    }

    /// <summary>The billing that a switch or a class name stands for.</summary>
    public static string? BillingWord(string word) => word.ToLowerInvariant() switch
    {
        "monthly" or "month" => "monthly",
        "yearly" or "annual" or "annually" or "year" => "yearly",
        _ => null,
    };

    private static string? BillingOf(PricePeriod period) => period switch
    {
        PricePeriod.Month => "monthly",
        PricePeriod.Year => "yearly",
        PricePeriod.Quarter => "quarterly",
        _ => null,
    };

    private static string UnitOf(string amount, string word)
    {
        var one = word is "people" ? "user" : word.Length > 3 && word.EndsWith('s') ? word[..^1] : word;
        one = one is "seat" or "member" or "person" or "teammate" ? "user" : one is "organisation" ? "organization" : one is "licence" ? "license" : one;
        return amount switch
        {
            "" or "1" => one,
            "1 million" or "1m" or "1 m" or "million" or "1,000,000" or "m" => $"million {Plural(one)}",
            "1,000" or "1000" or "1k" or "thousand" or "1 k" or "k" => $"1,000 {Plural(one)}",
            _ => $"{amount} {Plural(one)}",
        };
    }

    private static string Plural(string word) => word is "gb" or "tb" ? word : word + "s";

    private static IEnumerable<string> Words(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == '/')
            {
                yield return "/";
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || (text[at] is ',' or '.' && at > start && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))))
                at++;
            if (at > start)
                yield return text[start..at].ToLowerInvariant();
            else
                at++;
        }
    }

    private static PricePeriod PeriodOf(string word) => word switch
    {
        "mo" or "month" or "months" or "monthly" or "mth" or "mon" => PricePeriod.Month,
        "yr" or "year" or "years" or "yearly" or "annum" or "annually" or "annual" => PricePeriod.Year,
        "wk" or "week" or "weekly" => PricePeriod.Week,
        "day" or "daily" => PricePeriod.Day,
        "quarter" or "quarterly" => PricePeriod.Quarter,
        _ => PricePeriod.None,
    };
}
