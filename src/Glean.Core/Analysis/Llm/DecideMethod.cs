using System.Text;
using Glean.Analysis.Rules;
using Glean.Catalog;
using Glean.Llm;

namespace Glean.Analysis.Llm;

/// <summary>
/// The rules propose, the model decides: it sees the proposals with the lines they stand in, not the text, and can keep, drop and retype,
/// but add nothing. A text in which the rules see no tool costs nothing.
/// </summary>
internal sealed class DecideMethod(RulesAnalyzer rules) : IReadingMethod
{
    private const string NoStatement = "none";
    private const int MostClaims = 40;
    private const int Around = 160;

    private readonly string prompt = Prompts.Load("decide-prompt.txt");
    private readonly System.Text.Json.JsonElement schema = Prompts.Schema("decide-schema.json");

    public IReadOnlyList<TextPart> Parts(SourceText text)
    {
        var proposed = WithoutOrders(text, rules.Analyze(text));
        return proposed.Tools.Count == 0 ? [] : [.. Chunks(proposed).Select(chunk => Part(text, chunk))];
    }

    public IReadOnlyList<TextPart>? Halve(TextPart part)
    {
        var (tools, claims) = (part.Proposed!.Tools, part.Proposed.Claims);
        return claims.Count < 2
            ? null
            : [Part(part.Text, new Extraction(tools, [.. claims.Take(claims.Count / 2)])), Part(part.Text, new Extraction(tools, [.. claims.Skip(claims.Count / 2)]))];
    }

    public LlmQuestion Ask(PlannedCall call) =>
        new(prompt, ForeignTexts.Enclose([.. call.Parts.Select(p => Show(p.Text, p.Proposed!))]), schema, 600 + call.Parts.Sum(p => (p.Proposed!.Claims.Count + p.Proposed.Tools.Count) * 30))
        {
            Shares = [.. call.Parts.Select(p => p.Share)],
        };

    public AnswerReading Read(PlannedCall call, string answer)
    {
        var (texts, problem) = AnswerJson.Read<DecidedText>(answer, call.Parts.Count);
        if (problem is not null)
        {
            return AnswerReading.Unusable(problem);
        }

        List<Extraction> parts = [];
        foreach (var (part, decided) in call.Parts.Zip(texts))
        {
            if (!Covers(decided.Tools.Select(t => t.Id), part.Proposed!.Tools.Count) || !Covers(decided.Claims.Select(c => c.Id), part.Proposed.Claims.Count))
            {
                return AnswerReading.Unusable($"text {decided.Text} must have each proposal once");
            }

            if (decided.Claims.FirstOrDefault(c => c.Type != NoStatement && WireName.Parse<ClaimType>(c.Type) is null) is not null)
            {
                return AnswerReading.Unusable("a statement has a type that there is not");
            }

            parts.Add(Apply(part.Proposed, decided));
        }

        return new AnswerReading(parts, null);
    }

    /// <summary>What gives a model orders is not laid before it as a proposal.</summary>
    private static Extraction WithoutOrders(SourceText text, Extraction proposed)
    {
        var orders = InjectionCues.Orders(text.Text);
        if (orders.Count == 0)
        {
            return proposed;
        }

        bool Stands(TextSpan span) => !orders.Exists(o => o.Overlap(span) > 0);
        var tools = proposed.Tools.Where(t => t.Mentions.Count == 0 || t.Mentions.Any(Stands)).ToList();
        return new Extraction(tools, [.. proposed.Claims.Where(c => Stands(c.Span) && tools.Exists(t => t.Name == c.Tool))], proposed.Dropped);
    }

    private static IEnumerable<Extraction> Chunks(Extraction proposed) => proposed.Claims.Count == 0
        ? [proposed]
        : proposed.Claims.Chunk(MostClaims).Select(claims => new Extraction(proposed.Tools, claims));

    private static TextPart Part(SourceText text, Extraction proposed) => new(text, new TextSpan(0, text.Text.Length))
    {
        Proposed = proposed,
        Weight = Show(text, proposed).Length,
    };

    private static bool Covers(IEnumerable<int> ids, int count) => ids.Order().SequenceEqual(Enumerable.Range(1, count));

    private static Extraction Apply(Extraction proposed, DecidedText decided)
    {
        var kept = decided.Tools.Where(t => t.Keep).Select(t => proposed.Tools[t.Id - 1]).ToList();
        var names = kept.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        return new Extraction(
            [.. kept.Select(t => t with { Confidence = Surer(t.Confidence), Evidence = t.Evidence + "; confirmed by the model" })],
            [
                .. from decision in decided.Claims.OrderBy(c => c.Id)
                   where WireName.Parse<ClaimType>(decision.Type) is not null
                   let claim = proposed.Claims[decision.Id - 1]
                   where names.Contains(claim.Tool)
                   select claim with { Type = WireName.Parse<ClaimType>(decision.Type)!.Value, Confidence = Surer(claim.Confidence) },
            ]);
    }

    /// <summary>Half of the doubt is gone when a second reader agrees.</summary>
    private static double Surer(double confidence) => 1 - ((1 - confidence) / 2);

    private static string Show(SourceText text, Extraction proposed)
    {
        var shown = new StringBuilder().Append($"source: {(text.Source.Length > 0 ? text.Source : "unknown")}\ntitle: {text.Title.ReplaceLineEndings(" ")}\n\nProposed tools:\n");
        for (var i = 0; i < proposed.Tools.Count; i++)
        {
            var tool = proposed.Tools[i];
            var place = tool.Mentions.Count > 0 ? $", as in: {Excerpt(text.Text, tool.Mentions[0])}" : ", in the title";
            shown.Append($"{i + 1}. {tool.Name}{place}\n");
        }

        shown.Append("\nProposed statements:\n");
        for (var i = 0; i < proposed.Claims.Count; i++)
        {
            var claim = proposed.Claims[i];
            shown.Append($"{i + 1}. of {claim.Tool}, {claim.Type.ToWire()}: «{OneLine(claim.Quote)}» in: {Excerpt(text.Text, claim.Span)}\n");
        }

        return shown.ToString();
    }

    private static string Excerpt(string text, TextSpan span)
    {
        var start = Math.Max(0, span.Start - Around);
        var end = Math.Min(text.Length, span.End + Around);
        return StorableText.Of(OneLine(text[start..end]));
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
