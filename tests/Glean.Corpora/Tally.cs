using System.Diagnostics;

namespace Glean.Corpora;

/// <summary>
/// Counts what a report checks: values that match, values our model does not express (by class, with the reason), inputs that
/// threw, and the slowest input. With GLEAN_MISSES=1 each miss is told on standard error.
/// </summary>
public sealed class Tally
{
    private static readonly bool TellMisses = Environment.GetEnvironmentVariable("GLEAN_MISSES") == "1";
    private readonly SortedDictionary<string, int> notExpressible = new(StringComparer.Ordinal);
    private double slowest;

    public int Matched { get; private set; }

    public int Expressible { get; private set; }

    public int Threw { get; private set; }

    public void Check(bool matched, string name, string what, object? expected = null, object? actual = null)
    {
        Expressible++;
        Matched += matched ? 1 : 0;
        if (!matched && TellMisses)
        {
            Console.Error.WriteLine($"MISS {name} {what}: expected {Shorten(expected)} got {Shorten(actual)}");
        }
    }

    public void NotExpressible(string reason) => notExpressible[reason] = notExpressible.GetValueOrDefault(reason) + 1;

    /// <summary>Runs <paramref name="work"/> on one input; an exception is counted and gives the default.</summary>
    public T? Measure<T>(string name, Func<T> work)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            return work();
        }
#pragma warning disable CA1031 // Any exception is what is being counted.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Threw++;
            Console.Error.WriteLine($"THREW {name}: {e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault()}");
            return default;
        }
        finally
        {
            slowest = Math.Max(slowest, watch.Elapsed.TotalMilliseconds);
        }
    }

    public void Print(string label, TextWriter output)
    {
        var percent = Expressible == 0 ? 0 : 100.0 * Matched / Expressible;
        var rest = notExpressible.Count == 0 ? "none" : string.Join(", ", notExpressible.Select(p => $"{p.Key} {p.Value}"));
        output.WriteLine($"{label}: {Matched} / {Expressible} ({percent:0.0}%), not expressible: {rest}, threw: {Threw}, slowest: {slowest:0} ms");
    }

    private static string Shorten(object? value)
    {
        var text = value?.ToString()?.ReplaceLineEndings("⏎") ?? "null";
        return text.Length <= 150 ? $"[{text}]" : $"[{text[..150]}…]";
    }
}
