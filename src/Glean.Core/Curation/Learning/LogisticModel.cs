namespace Glean.Curation.Learning;

/// <summary>
/// Two-class logistic regression with a ridge penalty on standardised features, fitted by Newton's method (iteratively reweighted
/// least squares; Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", 4.4 and 3.4.1). Both classes weigh the same
/// in all, so that 0.5 means "as likely approved as not" whatever share people approve.
/// </summary>
/// <param name="Means">Of each feature in the training set.</param>
/// <param name="Scales">Standard deviations; 0 for a feature that never varies, which then counts nothing.</param>
public sealed record LogisticModel(IReadOnlyList<double> Means, IReadOnlyList<double> Scales, IReadOnlyList<double> Weights, double Intercept)
{
    private const int MostSteps = 30;
    private const double Enough = 1e-7;

    /// <summary>The probability of the class <c>true</c>.</summary>
    public double Probability(IReadOnlyList<double> features)
    {
        var sum = Intercept;
        for (var i = 0; i < Weights.Count; i++)
        {
            sum += Contribution(features, i);
        }

        return Sigmoid(sum);
    }

    /// <summary>What one feature adds to the log-odds.</summary>
    public double Contribution(IReadOnlyList<double> features, int index) =>
        Scales[index] == 0 ? 0 : Weights[index] * (features[index] - Means[index]) / Scales[index];

    /// <param name="rows">One row of features an example.</param>
    /// <param name="outcomes">Both classes must occur.</param>
    /// <param name="ridge">How strongly weights are drawn to zero.</param>
    /// <param name="signs">
    /// The direction a feature may count in: 1, -1, or 0 for either. One that would count the other way only makes up for its neighbours;
    /// it is left out, and the rest fitted again.
    /// </param>
    public static LogisticModel Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> outcomes, double ridge, IReadOnlyList<int> signs)
    {
        var (means, scales) = Standards(rows);
        while (true)
        {
            var model = Fit(rows, outcomes, ridge, means, scales);
            var wrong = Enumerable.Range(0, scales.Length).Where(j => model.Weights[j] * signs[j] < 0).ToList();
            if (wrong.Count == 0)
            {
                return model;
            }

            // The worst first: without it the others may be right.
            scales[wrong.MaxBy(j => Math.Abs(model.Weights[j]))] = 0;
        }
    }

    private static LogisticModel Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> outcomes, double ridge, double[] means, double[] scales)
    {
        var size = means.Length;
        var points = rows.Select(row => Enumerable.Range(0, size).Select(j => scales[j] == 0 ? 0 : (row[j] - means[j]) / scales[j]).Append(1).ToArray()).ToArray();
        var positives = outcomes.Count(o => o);
        var (positive, negative) = (rows.Count / (2.0 * positives), rows.Count / (2.0 * (rows.Count - positives)));
        var weights = new double[size + 1];
        for (var step = 0; step < MostSteps; step++)
        {
            var gradient = new double[size + 1];
            var curvature = new double[size + 1, size + 1];
            for (var i = 0; i < points.Length; i++)
            {
                var point = points[i];
                var probability = Sigmoid(Dot(weights, point));
                var importance = outcomes[i] ? positive : negative;
                var miss = importance * (probability - (outcomes[i] ? 1 : 0));
                var bend = importance * Math.Max(probability * (1 - probability), 1e-6);
                for (var j = 0; j <= size; j++)
                {
                    gradient[j] += miss * point[j];
                    for (var k = 0; k <= j; k++)
                    {
                        curvature[j, k] += bend * point[j] * point[k];
                    }
                }
            }

            // The intercept is free.
            for (var j = 0; j < size; j++)
            {
                gradient[j] += ridge * weights[j];
                curvature[j, j] += ridge;
            }

            curvature[size, size] += 1e-9;
            var move = Solve(curvature, gradient);
            for (var j = 0; j <= size; j++)
            {
                weights[j] -= move[j];
            }

            if (move.Max(Math.Abs) < Enough)
            {
                break;
            }
        }

        return new LogisticModel(means, [.. scales], weights[..size], weights[size]);
    }

    private static (double[] Means, double[] Scales) Standards(IReadOnlyList<double[]> rows)
    {
        var size = rows[0].Length;
        var (means, scales) = (new double[size], new double[size]);
        for (var j = 0; j < size; j++)
        {
            means[j] = rows.Average(r => r[j]);
            scales[j] = Math.Sqrt(rows.Average(r => (r[j] - means[j]) * (r[j] - means[j])));
            scales[j] = scales[j] < 1e-9 ? 0 : scales[j];
        }

        return (means, scales);
    }

    /// <summary>Solves a symmetric positive definite system, given by its lower half (Cholesky).</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        for (var j = 0; j < size; j++)
        {
            for (var k = 0; k < j; k++)
            {
                matrix[j, j] -= matrix[j, k] * matrix[j, k];
            }

            matrix[j, j] = Math.Sqrt(Math.Max(matrix[j, j], 1e-12));
            for (var i = j + 1; i < size; i++)
            {
                for (var k = 0; k < j; k++)
                {
                    matrix[i, j] -= matrix[i, k] * matrix[j, k];
                }

                matrix[i, j] /= matrix[j, j];
            }
        }

        var solution = (double[])right.Clone();
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < i; k++)
            {
                solution[i] -= matrix[i, k] * solution[k];
            }

            solution[i] /= matrix[i, i];
        }

        for (var i = size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < size; k++)
            {
                solution[i] -= matrix[k, i] * solution[k];
            }

            solution[i] /= matrix[i, i];
        }

        return solution;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
