using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Glean.Catalog;

namespace Glean.Scouts;

/// <summary>One phrase of the focus that stands in a text.</summary>
/// <param name="Weight">What it brings each time, negative for an exclusion.</param>
/// <param name="Count">How often it stands in title and text.</param>
/// <param name="Category">The category it speaks for, or null for a general word or an exclusion.</param>
public sealed record RelevanceMatch(string Phrase, double Weight, int Count, string? Category);

/// <summary>How well a text fits the focus.</summary>
/// <param name="Score">0..1; a scout keeps an item from <see cref="Focus.MinimumRelevance"/> on.</param>
/// <param name="Reason">For people: <c>sales automation ×2, crm; minus: hiring</c>.</param>
/// <param name="Matches">What was found, the strongest first, exclusions last.</param>
public sealed record RelevanceVerdict(double Score, string Reason, IReadOnlyList<RelevanceMatch> Matches);

/// <summary>Judges whether a text is about what Glean looks for, by the words of the focus alone.</summary>
public static class Relevance
{
    /// <summary>One word in the title tells as much as this many in the text.</summary>
    private const double TitleFactor = 2;

    /// <summary>Evidence of this weight scores 1 - 1/e = 0.63; more evidence adds ever less.</summary>
    private const double Saturation = 3;

    /// <summary>A text longer than this meets some words by chance; what it says counts less with its length.</summary>
    private const int UsualWords = 400;

    private const int WordsInReason = 5;

    private static readonly ConditionalWeakTable<Focus, PreparedFocus> Prepared = [];

    /// <summary>Judges one text. Safe to call from many threads; the focus is prepared once.</summary>
    public static RelevanceVerdict Judge(Focus focus, string title, string text) =>
        Prepared.GetValue(focus, static f => new PreparedFocus(f)).Judge(title, text);

    private sealed class PreparedFocus
    {
        private readonly List<Entry> _entries;
        private readonly PhraseMatcher _matcher;

        public PreparedFocus(Focus focus)
        {
            var entries = new Dictionary<string, Entry>(StringComparer.OrdinalIgnoreCase);
            foreach (var category in focus.Categories)
                Add(category.Keywords, category.Name, sign: 1);
            Add(focus.Keywords, null, sign: 1);
            Add(focus.Exclusions, null, sign: -1);
            _entries = [.. entries.Values];
            _matcher = new PhraseMatcher([.. _entries.Select(e => e.Phrase)]);

            // A phrase listed twice keeps its first category and its greatest weight; an exclusion always holds.
            void Add(IReadOnlyDictionary<string, double> words, string? category, int sign)
            {
                foreach (var (phrase, weight) in words)
                {
                    if (sign < 0 || !entries.TryGetValue(phrase, out var known))
                        entries[phrase] = new Entry(phrase, sign * Math.Abs(weight), category);
                    else if (weight > known.Weight)
                        entries[phrase] = known with { Weight = weight };
                }
            }
        }

        public RelevanceVerdict Judge(string title, string text)
        {
            var counts = new Dictionary<int, (int Title, int Text)>();
            _matcher.Find(title, i => CollectionsMarshal.GetValueRefOrAddDefault(counts, i, out _).Title++);
            var words = _matcher.Find(text, i => CollectionsMarshal.GetValueRefOrAddDefault(counts, i, out _).Text++);
            if (counts.Count == 0)
                return new RelevanceVerdict(0, "no word of the focus", []);

            var dilution = Math.Sqrt(Math.Max(1, words / (double)UsualWords));
            var sum = 0.0;
            foreach (var (index, count) in counts)
                sum += _entries[index].Weight * (TitleFactor * Diminishing(count.Title) + Diminishing(count.Text) / dilution);

            RelevanceMatch[] matches =
            [
                .. counts
                    .Select(c => new RelevanceMatch(_entries[c.Key].Phrase, _entries[c.Key].Weight, c.Value.Title + c.Value.Text,
                        _entries[c.Key].Category))
                    .OrderByDescending(m => m.Weight > 0)
                    .ThenByDescending(m => Math.Abs(m.Weight) * Diminishing(m.Count))
                    .ThenBy(m => m.Phrase, StringComparer.Ordinal),
            ];
            return new RelevanceVerdict(sum <= 0 ? 0 : 1 - Math.Exp(-sum / Saturation), Explain(matches), matches);
        }

        /// <summary>1, 1.5, 1.75, …: a word repeated says little more, and never twice as much.</summary>
        private static double Diminishing(int count) => 2 - Math.Pow(2, 1 - count);

        private static string Explain(RelevanceMatch[] matches)
        {
            var found = Words(matches.Where(m => m.Weight > 0));
            var against = Words(matches.Where(m => m.Weight < 0));
            return (found.Length > 0, against.Length > 0) switch
            {
                (true, true) => $"{found}; minus: {against}",
                (true, false) => found,
                _ => $"minus: {against}",
            };
        }

        private static string Words(IEnumerable<RelevanceMatch> matches) => string.Join(", ", matches.Take(WordsInReason)
            .Select(m => m.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{m.Phrase} ×{m.Count}") : m.Phrase));
    }

    private readonly record struct Entry(string Phrase, double Weight, string? Category);
}
