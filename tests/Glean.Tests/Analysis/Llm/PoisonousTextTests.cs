using Glean.Analysis;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Settings;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Analysis.Llm;

/// <summary>R3 with each language model: a text that it cannot read is set aside after three tries with its reason; the next goes on.</summary>
public sealed class PoisonousTextTests : IDisposable
{
    private readonly TestDatabase database = new();

    public PoisonousTextTests()
    {
        using var connection = database.Database.OpenForWriting(pooling: false);
        connection.Seed("INSERT INTO sources (id, name) VALUES (1, 'rss')");
        for (var i = 1; i <= 20; i++)
        {
            connection.Seed($"INSERT INTO discoveries (id, source_id, source_url, raw_text) VALUES ({i}, 1, 'https://d.example/{i}', 'We use Pipedrive daily. {(i == 7 ? "Pipedrive poisons the well." : $"Pipedrive has a free trial of {i} days.")}')");
        }
    }

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData("claude")]
    [InlineData("openai")]
    [InlineData("ollama")]
    [InlineData("ensemble")]
    public async Task It_is_set_aside_after_three_tries(string analyzer)
    {
        var model = new FakeModel(q => q.User.Contains("poisons", StringComparison.Ordinal) ? new FakeReply("{\"texts\":[]}") : FakeReader.Honest(q));
        await using var server = await FaultServer.StartAsync(model.AnswerAsync);
        var settings = GleanSettings.Load(null, name => name switch
        {
            "ANTHROPIC_API_KEY" or "OPENAI_API_KEY" => "key",
            "ANTHROPIC_BASE_URL" or "OLLAMA_HOST" => server.Origin.AbsoluteUri,
            "OPENAI_BASE_URL" => new Uri(server.Origin, "/v1").AbsoluteUri,
            "GLEAN_DB_PATH" or "GLEAN_DATABASE_URL" => database.Variable(name),
            _ => null,
        });
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var result = await new JobRunner(database.Database, TimeProvider.System).RunAsync(
                JobType.Analyze, null, run => new AnalyzeWork(database.Database, settings, TimeProvider.System).RunAsync(new AnalyzeOptions(Analyzer: analyzer), TimeSpan.Zero, run), null, TestContext.Current.CancellationToken);
            (result.Discoveries, result.Failed, result.SetAside).ShouldBe((attempt == 1 ? 19 : 0, attempt == 3 ? 0 : 1, attempt == 3 ? 1 : 0));
        }

        database.Rows("SELECT processed, attempts FROM discoveries WHERE id = 7").ShouldBe(["0|3"]);
        database.Rows("SELECT set_aside_reason FROM discoveries WHERE id = 7")[0].ShouldContain("could not be used");
        database.Rows("SELECT count(DISTINCT discovery_id) FROM mentions").ShouldBe(["19"]);
    }
}
