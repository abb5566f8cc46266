using System.Globalization;
using System.Text.Json.Serialization;
using Glean.Catalog;
using Glean.Catalog.Prices;

namespace Glean.Tracking.Plans;

/// <summary>How a plan is sold.</summary>
public enum PlanKind
{
    Priced,
    Free,

    /// <summary>The price is told on request.</summary>
    Custom,
}

/// <summary>One price of a plan.</summary>
/// <param name="Currency">ISO 4217 where the page makes it clear, <c>$</c> standing for USD; empty when it names none.</param>
/// <param name="Unit">What is paid for: <c>user</c>, <c>contact</c>, <c>million tokens</c>; null for the whole.</param>
/// <param name="Label">What tells it from the plan's other prices: <c>monthly</c>, <c>yearly</c>, a column's heading; null for the only one.</param>
public sealed record PlanPrice(
    decimal Amount,
    string Currency,
    PricePeriod Period = PricePeriod.None,
    string? Unit = null,
    string? Label = null)
{
    /// <summary>For people: <c>$49 a user a month</c>.</summary>
    public override string ToString() => Money.Write(Amount, Currency) + Terms;

    /// <summary>The unit and the period, with a space before each.</summary>
    [JsonIgnore]
    public string Terms
    {
        get
        {
            var unit = Unit switch
            {
                null => "",
                [>= '0' and <= '9', ..] => $" per {Unit}",
                "million tokens" or "thousand requests" => $" per {Unit}",
                ['a' or 'e' or 'i' or 'o', ..] => $" an {Unit}",
                _ => $" a {Unit}",
            };
            var period = Period switch
            {
                PricePeriod.Day => " a day",
                PricePeriod.Week => " a week",
                PricePeriod.Month => " a month",
                PricePeriod.Quarter => " a quarter",
                PricePeriod.Year => " a year",
                PricePeriod.Once => " once",
                PricePeriod.None => "",
            };
            return unit + period + (Label is null ? "" : $" ({Label})");
        }
    }
}

/// <summary>A plan as a page offers it.</summary>
/// <param name="Prices">None when the kind is not <see cref="PlanKind.Priced"/>.</param>
/// <param name="Limits">What it includes, as listed with it.</param>
public sealed record PricePlan(string Name, PlanKind Kind, IReadOnlyList<PlanPrice> Prices, IReadOnlyList<string> Limits)
{
    /// <summary>What the same plan is found by in another reading.</summary>
    public string Key => NameKey.Of(Name);

    /// <summary>The price in words: <c>$49 a user a month</c>, <c>free</c>, <c>on request</c>.</summary>
    public string PriceInWords => Kind switch
    {
        PlanKind.Free => "free",
        PlanKind.Custom => "on request",
        PlanKind.Priced => string.Join(", ", Prices),
    };
}

/// <summary>Amounts with their currency.</summary>
internal static class Money
{
    private static readonly Dictionary<string, string> SignsOfCodes = Pairs("USD=$ EUR=€ GBP=£ JPY=¥ INR=₹ KRW=₩ CAD=CA$ AUD=A$ BRL=R$", StringComparer.Ordinal);

    private static readonly Dictionary<string, string> CodesOfWords = Pairs(
        "$=USD US$=USD dollars=USD dollar=USD bucks=USD €=EUR euro=EUR euros=EUR £=GBP pounds=GBP ¥=JPY ₹=INR ₩=KRW A$=AUD AU$=AUD C$=CAD CA$=CAD R$=BRL "
        + "zł=PLN Kč=CZK kr=SEK ₽=RUB ₺=TRY ₪=ILS ฿=THB ₫=VND ₴=UAH ₱=PHP",
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The code of a sign or a name; a code as it is.</summary>
    public static string Code(string written) =>
        CodesOfWords.TryGetValue(written.Trim(), out var code) ? code : written.Trim().ToUpperInvariant();

    /// <summary>Whether the text is nothing but a currency.</summary>
    public static bool IsSign(string text) => CodesOfWords.ContainsKey(text);

    /// <summary>An amount as people write it, cents only where there are any.</summary>
    public static string Write(decimal amount, string currency)
    {
        var number = amount == decimal.Truncate(amount)
            ? amount.ToString("#,0", CultureInfo.InvariantCulture)
            : decimal.Round(amount, 2) == amount
                ? amount.ToString("#,0.00", CultureInfo.InvariantCulture)
                : amount.ToString("#,0.00######", CultureInfo.InvariantCulture);
        return currency.Length == 0 ? number
            : SignsOfCodes.TryGetValue(currency, out var sign) ? sign + number
            : $"{number} {currency}";
    }

    private static Dictionary<string, string> Pairs(string spaced, StringComparer comparer) =>
        spaced.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], comparer);
}
