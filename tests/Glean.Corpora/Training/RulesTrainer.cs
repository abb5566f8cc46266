using System.Globalization;
using Glean.Analysis.Evaluation;
using Glean.Analysis.Rules;
using Glean.Catalog;

namespace Glean.Corpora.Training;

/// <summary>
/// Fits the tables of weights of the built-in analyzer to the labelled texts of the repository (never to the corpora)
/// and says how well they do on texts left out of the fit.
/// </summary>
public static class RulesTrainer
{
    private const int Folds = 5;
    private static readonly string[] TypeNames = [.. WireName.All<ClaimType>()];

    public static void Run(string labelledFolder, string dataFolder, IReadOnlyList<LabelledText> check, bool write, bool errors, bool kinds, TextWriter output)
    {
        var texts = ReadAll(labelledFolder, output);
        var index = new NameIndex(ShippedCatalogue.Entries);
        output.WriteLine($"{texts.Count} labelled texts, {texts.Sum(t => t.Tools.Count)} tools, {texts.Sum(t => t.Claims.Count)} claims");

        var left = new List<(LabelledText, RulesPipeline)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var pipeline = Fit(index, [.. texts.Where((_, i) => i % Folds != fold)]).Pipeline;
            left.AddRange(texts.Where((_, i) => i % Folds == fold).Select(t => (t, pipeline)));
        }

        Report("left out of the fit", left, output, errors);
        var unknown = NameTrainer.Unseen();
        output.WriteLine(EvaluationText.Line("half the catalogue out", Score([.. left.Select(t => (t.Item1, t.Item2.With(unknown)))])));

        if (kinds)
        {
            var apart = LeaveKindsOut(index, texts);
            foreach (var kind in apart.GroupBy(t => KindOf(t.Item1), StringComparer.Ordinal))
                output.WriteLine(EvaluationText.Line("  " + kind.Key, Score([.. kind])));
            Report("their kind left out", apart, output);
        }

