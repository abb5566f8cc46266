using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reliability;

/// <summary>R1: killed at any moment and run again, nothing is lost or doubled.</summary>
public sealed class KilledRunsTests : IDisposable
{
    private const int Rounds = 50;
    private const int Texts = 800;

    private static readonly string[] Import = ["import", "discoveries", "../texts.jsonl"];
    private static readonly string[] Analyze = ["analyze"];
    private static readonly string[] Curate = ["curate"];

    private readonly TemporaryFolder folder = new();
    private readonly Random random = new(1);
    private int kills;

    public KilledRunsTests()
    {
        folder.Write("texts.jsonl", SampleTexts.Discoveries(Texts));
    }

    [Fact]
    public async Task Import_analysis_and_curation_killed_fifty_times_end_where_an_undisturbed_run_ends()
    {
        var undisturbed = Program("undisturbed");
        (await undisturbed.RunAsync("init")).ShouldExit(0);
        Dictionary<string[], TimeSpan> durations = [];
        foreach (var command in new[] { Import, Analyze, Curate })
        {
            var clock = TimeProvider.System.GetTimestamp();
            (await undisturbed.RunAsync(command)).ShouldExit(0);
            durations[command] = TimeProvider.System.GetElapsedTime(clock);
        }

        var expected = IndexRows.Of(undisturbed.DatabasePath);
        TestDatabase.Count(undisturbed.DatabasePath, "SELECT count(*) FROM claims").ShouldBeGreaterThan(Texts);
        for (var run = 0; kills < Rounds; run++)
        {
            var glean = Program($"killed-{run}");
            (await glean.RunAsync("init")).ShouldExit(0);
            foreach (var command in new[] { Import, Analyze, Curate })
            {
                while (!await EndsAsync(glean, command, durations[command]))
                {
                }
            }

            IndexRows.Of(glean.DatabasePath).ShouldBe(expected, $"after {kills} kills");
            TestDatabase.ShouldBeSound(glean.DatabasePath);
            TestDatabase.Rows(glean.DatabasePath, "SELECT id FROM jobs WHERE status = 'running'").ShouldBeEmpty("the jobs of dead processes are failed");
        }
    }

    public void Dispose() => folder.Dispose();

    private GleanProgram Program(string name) => new(Directory.CreateDirectory(folder.File(name)).FullName);

    /// <summary>Runs a command and kills it on the way, as long as kills are left.</summary>
    private async Task<bool> EndsAsync(GleanProgram glean, string[] command, TimeSpan duration)
    {
        using var running = glean.Start(command);
        if (kills < Rounds)
        {
            await Task.WhenAny(running.EndAsync(), Task.Delay(duration * (0.35 + (0.6 * random.NextDouble())), TimeProvider.System, CancellationToken.None));
            if (!running.HasExited)
            {
                running.Kill();
                kills++;
                await running.EndAsync();
                return false;
            }
        }

        (await running.EndAsync()).ShouldExit(0);
        return true;
    }
}
