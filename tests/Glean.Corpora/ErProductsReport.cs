using System.Globalization;
using System.Text.Json;

namespace Glean.Corpora;

/// <summary>
/// The field's hard benchmarks for product matching (Amazon-Google, Abt-Buy, Walmart-Amazon), without training: a pair
/// is a match when each is the other's best and the likeness of titles, makers and prices reaches a fixed threshold.
/// </summary>
public static class ErProductsReport
{
    private const double Threshold = 0.5;

    public sealed record Figures(int Pairs, double Precision, double Recall, double F1);

    public static Figures Measure(string folder, params string[] files)
    {
        var pairs = files.SelectMany(f => File.ReadLines(Path.Combine(folder, f))).Where(l => l.Length > 0).Select(ReadPair).ToList();
        var likeness = new ProductLikeness(pairs.SelectMany(p => new[] { p.A, p.B }).Distinct());
        var scored = pairs.Select(p => (p.A, p.B, p.Match, Score: likeness.Of(p.A, p.B))).ToList();
        var bestOfA = scored.GroupBy(s => s.A).ToDictionary(g => g.Key, g => g.Max(s => s.Score));
        var bestOfB = scored.GroupBy(s => s.B).ToDictionary(g => g.Key, g => g.Max(s => s.Score));

        var said = scored.Where(s => s.Score >= Threshold && s.Score >= bestOfA[s.A] && s.Score >= bestOfB[s.B]).ToList();
        double right = said.Count(s => s.Match);
        var precision = said.Count == 0 ? 0 : right / said.Count;
        var recall = right / Math.Max(1, scored.Count(s => s.Match));
        return new Figures(pairs.Count, precision, recall, right == 0 ? 0 : 2 * precision * recall / (precision + recall));
    }

    public static void Run(string folder, TextWriter output)
    {
        Line("Amazon-Google, train and valid", "pairs-amazon-google-train.jsonl", "pairs-amazon-google-valid.jsonl");
        Line("Amazon-Google, valid alone", "pairs-amazon-google-valid.jsonl");
        Line("Abt-Buy, train and valid", "pairs-abt-buy-train.jsonl", "pairs-abt-buy-valid.jsonl");
        Line("Walmart-Amazon, valid", "pairs-walmart-amazon-valid.jsonl");

        void Line(string name, params string[] files)
        {
            var f = Measure(folder, files);
            output.WriteLine($"{name,-32} {f.Pairs,5} pairs: F1 {f.F1:0.000}, precision {f.Precision:0.000}, recall {f.Recall:0.000}");
        }
    }

    private static (Product A, Product B, bool Match) ReadPair(string line)
    {
        using var pair = JsonDocument.Parse(line);
        return (ReadProduct(pair.RootElement.GetProperty("a")), ReadProduct(pair.RootElement.GetProperty("b")),
            pair.RootElement.GetProperty("match").GetInt32() == 1);
    }

    private static Product ReadProduct(JsonElement record)
    {
        var price = Text("price").TrimStart('$').Replace(",", "", StringComparison.Ordinal);
        return new Product(
            Text("title") is { Length: > 0 } title ? title : Text("name"),
            Text("manufacturer") is { Length: > 0 } maker ? maker : Text("brand"),
            double.TryParse(price, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? amount : 0);

        string Text(string field) => record.TryGetProperty(field, out var value) ? value.ToString() : "";
    }
}
