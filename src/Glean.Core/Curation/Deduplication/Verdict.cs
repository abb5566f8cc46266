namespace Glean.Curation.Deduplication;

/// <summary>The three answers to "is this the same tool?".</summary>
public enum Answer
{
    Different,
    Unsure,
    Same,
}

/// <summary>An answer with its grounds.</summary>
/// <param name="Likelihood">0..1, an order for queues and for which of two merges goes first.</param>
/// <param name="Contradicts">Whether the two may not stand in one cluster even if a third tool is the same as both.</param>
internal sealed record Verdict(Answer Answer, double Likelihood, IReadOnlyList<string> For, IReadOnlyList<string> Against, bool Contradicts)
{
    public static Verdict Same(double likelihood, params string[] reasons) => new(Answer.Same, likelihood, reasons, [], false);

    public static Verdict Different(params string[] against) => new(Answer.Different, 0, [], against, true);

    public static Verdict Unsure(double likelihood, string speaksFor, string speaksAgainst, bool contradicts = false) =>
        new(Answer.Unsure, likelihood, [speaksFor], [speaksAgainst], contradicts);
}
