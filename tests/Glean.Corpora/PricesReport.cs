using System.Globalization;
using System.Text.Json;
using Glean.Analysis.Prices;

namespace Glean.Corpora;

/// <summary>Amounts of recorded price strings: the share whose amount is read as expected, currency written beside the amount.</summary>
public static class PricesReport
{
    public static void Run(string folder, TextWriter output)
    {
        int right = 0, all = 0, other = 0;
        foreach (var line in File.ReadLines(Path.Combine(folder, "price-parser.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            var root = row.RootElement;
            var text = root.GetProperty("price_text").GetString();
            var currency = root.GetProperty("expect_currency").GetString();
            var expected = root.GetProperty("expect_amount").GetString();
            if (text is null || currency is null || expected is null || !text.Contains(currency, StringComparison.Ordinal)
                || root.GetProperty("list").GetString()!.Contains("XFAIL", StringComparison.Ordinal))
            {
                other++;
                continue;
            }

            all++;
            var wanted = decimal.Parse(expected, CultureInfo.InvariantCulture);
            if (PriceReader.Read(text).Any(p => p.Amount == wanted && (p.Currency.Contains(currency, StringComparison.Ordinal) || currency.Contains(p.Currency, StringComparison.Ordinal))))
                right++;
            else if (Environment.GetEnvironmentVariable("GLEAN_MISSES") == "1")
                output.WriteLine($"  {text} expected {currency} {expected}: {string.Join(" | ", PriceReader.Read(text).Select(p => p.Currency + " " + p.Amount.ToString(CultureInfo.InvariantCulture)))}");
        }

        output.WriteLine($"{right} of {all} amounts with their currency right ({(double)right / all:P1}); {other} rows without a currency in the text, or failing upstream, left aside");
    }
}
