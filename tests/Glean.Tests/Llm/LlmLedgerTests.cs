using Glean.Analysis;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Llm;
using Glean.Settings;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Llm;

/// <summary>S28: budgets hold, what was read is kept, and what it cost is on record.</summary>
public sealed class LlmLedgerTests : IDisposable
{
    private const int Texts = 60;

    private readonly TestDatabase database = new();

    public LlmLedgerTests()
    {
        using var connection = database.Database.OpenForWriting(pooling: false);
        connection.Seed("INSERT INTO sources (id, name) VALUES (1, 'rss'), (2, 'reddit')");
        for (var i = 1; i <= Texts; i++)
        {
            connection.Seed($"INSERT INTO discoveries (id, source_id, source_url, raw_text) VALUES ({i}, {1 + (i % 2)}, 'https://d.example/{i}', 'We use Pipedrive daily. Pipedrive has a free trial of {i} days.')");
        }
    }

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData("GLEAN_LLM_JOB_TOKENS", "20000", "of this job")]
    [InlineData("GLEAN_LLM_DAY_TOKENS", "20000", "of the day")]
    [InlineData("GLEAN_LLM_JOB_USD", "0.004", "of this job")]
    [InlineData("GLEAN_LLM_DAY_USD", "0.004", "of the day")]
    public async Task At_the_limit_the_job_stops_keeps_what_it_has_and_says_so(string variable, string limit, string whose)
    {
        await using var server = await FaultServer.StartAsync(new FakeModel(FakeReader.Honest) { Usage = (4_000, 0, 0, 1_000) }.AnswerAsync);

        var result = await AnalyzeAsync(server, (variable, limit), ("GLEAN_LLM_PRICES", "claude-haiku-5-5=0.1/0.5"));

        result.Stopped.ShouldNotBeNull().ShouldContain(whose);
        result.Stopped.ShouldContain(variable);
        result.Discoveries.ShouldBeInRange(8, Texts - 8);
        database.Rows("SELECT count(*) FROM discoveries WHERE processed").ShouldBe([$"{result.Discoveries}"]);
        database.Rows("SELECT count(*) FROM discoveries WHERE attempts > 0").ShouldBe(["0"]);
        database.Rows("SELECT status FROM jobs").ShouldBe(["completed"]);
        (variable.EndsWith("TOKENS", StringComparison.Ordinal) ? result.LlmTokens <= 20_000 : result.LlmCostUsd <= 0.004).ShouldBeTrue($"{result}");

        // A budget of the day holds for the next job too; one of a job does not.
        var next = await AnalyzeAsync(server, (variable, limit), ("GLEAN_LLM_PRICES", "claude-haiku-5-5=0.1/0.5"));
        (next.Discoveries > 0).ShouldBe(whose == "of this job");
    }

    [Fact]
    public async Task What_it_cost_is_on_record_by_job_source_and_accepted_tool()
    {
        await using var server = await FaultServer.StartAsync(new FakeModel(FakeReader.Honest) { Usage = (1_001, 500, 200, 77) }.AnswerAsync);
        var result = await AnalyzeAsync(server);
        using (var connection = database.Database.OpenForWriting(pooling: false))
        {
            connection.Seed("UPDATE tools SET status = 'approved'");
        }

        using var reading = database.Database.OpenForReading();
        var report = LlmSpending.Read(reading, TimeProvider.System.GetUtcNow().UtcDateTime, 30);
        var calls = result.LlmCalls;
        calls.ShouldBe(9);
        report.Total.ShouldBe(new SpendingLine("total", calls, calls * 1_201, calls * 500, calls * 77, Math.Round(calls * ((1_001 * 0.10) + (500 * 0.01) + (200 * 0.125) + (77 * 0.50)) / 1e6, 6)));
        report.Sources.Select(s => s.Name).Order().ShouldBe(["reddit", "rss"]);
        report.Sources.Sum(s => s.OutputTokens).ShouldBe(calls * 77);
        report.Jobs.ShouldHaveSingleItem().CostUsd.ShouldBe(report.Total.CostUsd);
        report.Tools.Single().Name.ShouldBe("Pipedrive");
        report.Tools[0].CostUsd.ShouldBe(report.Total.CostUsd, 1e-6);
        report.UsdPerAcceptedTool.ShouldBe(report.Total.CostUsd);
        result.LlmCostUsd.ShouldBe(report.Total.CostUsd, 1e-6);
    }

    [Theory]
    [InlineData("claude", "claude-haiku-5-5-20260901", 0.10, false)]
    [InlineData("claude", "claude-nobody-knows", 50, true)]
    [InlineData("openai", "my-model", 7, false)]
    [InlineData("ollama", "llama3.1", 0, false)]
    public void A_model_has_the_price_of_its_family_and_an_unknown_one_the_dearest(string provider, string model, double price, bool guessed)
    {
        var prices = LlmPrices.Load(GleanSettings.Load(null, name => name == "GLEAN_LLM_PRICES" ? "my-model=7/9" : null));
        var found = prices.For(WireName.Parse<LlmProvider>(provider)!.Value, model);
        (guessed ? found.Output : found.Input).ShouldBe(price);
        found.IsGuess.ShouldBe(guessed);
    }

    [Theory]
    [InlineData("GLEAN_LLM_DAY_USD", "ten")]
    [InlineData("GLEAN_LLM_JOB_TOKENS", "-5")]
    [InlineData("GLEAN_LLM_PRICES", "model:1")]
    [InlineData("GLEAN_LLM_PARALLEL", "unlimited")]
    public void A_number_that_makes_no_sense_is_named(string variable, string value) =>
        LlmSettings.Problem(GleanSettings.Load(null, name => name == variable ? value : null)).ShouldNotBeNull().ShouldContain(variable);

    private async Task<AnalysisResult> AnalyzeAsync(FaultServer server, params (string Variable, string Value)[] more)
    {
        var settings = GleanSettings.Load(null, name => name switch
        {
            "ANTHROPIC_API_KEY" => "key",
            "ANTHROPIC_BASE_URL" => server.Origin.AbsoluteUri,
            "GLEAN_DB_PATH" or "GLEAN_DATABASE_URL" => database.Variable(name),
            "GLEAN_LLM_PARALLEL" => "1",
            _ => more.FirstOrDefault(m => m.Variable == name).Value,
        });
        return await new JobRunner(database.Database, TimeProvider.System).RunAsync(
            JobType.Analyze, null, run => new AnalyzeWork(database.Database, settings, TimeProvider.System).RunAsync(new AnalyzeOptions(), TimeSpan.Zero, run), null, TestContext.Current.CancellationToken);
    }
}
