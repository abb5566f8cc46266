using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Commands;

/// <summary>Who reads is chosen, said, and refused by name where something is missing.</summary>
public sealed class AnalyzerChoiceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public AnalyzerChoiceTests()
    {
        glean = new GleanProgram(folder.Path);
        folder.Write("texts.jsonl", SampleTexts.Discoveries(20));
        folder.Write("labelled.jsonl", """
            {"id":"a","source":"reddit","title":"","text":"Pipedrive has a free trial of 14 days.","tools":[{"name":"Pipedrive","aliases":[],"url":null,"category":"crm"}],"claims":[{"tool":"Pipedrive","type":"pricing","quote":"has a free trial of 14 days"}]}
            {"id":"b","source":"rss","title":"","text":"The weather was fine all week.","tools":[],"claims":[]}
            """);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("claude", "ANTHROPIC_API_KEY")]
    [InlineData("openai", "OPENAI_API_KEY")]
    [InlineData("ollama", "OLLAMA_HOST")]
    [InlineData("ensemble", "OLLAMA_HOST")]
    public async Task A_missing_credential_ends_with_four_and_its_name(string analyzer, string variable)
    {
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("analyze", "--analyzer", analyzer)).ShouldExit(4).Error.ShouldContain(variable);
        (await glean.RunAsync("eval", "labelled.jsonl", "--analyzer", analyzer)).ShouldExit(4).Error.ShouldContain(variable);
    }

    [Fact]
    public async Task Auto_takes_the_configured_model_and_says_so()
    {
        await using var server = await FaultServer.StartAsync(new FakeModel(FakeReader.Honest).AnswerAsync);
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("import", "discoveries", "texts.jsonl")).ShouldExit(0);
        (await glean.RunAsync("analyze", "--limit", "5")).ShouldExit(0).Error.ShouldContain("rules (built in, offline; no language model is configured)");

        glean.Environment["OLLAMA_HOST"] = server.Origin.AbsoluteUri;
        var read = (await glean.RunAsync("analyze")).ShouldExit(0);
        read.Error.ShouldContain("ollama (llama3.1)");
        read.Output.ShouldContain("The language model answered");
        (await glean.RunAsync("status")).ShouldExit(0).Output.ShouldContain("Language models");
        (await glean.RunAsync("analyze", "--batch")).ShouldExit(2).Error.ShouldContain("only Claude does");
    }

    [Fact]
    public async Task A_model_that_cannot_be_had_ends_with_one_and_the_reason_and_the_texts_wait()
    {
        await using var server = await FaultServer.StartAsync(Fault.Unauthorized);
        glean.Environment["ANTHROPIC_API_KEY"] = "sk-canary-77";
        glean.Environment["ANTHROPIC_BASE_URL"] = server.Origin.AbsoluteUri;
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("import", "discoveries", "texts.jsonl")).ShouldExit(0);

        var failed = (await glean.RunAsync("analyze")).ShouldExit(1);
        failed.Error.ShouldContain("refuses the credentials (401)");
        (failed.Error + failed.Output).ShouldNotContain("sk-canary-77");
        TestDatabase.Rows(glean.DatabasePath, "SELECT count(*) FROM discoveries WHERE processed OR attempts > 0").ShouldBe(["0"]);
        TestDatabase.Rows(glean.DatabasePath, "SELECT status FROM jobs WHERE type = 'analyze'").ShouldBe(["failed"]);
    }

    [Fact]
    public async Task Two_analyzers_are_compared_on_the_same_texts()
    {
        await using var server = await FaultServer.StartAsync(new FakeModel(q => q.Texts.Count == 2 ? FakeReader.Honest(q) : new FakeReply("?")).AnswerAsync);
        glean.Environment["ANTHROPIC_API_KEY"] = "key";
        glean.Environment["ANTHROPIC_BASE_URL"] = server.Origin.AbsoluteUri;

        var compared = (await glean.RunAsync("eval", "labelled.jsonl", "--compare", "rules,claude")).ShouldExit(0);
        compared.Output.ShouldContain("claims with type F1");
        compared.Output.ShouldContain("not settled");
        (await glean.RunAsync("eval", "labelled.jsonl", "--compare", "rules")).ShouldExit(2);

        var figures = (await glean.RunAsync("eval", "labelled.jsonl", "labelled.jsonl", "--analyzer", "rules", "--json")).ShouldExit(0).Json;
        figures.GetProperty("texts").GetInt32().ShouldBe(4);
        figures.GetProperty("quotes_verbatim").GetDouble().ShouldBe(1);
        figures.GetProperty("figures").GetArrayLength().ShouldBe(11);
    }
}
