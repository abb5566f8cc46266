using Glean.Catalog;

namespace Glean.Curation.Queue;

/// <summary>A tool that may enter the review queue, or is in it.</summary>
/// <param name="IsSnoozed">Put off: in the queue again by itself, and takes no room until then.</param>
public sealed record QueueCandidate(long Id, string Name, string? Url, ToolStatus Status, double Score, string? Description = null, bool IsSnoozed = false);

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

    /// <summary>
    /// Fills the queue up to <paramref name="length"/>. What waits in it already keeps its place in it, whatever its
    /// score now; decided tools never enter. Equal scores go by id.
    /// </summary>
    public static ReviewQueuePlan Make(
        IEnumerable<QueueCandidate> candidates, double minimum = DefaultMinimum, int length = DefaultLength)
    {
        var undecided = candidates.Where(c => !c.Status.IsDecided() && !c.IsSnoozed).ToList();
        var waiting = undecided.Where(c => c.Status == ToolStatus.Review).ToList();
        var fresh = undecided.Where(c => c.Status != ToolStatus.Review).ToList();
        var worthy = fresh.Where(c => c.Score >= minimum).ToList();

        var room = Math.Max(0, length - waiting.Count);
        var enter = DiverseOrder.Of(worthy, room, waiting);
        return new ReviewQueuePlan(
            [.. enter.Select(c => c.Id)],
            [.. DiverseOrder.Of([.. waiting, .. enter], waiting.Count + enter.Count, []).Select(c => c.Id)],
            fresh.Count - worthy.Count,
            worthy.Count - enter.Count);
    }
}
