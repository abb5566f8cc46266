using System.Text.Json;
using Glean.Catalog;
using Glean.Egress;
using Glean.Llm;
using Glean.Settings;
using Glean.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Glean.Tests.Llm;

/// <summary>The real client code of each provider against a server that speaks its wire format.</summary>
public sealed class LlmClientTests
{
    private const string Key = "sk-canary-5f2d1c";

    private static readonly JsonElement Schema = JsonSerializer.Deserialize<JsonElement>(
        """{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}""");

    private static readonly LlmQuestion Question = new("Say a number.", "Which?", Schema, 900);

    public static TheoryData<LlmProvider> Providers => new(Enum.GetValues<LlmProvider>());

    public static TheoryData<LlmProvider, Fault> Faulty
    {
        get
        {
            TheoryData<LlmProvider, Fault> data = [];
            foreach (var provider in Enum.GetValues<LlmProvider>())
            {
                foreach (var fault in Enum.GetValues<Fault>())
                {
                    data.Add(provider, fault);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task It_sends_the_instructions_the_schema_and_the_key_and_reads_the_answer(LlmProvider provider)
    {
        var model = new FakeModel(_ => new FakeReply("""{"n":7}""")) { Usage = (100, provider == LlmProvider.Ollama ? 0 : 50, 0, 20) };
        await using var server = await FaultServer.StartAsync(model.AnswerAsync);
        using var client = Client(provider, server.Origin);

        var answer = await client.AskAsync(Question, TestContext.Current.CancellationToken);

        answer.Text.ShouldBe("""{"n":7}""");
        answer.Ending.ShouldBe(LlmEnding.Complete);
        answer.Tokens.ShouldBe(new LlmTokens(100, provider == LlmProvider.Ollama ? 0 : 50, 0, 20));
        var asked = model.Questions.ShouldHaveSingleItem();
        (asked.System, asked.User, asked.MaxTokens).ShouldBe(("Say a number.", "Which?", 900));
        asked.Schema!.Value.GetProperty("properties").GetProperty("n").GetProperty("type").GetString().ShouldBe("integer");
        asked.Schema!.Value.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
        var request = server.Requests.ShouldHaveSingleItem();
        request.Headers.Values.Any(v => v.Contains(Key, StringComparison.Ordinal)).ShouldBe(provider != LlmProvider.Ollama);
        request.Body.ShouldNotContain(Key);
        request.Body.ShouldNotContain("\"tools\"");
    }

    [Theory]
    [InlineData("json_schema", "json_object")]
    [InlineData("json_schema json_object", "")]
    public async Task A_service_that_knows_no_schema_is_asked_for_json_and_then_for_words_alone(string unknown, string settledOn)
    {
        var model = new FakeModel(_ => new FakeReply("""{"n":7}"""));
        await using var server = await FaultServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            var format = JsonSerializer.Deserialize<JsonElement>(body).TryGetProperty("response_format", out var f) ? f.GetProperty("type").GetString()! : "";
            context.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body));
            await (format.Length > 0 && unknown.Contains(format, StringComparison.Ordinal)
                ? Answers.Status(400, body: $"response_format of type {format} is not supported")(context)
                : model.AnswerAsync(context));
        });
        using var client = Client(LlmProvider.Openai, server.Origin);

        (await client.AskAsync(Question, TestContext.Current.CancellationToken)).Text.ShouldBe("""{"n":7}""");
        (await client.AskAsync(Question, TestContext.Current.CancellationToken)).Text.ShouldBe("""{"n":7}""");

        // What was refused once is not tried again, and the schema goes along in words.
        server.Requests.Count.ShouldBe(unknown.Split(' ').Length + 2);
        model.Questions.ShouldAllBe(q => q.System.StartsWith("Say a number.", StringComparison.Ordinal) && q.System.Contains("additionalProperties"));
        server.Requests[^1].Body.Contains("\"json_object\"", StringComparison.Ordinal).ShouldBe(settledOn == "json_object");
        client.Ledger.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Another_wrong_request_is_a_failure_and_not_asked_again_in_another_form()
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(400, body: "the context is too long"));
        using var client = Client(LlmProvider.Openai, server.Origin);

