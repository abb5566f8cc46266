using Glean.Tracking.Reading;

namespace Glean.Tracking.Differences;

/// <summary>A line that says something else than before.</summary>
public sealed record Reworded(TextLine Before, TextLine After);

/// <summary>
/// What two texts of a page do not share. Order does not count, nor does how sentences are spread over elements, nor a corrected
/// spelling. A pure function; the work is bounded whatever the texts hold.
/// </summary>
/// <param name="Added">Lines that say something new.</param>
/// <param name="Removed">Lines whose statement is gone.</param>
/// <param name="Changed">Lines that were replaced by similar ones.</param>
public sealed record TextDifference(IReadOnlyList<TextLine> Added, IReadOnlyList<TextLine> Removed, IReadOnlyList<Reworded> Changed)
{
    private const int MostPaired = 200;
    private const int MostSearched = 400;
    private const int ShortestContained = 20;
    private const double LeastAlike = 0.5;

    public bool IsEmpty => Added.Count == 0 && Removed.Count == 0 && Changed.Count == 0;

    public static TextDifference Of(IReadOnlyList<TextLine> before, IReadOnlyList<TextLine> after)
    {
        var added = Missing(after, before);
        var removed = Missing(before, after);
        List<Reworded> changed = [];
        if (added.Count <= MostPaired && removed.Count <= MostPaired)
            Pair(added, removed, changed);
        return new TextDifference(added, removed, [.. changed.Where(c => !Spelling.IsCorrection(c.Before.Text, c.After.Text))]);
    }

    /// <summary>Lines of <paramref name="lines"/> whose statement does not stand in <paramref name="other"/>.</summary>
    private static List<TextLine> Missing(IReadOnlyList<TextLine> lines, IReadOnlyList<TextLine> other)
    {
        var keys = other.Select(l => l.Key).ToHashSet(StringComparer.Ordinal);
        string? whole = null;
        var searched = 0;
        List<TextLine> missing = [];
        foreach (var line in lines.DistinctBy(l => l.Key))
        {
            if (!line.Key.Any(char.IsLetterOrDigit) || keys.Contains(line.Key))
                continue;
            // The same sentences may be parted otherwise.
            whole ??= string.Concat(other.Select(l => Squeezed(l.Key)));
            if (line.Key.Length >= ShortestContained && searched++ < MostSearched && whole.Contains(Squeezed(line.Key), StringComparison.Ordinal))
                continue;
            missing.Add(line);
        }

        return missing;
    }

    private static string Squeezed(string key) => key.Replace(" ", "");

    private static void Pair(List<TextLine> added, List<TextLine> removed, List<Reworded> changed)
    {
        var wordsOf = added.ToDictionary(a => a, Words);
        foreach (var old in removed.ToList())
        {
            var words = Words(old);
            var best = added.Select(a => (Line: a, Alike: a.Kind == old.Kind ? Alike(words, wordsOf[a]) : 0)).DefaultIfEmpty().MaxBy(p => p.Alike);
            if (best.Line is null || (best.Alike < LeastAlike && !Spelling.IsCorrection(old.Text, best.Line.Text)))
                continue;
            changed.Add(new Reworded(old, best.Line));
            added.Remove(best.Line);
            removed.Remove(old);
        }
    }

    private static HashSet<string> Words(TextLine line) => [.. line.Key.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static double Alike(HashSet<string> one, HashSet<string> other)
    {
        var common = one.Count(other.Contains);
        return one.Count == 0 || other.Count == 0 ? 0 : 2.0 * common / (one.Count + other.Count);
    }
}
