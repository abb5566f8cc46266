namespace Glean.Review;

/// <summary>How far two people agree about the tools both judged.</summary>
/// <param name="Tools">How many both judged.</param>
/// <param name="Agreed">On how many they say the same.</param>
/// <param name="Kappa">
/// Cohen's kappa (J. Cohen 1960, "A coefficient of agreement for nominal scales"): agreement beyond chance, 1 for all, 0 for what chance
/// gives. Null when both always say one and the same thing, so that chance explains everything.
/// </param>
public sealed record PairAgreement(string First, string Second, int Tools, int Agreed, double? Kappa);

/// <summary>Agreement between reviewers.</summary>
public static class Agreement
{
    /// <summary>Every pair of people with at least one tool in common, the most common tools first.</summary>
    /// <param name="verdicts">By person and tool: whether they would approve it.</param>
    public static IReadOnlyList<PairAgreement> Of(IReadOnlyDictionary<string, IReadOnlyDictionary<long, bool>> verdicts)
    {
        var people = verdicts.Keys.Order(StringComparer.Ordinal).ToList();
        List<PairAgreement> pairs = [];
        for (var i = 0; i < people.Count; i++)
        {
            for (var j = i + 1; j < people.Count; j++)
            {
                var (one, other) = (verdicts[people[i]], verdicts[people[j]]);
                var common = one.Where(v => other.ContainsKey(v.Key)).Select(v => (First: v.Value, Second: other[v.Key])).ToList();
                if (common.Count > 0)
                {
                    pairs.Add(new PairAgreement(people[i], people[j], common.Count, common.Count(c => c.First == c.Second), Kappa(common)));
                }
            }
        }

        return [.. pairs.OrderByDescending(p => p.Tools).ThenBy(p => p.First, StringComparer.Ordinal).ThenBy(p => p.Second, StringComparer.Ordinal)];
    }

    /// <summary>Cohen's kappa of paired yes-or-no verdicts; null where it is not defined.</summary>
    public static double? Kappa(IReadOnlyCollection<(bool First, bool Second)> verdicts)
    {
        if (verdicts.Count == 0)
        {
            return null;
        }

        double n = verdicts.Count;
        var observed = verdicts.Count(v => v.First == v.Second) / n;
        var (first, second) = (verdicts.Count(v => v.First) / n, verdicts.Count(v => v.Second) / n);
        var byChance = (first * second) + ((1 - first) * (1 - second));
        return byChance >= 1 ? null : Math.Round((observed - byChance) / (1 - byChance), 4);
    }
}
