using System.Text;
using Glean.Egress;

namespace Glean.Settings.Services;

/// <summary>A service Glean works with: what it needs, and the cheapest request that shows whether it takes us.</summary>
/// <param name="Required">Settings without which it cannot be used.</param>
/// <param name="Optional">Settings it knows besides.</param>
/// <param name="Ask">The request, of a lookup of values by variable.</param>
public sealed record ServiceDefinition(
    string Id, string Title, IReadOnlyList<SettingDefinition> Required, IReadOnlyList<SettingDefinition> Optional, Func<Func<string, string>, FetchRequest> Ask)
{
    /// <summary>
    /// The setting that says where the service is, for services that may run on the owner's own machine: an address of the environment or
    /// the configuration file may then be a private one. Null where the guard of all other fetches holds.
    /// </summary>
    public SettingDefinition? Address { get; init; }

    public IEnumerable<SettingDefinition> Fields => Required.Concat(Optional);
}

/// <summary>Every service.</summary>
public static class ServiceDefinitions
{
    public static readonly IReadOnlyList<ServiceDefinition> All =
    [
        Service("anthropic", "Claude (Anthropic)", ["ANTHROPIC_API_KEY"], ["ANTHROPIC_BASE_URL", "GLEAN_ANTHROPIC_MODEL"], of =>
            Get(Or(of("ANTHROPIC_BASE_URL"), "https://api.anthropic.com"), "/v1/models?limit=1", ("x-api-key", of("ANTHROPIC_API_KEY")), ("anthropic-version", "2023-06-01"))) with { Address = SettingDefinitions.AnthropicBaseUrl },
        Service("openai", "OpenAI and compatible services", ["OPENAI_API_KEY"], ["OPENAI_BASE_URL", "GLEAN_OPENAI_MODEL"], of =>
            Get(Or(of("OPENAI_BASE_URL"), "https://api.openai.com/v1"), "/models", Bearer(of("OPENAI_API_KEY")))) with { Address = SettingDefinitions.OpenAiBaseUrl },
        Service("ollama", "Ollama", ["OLLAMA_HOST"], ["GLEAN_OLLAMA_MODEL"], of => Get(OllamaAddress.Of(of("OLLAMA_HOST")), "/api/tags")) with { Address = SettingDefinitions.OllamaHost },
        Service("reddit", "Reddit", RedditGrant.Required, RedditGrant.Optional, of =>
            Get(of("GLEAN_REDDIT_AUTH_URL"), RedditGrant.Path, RedditGrant.Headers(of)) with { Method = HttpMethod.Post, Body = RedditGrant.Body(of) }),
        Service("twitter", "X (Twitter)", ["TWITTER_BEARER_TOKEN"], [], of =>
            Get(of("GLEAN_TWITTER_URL"), "/2/tweets/search/recent?query=glean&max_results=10", Bearer(of("TWITTER_BEARER_TOKEN")))),
        Service("producthunt", "Product Hunt", ["PRODUCTHUNT_API_KEY", "PRODUCTHUNT_API_SECRET"], [], of =>
            Post(of("GLEAN_PRODUCTHUNT_URL"), "/v2/oauth/token",
                System.Text.Json.JsonSerializer.Serialize(new { client_id = of("PRODUCTHUNT_API_KEY"), client_secret = of("PRODUCTHUNT_API_SECRET"), grant_type = "client_credentials" }),
                "application/json")),
        Service("serpapi", "SerpAPI", ["SERPAPI_KEY"], [], of => Get(of("GLEAN_SERPAPI_URL"), $"/account.json?api_key={Uri.EscapeDataString(of("SERPAPI_KEY"))}")),
        Service("google", "Google Custom Search", ["GOOGLE_API_KEY", "GOOGLE_CX"], [], of =>
            Get(of("GLEAN_GOOGLE_URL"), $"/customsearch/v1?key={Uri.EscapeDataString(of("GOOGLE_API_KEY"))}&cx={Uri.EscapeDataString(of("GOOGLE_CX"))}&q=glean&num=1")),
        Service("brave", "Brave Search", ["BRAVE_API_KEY"], [], of =>
            Get(of("GLEAN_BRAVE_URL"), "/res/v1/web/search?q=glean&count=1", ("X-Subscription-Token", of("BRAVE_API_KEY")))),
        Service("github", "GitHub", [], ["GITHUB_TOKEN"], of =>
            of("GITHUB_TOKEN").Length > 0 ? Get(of("GLEAN_GITHUB_URL"), "/rate_limit", Bearer(of("GITHUB_TOKEN"))) : Get(of("GLEAN_GITHUB_URL"), "/rate_limit")),
        Service("hackernews", "Hacker News", [], [], of => Get(of("GLEAN_HACKERNEWS_URL"), "/api/v1/search?query=glean&hitsPerPage=1")),
    ];

    /// <summary>The service with that id, or null.</summary>
    public static ServiceDefinition? Find(string id) => All.FirstOrDefault(s => s.Id == id);

    private static ServiceDefinition Service(string id, string title, string[] required, string[] optional, Func<Func<string, string>, FetchRequest> ask) =>
        new(id, title, [.. required.Select(v => SettingDefinitions.Find(v)!)], [.. optional.Select(v => SettingDefinitions.Find(v)!)], ask);

    private static FetchRequest Get(string origin, string path, params (string Name, string Value)[] headers) =>
        new(new Uri(origin.TrimEnd('/') + path)) { Accept = "application/json", Headers = headers.ToDictionary(h => h.Name, h => h.Value) };

    private static FetchRequest Post(string origin, string path, string body, string contentType, params (string Name, string Value)[] headers) =>
        Get(origin, path, headers) with { Method = HttpMethod.Post, Body = new FetchBody(Encoding.UTF8.GetBytes(body), contentType) };

    private static (string, string) Bearer(string token) => ("Authorization", "Bearer " + token);

    private static string Or(string value, string otherwise) => value.Length > 0 ? value : otherwise;
}
