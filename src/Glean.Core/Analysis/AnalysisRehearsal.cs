using Glean.Analysis.Rules;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Analysis;

/// <summary>
/// Reads sample texts as an analysis would, and writes nothing. What a process does for the first time has to be loaded and
/// compiled, which takes as much processor time as reading some ten thousand texts: a worker that waits for its first job may as well do
/// that beforehand.
/// </summary>
public sealed class AnalysisRehearsal(GleanDatabase database, TimeProvider time)
{
    // What is called once a text is called two thousand times in thirty rounds, and compiled well after one thousand (CallCountThreshold); the rest is for what is called
    // for one text in four, or some times a batch.
    private const int Rounds = 120;

    private const int RoundsWithPause = 30;

    /// <summary>The runtime counts calls only once nothing new was called for a tenth of a second.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private static readonly DiscoveryRange All = new(0, long.MaxValue);

    /// <param name="texts">Titles and texts, some dozens of all kinds.</param>
    /// <param name="goOn">Asked before each text; the rehearsal ends when it says no.</param>
    public async Task RunAsync(IEnumerable<(string Title, string Text)> texts, Func<bool> goOn, CancellationToken cancellationToken)
    {
        var analyzer = new RulesAnalyzer();
        var run = new AnalysisRun(database, analyzer, time, range: All);
        var discoveries = texts.Select((t, i) => new Discovery { Id = -1 - i, Title = t.Title, RawText = t.Text, SourceUrl = "" }).ToList();
        var store = new ExtractionStore(database, time);
        for (var round = 0; round < Rounds; round++)
        {
            List<(Discovery Discovery, Extraction Extraction)> batch = [];
            foreach (var discovery in discoveries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!goOn())
                {
                    return;
                }

                batch.Add((discovery, analyzer.Analyze(AnalysisRun.TextOf(discovery))));
            }

            await store.RehearseAsync(batch, withTools: round == 0, cancellationToken);
            if (round < RoundsWithPause)
            {
                // Counting those that wait takes its time where there are many.
                run.Rehearse();
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
