using Glean.Analysis;
using Glean.Analysis.Evaluation;
using Glean.Analysis.Rules;
using Glean.Catalog;

namespace Glean.Corpora.Training;

/// <summary>Where labelled claims are lost on the way: at the name, at the subject, at the filter, or at the type.</summary>
internal static class Diagnosis
{
    public static void Report(IReadOnlyList<(LabelledText Text, RulesPipeline Pipeline)> texts, Func<LabelledText, LabelledClaim, HashSet<string>, bool> isOf,
        Func<ToolCandidate, Reading, Reading, IEnumerable<string>> formsOf, TextWriter output)
    {
        int labelled = 0, named = 0, linked = 0, found = 0, typed = 0;
        foreach (var (text, pipeline) in texts)
        {
            var decided = pipeline.Decide(pipeline.Candidates(text.ToSource(), out var title, out var body), title, body);
            var forms = decided.Tools.Select(t => formsOf(t, title, body).ToHashSet(StringComparer.Ordinal)).ToList();
            var context = RulesPipeline.Context(decided);
            var links = context.Subjects.Links;
            var score = ExtractionScorer.Score(text, pipeline.Analyze(text.ToSource()));
            labelled += text.Claims.Count;
            found += score.Claims.Matched;
            typed += score.TypedClaims.Matched;
            foreach (var claim in text.Claims)
            {
                var tools = Enumerable.Range(0, forms.Count).Where(t => isOf(text, claim, forms[t])).ToHashSet();
                named += tools.Count > 0 ? 1 : 0;
                if (Environment.GetEnvironmentVariable("DIAG") == "1" && tools.Count == 0) output.WriteLine($"UNNAMED {text.Id} [{claim.Tool}] {claim.Quote}");
                if (Environment.GetEnvironmentVariable("DIAG") == "1" && tools.Count > 0 && !links.Any(l => tools.Contains(l.Tool) && RulesTrainer.Shared(text.Text, claim.Quote, Quotes.Of(body, body.Segments[l.Segment])).Length > 0)) output.WriteLine($"UNLINKED {text.Id} [{claim.Tool}] {claim.Quote}");
                linked += links.Any(l => tools.Contains(l.Tool) && RulesTrainer.Shared(text.Text, claim.Quote, Quotes.Of(body, body.Segments[l.Segment])).Length > 0) ? 1 : 0;
            }
        }

        output.WriteLine($"    of {labelled} labelled claims: tool named {(double)named / labelled:P0}, subject offered {(double)linked / labelled:P0}, found {(double)found / labelled:P0}, with type {(double)typed / labelled:P0}");
    }
}
