using Glean.Curation.Deduplication;

namespace Glean.Curation.Queue;

/// <summary>
/// The best first, but look-alikes apart: each next one is that with the most left of its score after what it shares with those before
/// it (maximal marginal relevance; J. Carbonell and J. Goldstein, SIGIR 1998).
/// </summary>
internal static class DiverseOrder
{
    /// <summary>How much of its score a tool loses that is all like one before it.</summary>
    private const double Penalty = 0.3;

    /// <summary>A look-alike of several loses a little more with each, so that ten of a kind spread out.</summary>
    private const double Crowding = 0.9;

    /// <summary>Beyond so many times the places to fill, a lower score is too low to come in for being different.</summary>
    private const int Reach = 4;

    private const int MostCompared = 2000;

    /// <param name="most">How many to take.</param>
    /// <param name="before">What is in the queue already.</param>
    public static IReadOnlyList<QueueCandidate> Of(IReadOnlyList<QueueCandidate> candidates, int most, IReadOnlyList<QueueCandidate> before)
    {
        var sorted = candidates.OrderByDescending(c => c.Score).ThenBy(c => c.Id).ToList();
        if (most <= 0)
        {
            return [];
        }

        // Comparing all with all is for queues that people look at; the rest of a very long one goes by score.
        var pool = sorted.Take(Math.Min(MostCompared, most <= MostCompared / Reach ? most * Reach : MostCompared)).Select(c => new Entry(c)).ToList();
        foreach (var earlier in before.Take(MostCompared).Select(c => new Entry(c)))
        {
            Discount(pool, earlier);
        }

        List<QueueCandidate> order = [];
        while (order.Count < most && pool.Count > 0)
        {
            var next = pool.MaxBy(e => (e.Left, -e.Candidate.Id))!;
            pool.Remove(next);
            order.Add(next.Candidate);
            Discount(pool, next);
        }

        return order.Count < most ? [.. order, .. sorted.Except(order).Take(most - order.Count)] : order;
    }

    private static void Discount(List<Entry> pool, Entry taken)
    {
        foreach (var entry in pool)
        {
            entry.MeetAlike(entry.LikenessTo(taken));
        }
    }

    private sealed class Entry(QueueCandidate candidate)
    {
        private readonly ToolAddress address = ToolAddress.From(candidate.Url);
        private readonly string stem = NameProfile.Of(candidate.Name).Stem;
        private readonly DescriptionWords words = DescriptionWords.Of(candidate.Description, candidate.Name);
        private double closest;
        private double crowd = 1;

        public QueueCandidate Candidate { get; } = candidate;

        /// <summary>What is left of its score.</summary>
        public double Left => Candidate.Score * (1 - (Penalty * closest)) * crowd;

        // Products of one maker share the site; without an address the name has to do; otherwise two texts that say the same.
        public double LikenessTo(Entry other)
        {
            const int Telling = 3;
            if (address.IsKnown && address.Site == other.address.Site)
            {
                return 1;
            }

            if (stem.Length > 2 && stem == other.stem)
            {
                return 1;
            }

            var (overlap, shared) = words.Compare(other.words);
            return shared >= Telling ? overlap : 0;
        }

        public void MeetAlike(double likeness)
        {
            crowd *= closest > 0.5 && likeness > 0.5 ? Crowding : 1;
            closest = Math.Max(closest, likeness);
        }
    }
}
