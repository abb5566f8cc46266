using Glean.Catalog;

namespace Glean.Analysis.Evaluation;

/// <summary>A figure with its ninety-five per cent interval.</summary>
public sealed record Figure(string Name, double Value, double Low, double High);

/// <summary>A figure of two analyzers on the same texts, and the interval of their difference.</summary>
public sealed record FigureDifference(string Name, double First, double Second, double Low, double High)
{
    public double Difference => Second - First;

    /// <summary>The interval leaves zero out: the texts are enough to tell the two apart.</summary>
    public bool IsSettled => Low > 0 || High < 0;
}

/// <summary>
/// The figures of an evaluation, with intervals by the bootstrap over texts (Efron 1979, percentile method): the same texts drawn anew a
/// thousand times. The seed is fixed, so that the same predictions give the same interval; and the draws are the same for every
/// analyzer, so that a comparison is of pairs.
/// </summary>
public static class EvaluationFigures
{
    private const int Draws = 1000;
    private const int SeedOfDraws = 20170;

    private static readonly ClaimType[] Types = Enum.GetValues<ClaimType>();

    public static readonly IReadOnlyList<string> Names =
    [
        "tools precision", "tools recall", "tools F1",
        "claims precision", "claims recall", "claims F1",
        "claims with type precision", "claims with type recall", "claims with type F1",
        "macro F1 over types", "empty left empty",
    ];

    /// <summary>Every figure with its interval, in the order of <see cref="Names"/>.</summary>
    public static IReadOnlyList<Figure> Of(EvaluationResult result)
    {
        var values = Values(result.Texts, Whole(result.Texts.Count));
        var draws = Draw(result.Texts.Count).Select(draw => Values(result.Texts, draw)).ToList();
        return [.. Names.Select((name, i) => Interval(draws, d => d[i]) is var (low, high) ? new Figure(name, values[i], low, high) : null!)];
    }

    /// <summary>What sets the second apart from the first.</summary>
    /// <param name="second">On the same texts in the same order.</param>
    public static IReadOnlyList<FigureDifference> Compare(EvaluationResult first, EvaluationResult second)
    {
        var (one, other) = (Values(first.Texts, Whole(first.Texts.Count)), Values(second.Texts, Whole(second.Texts.Count)));
        var draws = Draw(first.Texts.Count).Select(draw => (One: Values(first.Texts, draw), Other: Values(second.Texts, draw))).ToList();
        return [.. Names.Select((name, i) => Interval(draws, d => d.Other[i] - d.One[i]) is var (low, high) ? new FigureDifference(name, one[i], other[i], low, high) : null!)];
    }

    private static int[] Whole(int count) => [.. Enumerable.Range(0, count)];

    private static IEnumerable<int[]> Draw(int count)
    {
        // Security plays no part here; the interval must be repeatable.
#pragma warning disable CA5394
        var random = new Random(SeedOfDraws);
        for (var draw = 0; draw < Draws && count > 0; draw++)
        {
            var chosen = new int[count];
            for (var i = 0; i < count; i++)
            {
                chosen[i] = random.Next(count);
            }

            yield return chosen;
        }
#pragma warning restore CA5394
    }

    private static (double Low, double High) Interval<T>(List<T> draws, Func<T, double> figure)
    {
        if (draws.Count == 0)
        {
            return (0, 0);
        }

        var values = draws.Select(figure).Order().ToArray();
        return (values[(int)(0.025 * (values.Length - 1))], values[(int)(0.975 * (values.Length - 1))]);
    }

    private static double[] Values(IReadOnlyList<TextScore> texts, int[] chosen)
    {
        Tally tools = default, claims = default, typed = default;
        var byType = new Tally[Types.Length];
        int empty = 0, leftEmpty = 0;
        foreach (var at in chosen)
        {
            var text = texts[at];
            (tools, claims, typed) = (tools + text.Tools, claims + text.Claims, typed + text.TypedClaims);
            for (var t = 0; t < Types.Length; t++)
            {
                byType[t] += text.ByType[Types[t]];
            }

            empty += text.IsEmpty ? 1 : 0;
            leftEmpty += text.IsLeftEmpty ? 1 : 0;
        }

        return
        [
            tools.Precision, tools.Recall, tools.F1, claims.Precision, claims.Recall, claims.F1, typed.Precision, typed.Recall, typed.F1,
            byType.Where(t => t.Labelled > 0).Select(t => t.F1).DefaultIfEmpty(0).Average(),
            empty == 0 ? 1 : (double)leftEmpty / empty,
        ];
    }
}
