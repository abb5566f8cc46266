using System.Text.Json;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reliability;

/// <summary>R1 with a language model: killed at any moment and run again, nothing is lost or doubled, and a batch is handed over once.</summary>
public sealed class KilledModelRunsTests : IDisposable
{
    private const int Texts = 100;

    private readonly TemporaryFolder folder = new();
    private readonly Random random = new(3);

    public KilledModelRunsTests() => folder.Write("texts.jsonl", SampleTexts.Discoveries(Texts));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("claude")]
    [InlineData("openai")]
    [InlineData("ollama")]
    [InlineData("ensemble")]
    public async Task Analysis_killed_several_times_ends_where_an_undisturbed_one_ends(string analyzer)
    {
        await using var server = await FaultServer.StartAsync(new FakeModel(FakeReader.Honest).AnswerAsync);
        var undisturbed = await ProgramAsync("undisturbed", server);
        var started = TimeProvider.System.GetTimestamp();
        (await undisturbed.RunAsync("analyze", "--analyzer", analyzer)).ShouldExit(0);
        var duration = TimeProvider.System.GetElapsedTime(started);
        var glean = await ProgramAsync("killed", server);
        for (var kill = 0; kill < 3; kill++)
        {
            using var running = glean.Start("analyze", "--analyzer", analyzer);
            await Task.WhenAny(running.EndAsync(), Task.Delay(duration * (0.4 + (0.5 * random.NextDouble())), TimeProvider.System, CancellationToken.None));
            if (!running.HasExited)
            {
                running.Kill();
                await running.EndAsync();
            }
        }

        (await glean.RunAsync("analyze", "--analyzer", analyzer)).ShouldExit(0);
        IndexRows.Of(glean.DatabasePath).ShouldBe(IndexRows.Of(undisturbed.DatabasePath));
        IndexRows.MisplacedQuotes(glean.DatabasePath).ShouldBeEmpty();
        TestDatabase.Count(glean.DatabasePath, "SELECT count(*) FROM claims").ShouldBeGreaterThan(Texts / 4);
    }

    [Fact]
    public async Task A_batch_is_waited_for_by_the_next_run_after_a_kill_and_paid_for_once()
    {
        var model = new FakeModel(FakeReader.Honest) { BatchesRun = true };
        await using var server = await FaultServer.StartAsync(model.AnswerAsync);
        var glean = await ProgramAsync("batch", server);
        using (var running = glean.Start("analyze", "--analyzer", "claude", "--batch"))
        {
            while (TestDatabase.Count(glean.DatabasePath, "SELECT count(*) FROM llm_batches WHERE provider_id IS NOT NULL") == 0)
            {
                running.HasExited.ShouldBeFalse();
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            running.Kill();
            await running.EndAsync();
        }

        // As if it had been killed before the number was written down.
        using (var connection = TestDatabases.Open(glean.DatabasePath))
        {
            connection.Seed("UPDATE llm_batches SET provider_id = NULL");
        }

        model.BatchesRun = false;
        (await glean.RunAsync("analyze", "--analyzer", "claude", "--batch")).ShouldExit(0);

        model.BatchIds.Count.ShouldBe(1);
        TestDatabase.Rows(glean.DatabasePath, "SELECT count(*) FROM discoveries WHERE NOT processed").ShouldBe(["0"]);
        TestDatabase.Rows(glean.DatabasePath, "SELECT count(*), count(ended_at) FROM llm_batches").ShouldBe(["1|1"]);
        var asked = JsonDocument.Parse(TestDatabase.Rows(glean.DatabasePath, "SELECT questions FROM llm_batches")[0]).RootElement.GetArrayLength();
        TestDatabase.Rows(glean.DatabasePath, "SELECT count(DISTINCT call) FROM llm_usage WHERE batch").ShouldBe([$"{asked}"]);
        TestDatabase.Rows(glean.DatabasePath, "SELECT count(*) FROM llm_usage WHERE NOT batch").ShouldBe(["0"]);

        // The same rows as asked one by one.
        var single = await ProgramAsync("single", server);
        (await single.RunAsync("analyze", "--analyzer", "claude")).ShouldExit(0);
        IndexRows.Of(glean.DatabasePath).ShouldBe(IndexRows.Of(single.DatabasePath));
    }

    private async Task<GleanProgram> ProgramAsync(string name, FaultServer server)
    {
        var glean = new GleanProgram(Directory.CreateDirectory(folder.File(name)).FullName);
        glean.Environment["ANTHROPIC_API_KEY"] = "key";
        glean.Environment["ANTHROPIC_BASE_URL"] = server.Origin.AbsoluteUri;
        glean.Environment["OPENAI_API_KEY"] = "key";
        glean.Environment["OPENAI_BASE_URL"] = new Uri(server.Origin, "/v1").AbsoluteUri;
        glean.Environment["OLLAMA_HOST"] = server.Origin.AbsoluteUri;
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("import", "discoveries", "../texts.jsonl")).ShouldExit(0);
        return glean;
    }
}
