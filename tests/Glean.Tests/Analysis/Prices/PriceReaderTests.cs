using System.Globalization;
using Glean.Analysis.Prices;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Prices;

public sealed class PriceReaderTests
{
    [Theory]
    [InlineData("from $49/month", "49", "$", PricePeriod.Month, null)]
    [InlineData("$12.50 per seat per month", "12.5", "$", PricePeriod.Month, "seat")]
    [InlineData("1.299,00 € a year", "1299", "€", PricePeriod.Year, null)]
    [InlineData("EUR 1,299.90", "1299.9", "EUR", PricePeriod.None, null)]
    [InlineData("about 30 bucks a month", "30", "bucks", PricePeriod.Month, null)]
    [InlineData("around $18k a year", "18000", "$", PricePeriod.Year, null)]
    [InlineData("US$1,500/user/mo", "1500", "US$", PricePeriod.Month, "user")]
    [InlineData("$.75", "0.75", "$", PricePeriod.None, null)]
    [InlineData("$49 AUD", "49", "AUD", PricePeriod.None, null)]
    [InlineData("5 100 руб.", "5100", "руб.", PricePeriod.None, null)]
    [InlineData("35€ 90", "35.90", "€", PricePeriod.None, null)]
    [InlineData(".80 € per minute", "0.80", "€", PricePeriod.None, "minute")]
    [InlineData("R$ 240,50 a month", "240.5", "R$", PricePeriod.Month, null)]
    [InlineData("₪120", "120", "₪", PricePeriod.None, null)]
    [InlineData("9 800 Kč", "9800", "Kč", PricePeriod.None, null)]
    public void A_price_is_read_with_currency_period_and_unit(string text, string amount, string currency, PricePeriod period, string? unit)
    {
        var price = PriceReader.Read(text).ShouldHaveSingleItem();

        price.Amount.ShouldBe(decimal.Parse(amount, CultureInfo.InvariantCulture));
        (price.Currency, price.Period, price.Unit).ShouldBe((currency, period, unit));
    }

    [Theory]
    [InlineData("$39-$99/month", "39", "99")]
    [InlineData("between 10 and $20 - $150", "20", "150")]
    [InlineData("€300–800 per month", "300", "800")]
    [InlineData("$20 to $30", "20", "30")]
    public void A_range_has_two_ends(string text, string from, string to)
    {
        var price = PriceReader.Read(text)[^1];

        price.Amount.ShouldBe(decimal.Parse(from, CultureInfo.InvariantCulture));
        price.UpTo.ShouldBe(decimal.Parse(to, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("We booked 38 demos in 2024.")]
    [InlineData("95% of contacts, 4.6/5 stars, GPT-4")]
    public void A_bare_number_is_no_price(string text) => PriceReader.Read(text).ShouldBeEmpty();
}
