using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reliability;

/// <summary>R12: processes that write at once take turns.</summary>
public sealed class ConcurrentWritersTests : IDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Four_programs_that_write_in_loops_never_meet_a_locked_database()
    {
        var glean = new GleanProgram(folder.Path);
        (await glean.RunAsync("init")).ShouldExit(0);
        var end = TimeProvider.System.GetTimestamp() + (long)(Duration.TotalSeconds * TimeProvider.System.TimestampFrequency);
        await Task.WhenAll(
            LoopAsync(end, round =>
            {
                folder.Write("texts.jsonl", SampleTexts.Discoveries(300, $"round{round}.example"));
                return glean.RunAsync("import", "discoveries", "texts.jsonl");
            }),
            LoopAsync(end, _ => glean.RunAsync("analyze")),
            LoopAsync(end, _ => glean.RunAsync("curate")),
            LoopAsync(end, round =>
            {
                folder.Write("tools.csv", "name,url\n" + string.Join('\n', Enumerable.Range(0, 100).Select(i => $"Tool {i % 40},https://tool{i % 40}.example/{(round + i) % 3}")));
                return glean.RunAsync("import", "tools", "tools.csv");
            }));

        // On a busy machine the analysis may have had its only turn before the first import.
        (await glean.RunAsync("analyze")).ShouldExit(0);
        TestDatabase.ShouldBeSound(glean.DatabasePath);
        TestDatabase.Rows(glean.DatabasePath, "SELECT id, error FROM jobs WHERE status <> 'completed'").ShouldBeEmpty();
        TestDatabase.Rows(glean.DatabasePath, "SELECT discovery_id, tool_id, min(quote), count(*) FROM claims GROUP BY 1, 2, claim_type, span_start, span_end HAVING count(*) > 1").ShouldBeEmpty();
        TestDatabase.Count(glean.DatabasePath, "SELECT count(*) FROM claims").ShouldBeGreaterThan(0);
        IndexRows.MisplacedQuotes(glean.DatabasePath).ShouldBeEmpty();
    }

    public void Dispose() => folder.Dispose();

    private static async Task LoopAsync(long end, Func<int, Task<ProgramResult>> run)
    {
        for (var round = 0; TimeProvider.System.GetTimestamp() < end; round++)
        {
            (await run(round)).ShouldExit(0).Error.ShouldNotContain("locked");
        }
    }
}
