using Glean.Analysis.Rules;
using Glean.Catalog;

namespace Glean.Analysis.Prices;

/// <summary>
/// Finds prices in running text: an amount with a currency before or behind it, an optional range, and the period and unit
/// that follow. A bare number is no price. One pass, hand-written, since it runs on every post.
/// </summary>
public static class PriceReader
{
    private static readonly WordSet Units = new("user users seat seats member members rep reps contact contacts lead leads mailbox mailboxes minute credit credits license agent editor account domain client month");

    public static List<PriceExpression> Read(string text) => Read(text, new TextSpan(0, text.Length));

    public static List<PriceExpression> Read(string text, TextSpan span)
    {
        var prices = new List<PriceExpression>();
        var at = span.Start;
        while (at < span.End)
        {
            if (!StartsNumber(text, at, span))
            {
                at++;
                continue;
            }

            at = ReadPrice(text, at, span, out var price);
            if (price is not null)
                prices.Add(price);
        }

        return prices;
    }

    private static bool StartsNumber(string text, int at, TextSpan span) =>
        char.IsAsciiDigit(text[at])
            ? at == span.Start || !(char.IsLetterOrDigit(text[at - 1]) && !EndsCurrency(text, at, span))
            : text[at] == '.' && at + 1 < span.End && char.IsAsciiDigit(text[at + 1])
              && (at == span.Start || char.IsWhiteSpace(text[at - 1]) || Currencies.IsSign(text[at - 1]));

    private static bool EndsCurrency(string text, int at, TextSpan span) => CurrencyBefore(text, at, span).Currency.Length > 0;

    private static int ReadPrice(string text, int start, TextSpan span, out PriceExpression? price)
    {
        price = null;
        var (before, from) = CurrencyBefore(text, start, span);
        var amount = Amounts.Read(text, start, span.End, out var end);
        if (amount is null)
            return end;

        var (behind, afterCurrency) = CurrencyBehind(text, end, span.End);
        if (before == "$" && behind is { Length: 3 } && char.IsAsciiLetterUpper(behind[0]))
        {
            // "$49 AUD": the code says which dollar is meant.
            (before, end) = (behind, afterCurrency);
        }

        if (before.Length > 0)
            (behind, afterCurrency) = ("", end);
        else if (behind.Length > 0 && Cents(text, afterCurrency, span.End, behind) is var (cents, centsEnd) && decimal.IsInteger(amount.Value))
            (amount, afterCurrency) = (amount + cents, centsEnd);
        decimal? upTo = null;
        var tail = before.Length > 0 ? end : afterCurrency;
        if (RangeEnd(text, tail, span) is var (upper, upperEnd, upperCurrency) && upper > amount && (before + behind + upperCurrency).Length > 0)
        {
            (upTo, tail) = (upper, upperEnd);
            behind = behind.Length > 0 ? behind : upperCurrency;
        }

        var currency = before.Length > 0 ? before : behind;
        if (currency.Length == 0)
            return end;
        var (period, unit, last) = PriceTail.Read(text, tail, span.End, Units);
        price = new PriceExpression(new TextSpan(from, last), amount.Value, upTo, currency, period, unit);
        return last;
    }

    /// <summary>The fraction behind a sign that stands in the place of the point: <c>35€ 99</c>.</summary>
    private static (decimal Cents, int End)? Cents(string text, int at, int limit, string currency)
    {
        if (!Currencies.IsSign(currency[^1]))
            return null;
        at += at < limit && text[at] == ' ' ? 1 : 0;
        return at + 2 <= limit && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) && (at + 2 == limit || !(char.IsLetterOrDigit(text[at + 2]) || text[at + 2] is '.' or ','))
            ? (((text[at] - '0') * 10 + text[at + 1] - '0') / 100m, at + 2)
            : null;
    }

    private static (decimal Amount, int End, string Currency)? RangeEnd(string text, int at, TextSpan span)
    {
        var next = Skip(text, at, span.End);
        if (next < span.End && text[next] is '-' or '–' or '—')
            next = Skip(text, next + 1, span.End);
        else if (next + 3 < span.End && text.AsSpan(next).StartsWith("to "))
            next = Skip(text, next + 3, span.End);
        else
            return null;

        var signed = next;
        while (next < span.End && next - signed < 4 && Currencies.IsSign(text[next]))
            next++;
        var currency = text[signed..next];
        if (next >= span.End || !char.IsAsciiDigit(text[next]) || Amounts.Read(text, next, span.End, out var end) is not { } amount)
            return null;
        if (currency.Length == 0)
            (currency, end) = CurrencyBehind(text, end, span.End);
        return (amount, end, currency);
    }

    /// <summary>The sign or code before an amount, and where it starts.</summary>
    private static (string Currency, int From) CurrencyBefore(string text, int at, TextSpan span)
    {
        var end = at;
        while (end > span.Start && end > at - 2 && text[end - 1] is ' ' or '\u00A0')
            end--;
        if (end == span.Start)
            return ("", at);
        if (Currencies.IsSign(text[end - 1]))
        {
            // US$, A$, R$: the letters belong to the sign.
            var from = end - 1;
            while (from > span.Start && from > end - 4 && char.IsAsciiLetterUpper(text[from - 1]))
                from--;
            return (text[from..end], from);
        }

        var start = end;
        while (start > span.Start && end - start < Currencies.MaximumLength && (char.IsLetter(text[start - 1]) || text[start - 1] is '.' or '/'))
            start--;
        while (start < end && !char.IsLetter(text[start]))
            start++;
        var whole = start == span.Start || !char.IsLetterOrDigit(text[start - 1]);
        return whole && end > start && Currencies.StandsBefore(text.AsSpan(start, end - start)) ? (text[start..end], start) : ("", at);
    }

    private static (string Currency, int End) CurrencyBehind(string text, int at, int limit)
    {
        var start = Skip(text, at, limit);
        if (start >= limit)
            return ("", at);
        var end = start;
        while (end < limit && end - start < 3 && char.IsAsciiLetterUpper(text[end]))
            end++;
        if (end < limit && Currencies.IsSign(text[end]))
            return (text[start..(end + 1)], end + 1);
        end = start;
        while (end < limit && end - start < Currencies.MaximumLength && char.IsLetter(text[end]))
            end++;
        if (end < limit && char.IsLetterOrDigit(text[end]))
            return ("", at);
        if (end < limit && text[end] == '.' && Currencies.StandsBehind(text.AsSpan(start, end + 1 - start)))
            end++;
        var word = text.AsSpan(start, end - start);
        return Currencies.StandsBehind(word) ? (word.ToString(), end) : ("", at);
    }

    private static int Skip(string text, int at, int limit)
    {
        var end = Math.Min(limit, at + 2);
        while (at < end && text[at] is ' ' or '\u00A0')
            at++;
        return at;
    }
}
