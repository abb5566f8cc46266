namespace Glean.Corpora.Tracking;

/// <summary>Precision, recall and F1 over sets; with GLEAN_MISSES=1 what was missed or wrong is told on standard error.</summary>
public sealed class Score
{
    private static readonly bool TellMisses = Environment.GetEnvironmentVariable("GLEAN_MISSES") == "1";
    private int right;
    private int expectedCount;
    private int foundCount;

    public void Add(IEnumerable<string> expected, IEnumerable<string> found, string where)
    {
        var (wanted, got) = (expected.ToHashSet(), found.ToHashSet());
        right += wanted.Intersect(got).Count();
        expectedCount += wanted.Count;
        foundCount += got.Count;
        if (!TellMisses)
            return;
        foreach (var missed in wanted.Except(got))
            Console.Error.WriteLine($"MISSED {where}: {missed}");
        foreach (var wrong in got.Except(wanted))
            Console.Error.WriteLine($"WRONG {where}: {wrong}");
    }

    public double F1 => right == 0 ? 0 : 2.0 * right / (expectedCount + foundCount);

    public override string ToString() => $"F1 {F1:0.000} (precision {(foundCount == 0 ? 1 : (double)right / foundCount):0.000}, recall {(expectedCount == 0 ? 1 : (double)right / expectedCount):0.000}, {expectedCount} expected)";
}
