using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Glean.Tracking.Reading;

namespace Glean.Corpora.Tracking;

/// <summary>
/// Main text of articles by the measure of the benchmark itself (https://github.com/scrapinghub/article-extraction-benchmark): four-word
/// shingles, each page weighing the same. Sets whose expectations are absent are named.
/// </summary>
public static partial class ArticleReport
{
    private const int Shingle = 4;

    public static void Run(string folder, TextWriter output)
    {
        Measure("readability", Readability(Path.Combine(folder, "readability")), output);
        Measure("scrapinghub", Scrapinghub(Path.Combine(folder, "scrapinghub-benchmark")), output);
        Strings(Path.Combine(folder, "trafilatura"), output);
    }

    private static void Measure(string name, IEnumerable<(string Page, string Html, string Expected)> pages, TextWriter output)
    {
        double right = 0, wrong = 0, missed = 0, precisions = 0;
        var count = 0;
        var slowest = TimeSpan.Zero;
        foreach (var (page, html, expected) in pages)
        {
            var watch = Stopwatch.StartNew();
            var text = ArticleReader.Read(html) ?? "";
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            var (tp, fp, fn) = Compare(expected, text);
            (right, wrong, missed, count) = (right + tp, wrong + fp, missed + fn, count + 1);
            precisions += tp;
            if (Environment.GetEnvironmentVariable("GLEAN_MISSES") == "1" && tp < 0.8)
                Console.Error.WriteLine($"POOR {name} {page}: right {tp:0.00} wrong {fp:0.00} missed {fn:0.00}");
        }

        if (count == 0)
        {
            output.WriteLine($"{name}: the expectations are not at hand");
            return;
        }

        var (precision, recall) = (right / (right + wrong), right / (right + missed));
        output.WriteLine($"{name}: F1 {2 * precision * recall / (precision + recall):0.000} (precision {precision:0.000}, recall {recall:0.000}) on {count} pages, slowest {slowest.TotalMilliseconds:0} ms");
    }

    /// <summary>Shares of shingles right, wrong and missed; together 1.</summary>
    private static (double Right, double Wrong, double Missed) Compare(string expected, string found)
    {
        var (wanted, got) = (Shingles(expected), Shingles(found));
        double right = 0, wrong = 0, missed = 0;
        foreach (var key in wanted.Keys.Union(got.Keys))
        {
            var (w, g) = (wanted.GetValueOrDefault(key), got.GetValueOrDefault(key));
            right += Math.Min(w, g);
            wrong += Math.Max(0, g - w);
            missed += Math.Max(0, w - g);
        }

        var sum = right + wrong + missed;
        return sum == 0 ? (0, 0, 0) : (right / sum, wrong / sum, missed / sum);
    }

    private static Dictionary<string, int> Shingles(string text)
    {
        var words = Word().Matches(text).Select(m => m.Value).ToList();
        Dictionary<string, int> shingles = [];
        for (var i = 0; i < words.Count - Shingle + 1; i++)
        {
            var key = string.Join(' ', words.Skip(i).Take(Shingle));
            shingles[key] = shingles.GetValueOrDefault(key) + 1;
        }

        if (words.Count is > 0 and < Shingle)
            shingles[string.Join(' ', words)] = 1;
        return shingles;
    }

    private static IEnumerable<(string, string, string)> Readability(string folder)
    {
        foreach (var page in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var expected = PageReader.Read(File.ReadAllText(Path.Combine(page, "expected.html")), out _);
            yield return (Path.GetFileName(page), File.ReadAllText(Path.Combine(page, "source.html")), string.Join('\n', expected!.Document.Body!.TextContent));
        }
    }

    private static IEnumerable<(string, string, string)> Scrapinghub(string folder)
    {
        var truth = Path.Combine(folder, "ground-truth.json");
        if (!File.Exists(truth))
            yield break;
        foreach (var item in JsonDocument.Parse(File.ReadAllText(truth)).RootElement.EnumerateObject())
        {
            using var packed = new GZipStream(File.OpenRead(Path.Combine(folder, "html", item.Name + ".html.gz")), CompressionMode.Decompress);
            yield return (item.Name, new StreamReader(packed).ReadToEnd(), item.Value.GetProperty("articleBody").GetString()!);
        }
    }

    /// <summary>Texts that must and must not be in what is read.</summary>
    private static void Strings(string folder, TextWriter output)
    {
        var file = Path.Combine(folder, "evaldata.json");
        if (!File.Exists(file))
        {
            output.WriteLine("trafilatura: the expectations are not at hand");
            return;
        }

        int found = 0, with = 0, kept = 0, without = 0, pages = 0;
        foreach (var item in JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateObject())
        {
            var page = Path.Combine(folder, "html", item.Value.GetProperty("file").GetString()!);
            if (!File.Exists(page))
                continue;
            var text = ArticleReader.Read(File.ReadAllText(page)) ?? "";
            pages++;
            foreach (var wanted in item.Value.GetProperty("with").EnumerateArray())
                (with, found) = (with + 1, found + (text.Contains(wanted.GetString()!, StringComparison.Ordinal) ? 1 : 0));
            foreach (var unwanted in item.Value.GetProperty("without").EnumerateArray())
                (without, kept) = (without + 1, kept + (text.Contains(unwanted.GetString()!, StringComparison.Ordinal) ? 1 : 0));
        }

        var (precision, recall) = ((double)found / Math.Max(1, found + kept), (double)found / Math.Max(1, with));
        output.WriteLine($"trafilatura: {found} of {with} wanted texts, {kept} of {without} unwanted ones, F1 {2 * precision * recall / (precision + recall):0.000} on {pages} pages");
    }

    [GeneratedRegex(@"\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
