using System.Diagnostics;
using Glean.Catalog;

namespace Glean.Corpora;

/// <summary>Registrable domains against the list's own test vectors.</summary>
public static class PublicSuffixReport
{
    /// <param name="Total">Vectors read.</param>
    /// <param name="Wrong">Those answered otherwise, as <c>host: got, expected</c>.</param>
    public sealed record Result(int Total, IReadOnlyList<string> Wrong);

    public static Result Measure(string folder)
    {
        var total = 0;
        var wrong = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "public_suffix_tests.txt")))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2 || line.StartsWith("//", StringComparison.Ordinal))
            {
                continue;
            }

            total++;
            var expected = parts[1] == "null" ? null : parts[1];
            var got = RegistrableDomain.Of(parts[0] == "null" ? null : parts[0]);
            if (got != expected)
            {
                wrong.Add($"{parts[0]}: {got ?? "null"}, expected {parts[1]}");
            }
        }

        return new Result(total, wrong);
    }

    public static void Run(string folder, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        _ = RegistrableDomain.Of("example.com");
        output.WriteLine($"public suffix list loaded in {watch.Elapsed.TotalMilliseconds:0.0} ms");
        var result = Measure(folder);
        output.WriteLine($"registrable domains: {result.Total - result.Wrong.Count} of {result.Total} right");
        foreach (var wrong in result.Wrong)
        {
            output.WriteLine($"  {wrong}");
        }
    }
}
