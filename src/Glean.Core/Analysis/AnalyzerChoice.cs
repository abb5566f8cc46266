using Glean.Analysis.Llm;
using Glean.Analysis.Rules;
using Glean.Catalog;
using Glean.Llm;
using Glean.Redis;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Analysis;

/// <summary>An analyzer with the account of its language model; null where it has none.</summary>
public sealed record ChosenAnalyzer(IAnalyzer Analyzer, LlmLedger? Ledger) : IDisposable
{
    public void Dispose() => (Analyzer as IDisposable)?.Dispose();
}

/// <summary>Who reads the texts.</summary>
public static class AnalyzerChoice
{
    /// <summary>The configured language model, else the rules.</summary>
    public const string Auto = "auto";

    /// <summary>The built-in analyzer.</summary>
    public const string Rules = "rules";

    /// <summary>The rules propose, the configured language model decides.</summary>
    public const string Ensemble = "ensemble";

    public static readonly IReadOnlyList<string> Names = [Auto, Rules, .. WireName.All<LlmProvider>(), Ensemble];

    /// <summary>Says in a line who will read, and checks that it can.</summary>
    /// <exception cref="GleanException">A credential or setting is missing or makes no sense; the message names it.</exception>
    public static string Describe(string name, GleanSettings settings)
    {
        var provider = Provider(name, settings);
        var model = provider is { } chosen ? LlmAccess.Of(chosen, settings).Model : "";
        _ = (LlmBudget.Of(settings), LlmPrices.Load(settings));
        return (name, provider) switch
        {
            (Auto, null) => "rules (built in, offline; no language model is configured)",
            (_, null) => "rules (built in, offline)",
            (Ensemble, { } decides) => $"ensemble (the rules propose, {decides.ToWire()} with {model} decides)",
            (_, { } reads) => $"{reads.ToWire()} ({model})",
        };
    }

    /// <summary>The analyzer named.</summary>
    /// <param name="own">The user's own tools; they come before the shipped catalogue.</param>
    /// <param name="database">Where the account of a language model is kept; null counts in memory.</param>
    /// <inheritdoc cref="Describe"/>
    public static ChosenAnalyzer Resolve(
        string name, GleanSettings settings, Focus focus, IReadOnlyList<CatalogueEntry> own, GleanDatabase? database, string? jobId, TimeProvider time,
        RedisLink? redis = null)
    {
        var rules = new RulesAnalyzer(own);
        if (Provider(name, settings) is not { } provider)
        {
            return new ChosenAnalyzer(rules, null);
        }

        var client = LlmClient.Create(provider, settings, database, jobId, time, redis);
        IAnalyzer reader = name == Ensemble
            ? new LlmAnalyzer(Ensemble, client, new DecideMethod(rules))
            : new LlmAnalyzer(provider.ToWire(), client, new ExtractMethod(focus, rules, new KnownProducts([.. own, .. ShippedCatalogue.Entries])));
        return new ChosenAnalyzer(reader, client.Ledger);
    }

    /// <summary>Whether the analyzer named is the built-in one.</summary>
    /// <inheritdoc cref="Describe"/>
    public static bool IsBuiltIn(string name, GleanSettings settings) => Provider(name, settings) is null;

    private static LlmProvider? Provider(string name, GleanSettings settings) => name switch
    {
        Rules => null,
        Auto => LlmAccess.Configured(settings),
        Ensemble => LlmAccess.Configured(settings) ?? throw new GleanException(FailureKind.Setting,
            "The analyzer 'ensemble' needs a language model: none of ANTHROPIC_API_KEY, OPENAI_API_KEY and OLLAMA_HOST is set.", "Set one of them, or use the built-in analyzer: --analyzer rules"),
        _ => WireName.Parse<LlmProvider>(name) ?? throw new GleanException(FailureKind.Usage, $"There is no analyzer '{name}'.", $"Use one of {string.Join(", ", Names)}"),
    };
}
