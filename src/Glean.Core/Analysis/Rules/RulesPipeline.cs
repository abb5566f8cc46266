using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>A text after its names are decided: what the statement stage and the trainer start from.</summary>
internal sealed record NamedText(Reading Title, Reading Body, IReadOnlyList<ToolCandidate> Tools);

/// <summary>The stages of the built-in analyzer, each usable on its own: the trainer takes the features from here.</summary>
internal sealed class RulesPipeline(NameIndex index, WeightTable names, WeightTable statements, WeightTable types)
{
    public const double NameThreshold = 0.5;
    public const double StatementThreshold = 0.34;

    private readonly Words words = Words.Default;
    private readonly MentionFinder mentions = new(index, Words.Default);
    private readonly ToolResolver resolver = new(index, Words.Default);

    public static RulesPipeline Shipped(IReadOnlyList<CatalogueEntry> entries) => new(
        new NameIndex(entries),
        WeightTable.Load("name-weights.csv"),
        WeightTable.Load("statement-weights.csv"),
        WeightTable.Load("type-weights.csv"));

    public Extraction Analyze(SourceText source)
    {
        var named = Decide(Candidates(source, out var title, out var body), title, body);
        if (named.Tools.Count == 0)
            return Extraction.Empty;
        var surfaces = named.Tools.Select(t => Surfaces(t, title, body)).ToList();
        var claims = Statements(named)
            .Select(s => new ExtractedClaim(surfaces[s.Link.Tool].Name, s.Type, body.Text.Substring(s.Quote.Start, s.Quote.Length), s.Quote, s.Confidence))
            .ToList();
        return new Extraction([.. named.Tools.Select((t, i) => Tool(t, surfaces[i], body))], claims);
    }

    public List<ToolCandidate> Candidates(SourceText source, out Reading title, out Reading body)
    {
        title = Reading.OfTitle(source.Title);
        body = Reading.OfText(source.Text);
        return resolver.Collect(title, mentions.Find(title), body, mentions.Find(body));
    }

    public NamedText Decide(List<ToolCandidate> candidates, Reading title, Reading body)
    {
        foreach (var candidate in candidates)
            candidate.Probability = names.Probability(candidate.Features);
        return new NamedText(title, body, [.. candidates.Where(c => c.Probability >= NameThreshold)]);
    }

    /// <summary>Every pair of segment and tool that may be a statement, with its features.</summary>
    public IEnumerable<(SubjectLink Link, FeatureSet Features)> Pairs(NamedText named, WeightTable stems)
    {
        var subjects = SubjectFinder.Find(named.Body, named.Tools);
        var namedHere = new int[named.Body.Segments.Count];
        var focus = new double[named.Tools.Count];
        foreach (var link in subjects.Links.Where(l => l.Mention is not null))
        {
            namedHere[link.Segment]++;
            focus[link.Tool] += 1.0 / named.Body.Segments.Count;
        }

        var context = new TextContext(subjects, named.Tools.Count, namedHere, focus, SectionTopics.Of(named.Title.Text));
        foreach (var link in subjects.Links)
        {
            var features = new FeatureSet();
            StatementFeatures.Add(named.Body, link, context, stems, features);
            yield return (link, features);
        }
    }

    private IEnumerable<(SubjectLink Link, ClaimType Type, TextSpan Quote, double Confidence)> Statements(NamedText named)
    {
        foreach (var (link, features) in Pairs(named, statements))
        {
            var probability = statements.Probability(features);
            if (probability < StatementThreshold)
                continue;
            var type = (ClaimType)types.Best(features).Outcome;
            yield return (link, type, Quotes.Of(named.Body, named.Body.Segments[link.Segment]), probability * named.Tools[link.Tool].Probability);
        }
    }

    private ExtractedTool Tool(ToolCandidate tool, (string Name, List<string> Aliases) surface, Reading body)
    {
        var entry = tool.Entry >= 0 ? index.Entries[tool.Entry] : null;
        return new ExtractedTool(surface.Name, surface.Aliases,
            entry is { Domain.Length: > 0 } ? "https://" + entry.Domain : null,
            entry?.Category ?? Focus.Other,
            tool.Probability,
            [.. tool.Mentions.Select(m => m.Span)],
            string.Join("; ", names.Explain(tool.Features).Take(4).Select(e => $"{e.Feature} {e.Weight:+0.0;-0.0}")));
    }

    /// <summary>The most complete form stands for the product, the other ones are aliases.</summary>
    private static (string Name, List<string> Aliases) Surfaces(ToolCandidate tool, Reading title, Reading body)
    {
        var forms = tool.Mentions.Select(m => m.Surface(body.Text))
            .Concat(tool.TitleMentions.Select(m => m.Surface(title.Text)))
            .Concat(tool.Mentions.Take(20).Select(m => m.BaseSurface(body.Text)))
            .Concat(tool.TitleMentions.Select(m => m.BaseSurface(title.Text)))
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(f => f.Count(char.IsLetterOrDigit))
            .ToList();
        return (forms[0], forms[1..]);
    }
}
