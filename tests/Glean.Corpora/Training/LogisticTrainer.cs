namespace Glean.Corpora.Training;

/// <summary>One example: the features that hold, the outcome and how much it counts.</summary>
public sealed record Example(IReadOnlyList<string> Features, int Outcome, double Weight = 1);

/// <summary>
/// Multinomial logistic regression with a Gaussian prior around hand-set weights, fitted by AdaGrad (Duchi, Hazan and
/// Singer, 2011). One outcome column is the two-class case: outcome 1 against 0.
/// </summary>
public static class LogisticTrainer
{
    private const int Epochs = 60;

    /// <param name="priors">Hand-set weights of the outcomes by feature; the fit stays near them where data is thin.</param>
    /// <param name="strength">How strongly weights are held to their priors, per example of the whole set.</param>
    /// <param name="minimumCount">Features seen in fewer examples keep their prior.</param>
    public static Dictionary<string, double[]> Fit(
        IReadOnlyList<Example> examples, int outcomes, IReadOnlyDictionary<string, double[]> priors, double strength, int minimumCount)
    {
        var counts = examples.SelectMany(e => e.Features).CountBy(f => f).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        var names = counts.Where(p => p.Value >= minimumCount || priors.ContainsKey(p.Key)).Select(p => p.Key)
            .Union(priors.Keys).Order(StringComparer.Ordinal).ToArray();
        var indexOf = names.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i, StringComparer.Ordinal);
        var prior = names.Select(n => priors.GetValueOrDefault(n) ?? new double[outcomes]).ToArray();
        var weights = prior.Select(p => (double[])p.Clone()).ToArray();
        var squares = names.Select(_ => Enumerable.Repeat(1e-3, outcomes).ToArray()).ToArray();
        var rows = examples.Select(e => e.Features.Where(indexOf.ContainsKey).Select(f => indexOf[f]).ToArray()).ToArray();

        // A fixed seed: the same labels give the same tables.
        var random = new Random(7);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var sums = new double[outcomes];
        var mean = prior.Select(p => new double[outcomes]).ToArray();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var at in order)
            {
                Probabilities(rows[at], weights, sums);
                foreach (var feature in rows[at])
                {
                    for (var o = 0; o < outcomes; o++)
                    {
                        var target = outcomes == 1 ? examples[at].Outcome : examples[at].Outcome == o ? 1 : 0;
                        var gradient = examples[at].Weight * (sums[o] - target)
                                       + strength / counts[names[feature]] * (weights[feature][o] - prior[feature][o]);
                        squares[feature][o] += gradient * gradient;
                        weights[feature][o] -= 0.2 / Math.Sqrt(squares[feature][o]) * gradient;
                    }
                }
            }

            // The mean over the later epochs wavers less than the last one (Polyak and Juditsky, 1992).
            for (var f = 0; f < names.Length && epoch >= Epochs / 2; f++)
            {
                for (var o = 0; o < outcomes; o++)
                    mean[f][o] += weights[f][o] / (Epochs - Epochs / 2);
            }
        }

        return names.Select((n, i) => (n, mean[i])).Where(p => p.Item2.Any(w => Math.Abs(w) >= 0.005))
            .ToDictionary(p => p.n, p => p.Item2, StringComparer.Ordinal);
    }

    private static void Probabilities(int[] row, double[][] weights, double[] sums)
    {
        Array.Clear(sums);
        foreach (var feature in row)
        {
            for (var o = 0; o < sums.Length; o++)
                sums[o] += weights[feature][o];
        }

        if (sums.Length == 1)
        {
            sums[0] = 1 / (1 + Math.Exp(-sums[0]));
            return;
        }

        var highest = sums.Max();
        var total = 0.0;
        for (var o = 0; o < sums.Length; o++)
            total += sums[o] = Math.Exp(sums[o] - highest);
        for (var o = 0; o < sums.Length; o++)
            sums[o] /= total;
    }
}