        var fitted = Fit(index, texts);
        Report("fitted", [.. texts.Select(t => (t, fitted.Pipeline))], output);
        if (check.Count > 0)
            Report("corpora", [.. check.Select(t => (t, fitted.Pipeline))], output, errors);
        if (!write)
            return;
        Write(Path.Combine(dataFolder, "name-weights.csv"), ["tool"], fitted.Names);
        Write(Path.Combine(dataFolder, "name-neighbour-weights.csv"), ["tool"], fitted.Together);
        Write(Path.Combine(dataFolder, "statement-weights.csv"), ["statement"], fitted.Statements);
        Write(Path.Combine(dataFolder, "neighbour-weights.csv"), ["statement"], fitted.Neighbours);
        Write(Path.Combine(dataFolder, "type-weights.csv"), TypeNames, fitted.Types);
    }

    public static List<LabelledText> ReadAll(string folder, TextWriter output)
    {
        var texts = new List<LabelledText>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(file);
            var read = LabelledTextReader.Read(reader);
            texts.AddRange(read.Texts);
            foreach (var problem in read.Problems)
                output.WriteLine($"{Path.GetFileName(file)}: {problem}");
        }

        // Neighbours in a file are alike; by id the folds mix them.
        return [.. texts.OrderBy(t => StableHash(t.Id))];
    }

    /// <summary>Texts of one file are of one kind; a kind that was never seen is what the analyzer meets outside.</summary>
    private static List<(LabelledText, RulesPipeline)> LeaveKindsOut(NameIndex index, List<LabelledText> texts)
    {
        var left = new List<(LabelledText, RulesPipeline)>();
        foreach (var kind in texts.GroupBy(KindOf, StringComparer.Ordinal))
        {
            var pipeline = Fit(index, [.. texts.Where(t => KindOf(t) != kind.Key)]).Pipeline;
            left.AddRange(kind.Select(t => (t, pipeline)));
        }

        return left;
    }

    private static string KindOf(LabelledText text) => text.Id[..Math.Max(0, text.Id.LastIndexOf('-'))];

    internal static uint StableHash(string id)
    {
        var hash = 2166136261u;
        foreach (var c in id)
            hash = (hash ^ c) * 16777619u;
        return hash;
    }

    private sealed record Fitted(
        RulesPipeline Pipeline, Dictionary<string, double[]> Names, Dictionary<string, double[]> Together, Dictionary<string, double[]> Statements,
        Dictionary<string, double[]> Neighbours, Dictionary<string, double[]> Types);

    private static Fitted Fit(NameIndex index, List<LabelledText> texts)
    {
        var blank = new WeightTable(["none"], []) { KeepsUnknownStems = true };
        var (names, together) = NameTrainer.Fit(index, texts);
        var nameTable = new WeightTable(["tool"], names);
        var togetherTable = new WeightTable(["tool"], together);

        var decider = new RulesPipeline(index, new RulesWeights(nameTable, togetherTable, blank, blank, blank));
        var pairs = texts.Select(t => PairExamples(decider, blank, t)).ToList();
        var statements = FitStatements(pairs.SelectMany(p => p.Pairs));
        var neighbours = LogisticTrainer.Fit(NeighbourExamples(pairs), 1, Priors.Neighbours, 12, 4);
        var types = LogisticTrainer.Fit(
            [.. pairs.SelectMany(p => p.Pairs).SelectMany(p => p.Types)], TypeNames.Length, Priors.Types, 6, 3);
        return new Fitted(
            new RulesPipeline(index, new RulesWeights(
                nameTable, togetherTable, new WeightTable(["statement"], statements), new WeightTable(["statement"], neighbours), new WeightTable(TypeNames, types))),
            names, together, statements, neighbours, types);
    }

    private static Dictionary<string, double[]> FitStatements(IEnumerable<Pair> pairs) => LogisticTrainer.Fit(
        [.. pairs.Select(p => new Example(p.Features.Names, p.Types.Count == 0 ? 0 : 1))], 1, Priors.Statements, 20, 4);

    /// <summary>The second model learns from first probabilities of texts that the first model has not seen.</summary>
    private static List<Example> NeighbourExamples(List<TextPairs> texts)
    {
        var examples = new List<Example>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var first = new WeightTable(["statement"], FitStatements(texts.Where((_, i) => i % Folds != fold).SelectMany(t => t.Pairs)));
            foreach (var text in texts.Where((_, i) => i % Folds == fold))
            {
                var scored = text.Pairs.Select(p => (p.Link, first.Probability(p.Features))).ToList();
                examples.AddRange(NeighbourFeatures.Of(text.Body, scored)
                    .Select((features, i) => new Example(features.Names, text.Pairs[i].Types.Count == 0 ? 0 : 1)));
            }
        }

        return examples;
    }

    private sealed record Pair(SubjectLink Link, FeatureSet Features, List<Example> Types);

    private sealed record TextPairs(Reading Body, List<Pair> Pairs);

    internal static IEnumerable<string> Forms(ToolCandidate candidate, Reading title, Reading body) =>
        candidate.Mentions.SelectMany(m => new[] { m.Span, m.Base }).Select(s => body.Text.Substring(s.Start, s.Length))
            .Concat(candidate.TitleMentions.SelectMany(m => new[] { m.Span, m.Base }).Select(s => title.Text.Substring(s.Start, s.Length)))
            .Select(ExtractionScorer.NormalizeName);

    private static TextPairs PairExamples(RulesPipeline pipeline, WeightTable stems, LabelledText text)
    {
        var named = pipeline.Decide(pipeline.Candidates(text.ToSource(), out var title, out var body), title, body);
        var forms = named.Tools.Select(t => Forms(t, title, body).ToHashSet(StringComparer.Ordinal)).ToList();
        var context = RulesPipeline.Context(named);
        return new TextPairs(body, [.. RulesPipeline.Pairs(named, context, stems).Select(p => new Pair(p.Link, p.Features, TypesOf(p.Link)))]);

        List<Example> TypesOf(SubjectLink link)
        {
            var segment = Quotes.Of(body, body.Segments[link.Segment]);
            return
            [
                .. text.Claims.Where(c => IsOf(text, c, forms[link.Tool]))
                    .Select(c => (c.Type, Span: Shared(text.Text, c.Quote, segment)))
                    .Where(c => c.Span.Length > 0)
                    .Select(c => new Example(RulesPipeline.TypeFeaturesOf(body, link, c.Span, context, stems).Names, (int)c.Type)),
            ];
        }
    }

    internal static bool IsOf(LabelledText text, LabelledClaim claim, HashSet<string> forms)
    {
        var tool = text.Tools.FirstOrDefault(t => t.Name == claim.Tool);
        return (tool?.Aliases ?? []).Prepend(claim.Tool).Any(n => forms.Contains(ExtractionScorer.NormalizeName(n)));
    }

    /// <summary>What a quote and a segment share, when that is at least half of the shorter one; else nothing.</summary>
    internal static TextSpan Shared(string text, string quote, TextSpan segment)
    {
        for (var at = text.IndexOf(quote, StringComparison.Ordinal); at >= 0; at = text.IndexOf(quote, at + 1, StringComparison.Ordinal))
        {
            var span = new TextSpan(at, at + quote.Length);
            if (span.Overlap(segment) * 2 >= Math.Min(quote.Length, segment.Length))
                return new TextSpan(Math.Max(span.Start, segment.Start), Math.Min(span.End, segment.End));
        }

        return default;
    }

    private static void Report(string what, List<(LabelledText Text, RulesPipeline Pipeline)> texts, TextWriter output, bool errors = false)
    {
        var result = Score(texts);
        output.WriteLine(EvaluationText.Line(what, result));
        output.WriteLine("    confidence and share holding: " + string.Join("  ", result.Reliability().Select(b => $"{b.MeanConfidence:0.00}:{b.ShareHolding:0.00}({b.Count})")));
        Losses.Report(texts, output);
        if (errors)
            EvaluationText.WriteErrors(result, output);
    }

    private static EvaluationResult Score(IReadOnlyList<(LabelledText Text, RulesPipeline Pipeline)> texts) => new(
        [.. texts.Select(t => ExtractionScorer.Score(t.Text, t.Pipeline.Analyze(t.Text.ToSource())))], TimeSpan.FromSeconds(1));

    private static void Write(string file, IReadOnlyList<string> outcomes, Dictionary<string, double[]> weights)
    {
        using var writer = new StreamWriter(file) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', outcomes.Prepend("feature")));
        foreach (var (feature, values) in weights.OrderBy(p => p.Key, StringComparer.Ordinal))
            writer.WriteLine(feature + "," + string.Join(',', values.Select(v => v.ToString("0.###", CultureInfo.InvariantCulture))));
    }
}
