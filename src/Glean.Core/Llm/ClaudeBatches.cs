using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;
using Anthropic.Models.Messages.Batches;
using Glean.Egress;

namespace Glean.Llm;

/// <summary>A batch as the provider sees it.</summary>
/// <param name="Count">How many questions it holds.</param>
internal sealed record BatchState(string Id, bool HasEnded, long Count, DateTimeOffset CreatedAt);

/// <summary>What became of one question of a batch: an answer, or why there is none.</summary>
internal sealed record BatchAnswer(string Name, LlmAnswer? Answer, string? Failure);

/// <summary>
/// Anthropic's Message Batches (https://platform.claude.com/docs/en/build-with-claude/batch-processing): half the price, answers within a
/// day, kept for 29 days.
/// </summary>
internal sealed class ClaudeBatches(LlmAccess access, HttpClient http)
{
    private readonly AnthropicClient client = ChatClients.Claude(access, http);

    /// <summary>Hands questions over.</summary>
    /// <returns>The provider's number of the batch.</returns>
    public async Task<string> CreateAsync(IEnumerable<(string Name, LlmQuestion Question)> questions, CancellationToken cancellationToken)
    {
        var batch = await AskAsync(() => client.Messages.Batches.Create(
            new BatchCreateParams { Requests = [.. questions.Select(q => new Request { CustomID = q.Name, Params = Params(q.Question) })] }, cancellationToken));
        return batch.ID;
    }

    public async Task<BatchState> LookAsync(string id, CancellationToken cancellationToken) =>
        State(await AskAsync(() => client.Messages.Batches.Retrieve(id, new BatchRetrieveParams(), cancellationToken)));

    /// <summary>The newest batches of the account.</summary>
    public async Task<IReadOnlyList<BatchState>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await AskAsync(() => client.Messages.Batches.List(new BatchListParams { Limit = 100 }, cancellationToken))).Items.Select(State)];

    /// <summary>The answers of a batch that has ended, in no particular order.</summary>
    public async Task<IReadOnlyList<BatchAnswer>> ReadAsync(string id, CancellationToken cancellationToken) => await AskAsync(async () =>
    {
        List<BatchAnswer> answers = [];
        await foreach (var one in client.Messages.Batches.ResultsStreaming(id, new BatchResultsParams(), cancellationToken))
        {
            answers.Add(Read(one));
        }

        return answers;
    });

    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (Find(e) is { } failed)
        {
            throw failed;
        }
        catch (Exception e) when (e is JsonException or Anthropic.Exceptions.AnthropicException)
        {
            throw new ServiceFailedException(
                new FetchFailed(FetchFailureKind.BadResponse, $"{access.Service.Address.Authority} answers with something that is no batch. Check the address."), e);
        }
    }

    private static ServiceFailedException? Find(Exception? exception) =>
        exception is null ? null : exception as ServiceFailedException ?? Find(exception.InnerException);

    private Params Params(LlmQuestion question) => new()
    {
        Model = access.Model,
        MaxTokens = question.MaxOutputTokens,
        System = new ParamsSystem([new TextBlockParam { Text = question.System, CacheControl = new CacheControlEphemeral { Ttl = Ttl.Ttl1h } }]),
        Messages = [new UserMessageParam { Content = question.User }],
        OutputConfig = new OutputConfig
        {
            Format = new JsonOutputFormat { Schema = question.Schema.EnumerateObject().ToDictionary(p => p.Name, p => p.Value) },
        },
    };

    private static BatchState State(MessageBatch batch)
    {
        var counts = batch.RequestCounts;
        return new BatchState(
            batch.ID, batch.ProcessingStatus == ProcessingStatus.Ended, counts.Processing + counts.Succeeded + counts.Errored + counts.Canceled + counts.Expired, batch.CreatedAt);
    }

    private static BatchAnswer Read(MessageBatchIndividualResponse one)
    {
        if (one.Result.TryPickSucceeded(out var succeeded))
        {
            var message = succeeded.Message;
            var text = string.Concat(message.Content.Select(block => block.TryPickText(out var words) ? words.Text : ""));
            var ending = message.StopReason == StopReason.MaxTokens ? LlmEnding.Truncated
                : message.StopReason == StopReason.Refusal ? LlmEnding.Refused
                : LlmEnding.Complete;
            var tokens = new LlmTokens(
                message.Usage.InputTokens, message.Usage.CacheReadInputTokens ?? 0, message.Usage.CacheCreationInputTokens ?? 0, message.Usage.OutputTokens);
            return new BatchAnswer(one.CustomID, new LlmAnswer(text, ending, tokens), null);
        }

        return new BatchAnswer(one.CustomID, null, one.Result.TryPickErrored(out _) ? "the service could not read the question" : "the service did not get to it");
    }
}
