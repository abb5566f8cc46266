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
        int typeAll = 0, typeRight = 0; var confusion = new int[7, 7]; int shared = 0, none = 0, labelled = 0, named = 0, linked = 0, found = 0, typed = 0;
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
            var taken = new HashSet<(string, int)>();
            foreach (var link in links.GroupBy(l => (l.Segment, l.Tool)).Select(g => g.First()))
            {
                var segment = Quotes.Of(body, body.Segments[link.Segment]);
                foreach (var claim in text.Claims.Where(c => isOf(text, c, forms[link.Tool])))
                {
                    var span = RulesTrainer.Shared(text.Text, claim.Quote, segment);
                    if (span.Length == 0) continue;
                    var guess = pipeline.TypeOf(body, link, span, context);
                    confusion[(int)claim.Type, (int)guess]++;
                    typeAll++;
                    if (guess == claim.Type) typeRight++;
                    else if (Environment.GetEnvironmentVariable("DIAG") == "3") output.WriteLine($"TYPE {claim.Type}<-{guess} {context.Subjects.Topics[link.Segment]}/{context.Subjects.Owned[link.Segment]} {claim.Quote}");
                }
            }
            foreach (var claim in text.Claims)
            {
                var home = Enumerable.Range(0, body.Segments.Count).Select(s => (s, RulesTrainer.Shared(text.Text, claim.Quote, Quotes.Of(body, body.Segments[s])).Length)).Where(x => x.Length > 0).OrderByDescending(x => x.Length).Select(x => x.s).FirstOrDefault(-1);
                if (home >= 0 && !taken.Add((claim.Tool, home))) { shared++; if (Environment.GetEnvironmentVariable("DIAG") == "2") output.WriteLine($"SHARED {text.Id} {claim.Type} {claim.Quote} <<< {body.Text.Substring(body.Segments[home].Span.Start, body.Segments[home].Span.Length)}"); }
                if (home < 0) none++;
                var tools = Enumerable.Range(0, forms.Count).Where(t => isOf(text, claim, forms[t])).ToHashSet();
                named += tools.Count > 0 ? 1 : 0;
                if (Environment.GetEnvironmentVariable("DIAG") == "1" && tools.Count == 0) output.WriteLine($"UNNAMED {text.Id} [{claim.Tool}] {claim.Quote}");
                if (Environment.GetEnvironmentVariable("DIAG") == "1" && tools.Count > 0 && !links.Any(l => tools.Contains(l.Tool) && RulesTrainer.Shared(text.Text, claim.Quote, Quotes.Of(body, body.Segments[l.Segment])).Length > 0)) output.WriteLine($"UNLINKED {text.Id} [{claim.Tool}] {claim.Quote}");
                linked += links.Any(l => tools.Contains(l.Tool) && RulesTrainer.Shared(text.Text, claim.Quote, Quotes.Of(body, body.Segments[l.Segment])).Length > 0) ? 1 : 0;
            }
        }

        output.WriteLine($"    types of true quotes right: {(double)typeRight / typeAll:0.000} of {typeAll}");
        if (Environment.GetEnvironmentVariable("DIAG") == "4")
            for (var i = 0; i < 7; i++) output.WriteLine($"      {(ClaimType)i,-12}" + string.Join(' ', Enumerable.Range(0, 7).Select(j => $"{confusion[i, j],4}")));
        output.WriteLine($"    of {labelled} labelled claims ({shared} share a segment, {none} fit none): tool named {(double)named / labelled:P0}, subject offered {(double)linked / labelled:P0}, found {(double)found / labelled:P0}, with type {(double)typed / labelled:P0}");
    }
}
