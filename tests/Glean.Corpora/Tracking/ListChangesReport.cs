using System.Net;
using System.Text.Json;
using Glean.Catalog;
using Glean.Tracking.Differences;
using Glean.Tracking.Plans;
using Glean.Tracking.Reading;

namespace Glean.Corpora.Tracking;

/// <summary>
/// Real edits of a long list of free tiers, each on a page of its own: moved numbers must be told, with the new number among the words; white space
/// and corrected spelling must not; and the pages of tools that nobody edited give no change, in whatever order they stand.
/// </summary>
public static class ListChangesReport
{
    public static void Run(string folder, TextWriter output)
    {
        int numbers = 0, told = 0, named = 0, blank = 0, blankAlarms = 0, typos = 0, typoAlarms = 0, other = 0, otherTold = 0;
        List<string> texts = [];
        foreach (var line in File.ReadLines(Path.Combine(folder, "free-for-dev-modified.jsonl")).Where(l => l.Length > 0))
        {
            using var row = JsonDocument.Parse(line);
            var (before, after) = (Entry(row.RootElement.GetProperty("old")), Entry(row.RootElement.GetProperty("new")));
            texts.Add(after);
            var changes = Changes(before, after);
            var isTold = changes.Count > 0;
            if (row.RootElement.GetProperty("whitespace_only").GetBoolean())
            {
                blank++;
                blankAlarms += isTold ? 1 : 0;
            }
            else if (row.RootElement.GetProperty("numbers_changed").GetBoolean())
            {
                numbers++;
                told += isTold ? 1 : 0;
                named += NewNumbers(before, after).Any(n => changes.Any(c => c.Text.Changed.Any(t => t.After.Text.Contains(n, StringComparison.Ordinal)) || c.Text.Added.Any(t => t.Text.Contains(n, StringComparison.Ordinal)) || c.Summary.Contains(n, StringComparison.Ordinal))) || !NewNumbers(before, after).Any() && isTold ? 1 : 0;
                if (!isTold)
                    Miss("NUMBERS", before, after);
            }
            else if (IsSpelling(before, after))
            {
                typos++;
                typoAlarms += isTold ? 1 : 0;
                if (isTold)
                    Miss("SPELLING", before, after);
            }
            else
            {
                other++;
                otherTold += isTold ? 1 : 0;
                if (!isTold)
                    Miss("OTHER", before, after);
            }
        }

        var shuffled = texts.ToArray();
        new Random(3).Shuffle(shuffled);
        var unchanged = PageChanges.Of(PageKind.Other, Reading([.. texts], 1), Reading(shuffled, 2)).Count;
        output.WriteLine($"numbers moved: {told} of {numbers} told, {named} with the number; other edits: {otherTold} of {other} told");
        output.WriteLine($"no alarm expected: {blankAlarms} alarms for {blank} edits of white space, {typoAlarms} for {typos} corrected spellings, {unchanged} for {texts.Count} entries in another order");
    }

    /// <summary>By the letters: each word that differs has a near twin on the other side.</summary>
    private static bool IsSpelling(string before, string after)
    {
        string[] old = before.ToLowerInvariant().Split(' '), now = after.ToLowerInvariant().Split(' ');
        return old.Length == now.Length && old.Zip(now).Where(p => p.First != p.Second).All(p => Math.Abs(p.First.Length - p.Second.Length) <= 1 && p.First.Length > 3 && p.First.Order().Except(p.Second.Order()).Count() <= 1 && p.First[0] == p.Second[0]);
    }

    private static IEnumerable<string> NewNumbers(string before, string after) => Numbers(after).Except(Numbers(before));

    private static IEnumerable<string> Numbers(string text) => text.Split([' ', '(', ')', ',', ';', '/', '-', 'G', 'M', 'K', 'k', '+', '$', '%', 'x']).Where(w => w.Length > 0 && w.All(char.IsAsciiDigit));

    private static string Entry(JsonElement entry) => $"{entry.GetProperty("name").GetString()} — {entry.GetProperty("text").GetString()}";

    private static IReadOnlyList<FoundChange> Changes(string before, string after) => PageChanges.Of(PageKind.Other, Reading([before], 1), Reading([after], 2));

    private static PageReading Reading(string[] entries, int seed)
    {
        var items = string.Concat(entries.Select(e => $"<li>{WebUtility.HtmlEncode(e)}</li>"));
        var page = PageReader.Read($"<html><body><main><h1>Free tiers</h1><p>Checked {seed} May 2026</p><ul>{items}</ul></main></body></html>", out _)!;
        return new PageReading(PageText.Read(PageText.Write(page.Content)), PlanReader.Read(page));
    }

    private static void Miss(string what, string before, string after)
    {
        if (Environment.GetEnvironmentVariable("GLEAN_MISSES") == "1")
            Console.Error.WriteLine($"{what}: [{before}] -> [{after}]");
    }
}
