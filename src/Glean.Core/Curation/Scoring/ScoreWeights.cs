using Glean.Catalog;

namespace Glean.Curation.Scoring;

/// <summary>How much each part of a score counts. Weights need not sum to 1: each counts by its share of the sum.</summary>
public sealed class ScoreWeights
{
    private static readonly IReadOnlyDictionary<string, double> ByDefault = new Dictionary<string, double>
    {
        ["base"] = 0.10,
        ["category"] = 0.10,
        ["keywords"] = 0.20,
        ["claims"] = 0.20,
        ["confidence"] = 0.10,
        ["sources"] = 0.15,
        ["reliability"] = 0.05,
        ["recency"] = 0.05,
        ["momentum"] = 0.05,
    };

    private readonly Dictionary<string, double> weights;
    private readonly double sum;

    /// <summary>The weights of <paramref name="focus"/>; what it does not name, or names below zero, is as by default.</summary>
    public ScoreWeights(Focus focus)
    {
        weights = ByDefault.ToDictionary(w => w.Key, w =>
            focus.Weights.TryGetValue(w.Key, out var weight) && double.IsFinite(weight) && weight >= 0 ? weight : w.Value);
        sum = weights.Values.Sum();
        if (sum <= 0)
        {
            weights = new Dictionary<string, double>(ByDefault);
            sum = weights.Values.Sum();
        }
    }

    /// <summary>The share of a part in the score, 0..1.</summary>
    public double ShareOf(string part) => weights[part] / sum;
}
