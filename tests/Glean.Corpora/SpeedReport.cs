using System.Diagnostics;
using Glean.Analysis.Rules;

namespace Glean.Corpora;

/// <summary>How many of the labelled texts the built-in analyzer reads in a second on one core, and what it keeps in memory.</summary>
public static class SpeedReport
{
    public static void Run(string folder, TextWriter output)
    {
        var texts = ExtractionReport.Read(folder).ConvertAll(t => t.ToSource());
        var analyzer = new RulesAnalyzer();
        foreach (var text in texts)
            analyzer.Analyze(text);

        for (var round = 1; round <= 3; round++)
        {
            var clock = Stopwatch.StartNew();
            var read = 0;
            while (clock.ElapsedMilliseconds < 2000)
                analyzer.Analyze(texts[read++ % texts.Count]);
            output.WriteLine($"{read / clock.Elapsed.TotalSeconds:0} texts a second ({texts.Average(t => t.Text.Length):0} characters each), "
                             + $"{GC.GetTotalMemory(true) / 1024.0 / 1024.0:0.0} MB live after {read} texts");
        }
    }
}
