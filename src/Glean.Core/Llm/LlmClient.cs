using System.ClientModel;
using System.Text.Json;
using Anthropic.Exceptions;
using Glean.Egress;
using Glean.Redis;
using Glean.Settings;
using Glean.Storage;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OllamaSharp.Models;
using OllamaSharp.Models.Exceptions;

namespace Glean.Llm;

/// <summary>The one door to a language model: asks, keeps account, holds the budget.</summary>
public sealed class LlmClient : IDisposable
{
    private const int OllamaContext = 16 * 1024;

    private readonly HttpClient http;
    private readonly IChatClient chat;
    private readonly LlmPrice price;

    // Services that speak OpenAI's protocol differ in what they know of it; what one refused is not asked of it again.
    private volatile AnswerForm form = AnswerForm.Schema;

    public LlmClient(LlmAccess access, LlmPrices prices, LlmLedger ledger, EgressOptions egress, TimeProvider time)
    {
        (Access, Ledger) = (access, ledger);
        price = prices.For(access.Provider, access.Model);
        http = GuardedConnections.CreateServiceClient(access.Service, egress with { TotalTime = access.Timeout }, time);
        chat = ChatClients.Create(access, http);
        Batches = access.Provider == LlmProvider.Claude ? new ClaudeBatches(access, http) : null;
    }

    public LlmAccess Access { get; }

    public LlmLedger Ledger { get; }

    /// <summary>Hands many questions over at once; null where the provider does not take them.</summary>
    internal ClaudeBatches? Batches { get; }

    /// <summary>The client for <paramref name="provider"/> as the settings describe it.</summary>
    /// <param name="database">Where the account is kept; null counts in memory.</param>
    /// <param name="redis">Shares what is held back of the day with other processes.</param>
    /// <exception cref="Catalog.GleanException">A setting is missing or makes no sense; the message names it.</exception>
    public static LlmClient Create(LlmProvider provider, GleanSettings settings, GleanDatabase? database, string? jobId, TimeProvider time, RedisLink? redis = null) => new(
        LlmAccess.Of(provider, settings),
        LlmPrices.Load(settings),
        new LlmLedger(database, LlmBudget.Of(settings), jobId, time, redis),
        EgressOptions.FromEnvironment(name => name == EgressOptions.AllowVariable ? settings[SettingDefinitions.EgressAllow] : null),
        time);

    /// <summary>Asks a question.</summary>
    /// <exception cref="LlmBudgetException">The budget does not allow it; nothing was sent.</exception>
    /// <exception cref="ServiceFailedException">The service gave no usable answer.</exception>
    public async Task<LlmAnswer> AskAsync(LlmQuestion question, CancellationToken cancellationToken)
    {
        var most = new LlmSpent(question.Most.Total, price.Of(question.Most, batch: false));
        await using var hold = await Ledger.HoldAsync(most);
        var answer = Read(await SendAsync(question, cancellationToken));
        // It is paid for, so that nothing keeps it out of the account.
        hold.Cost = new LlmSpent(answer.Tokens.Total, price.Of(answer.Tokens, batch: false));
        await Ledger.EnterAsync(Access, new LlmQuestionCost(answer.Tokens, hold.Cost.Usd, answer.Ending, Batch: false, question.Shares), CancellationToken.None);
        return answer;
    }

    /// <summary>What a question may cost at most in a batch.</summary>
    internal LlmSpent MostInBatch(LlmQuestion question) => new(question.Most.Total, price.Of(question.Most, batch: true));

    /// <summary>What an answer out of a batch cost.</summary>
    internal LlmQuestionCost CostInBatch(IReadOnlyList<LlmShare> shares, LlmAnswer answer) =>
        new(answer.Tokens, price.Of(answer.Tokens, batch: true), answer.Ending, Batch: true, shares);

    public void Dispose()
    {
        chat.Dispose();
        http.Dispose();
    }