        await Should.ThrowAsync<ServiceFailedException>(() => client.AskAsync(Question, TestContext.Current.CancellationToken));
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void A_stored_address_gets_no_key_of_the_environment()
    {
        var environment = GleanSettings.Load(null, name => name == "OPENAI_API_KEY" ? Key : null);
        var stored = environment.With(new Dictionary<string, string> { ["OPENAI_BASE_URL"] = "https://elsewhere.example.com/v1" });

        var failure = Should.Throw<GleanException>(() => LlmAccess.Of(LlmProvider.Openai, stored));

        (failure.Kind, failure.Message.Contains("OPENAI_BASE_URL", StringComparison.Ordinal)).ShouldBe((FailureKind.Setting, true));
        failure.Message.ShouldNotContain(Key);
        var both = GleanSettings.Load(null, _ => null).With(new Dictionary<string, string> { ["OPENAI_BASE_URL"] = "https://elsewhere.example.com/v1", ["OPENAI_API_KEY"] = Key });
        LlmAccess.Of(LlmProvider.Openai, both).Service.Address.Host.ShouldBe("elsewhere.example.com");
    }

    [Fact]
    public async Task Claude_is_asked_to_keep_the_instructions()
    {
        await using var server = await FaultServer.StartAsync(new FakeModel(_ => new FakeReply("{}")).AnswerAsync);
        using var client = Client(LlmProvider.Claude, server.Origin);

        await client.AskAsync(Question, TestContext.Current.CancellationToken);

        var body = JsonSerializer.Deserialize<JsonElement>(server.Requests.Single().Body);
        body.GetProperty("system")[0].GetProperty("cache_control").GetProperty("type").GetString().ShouldBe("ephemeral");
    }

