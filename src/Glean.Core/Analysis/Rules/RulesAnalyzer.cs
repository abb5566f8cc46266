
namespace Glean.Analysis.Rules;

/// <summary>
/// The built-in analyzer: offline, deterministic, explainable. It takes a text apart, collects what speaks for each name
/// and each statement, and weighs that with three small tables of weights (<c>Analysis/Data/*-weights.csv</c>).
/// </summary>
public sealed class RulesAnalyzer : IAnalyzer
{
    private readonly RulesPipeline pipeline;

    /// <param name="ownTools">The user's own catalogue of tools; it comes before the one that ships.</param>
    public RulesAnalyzer(IEnumerable<CatalogueEntry>? ownTools = null) =>
        pipeline = RulesPipeline.Shipped([.. ownTools ?? [], .. ShippedCatalogue.Entries]);

    public string Name => "rules";

    public Task<Extraction> AnalyzeAsync(SourceText text, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Analyze(text));
    }

    /// <summary>The same without a task around it.</summary>
    public Extraction Analyze(SourceText text) => pipeline.Analyze(text);
}
