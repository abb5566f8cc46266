using Glean.Catalog;

namespace Glean.Curation.Scoring;

/// <summary>How much each part of a score counts. Weights need not sum to 1: each counts by its share of the sum.</summary>
public sealed record ScoreWeights(
    double Base = 0.10,
    double Claims = 0.20,
    double Keywords = 0.20,
    double Sources = 0.15,
    double Confidence = 0.10,
    double Recency = 0.10,
    double Category = 0.15)
{
    public double Sum => Base + Claims + Keywords + Sources + Confidence + Recency + Category;

    /// <summary>The weights of <paramref name="focus"/>; what it does not name, or names below zero, is as by default.</summary>
    public static ScoreWeights Of(Focus focus)
    {
        var byDefault = new ScoreWeights();
        var weights = new ScoreWeights(
            Of("base", byDefault.Base),
            Of("claims", byDefault.Claims),
            Of("keywords", byDefault.Keywords),
            Of("sources", byDefault.Sources),
            Of("confidence", byDefault.Confidence),
            Of("recency", byDefault.Recency),
            Of("category", byDefault.Category));
        return weights.Sum > 0 ? weights : byDefault;

        double Of(string part, double otherwise) =>
            focus.Weights.TryGetValue(part, out var weight) && double.IsFinite(weight) && weight >= 0 ? weight : otherwise;
    }
}
