namespace Glean.Curation.Deduplication;

/// <summary>Tools that are one: <paramref name="MergedIds"/> go into <paramref name="KeptId"/>.</summary>
/// <param name="MergedIds">Ascending.</param>
/// <param name="Reason">Why, in words for a person.</param>
/// <param name="Evidence">What spoke for each step of the merge.</param>
public sealed record Merge(long KeptId, IReadOnlyList<long> MergedIds, string Reason, IReadOnlyList<PairEvidence> Evidence);

/// <summary>What was found about two tools.</summary>
/// <param name="Likelihood">0..1, that they are the same; an order, not a calibrated probability.</param>
/// <param name="For">What speaks for one tool.</param>
/// <param name="Against">What speaks for two.</param>
public sealed record PairEvidence(
    long FirstId, long SecondId, double Likelihood, IReadOnlyList<string> For, IReadOnlyList<string> Against);

/// <summary>The outcome of one run over a catalogue.</summary>
/// <param name="Merges">By <see cref="Merge.KeptId"/>; no id stands in two merges.</param>
/// <param name="Unsure">Pairs for a person, the likeliest first; each names the kept tools of the merges above.</param>
/// <param name="Compared">How many pairs were looked at closely.</param>
public sealed record DeduplicationResult(IReadOnlyList<Merge> Merges, IReadOnlyList<PairEvidence> Unsure, int Compared)
{
    public static readonly DeduplicationResult Empty = new([], [], 0);
}

/// <summary>An unordered pair of tool ids, the smaller one first.</summary>
public readonly record struct ToolPair
{
    public ToolPair(long one, long other) => (First, Second) = one <= other ? (one, other) : (other, one);

    public long First { get; }

    public long Second { get; }
}
