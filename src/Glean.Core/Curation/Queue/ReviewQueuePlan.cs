using Glean.Catalog;
using Glean.Curation.Deduplication;

namespace Glean.Curation.Queue;

/// <summary>A tool that may enter the review queue, or is in it.</summary>
public sealed record QueueCandidate(long Id, string Name, string? Url, ToolStatus Status, double Score);

/// <summary>Which tools enter the queue, and in what order all of it is shown.</summary>
/// <param name="Enter">Ids that move to review, the best first.</param>
/// <param name="Order">Ids in the queue after that, the best first.</param>
/// <param name="BelowMinimum">How many undecided tools scored too low.</param>
/// <param name="NoRoom">How many scored well but found the queue full.</param>
public sealed record ReviewQueuePlan(IReadOnlyList<long> Enter, IReadOnlyList<long> Order, int BelowMinimum, int NoRoom)
{
    /// <summary>The default least score.</summary>
    public const double DefaultMinimum = 0.3;

    /// <summary>The default length of the queue.</summary>
    public const int DefaultLength = 50;

    // Each look-alike further down counts a tenth less, so ten products of one maker do not fill the first page.
    private const double LookAlikeDiscount = 0.9;

    /// <summary>
    /// Fills the queue up to <paramref name="length"/>. What waits in it already keeps its place in it, whatever its
    /// score now; decided tools never enter. Equal scores go by id.
    /// </summary>
    public static ReviewQueuePlan Make(
        IEnumerable<QueueCandidate> candidates, double minimum = DefaultMinimum, int length = DefaultLength)
    {
        var undecided = candidates.Where(c => !c.Status.IsDecided()).ToList();
        var waiting = undecided.Where(c => c.Status == ToolStatus.Review).ToList();
        var fresh = undecided.Where(c => c.Status != ToolStatus.Review).ToList();
        var worthy = fresh.Where(c => c.Score >= minimum).ToList();

        var room = Math.Max(0, length - waiting.Count);
        var enter = Ranked(worthy, waiting).Take(room).ToList();
        return new ReviewQueuePlan(
            [.. enter.Select(c => c.Id)],
            [.. Ranked([.. waiting, .. enter], []).Select(c => c.Id)],
            fresh.Count - worthy.Count,
            worthy.Count - enter.Count);
    }

    private static IEnumerable<QueueCandidate> Ranked(List<QueueCandidate> candidates, List<QueueCandidate> before)
    {
        var seen = new Dictionary<string, int>();
        foreach (var candidate in before)
        {
            Discount(candidate);
        }

        return candidates.OrderByDescending(c => c.Score).ThenBy(c => c.Id)
            .Select(c => (Candidate: c, Rank: c.Score * Discount(c))).ToList()
            .OrderByDescending(c => c.Rank).ThenBy(c => c.Candidate.Id).Select(c => c.Candidate);

        double Discount(QueueCandidate candidate)
        {
            var alike = LookAlikeKey(candidate);
            var earlier = seen.GetValueOrDefault(alike);
            seen[alike] = earlier + 1;
            return Math.Pow(LookAlikeDiscount, earlier);
        }
    }

    // Products of one maker share the site; without an address the name has to do.
    private static string LookAlikeKey(QueueCandidate candidate)
    {
        var address = ToolAddress.From(candidate.Url);
        return address.IsKnown ? address.Site : "~" + NameProfile.Of(candidate.Name).Stem;
    }
}
