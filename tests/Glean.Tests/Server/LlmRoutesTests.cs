using System.Net;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

/// <summary>What language models used, for the settings page and for monitors.</summary>
public sealed class LlmRoutesTests
{
    [Fact]
    public async Task An_admin_sees_spending_and_budget_and_nobody_else()
    {
        await using var server = await SeededAsync();

        var answer = await server.GetAsync("/api/llm/usage?days=7");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        var spending = answer.Json.GetProperty("spending");
        spending.GetProperty("today").GetProperty("cost_usd").GetDouble().ShouldBe(0.25);
        spending.GetProperty("total").GetProperty("cost_usd").GetDouble().ShouldBe(1.25);
        spending.GetProperty("days").GetArrayLength().ShouldBe(1);
        answer.Json.GetProperty("budget").GetProperty("day_usd").GetDouble().ShouldBe(10);

        (await server.GetAsync("/api/llm/usage", "bob:reviewer")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await server.GetAsync("/api/llm/usage?days=0")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Metrics_tell_tokens_and_spend_by_model()
    {
        await using var server = await SeededAsync();

        var text = (await server.GetAsync("/metrics", null)).Text;
        text.ShouldContain("glean_llm_tokens_total{model=\"claude/claude-haiku-5-5\",kind=\"output\"} 30");
        text.ShouldContain("glean_llm_cost_usd_total{model=\"claude/claude-haiku-5-5\"} 1.25");
    }

    [Theory]
    [InlineData("GLEAN_LLM_DAY_USD", "ten", HttpStatusCode.UnprocessableEntity)]
    [InlineData("GLEAN_LLM_DAY_USD", "2.5", HttpStatusCode.OK)]
    [InlineData("GLEAN_LLM_JOB_TOKENS", "unlimited", HttpStatusCode.OK)]
    [InlineData("GLEAN_LLM_PRICES", "nonsense", HttpStatusCode.UnprocessableEntity)]
    public async Task A_budget_that_makes_no_sense_is_not_stored(string variable, string value, HttpStatusCode status)
    {
        await using var server = await SeededAsync();

        (await server.SendAsync(HttpMethod.Put, "/api/settings", $$"""{"{{variable}}":"{{value}}"}""")).Status.ShouldBe(status);
    }

    private static async Task<ApiFixture> SeededAsync()
    {
        var server = await ApiFixture.StartAsync();
        server.Seed("""
            INSERT INTO llm_usage (at, call, provider, model, input_tokens, cached_tokens, cache_write_tokens, output_tokens, cost_usd, batch, outcome)
            VALUES ('2026-05-20 01:00:00', 'a', 'claude', 'claude-haiku-5-5', 100, 0, 0, 10, 0.25, 0, 'complete'),
                   ('2026-01-01 01:00:00', 'b', 'claude', 'claude-haiku-5-5', 100, 0, 0, 20, 1.00, 0, 'complete')
            """);
        return server;
    }
}
