using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Glean.Tests.Support;

/// <summary>A question as a model sees it.</summary>
/// <param name="Texts">What stands between the marks, in order; empty when the prompt has none.</param>
/// <param name="Turns">Messages besides the instructions: one, or three when an answer was complained about.</param>
public sealed record FakeQuestion(string System, string User, IReadOnlyList<string> Texts, JsonElement? Schema, int MaxTokens, int Turns)
{
    /// <summary>The model is to decide on proposals rather than to read.</summary>
    public bool IsDecision => System.Contains("You decide which proposals hold", StringComparison.Ordinal);

    /// <summary>The body of a text: what follows its source and title.</summary>
    public static string Body(string text) => text[(text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
}

/// <param name="Ending"><c>end</c>, <c>length</c> or <c>refusal</c>.</param>
public sealed record FakeReply(string Text, string Ending = "end");

/// <summary>
/// A server that speaks the wire formats of Anthropic (with message batches), OpenAI and Ollama, and answers by a function: the real
/// client code runs against it.
/// </summary>
public sealed partial class FakeModel(Func<FakeQuestion, FakeReply> answer)
{
    private readonly ConcurrentDictionary<string, (JsonNode Requests, DateTimeOffset At)> batches = new();

    /// <summary>Every question, oldest first.</summary>
    public ConcurrentQueue<FakeQuestion> Questions { get; } = new();

    /// <summary>Batches are still being worked on.</summary>
    public bool BatchesRun { get; set; }

    /// <summary>Tokens that every answer is said to have used.</summary>
    public (int Input, int Cached, int Written, int Output) Usage { get; set; } = (100, 0, 0, 20);

    public IReadOnlyCollection<string> BatchIds => [.. batches.Keys];

    public async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var body = context.Request.ContentLength is 0 or null && context.Request.Method == "GET" ? null : await JsonNode.ParseAsync(context.Request.Body);
        await (path switch
        {
            "/v1/messages" => JsonAsync(context, Message(body!)),
            "/v1/chat/completions" => JsonAsync(context, Completion(body!)),
            "/api/chat" => JsonAsync(context, Chat(body!)),
            "/v1/messages/batches" when context.Request.Method == "POST" => JsonAsync(context, NewBatch(body!)),
            "/v1/messages/batches" => JsonAsync(context, new JsonObject { ["data"] = new JsonArray([.. batches.Keys.Select(Batch)]), ["has_more"] = false, ["first_id"] = null, ["last_id"] = null }),
            _ when path.EndsWith("/results", StringComparison.Ordinal) => ResultsAsync(context, path.Split('/')[^2]),
            _ when batches.ContainsKey(path.Split('/')[^1]) => JsonAsync(context, Batch(path.Split('/')[^1])),
            _ => Answers.Status(404, body: $"Nothing is known of {path}.")(context),
        });
    }

    private FakeReply Ask(string system, List<string> turns, JsonNode? schema, int maxTokens)
    {
        var question = new FakeQuestion(
            system, turns[0], [.. Enclosed().Matches(turns[0]).Select(m => m.Groups["text"].Value)],
            schema is null ? null : JsonSerializer.SerializeToElement(schema), maxTokens, turns.Count);
        Questions.Enqueue(question);
        return answer(question);
    }

    private JsonObject Message(JsonNode body)
    {
        var system = body["system"] is JsonArray blocks ? string.Concat(blocks.Select(b => (string?)b!["text"])) : (string?)body["system"] ?? "";
        var reply = Ask(system, [.. body["messages"]!.AsArray().Select(Words)], body["output_config"]?["format"]?["schema"], (int)body["max_tokens"]!);
        return new JsonObject
        {
            ["id"] = "msg_1",
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = (string)body["model"]!,
            ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = reply.Text, ["citations"] = null }),
            ["stop_reason"] = reply.Ending switch { "length" => "max_tokens", "refusal" => "refusal", _ => "end_turn" },
            ["stop_sequence"] = null,
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = Usage.Input,
                ["cache_read_input_tokens"] = Usage.Cached,
                ["cache_creation_input_tokens"] = Usage.Written,
                ["output_tokens"] = Usage.Output,
            },
        };
    }

    private JsonObject Completion(JsonNode body)
    {
        var messages = body["messages"]!.AsArray();
        var reply = Ask(Words(messages[0]), [.. messages.Skip(1).Select(Words)], body["response_format"]?["json_schema"]?["schema"], (int?)(body["max_completion_tokens"] ?? body["max_tokens"]) ?? 0);
        return new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion",
            ["created"] = 1_780_000_000,
            ["model"] = (string)body["model"]!,
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = reply.Ending == "refusal" ? null : reply.Text, ["refusal"] = reply.Ending == "refusal" ? reply.Text : null },
                ["finish_reason"] = reply.Ending switch { "length" => "length", "refusal" => "content_filter", _ => "stop" },
            }),
            ["usage"] = new JsonObject
            {
                ["prompt_tokens"] = Usage.Input + Usage.Cached,
                ["completion_tokens"] = Usage.Output,
                ["total_tokens"] = Usage.Input + Usage.Cached + Usage.Output,
                ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = Usage.Cached },
            },
        };
    }

    private JsonObject Chat(JsonNode body)
    {
        var messages = body["messages"]!.AsArray();
        var reply = Ask(Words(messages[0]), [.. messages.Skip(1).Select(Words)], body["format"], (int?)body["options"]?["num_predict"] ?? 0);
        return new JsonObject
        {
            ["model"] = (string)body["model"]!,
            ["created_at"] = "2026-05-20T12:00:00Z",
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = reply.Text },
            ["done"] = true,
            ["done_reason"] = reply.Ending == "length" ? "length" : "stop",
            ["prompt_eval_count"] = Usage.Input,
            ["eval_count"] = Usage.Output,
        };
    }

    private JsonObject NewBatch(JsonNode body)
    {
        var id = $"msgbatch_{batches.Count + 1}";
        batches[id] = (body["requests"]!.DeepClone(), TimeProvider.System.GetUtcNow());
        return Batch(id);
    }

    private JsonObject Batch(string id)
    {
        var count = batches[id].Requests.AsArray().Count;
        return new JsonObject
        {
            ["id"] = id,
            ["type"] = "message_batch",
            ["processing_status"] = BatchesRun ? "in_progress" : "ended",
            ["request_counts"] = new JsonObject { ["processing"] = BatchesRun ? count : 0, ["succeeded"] = BatchesRun ? 0 : count, ["errored"] = 0, ["canceled"] = 0, ["expired"] = 0 },
            ["created_at"] = batches[id].At.ToString("O"),
            ["expires_at"] = batches[id].At.AddDays(1).ToString("O"),
            ["ended_at"] = null,
            ["archived_at"] = null,
            ["cancel_initiated_at"] = null,
            ["results_url"] = null,
        };
    }

    private async Task ResultsAsync(HttpContext context, string id)
    {
        // In no particular order, as the service says.
        var lines = batches[id].Requests.AsArray().Reverse().Select(request => new JsonObject
        {
            ["custom_id"] = (string)request!["custom_id"]!,
            ["result"] = new JsonObject { ["type"] = "succeeded", ["message"] = Message(request["params"]!) },
        }.ToJsonString());
        await Answers.Text(string.Join('\n', lines) + "\n", "application/x-jsonl")(context);
    }

    private static Task JsonAsync(HttpContext context, JsonNode body) => Answers.Json(body.ToJsonString())(context);

    private static string Words(JsonNode? message) => message!["content"] is JsonArray parts
        ? string.Concat(parts.Select(p => (string?)p!["text"]))
        : (string?)message["content"] ?? "";

    [GeneratedRegex(@"^(?<mark>[0-9a-f]{16}) TEXT (?<n>\d+) BEGINS\n(?<text>.*?)\n\k<mark> TEXT \k<n> ENDS$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Enclosed();
}
