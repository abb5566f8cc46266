using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Anthropic.Core;
using Glean.Egress;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OpenAI;

namespace Glean.Llm;

/// <summary>
/// Makes the vendors' clients, all over one guarded connection each. The libraries' own retries are off: <see cref="ServiceHandler"/>
/// asks again, and nothing above it.
/// </summary>
internal static class ChatClients
{
    public static IChatClient Create(LlmAccess access, HttpClient http) => access.Provider switch
    {
        LlmProvider.Claude => Claude(access, http).AsIChatClient(access.Model),
        LlmProvider.Openai => OpenAi(access, http).GetChatClient(access.Model).AsIChatClient(),
        LlmProvider.Ollama => Ollama(access, http),
    };

    public static AnthropicClient Claude(LlmAccess access, HttpClient http) => new(new ClientOptions
    {
        HttpClient = http,
        BaseUrl = access.Service.Address.AbsoluteUri.TrimEnd('/'),
        ApiKey = access.ApiKey,
        // Else the library would look for one in the environment.
        AuthToken = null,
        MaxRetries = 0,
        Timeout = Timeout.InfiniteTimeSpan,
    });

    private static OpenAIClient OpenAi(LlmAccess access, HttpClient http) => new(new ApiKeyCredential(access.ApiKey!), new OpenAIClientOptions
    {
        Endpoint = access.Service.Address,
        Transport = new HttpClientPipelineTransport(http),
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        NetworkTimeout = Timeout.InfiniteTimeSpan,
    });

    private static OllamaApiClient Ollama(LlmAccess access, HttpClient http)
    {
        http.BaseAddress = access.Service.Address;
        return new OllamaApiClient(http, access.Model);
    }
}
