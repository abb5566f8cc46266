namespace Glean.Curation.Learning;

/// <summary>
/// Whether a text reads like those of one kind: naive Bayes over the presence of words, as a log-odds. A person's reason for a
/// rejection makes a kind, so the next tool of that kind is known by its words.
/// </summary>
/// <param name="Inside">Texts of the kind.</param>
/// <param name="Outside">All other texts.</param>
/// <param name="Counts">In how many texts inside and outside a word stands.</param>
public sealed record WordLikeness(int Inside, int Outside, IReadOnlyDictionary<string, int[]> Counts)
{
    private const int RarestWord = 3;
    private const int MostWords = 1500;
    private const double Smoothing = 0.5;

    /// <summary>Learns a kind.</summary>
    /// <param name="texts">The words of each text, and whether it is of the kind.</param>
    public static WordLikeness Learn(IReadOnlyList<(IReadOnlySet<string> Words, bool Inside)> texts)
    {
        Dictionary<string, int[]> counts = new(StringComparer.Ordinal);
        foreach (var (words, inside) in texts)
        {
            foreach (var word in words)
            {
                if (!counts.TryGetValue(word, out var count))
                {
                    counts[word] = count = [0, 0];
                }

                count[inside ? 0 : 1]++;
            }
        }

        var within = texts.Count(t => t.Inside);
        var without = texts.Count - within;
        return new WordLikeness(within, without, counts.Where(c => c.Value[0] + c.Value[1] >= RarestWord)
            .OrderByDescending(c => Math.Abs(LogOdds(c.Value[0], c.Value[1], within, without)) * Math.Sqrt(c.Value[0] + c.Value[1]))
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Take(MostWords)
            .OrderBy(c => c.Key, StringComparer.Ordinal)
            .ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal));
    }

    /// <summary>The log-odds that a text is of the kind, tempered by its length: 0 when nothing in it tells.</summary>
    public double Of(IReadOnlySet<string> words)
    {
        var sum = 0.0;
        var telling = 0;
        foreach (var word in words)
        {
            if (Counts.TryGetValue(word, out var count))
            {
                sum += LogOdds(count[0], count[1], Inside, Outside);
                telling++;
            }
        }

        return telling == 0 ? 0 : sum / Math.Sqrt(telling);
    }

    /// <summary>The words of a text that speak most for the kind.</summary>
    public IReadOnlyList<string> Telling(IReadOnlySet<string> words, int most) =>
    [
        .. words.Where(Counts.ContainsKey)
            .Select(w => (Word: w, Odds: LogOdds(Counts[w][0], Counts[w][1], Inside, Outside)))
            .Where(w => w.Odds > Smoothing)
            .OrderByDescending(w => w.Odds).ThenBy(w => w.Word, StringComparer.Ordinal)
            .Take(most).Select(w => w.Word),
    ];

    private static double LogOdds(int inside, int outside, int allInside, int allOutside) =>
        Math.Log((inside + Smoothing) / (allInside + (2 * Smoothing))) - Math.Log((outside + Smoothing) / (allOutside + (2 * Smoothing)));
}
