using Glean.Analysis.Evaluation;
using Glean.Analysis.Rules;

namespace Glean.Corpora.Training;

/// <summary>Where labelled claims are lost on the way: at the name, at the subject, at the filter or at the type.</summary>
internal static class Losses
{
    public static void Report(IReadOnlyList<(LabelledText Text, RulesPipeline Pipeline)> texts, TextWriter output)
    {
        var byRelation = new SortedDictionary<string, (int Offered, int Gold, int Kept, int Right)>(StringComparer.Ordinal);
        int labelled = 0, named = 0, offered = 0, found = 0, typed = 0, quotes = 0, kinds = 0;
        foreach (var (text, pipeline) in texts)
        {
            var decided = pipeline.Decide(pipeline.Candidates(text.ToSource(), out var title, out var body), title, body);
            var forms = decided.Tools.Select(t => RulesTrainer.Forms(t, title, body).ToHashSet(StringComparer.Ordinal)).ToList();
            var context = RulesPipeline.Context(decided);
            var kept = pipeline.Kept(decided).ToHashSet();
            foreach (var link in context.Subjects.Links)
            {
                var quote = Quotes.Of(body, body.Segments[link.Segment]);
                var holds = text.Claims.Any(c => RulesTrainer.IsOf(text, c, forms[link.Tool]) && RulesTrainer.Shared(text.Text, c.Quote, quote).Length > 0);
                var now = byRelation.GetValueOrDefault(link.Relation.ToString());
                byRelation[link.Relation.ToString()] = (now.Offered + 1, now.Gold + (holds ? 1 : 0), now.Kept + (kept.Contains(link) ? 1 : 0), now.Right + (holds && kept.Contains(link) ? 1 : 0));
            }

            var score = ExtractionScorer.Score(text, pipeline.Analyze(text.ToSource()));
            labelled += text.Claims.Count;
            found += score.Claims.Matched;
            typed += score.TypedClaims.Matched;
            foreach (var claim in text.Claims)
            {
                var tools = Enumerable.Range(0, forms.Count).Where(t => RulesTrainer.IsOf(text, claim, forms[t])).ToHashSet();
                var links = context.Subjects.Links.Where(l => tools.Contains(l.Tool))
                    .Select(l => (Link: l, Span: RulesTrainer.Shared(text.Text, claim.Quote, Quotes.Of(body, body.Segments[l.Segment]))))
                    .Where(l => l.Span.Length > 0).ToList();
                named += tools.Count > 0 ? 1 : 0;
                offered += links.Count > 0 ? 1 : 0;
                quotes += links.Count;
                kinds += links.Count(l => pipeline.TypeOf(body, l.Link, l.Span, context) == claim.Type);
            }
        }

        foreach (var (relation, n) in byRelation)
            output.WriteLine($"    {relation,-12} offered {n.Offered,5}  hold {n.Gold,5} ({Share(n.Gold, n.Offered)})  kept {n.Kept,5}  of them right {Share(n.Right, n.Kept)}  found {Share(n.Right, n.Gold)}");
        output.WriteLine($"    of {labelled} labelled claims: tool named {Share(named, labelled)}, subject offered {Share(offered, labelled)}, "
                         + $"found {Share(found, labelled)}, with type {Share(typed, labelled)}; types of labelled quotes right {Share(kinds, quotes)}");
    }

    private static string Share(int part, int whole) => whole == 0 ? "-" : $"{(double)part / whole:P0}";
}