    [Theory]
    [InlineData(LlmProvider.Claude, "length", LlmEnding.Truncated)]
    [InlineData(LlmProvider.Claude, "refusal", LlmEnding.Refused)]
    [InlineData(LlmProvider.Openai, "length", LlmEnding.Truncated)]
    [InlineData(LlmProvider.Openai, "refusal", LlmEnding.Refused)]
    [InlineData(LlmProvider.Ollama, "length", LlmEnding.Truncated)]
    public async Task An_answer_that_was_cut_off_or_refused_is_known_as_that(LlmProvider provider, string ending, LlmEnding expected)
    {
        await using var server = await FaultServer.StartAsync(new FakeModel(_ => new FakeReply("{\"n\":", ending)).AnswerAsync);
        using var client = Client(provider, server.Origin);

        (await client.AskAsync(Question, TestContext.Current.CancellationToken)).Ending.ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task Whatever_the_other_side_does_is_one_kind_of_failure_that_names_the_host_and_no_secret(LlmProvider provider, Fault fault)
    {
        await using var server = await FaultServer.StartAsync(fault);
        using var client = Client(provider, server.Origin, server.Options, retryDelay: TimeSpan.FromMilliseconds(1));

        var failed = await Should.ThrowAsync<ServiceFailedException>(() => client.AskAsync(Question, TestContext.Current.CancellationToken));

        failed.Failure.Kind.ShouldBe(fault == Fault.EndlessRedirect || fault == Fault.RedirectToPrivateAddress ? FetchFailureKind.OtherStatus : fault.Outcome() ?? FetchFailureKind.BadResponse);
        failed.Message.ShouldContain(server.Origin.Host);
        failed.Message.ShouldNotContain(Key);
        client.Ledger.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(529, null, 1)]
    [InlineData(503, "3", 3)]
    [InlineData(500, null, 1)]
    public async Task Overload_is_waited_out_as_long_as_the_service_asks(int status, string? retryAfter, int seconds)
    {
        var time = new FakeTimeProvider();
        var model = new FakeModel(_ => new FakeReply("{}"));
        await using var server = await FaultServer.StartAsync(Answers.InTurn(Answers.Status(status, retryAfter), model.AnswerAsync));
        using var client = Client(LlmProvider.Claude, server.Origin, time: time, retryDelay: TimeSpan.FromSeconds(1));

        var started = time.GetUtcNow();
        var asking = client.AskAsync(Question, TestContext.Current.CancellationToken);
        while (!asking.IsCompleted && time.GetUtcNow() - started < TimeSpan.FromMinutes(1))
        {
            // The clock moves in steps, because the pause begins at a moment that is not seen from here.
            await Task.WhenAny(asking, Task.Delay(5, TestContext.Current.CancellationToken));
            time.Advance(server.Requests.Count == 1 ? TimeSpan.FromMilliseconds(500) : TimeSpan.Zero);
        }

        (await asking).Ending.ShouldBe(LlmEnding.Complete);
        (time.GetUtcNow() - started).TotalSeconds.ShouldBeGreaterThanOrEqualTo(seconds);
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_longer_silence_than_a_minute_is_a_failure_at_once()
    {
        await using var server = await FaultServer.StartAsync(Answers.Status(429, "3600"));
        using var client = Client(LlmProvider.Openai, server.Origin);

        (await Should.ThrowAsync<ServiceFailedException>(() => client.AskAsync(Question, TestContext.Current.CancellationToken))).Failure.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_address_that_an_admin_stored_is_judged_like_any_other(LlmProvider provider)
    {
        await using var server = await FaultServer.StartAsync(new FakeModel(_ => new FakeReply("{}")).AnswerAsync);
        using var client = Client(provider, server.Origin, isOperators: false);

        (await Should.ThrowAsync<ServiceFailedException>(() => client.AskAsync(Question, TestContext.Current.CancellationToken)))
            .Failure.Kind.ShouldBe(FetchFailureKind.Refused);
        server.Requests.ShouldBeEmpty();

        using var allowed = Client(provider, server.Origin, server.Options, isOperators: false);
        (await allowed.AskAsync(Question, TestContext.Current.CancellationToken)).Ending.ShouldBe(LlmEnding.Complete);
    }

    [Fact]
    public void A_missing_key_is_named()
    {
        var failure = Should.Throw<GleanException>(() => LlmAccess.Of(LlmProvider.Openai, GleanSettings.Load(null, _ => null)));
        (failure.Kind, failure.Message.Contains("OPENAI_API_KEY", StringComparison.Ordinal)).ShouldBe((FailureKind.Setting, true));
    }

    [Theory]
    [InlineData("127.0.0.1", "http://127.0.0.1:11434/")]
    [InlineData("http://10.1.2.3:8080", "http://10.1.2.3:8080/")]
    [InlineData("0.0.0.0:11434", "http://127.0.0.1:11434/")]
    [InlineData("https://ollama.example.com", "https://ollama.example.com/")]
    public void Ollamas_host_is_read_as_ollama_reads_it(string host, string address) =>
        LlmAccess.Of(LlmProvider.Ollama, GleanSettings.Load(null, name => name == "OLLAMA_HOST" ? host : null)).Service.Address.AbsoluteUri.ShouldBe(address);

    internal static LlmClient Client(
        LlmProvider provider, Uri origin, EgressOptions? egress = null, TimeProvider? time = null, TimeSpan? retryDelay = null, bool isOperators = true, LlmLedger? ledger = null)
    {
        time ??= TimeProvider.System;
        var address = provider == LlmProvider.Openai ? new Uri(origin, "/v1") : origin;
        var options = egress ?? new EgressOptions();
        return new LlmClient(
            new LlmAccess(provider, provider switch { LlmProvider.Claude => "claude-haiku-5-5", LlmProvider.Openai => "gpt-6-luna", _ => "llama3.1" },
                new ServiceOrigin(address, isOperators) { RetryDelay = retryDelay ?? TimeSpan.FromMilliseconds(1) }, provider == LlmProvider.Ollama ? null : Key)
            { Timeout = egress?.TotalTime ?? TimeSpan.FromSeconds(30) },
            LlmPrices.Load(GleanSettings.Load(null, _ => null)),
            ledger ?? new LlmLedger(null, LlmBudget.None, null, time),
            options,
            time);
    }
}
