using System.Globalization;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Glean.Tracking.Plans;

namespace Glean.Corpora.Tracking;

/// <summary>Offers in the examples of schema.org as JSON-LD, microdata and RDFa, and broken pages that must not stop the reader.</summary>
public static class StructuredDataReport
{
    public static void Run(string folder, TextWriter output)
    {
        foreach (var syntax in (string[])["JSON", "MICRODATA", "RDFA"])
        {
            var score = new Score();
            var aside = 0;
            foreach (var line in File.ReadLines(Path.Combine(folder, "schemaorg", "gold.jsonl")))
            {
                using var row = JsonDocument.Parse(line);
                var root = row.RootElement;
                if (!root.GetProperty("files").TryGetProperty(syntax, out var file))
                    continue;
                var stated = root.GetProperty("expect_offers").EnumerateArray().Where(o => Price(o) is not null).ToLookup(IsOffer);
                // What an invoice asks for is a price, but nothing that is offered.
                aside += stated[false].Count();
                score.Add(stated[true].Select(Price).OfType<string>(), Read(Path.Combine(folder, "schemaorg", file.GetString()!)), $"{syntax} {root.GetProperty("id")}");
            }

            output.WriteLine($"{syntax}: amounts and currencies of offers {score}; {aside} prices that belong to no offer left aside");
        }

        var tally = new Tally();
        foreach (var page in Directory.EnumerateFiles(Path.Combine(folder, "extruct"), "*.html", SearchOption.AllDirectories))
            tally.Measure(page, () => Read(page));
        output.WriteLine($"other pages, some broken: {tally.Threw} threw");
    }

    private static bool IsOffer(JsonElement offer) => offer.GetProperty("@type").ToString().Contains("Offer", StringComparison.Ordinal);

    private static string? Price(JsonElement offer)
    {
        string? Text(string name) => offer.TryGetProperty(name, out var value) ? value.ToString() : null;
        return decimal.TryParse(Text("price") ?? Text("lowPrice"), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) && amount > 0
            ? $"{amount:0.##} {Text("priceCurrency")}"
            : null;
    }

    private static List<string> Read(string page) =>
        [.. StructuredOffers.Read(new HtmlParser().ParseDocument(File.ReadAllText(page))).SelectMany(p => p.Prices).Select(p => $"{p.Amount:0.##} {p.Currency}")];
}
