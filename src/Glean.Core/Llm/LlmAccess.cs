using Glean.Catalog;
using Glean.Egress;
using Glean.Settings;
using Glean.Settings.Services;

namespace Glean.Llm;

/// <summary>Whose language models Glean speaks to; the names are those of the analyzers on the command line.</summary>
public enum LlmProvider
{
    Claude,

    /// <summary>OpenAI and every service that speaks its protocol.</summary>
    Openai,

    /// <summary>A server of one's own.</summary>
    Ollama,
}

/// <summary>All that is needed to ask a model.</summary>
/// <param name="Service">Where it is, with the path under which its API lies.</param>
/// <param name="ApiKey">Secret; null where none is needed.</param>
public sealed record LlmAccess(LlmProvider Provider, string Model, ServiceOrigin Service, string? ApiKey)
{
    /// <summary>The most time one answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How many questions are asked at once.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>The first provider that is configured, in the order of <see cref="LlmProvider"/>; null when none is.</summary>
    public static LlmProvider? Configured(GleanSettings settings) =>
        Enum.GetValues<LlmProvider>().Select(p => (LlmProvider?)p).FirstOrDefault(p => Needed(p!.Value) is var needed && settings[needed] is { Length: > 0 });

    /// <summary>How to ask <paramref name="provider"/>.</summary>
    /// <exception cref="GleanException">A setting is missing or makes no sense; the message names it.</exception>
    public static LlmAccess Of(LlmProvider provider, GleanSettings settings)
    {
        var needed = Needed(provider);
        if (settings[needed] is not { Length: > 0 } value)
        {
            throw new GleanException(FailureKind.Setting, $"{needed.Variable} is not set, which the analyzer '{provider.ToWire()}' needs.",
                $"Set {needed.Variable}, or use the built-in analyzer: --analyzer rules");
        }

        if (KeyAddress.Misdirected(settings, [needed]) is var (_, problem))
        {
            throw new GleanException(FailureKind.Setting, problem, "Or use the built-in analyzer: --analyzer rules");
        }

        var address = provider switch
        {
            LlmProvider.Claude => Address(settings, SettingDefinitions.AnthropicBaseUrl, "https://api.anthropic.com"),
            LlmProvider.Openai => Address(settings, SettingDefinitions.OpenAiBaseUrl, "https://api.openai.com/v1"),
            LlmProvider.Ollama => Origin(settings, needed, OllamaAddress.Of(value)),
        };
        return new LlmAccess(provider, settings[ModelSetting(provider)]!, address, provider == LlmProvider.Ollama ? null : value)
        {
            Timeout = TimeSpan.FromSeconds(LlmNumbers.Whole(settings, SettingDefinitions.LlmTimeout, 1, 3600)!.Value),
            // A machine of one's own answers one question after the other anyway.
            Parallel = provider == LlmProvider.Ollama ? 1 : (int)LlmNumbers.Whole(settings, SettingDefinitions.LlmParallel, 1, 32)!.Value,
        };
    }

    private static SettingDefinition Needed(LlmProvider provider) => provider switch
    {
        LlmProvider.Claude => SettingDefinitions.AnthropicApiKey,
        LlmProvider.Openai => SettingDefinitions.OpenAiApiKey,
        LlmProvider.Ollama => SettingDefinitions.OllamaHost,
    };

    private static SettingDefinition ModelSetting(LlmProvider provider) => provider switch
    {
        LlmProvider.Claude => SettingDefinitions.AnthropicModel,
        LlmProvider.Openai => SettingDefinitions.OpenAiModel,
        LlmProvider.Ollama => SettingDefinitions.OllamaModel,
    };

    private static ServiceOrigin Address(GleanSettings settings, SettingDefinition definition, string usual) =>
        Origin(settings, definition, settings[definition] is { Length: > 0 } other ? other : usual);

    private static ServiceOrigin Origin(GleanSettings settings, SettingDefinition definition, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.UserInfo.Length == 0
            ? new ServiceOrigin(url, settings.OriginOf(definition) is SettingOrigin.Environment or SettingOrigin.ConfigFile)
            : throw new GleanException(FailureKind.Setting, $"{definition.Variable} is no web address.", "Write it like https://llm.example.com/v1, without a user name");
}
