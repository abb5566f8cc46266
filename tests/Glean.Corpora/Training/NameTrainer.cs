using Glean.Analysis.Evaluation;
using Glean.Analysis.Rules;

namespace Glean.Corpora.Training;

/// <summary>
/// Fits the two models of names. Each text is read three times: with the catalogue; with half of it, so that real products
/// are met as names nobody has entered; and with everyday words entered as if they were products, as many real ones
/// are, of which those count that only the start of a line writes with a capital.
/// </summary>
internal static class NameTrainer
{
    private const int Folds = 5;
    private const double StrangerWeight = 0.5;
    private const double DecoyWeight = 0.2;

    // Two halves of the catalogue by different hashes: names that the fit met as strangers and names that the check meets so.
    private const uint Met = 1, Seen = 2;

    /// <summary>The catalogue without a half that is another one than the half the fit leaves out.</summary>
    public static NameIndex Unseen() => Thinned(Seen);

    public static (Dictionary<string, double[]> Names, Dictionary<string, double[]> Together) Fit(NameIndex index, IReadOnlyList<LabelledText> texts)
    {
        var blank = new WeightTable(["none"], []);
        var whole = new RulesPipeline(index, new RulesWeights(blank, blank, blank, blank, blank));
        var known = ShippedCatalogue.Entries.Count;
        View[] views =
        [
            new(whole, _ => true, 1, texts),
            new(whole.With(Thinned(Met)), c => c.Entry < 0, StrangerWeight, texts),
            new(whole.With(new NameIndex([.. ShippedCatalogue.Entries, .. Decoys(index, texts)])), c => c.Entry >= known && c.Features.Names.Contains("word-unsupported"), DecoyWeight, texts),
        ];
        return (FitFirst(views, -1), LogisticTrainer.Fit(Second(views), 1, Priors.NamesTogether, 12, 4));
    }

    private static Dictionary<string, double[]> FitFirst(View[] views, int leftOut) =>
        LogisticTrainer.Fit([.. views.SelectMany(v => v.Alone(leftOut))], 1, Priors.Names, 3, 3);

    /// <summary>The second model learns from first probabilities of texts that the first model has not seen.</summary>
    private static List<Example> Second(View[] views)
    {
        var examples = new List<Example>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var first = new WeightTable(["tool"], FitFirst(views, fold));
            examples.AddRange(views.SelectMany(v => v.Together(fold, first)));
        }

        return examples;
    }

    private static NameIndex Thinned(uint seed) =>
        new([.. ShippedCatalogue.Entries.Where(e => (RulesTrainer.StableHash(e.Name) ^ (seed * 2654435761u)) * 2246822519u >> 31 == 0)]);

    /// <summary>A quarter of the everyday words that the texts write with a capital and the catalogue does not have, each in some category.</summary>
    private static IEnumerable<CatalogueEntry> Decoys(NameIndex index, IEnumerable<LabelledText> texts)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var body in texts.Select(t => Reading.OfText(t.Text)))
        {
            for (var t = 0; t < body.Tokens.Count; t++)
            {
                if (body.Tokens[t] is { Shape: TokenShape.Capital, Length: > 3 } && Words.Default.IsOrdinary(body.Word(t)) && !Cues.Before.Contains(body.Word(t)))
                    words.Add(NameIndex.Key(body.Word(t)));
            }
        }

        string[] categories = [.. ShippedCatalogue.Entries.Select(e => e.Category)];
        return words.Where(w => RulesTrainer.StableHash(w) % 4 == 0 && !index.TryGet(w, out _))
            .Select(w => new CatalogueEntry(w, [], "", categories[RulesTrainer.StableHash(w + "?") % categories.Length], true));
    }

    /// <summary>The texts read with one catalogue, and which of the names found in them are learned from.</summary>
    private sealed class View(RulesPipeline pipeline, Func<ToolCandidate, bool> counts, double weight, IReadOnlyList<LabelledText> texts)
    {
        private readonly List<(List<ToolCandidate> Candidates, List<int> Outcomes, Reading Body)> read = [.. texts.Select(t => Read(pipeline, t))];

        public IEnumerable<Example> Alone(int leftOut) => read.Where((_, i) => i % Folds != leftOut)
            .SelectMany(t => t.Candidates.Select((c, i) => (c, Outcome: t.Outcomes[i])))
            .Where(p => counts(p.c))
            .Select(p => new Example(p.c.Features.Names, p.Outcome, weight));

        public IEnumerable<Example> Together(int fold, WeightTable first) => read.Where((_, i) => i % Folds == fold)
            .SelectMany(t => pipeline.Together(t.Candidates, t.Body, first).Select((f, i) => (f, Candidate: t.Candidates[i], Outcome: t.Outcomes[i])))
            .Where(p => counts(p.Candidate))
            .Select(p => new Example(p.f.Names, p.Outcome, weight));

        private static (List<ToolCandidate>, List<int>, Reading) Read(RulesPipeline pipeline, LabelledText text)
        {
            var gold = text.Tools.SelectMany(t => t.Aliases.Prepend(t.Name)).Select(ExtractionScorer.NormalizeName).ToHashSet(StringComparer.Ordinal);
            var candidates = pipeline.Candidates(text.ToSource(), out var title, out var body);
            return (candidates, candidates.ConvertAll(c => RulesTrainer.Forms(c, title, body).Any(gold.Contains) ? 1 : 0), body);
        }
    }
}
