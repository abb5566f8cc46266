using System.Net;
using System.Text.Json;
using Glean.Catalog;
using Glean.Tracking.Differences;
using Glean.Tracking.Plans;
using Glean.Tracking.Reading;

namespace Glean.Corpora.Tracking;

/// <summary>
/// Texts and pages on which others test their watchers: what is read from a page holds what is expected of its text, a page compared with
/// itself gives no change, and two texts that differ give one.
/// </summary>
public static class ChangeDetectionReport
{
    public static void Run(string folder, TextWriter output)
    {
        var text = new Tally();
        int pages = 0, alarms = 0;
        foreach (var line in File.ReadLines(Path.Combine(folder, "filter-cases.jsonl")).Where(l => l.Length > 0))
        {
            using var row = JsonDocument.Parse(line);
            if (row.RootElement.GetProperty("input").ValueKind != JsonValueKind.String || row.RootElement.GetProperty("input").GetString() is not { } input)
                continue;
            var isPage = input.Contains("<html", StringComparison.OrdinalIgnoreCase) || input.Contains("<body", StringComparison.OrdinalIgnoreCase);
            if (text.Measure("case", () => Reading(input)) is not { } reading)
                continue;
            pages++;
            alarms += PageChanges.Of(PageKind.Other, reading, Reading(input)).Count > 0 ? 1 : 0;
            if (isPage && row.RootElement.GetProperty("filter").ValueKind == JsonValueKind.Null
                && row.RootElement.GetProperty("expected_output") is { ValueKind: JsonValueKind.String } expected && !expected.GetString()!.Contains('<'))
            {
                var whole = string.Join(' ', reading.Lines.Select(l => l.Text));
                text.Check(expected.GetString()!.Split('\n').All(l => whole.Contains(WhiteSpace.Fold(WebUtility.HtmlDecode(l)).Trim('*', '-', '#', ' '), StringComparison.Ordinal)), "filter-cases", "text", expected, whole);
            }
            else
            {
                text.NotExpressible("needs a filter of its own, or is no page");
            }
        }

        text.Print("text of pages", output);
        var versions = Directory.GetFiles(Path.Combine(folder, "changedetection.io"), "*.txt").Where(f => Path.GetFileName(f) is "before.txt" or "after.txt" or "after-2.txt").Select(f => Reading(Page(File.ReadAllText(f)))).ToList();
        var pairs = versions.SelectMany((a, i) => versions.Skip(i + 1).Select(b => (a, b))).ToList();
        output.WriteLine($"texts that differ: {pairs.Count(p => PageChanges.Of(PageKind.Other, p.a, p.b).Count > 0)} of {pairs.Count} pairs told; the same page twice: {alarms} alarms of {pages}");
    }

    private static string Page(string text) => $"<html><body><main>{string.Concat(text.Split('\n').Select(l => $"<p>{WebUtility.HtmlEncode(l)}</p>"))}</main></body></html>";

    private static PageReading Reading(string html)
    {
        var page = PageReader.Read(html, out _)!;
        return new PageReading(PageText.Read(PageText.Write(page.Content)), PlanReader.Read(page));
    }
}
