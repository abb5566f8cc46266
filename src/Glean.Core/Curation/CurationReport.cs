namespace Glean.Curation;

/// <summary>How to curate.</summary>
public sealed record CurationOptions
{
    /// <summary>Least score (0..1) for the review queue.</summary>
    public double MinScore { get; init; } = Queue.ReviewQueuePlan.DefaultMinimum;

    /// <summary>Most tools in the review queue.</summary>
    public int MaxQueue { get; init; } = Queue.ReviewQueuePlan.DefaultLength;

    /// <summary>Merge what is surely one tool.</summary>
    public bool Merge { get; init; } = true;

    /// <summary>Say what would be done and change nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>A tool in a report.</summary>
public sealed record CuratedTool(long Id, string Name, string? Url);

/// <summary>Tools that are one.</summary>
public sealed record CuratedMerge(CuratedTool Kept, IReadOnlyList<CuratedTool> Merged, string Reason);

/// <summary>A tool's score with its weightiest reasons in words.</summary>
public sealed record CuratedScore(long Id, string Name, string Category, string Status, double Score, string Why);

/// <summary>What a curation did, in numbers.</summary>
/// <param name="Waiting">Scored well enough, but the queue is full.</param>
public sealed record CurationCounts(
    int Tools, int Merged, int Unsure, int Scored, int Conflicts, int Queued, int InQueue, int BelowThreshold, int Waiting);

/// <summary>What a curation did, or would do.</summary>
/// <param name="Unsure">Pairs that may be one tool; a person decides.</param>
/// <param name="Scores">Undecided tools, best first.</param>
public sealed record CurationReport(
    bool DryRun,
    CurationCounts Counts,
    IReadOnlyList<CuratedMerge> Merges,
    IReadOnlyList<IReadOnlyList<CuratedTool>> Unsure,
    IReadOnlyList<CuratedScore> Scores);
