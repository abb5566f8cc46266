namespace Glean.Catalog.Prices;

/// <summary>What follows an amount: "/mo", "per user per month", "a year, billed annually".</summary>
internal static class PriceTail
{
    public static (PricePeriod Period, string? Unit, int End) Read(string text, int at, int limit, WordSet units)
    {
        var period = PricePeriod.None;
        string? unit = null;
        var end = at;
        for (var part = 0; part < 3; part++)
        {
            var next = Introduction(text, end, limit);
            if (next < 0)
                break;
            var stop = next;
            while (stop < limit && char.IsLetter(text[stop]))
                stop++;
            var word = text.AsSpan(next, stop - next);
            if (Period(word) is var found and not PricePeriod.None)
                period = found;
            else if (units.Contains(word))
                unit = word.TrimEnd("s").ToString().ToLowerInvariant();
            else
                break;
            end = stop;
        }

        return (period, unit, end);
    }

    /// <summary>Where the word behind "/", "per", "a", "and" starts, or -1.</summary>
    private static int Introduction(string text, int at, int limit)
    {
        var start = at;
        while (at < limit && at - start < 2 && text[at] == ' ')
            at++;
        if (at >= limit)
            return -1;
        if (text[at] == '/')
        {
            at++;
            return at < limit && text[at] == ' ' ? at + 1 : at;
        }

        var rest = text.AsSpan(at, Math.Min(10, limit - at));
        foreach (var word in (ReadOnlySpan<string>)["per ", "a ", "an ", "each ", "every ", "and "])
        {
            if (rest.StartsWith(word))
                return at + word.Length;
        }

        return rest.StartsWith("monthly") || rest.StartsWith("yearly") || rest.StartsWith("annually") || rest.StartsWith("one-") || rest.StartsWith("once") ? at : -1;
    }

    private static PricePeriod Period(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[10];
        if (word.Length is 0 or > 10)
            return PricePeriod.None;
        word.ToLowerInvariant(lower);
        return lower[..word.Length] switch
        {
            "mo" or "month" or "months" or "monthly" or "m" or "mth" or "pm" => PricePeriod.Month,
            "yr" or "year" or "years" or "yearly" or "annum" or "annually" or "y" => PricePeriod.Year,
            "wk" or "week" or "weekly" => PricePeriod.Week,
            "day" or "daily" => PricePeriod.Day,
            "quarter" or "quarterly" => PricePeriod.Quarter,
            "once" or "one" => PricePeriod.Once,
            _ => PricePeriod.None,
        };
    }
}
