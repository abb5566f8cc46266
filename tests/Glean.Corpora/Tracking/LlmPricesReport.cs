using System.Globalization;
using System.Net;
using System.Text.Json;
using Glean.Tracking.Differences;
using Glean.Tracking.Plans;
using Glean.Tracking.Reading;

namespace Glean.Corpora.Tracking;

/// <summary>Prices of models by the million tokens on pages with a table, first in one order of rows, then in another; and models whose prices moved.</summary>
public static class LlmPricesReport
{
    public static void Run(string folder, TextWriter output)
    {
        var prices = new Score();
        var changes = new Score();
        var alarms = 0;
        var vendors = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var vendor = JsonDocument.Parse(File.ReadAllText(file));
            var models = vendor.RootElement.GetProperty("models").EnumerateArray().ToList();
            var now = models.Select(m => (Name: m.GetProperty("name").GetString()!, Price: Current(m))).DistinctBy(m => Catalog.NameKey.Of(m.Name)).ToList();
            var before = models.Select(m => (Name: m.GetProperty("name").GetString()!, Price: m.GetProperty("price_history").EnumerateArray().Last())).DistinctBy(m => Catalog.NameKey.Of(m.Name)).ToList();
            var read = Read(now);
            vendors++;
            prices.Add(
                now.SelectMany(m => new[] { $"{Catalog.NameKey.Of(m.Name)} input {Amount(m.Price, "input"):0.######}", $"{Catalog.NameKey.Of(m.Name)} output {Amount(m.Price, "output"):0.######}" }).Where(l => !l.EndsWith(" 0", StringComparison.Ordinal)),
                read.SelectMany(p => p.Prices.Select(q => $"{p.Key} {q.Label} {q.Amount:0.######}")),
                Path.GetFileName(file));
            alarms += PlanDifference.Of(read, Read([.. Enumerable.Reverse(now)])).Count > 0 ? 1 : 0;
            changes.Add(
                now.Where(m => before.Any(b => b.Name == m.Name && (Amount(b.Price, "input") != Amount(m.Price, "input") || Amount(b.Price, "output") != Amount(m.Price, "output")))).Select(m => m.Name),
                PlanDifference.Of(Read(before), read).Select(c => c.Name).Distinct(),
                Path.GetFileName(file));
        }

        output.WriteLine($"prices {prices}; models with a moved price {changes}; false alarms {alarms} of {vendors}");
    }

    private static JsonElement Current(JsonElement model) =>
        model.GetProperty("price_history").EnumerateArray().FirstOrDefault(p => p.GetProperty("to_date").ValueKind == JsonValueKind.Null) is { ValueKind: JsonValueKind.Object } now ? now : model.GetProperty("price_history")[0];

    private static decimal Amount(JsonElement price, string name) => price.GetProperty(name).ValueKind == JsonValueKind.Number ? price.GetProperty(name).GetDecimal() : 0;

    private static IReadOnlyList<PricePlan> Read(List<(string Name, JsonElement Price)> models)
    {
        var rows = string.Concat(models.Select(m =>
            $"<tr><td>{WebUtility.HtmlEncode(m.Name)}</td><td>${Amount(m.Price, "input").ToString(CultureInfo.InvariantCulture)}</td><td>${Amount(m.Price, "output").ToString(CultureInfo.InvariantCulture)}</td></tr>"));
        var html = $"<html><body><main><h1>Model pricing</h1><p>Per 1M tokens.</p><table><thead><tr><th>Model</th><th>Input</th><th>Output</th></tr></thead><tbody>{rows}</tbody></table></main></body></html>";
        return PlanReader.Read(PageReader.Read(html, out _)!);
    }
}