    private async Task<ChatResponse> SendAsync(LlmQuestion question, CancellationToken cancellationToken)
    {
        while (true)
        {
            var asked = form;
            try
            {
                return await SendAsync(question, asked, cancellationToken);
            }
            catch (ServiceFailedException e) when (Access.Provider == LlmProvider.Openai && asked != AnswerForm.Text && AnswerForms.IsRefused(e.Failure))
            {
                // Another question may have been turned down at the same time.
                form = (AnswerForm)Math.Max((int)form, (int)asked + 1);
            }
        }
    }

    private async Task<ChatResponse> SendAsync(LlmQuestion question, AnswerForm asked, CancellationToken cancellationToken)
    {
        try
        {
            return await chat.GetResponseAsync(Messages(question, asked), Options(question, asked), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && Failure(e) is { } failure)
        {
            throw failure;
        }
    }

    private List<ChatMessage> Messages(LlmQuestion question, AnswerForm asked)
    {
        AIContent system = new TextContent(asked == AnswerForm.Schema ? question.System : AnswerForms.Described(question));
        List<ChatMessage> messages =
        [
            new(ChatRole.System, [Access.Provider == LlmProvider.Claude ? system.WithCacheControl(Anthropic.Models.Messages.Ttl.Ttl5m) : system]),
            new(ChatRole.User, question.User),
        ];
        if (question.Repair is var (answer, complaint))
        {
            messages.Add(new ChatMessage(ChatRole.Assistant, answer));
            messages.Add(new ChatMessage(ChatRole.User, complaint));
        }

        return messages;
    }

    private ChatOptions Options(LlmQuestion question, AnswerForm asked)
    {
        var options = new ChatOptions
        {
            MaxOutputTokens = question.MaxOutputTokens,
            ResponseFormat = asked switch
            {
                AnswerForm.Schema => ChatResponseFormat.ForJsonSchema(question.Schema, "answer"),
                AnswerForm.Json => ChatResponseFormat.Json,
                AnswerForm.Text => null,
            },
        };
        if (Access.Provider == LlmProvider.Openai && asked == AnswerForm.Schema)
        {
            options.AdditionalProperties = new() { ["strictJsonSchema"] = true };
        }
        else if (Access.Provider == LlmProvider.Ollama)
        {
            // The server's usual context is shorter than our instructions, and it cuts without a word.
            options.Temperature = 0;
            options.AddOllamaOption(OllamaOption.NumCtx, OllamaContext);
        }

        return options;
    }

    private static LlmAnswer Read(ChatResponse response)
    {
        var usage = response.Usage ?? new UsageDetails();
        var cached = usage.CachedInputTokenCount ?? 0;
        var written = usage.AdditionalCounts?.FirstOrDefault(c => c.Key.Contains("CacheCreation", StringComparison.OrdinalIgnoreCase)).Value ?? 0;
        var input = Math.Max((usage.InputTokenCount ?? 0) - cached - written, 0);
        var ending = response.FinishReason == ChatFinishReason.Length ? LlmEnding.Truncated
            : response.FinishReason == ChatFinishReason.ContentFilter || response.FinishReason?.Value == "refusal" || IsRefusal(response) ? LlmEnding.Refused
            : LlmEnding.Complete;
        return new LlmAnswer(response.Text, ending, new LlmTokens(input, cached, written, usage.OutputTokenCount ?? 0));
    }

    private static bool IsRefusal(ChatResponse response) => response.Text.Length == 0 && response.Messages.Any(m => m.Contents.OfType<ErrorContent>().Any());

    /// <summary>What the libraries throw, as one kind of failure; null when it is a mistake of ours.</summary>
    private ServiceFailedException? Failure(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is ServiceFailedException failed)
            {
                return failed;
            }
        }

        return exception is JsonException or AnthropicException or ClientResultException or OllamaException or InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException
            ? new ServiceFailedException(
                new FetchFailed(FetchFailureKind.BadResponse, $"{Access.Service.Address.Authority} answers with something that is no answer of a language model. Check the address."), exception)
            : null;
    }
}
