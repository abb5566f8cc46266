using System.Diagnostics;
using Glean.Analysis.Rules;

namespace Glean.Corpora;

/// <summary>How many of the labelled texts the built-in analyzer reads in a second of one core's time, and what it keeps in memory.</summary>
public static class SpeedReport
{
    public static void Run(string folder, TextWriter output)
    {
        var texts = ExtractionReport.Read(folder).ConvertAll(t => t.ToSource());
        var analyzer = new RulesAnalyzer();
        for (var round = 0; round < 4; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            var read = 0;
            while (clock.ElapsedMilliseconds < 2000)
                analyzer.Analyze(texts[read++ % texts.Count]);

            // The first round is the compiler's. Processor time, because the clock also counts what others do on the machine.
            var spent = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            if (round > 0)
            {
                output.WriteLine($"{read / spent:0} texts a second of processor time, {read / clock.Elapsed.TotalSeconds:0} by the clock "
                                 + $"({texts.Average(t => t.Text.Length):0} characters each), {GC.GetTotalMemory(true) / 1024.0 / 1024.0:0.0} MB live");
            }
        }
    }
}
