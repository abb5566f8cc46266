using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>
/// Weights of features for one or more outcomes, read from a CSV table (<c>feature,outcome…</c>) that a person can read
/// and change. One outcome makes a logistic model, several a multinomial one.
/// </summary>
internal sealed class WeightTable
{
    // Only stems of the tables come in, so it does not grow beyond them.
    private static readonly ConcurrentDictionary<string, string> Openings = new(StringComparer.Ordinal);

    private readonly Vocabulary features = new();
    private readonly double[] rows;
    private readonly ConcurrentDictionary<string, string> reasons = new(StringComparer.Ordinal);
    private readonly Vocabulary stems = new();
    private readonly List<string> stemFeatures = [];

    public WeightTable(IReadOnlyList<string> outcomes, Dictionary<string, double[]> weights)
    {
        Outcomes = outcomes;
        rows = new double[weights.Count * outcomes.Count];
        foreach (var (feature, row) in weights)
        {
            row.AsSpan(0, outcomes.Count).CopyTo(rows.AsSpan(features.Add(feature) * outcomes.Count));
            if (feature.StartsWith("w:", StringComparison.Ordinal))
            {
                stems.Add(feature.AsSpan(2));
                stemFeatures.Add(string.Intern(feature));
            }
        }
    }

    public IReadOnlyList<string> Outcomes { get; }

    /// <summary>When set, unknown stems are kept as well: the trainer meets them for the first time.</summary>
    public bool KeepsUnknownStems { get; init; }

    public static WeightTable Load(string file)
    {
        using var reader = new StreamReader(EmbeddedData.Open(file), Encoding.UTF8);
        return Read(reader);
    }

    public static WeightTable Read(TextReader reader)
    {
        var header = reader.ReadLine()?.Split(',') ?? throw new InvalidDataException("The table of weights is empty.");
        var weights = new Dictionary<string, double[]>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            if (fields.Length != header.Length)
                throw new InvalidDataException($"The row '{line}' of the table of weights has not {header.Length} fields.");
            weights[fields[0]] = [.. fields.Skip(1).Select(f => double.Parse(f, CultureInfo.InvariantCulture))];
        }

        return new WeightTable(header[1..], weights);
    }

    /// <summary>The sum of weights of the features that hold, for an outcome.</summary>
    public double Sum(FeatureSet features, int outcome = 0)
    {
        var sum = 0.0;
        foreach (var name in features.AsSpan())
        {
            var row = RowOf(name);
            if (!row.IsEmpty)
                sum += row[outcome];
        }

        return sum;
    }

    /// <summary>Probability of the only outcome.</summary>
    public double Probability(FeatureSet features) => 1 / (1 + Math.Exp(-Sum(features)));

    /// <summary>Index and probability of the likeliest outcome.</summary>
    public (int Outcome, double Probability) Best(FeatureSet features)
    {
        Span<double> sums = stackalloc double[Outcomes.Count];
        foreach (var name in features.AsSpan())
        {
            var row = RowOf(name);
            for (var o = 0; o < row.Length; o++)
                sums[o] += row[o];
        }

        var best = 0;
        for (var o = 1; o < sums.Length; o++)
        {
            if (sums[o] > sums[best])
                best = o;
        }

        var total = 0.0;
        foreach (var sum in sums)
            total += Math.Exp(sum - sums[best]);
        return (best, 1 / total);
    }

    /// <summary>The feature of a stem, or null when the table has no weight for it.</summary>
    public string? Stem(ReadOnlySpan<char> stem)
    {
        if (stem.Length == 0)
            return null;
        if (stems.Find(stem) is >= 0 and var known)
            return stemFeatures[known];
        return KeepsUnknownStems ? string.Intern("w:" + stem.ToString()) : null;
    }

    /// <summary>The feature of a stem that opens a statement.</summary>
    public static string Opening(string stem) => Openings.GetOrAdd(stem, static s => string.Intern("o" + s));

    /// <summary>A feature of the table with its weight, as people are told: <c>after-use +1.4</c>.</summary>
    public string Reason(string feature) =>
        reasons.GetOrAdd(feature, static (f, table) => string.Create(CultureInfo.InvariantCulture, $"{f} {table.RowOf(f)[0]:+0.0;-0.0}"), this);

    /// <summary>The <paramref name="most"/> weightiest features that hold, strongest first, for people.</summary>
    public List<(string Feature, double Weight)> Explain(FeatureSet features, int most)
    {
        var top = new List<(string Feature, double Weight)>(most + 1);
        foreach (var name in features.AsSpan())
        {
            var row = RowOf(name);
            if (row.IsEmpty)
                continue;
            var place = top.Count;
            while (place > 0 && Math.Abs(top[place - 1].Weight) < Math.Abs(row[0]))
                place--;
            if (place == most)
                continue;
            top.Insert(place, (name, row[0]));
            if (top.Count > most)
                top.RemoveAt(most);
        }

        return top;
    }

    /// <summary>The weights of a feature by outcome; empty when it has none.</summary>
    private ReadOnlySpan<double> RowOf(string feature) => features.Find(feature) is >= 0 and var row ? rows.AsSpan(row * Outcomes.Count, Outcomes.Count) : [];
}

/// <summary>The beginning of a word stands for all its forms; the tables are small enough that this loses little.</summary>
internal static class Stemming
{
    public const int Length = 6;

    public static ReadOnlySpan<char> Stem(ReadOnlySpan<char> word, Span<char> buffer)
    {
        var length = 0;
        foreach (var c in word)
        {
            if (length == Length)
                break;
            if (c is ',' or '"')
                return [];
            buffer[length++] = char.IsDigit(c) ? '0' : c == '’' ? '\'' : char.ToLowerInvariant(c);
        }

        if (length is >= 4 and <= 5 && buffer[length - 1] == 's' && buffer[length - 2] != 's')
            length--;
        return buffer[..length];
    }
}
