using Glean.Catalog;

namespace Glean.Analysis.Rules;

/// <summary>A text after its names are decided: what the statement stage and the trainer start from.</summary>
internal sealed record NamedText(Reading Title, Reading Body, List<ToolCandidate> Tools);

/// <summary>The tables of weights of the built-in analyzer.</summary>
/// <param name="Names">For a name seen by itself.</param>
/// <param name="NamesTogether">For a name seen beside the others of its text.</param>
/// <param name="Statements">For a pair of segment and tool seen by itself.</param>
/// <param name="Neighbours">For a pair seen beside the others of its text.</param>
internal sealed record RulesWeights(WeightTable Names, WeightTable NamesTogether, WeightTable Statements, WeightTable Neighbours, WeightTable Types)
{
    private static readonly Lazy<RulesWeights> Read = new(() => new RulesWeights(
        WeightTable.Load("name-weights.csv"),
        WeightTable.Load("name-neighbour-weights.csv"),
        WeightTable.Load("statement-weights.csv"),
        WeightTable.Load("neighbour-weights.csv"),
        WeightTable.Load("type-weights.csv")));

    public static RulesWeights Shipped => Read.Value;
}

/// <summary>The stages of the built-in analyzer, each usable on its own: the trainer takes the features from here.</summary>
internal sealed class RulesPipeline(NameIndex index, RulesWeights weights)
{
    public const double NameThreshold = 0.64;
    public const double SureThreshold = 0.88;
    /// <summary>How sure the kind of each clause must be before a sentence is cut between kinds.</summary>
    public const double ClauseThreshold = 0.6;

    // Far beyond any honest text; a megabyte of names must not take the time of a thousand posts.
    private const int MaximumPairs = 20_000;

    /// <summary>A statement that does not name its tool must be likelier: such mistakes come in whole paragraphs.</summary>
    public const double InheritedThreshold = 0.38;

    public const double StatementThreshold = 0.32;

    private readonly MentionFinder mentions = new(index, Words.Default);
    private readonly ToolResolver resolver = new(index, Words.Default);

    public static RulesPipeline Shipped(IReadOnlyList<CatalogueEntry> entries) => new(new NameIndex(entries), RulesWeights.Shipped);

    public RulesWeights Weights => weights;

    /// <summary>The same weights with another catalogue.</summary>
    public RulesPipeline With(NameIndex other) => new(other, weights);

    public Extraction Analyze(SourceText source)
    {
        var named = Decide(Candidates(source, out var title, out var body), title, body);
        if (named.Tools.Count == 0)
            return Extraction.Empty;
        var surfaces = named.Tools.Select(t => Surfaces(t, title, body)).ToList();
        var claims = Statements(named)
            .Where(s => TellsSomething(body.Text.AsSpan(s.Quote.Start, s.Quote.Length)))
            .Select(s => new ExtractedClaim(surfaces[s.Link.Tool].Name, s.Type, body.Text.Substring(s.Quote.Start, s.Quote.Length), s.Quote, s.Confidence))
            .ToList();
        return new Extraction([.. named.Tools.Select((t, i) => Tool(t, surfaces[i], body))], claims);
    }

    // A table's "yes" or "many" is no statement that a reader could do anything with.
    // Nor is a label that only announces what stands below it.
    private static bool TellsSomething(ReadOnlySpan<char> quote) =>
        (quote.ContainsAnyInRange('0', '9') || quote.Trim().IndexOfAny(' ', '-', '/') >= 0 || quote.Length > 12)
        && !(quote.TrimEnd("* ").EndsWith(":") && quote.Count(' ') < 4);

    public List<ToolCandidate> Candidates(SourceText source, out Reading title, out Reading body)
    {
        title = Reading.OfTitle(source.Title);
        body = Reading.OfText(source.Text);
        return resolver.Collect(title, mentions.Find(title), body, mentions.Find(body));
    }

    public NamedText Decide(List<ToolCandidate> candidates, Reading title, Reading body)
    {
        var together = Together(candidates, body, weights.Names);
        for (var i = 0; i < candidates.Count; i++)
            candidates[i].Probability = weights.NamesTogether.Probability(together[i]);

        // A text in which nothing is surely a tool is most likely about none.
        var surest = candidates.Count == 0 ? 0 : candidates.Max(c => c.Probability);
        return new NamedText(title, body, surest < SureThreshold ? [] : [.. candidates.Where(c => c.Probability >= NameThreshold)]);
    }

    /// <summary>What the second model of names sees, when the first one is <paramref name="first"/>.</summary>
    public List<FeatureSet> Together(List<ToolCandidate> candidates, Reading body, WeightTable first)
    {
        foreach (var candidate in candidates)
            candidate.Probability = first.Probability(candidate.Features);
        return NameNeighbours.Of(body, candidates, index);
    }

    /// <summary>Every pair of segment and tool that may be a statement, with its features.</summary>
    public static IEnumerable<(SubjectLink Link, FeatureSet Features)> Pairs(NamedText named, TextContext context, WeightTable stems)
    {
        var words = StatementFeatures.WordsOf(named.Body, stems);
        foreach (var link in context.Subjects.Links.Take(MaximumPairs))
        {
            var features = new FeatureSet();
            StatementFeatures.Add(named.Body, link, context, words, features);
            yield return (link, features);
        }
    }

    /// <summary>Subjects and counts that hold for a whole text.</summary>
    public static TextContext Context(NamedText named)
    {
        var subjects = SubjectFinder.Find(named.Body, named.Tools);
        var mentioned = new SubjectLink[named.Body.Segments.Count][];
        Array.Fill(mentioned, []);
        var focus = new double[named.Tools.Count];
        foreach (var links in subjects.Links.Where(l => l.Mention is not null).GroupBy(l => l.Segment))
        {
            mentioned[links.Key] = [.. links];
            foreach (var link in links)
                focus[link.Tool] += 1.0 / named.Body.Segments.Count;
        }

        return new TextContext(subjects, named.Tools.Count, mentioned, focus, [.. named.Tools.Select(t => t.TitleMentions.Count > 0)], SectionTopics.Of(named.Title.Text));
    }

    private IEnumerable<(SubjectLink Link, ClaimType Type, TextSpan Quote, double Confidence)> Statements(NamedText named)
    {
        var context = Context(named);
        var first = Pairs(named, context, weights.Statements).Select(p => (p.Link, weights.Statements.Probability(p.Features))).ToList();
        var scored = NeighbourFeatures.Of(named.Body, first)
            .Select((features, i) => (first[i].Link, Probability: weights.Neighbours.Probability(features)))
            .Where(p => p.Probability >= (p.Link.IsInherited ? InheritedThreshold : StatementThreshold))
            .ToList();
        var words = TypeFeatures.WordsOf(named.Body, weights.Types);
        var scratch = new FeatureSet();
        foreach (var (link, probability) in OneInherited(scored))
        {
            foreach (var (type, quote) in Typed(named.Body, link, context, words, scratch))
                yield return (link, type, quote, Confidence(probability * named.Tools[link.Tool].Probability));
        }
    }

    // On texts of strangers the sure statements hold less often than on those of the fit. Chosen so that both agree about equally well.
    private static double Confidence(double probability)
    {
        const double slope = 0.85, shift = 0.05;
        var odds = Math.Log(probability / (1 - probability));
        return 1 / (1 + Math.Exp(-(slope * odds + shift)));
    }

    /// <summary>The pairs that are taken for statements.</summary>
    public IEnumerable<SubjectLink> Kept(NamedText named) => Statements(named).Select(s => s.Link).Distinct();

    /// <summary>Of the tools that are not named but only brought along, the likeliest one holds.</summary>
    private static IEnumerable<(SubjectLink Link, double Probability)> OneInherited(List<(SubjectLink Link, double Probability)> scored)
    {
        for (var i = 0; i < scored.Count;)
        {
            var best = -1;
            var segment = scored[i].Link.Segment;
            for (; i < scored.Count && scored[i].Link.Segment == segment; i++)
            {
                if (!scored[i].Link.IsInherited || scored[i].Link.IsJoint || scored[i].Link.Relation == Relation.Pair)
                    yield return scored[i];
                else if (best < 0 || scored[i].Probability > scored[best].Probability)
                    best = i;
            }

            if (best >= 0)
                yield return scored[best];
        }
    }

    /// <summary>
    /// The kind of a statement; where its clauses are surely of different kinds, each run of one kind by itself.
    /// </summary>
    private List<(ClaimType Type, TextSpan Quote)> Typed(Reading body, SubjectLink link, TextContext context, WordFacts words, FeatureSet scratch)
    {
        var whole = Quotes.Of(body, body.Segments[link.Segment]);
        var clauses = Clauses.Fine(body.Text, whole);
        var runs = new List<(ClaimType Type, TextSpan Quote)>();
        foreach (var clause in clauses.Count is > 1 and <= 8 ? clauses : [whole])
        {
            var (outcome, probability) = Best(clause);
            if (clauses.Count is > 1 and <= 8 && probability < ClauseThreshold)
                return [((ClaimType)Best(whole).Outcome, whole)];
            if (runs.Count > 0 && runs[^1].Type == (ClaimType)outcome)
                runs[^1] = (runs[^1].Type, new TextSpan(runs[^1].Quote.Start, clause.End));
            else
                runs.Add(((ClaimType)outcome, clause));
        }

        return runs;

        (int Outcome, double Probability) Best(TextSpan quote)
        {
            scratch.Clear();
            TypeFeatures.Add(body, link, quote, context, context.Named[link.Segment], words, scratch);
            return weights.Types.Best(scratch);
        }
    }

    public ClaimType TypeOf(Reading body, SubjectLink link, TextSpan quote, TextContext context) =>
        (ClaimType)weights.Types.Best(TypeFeaturesOf(body, link, quote, context, weights.Types)).Outcome;

    public static FeatureSet TypeFeaturesOf(Reading body, SubjectLink link, TextSpan quote, TextContext context, WeightTable stems)
    {
        var features = new FeatureSet();
        TypeFeatures.Add(body, link, quote, context, context.Named[link.Segment], TypeFeatures.WordsOf(body, stems), features);
        return features;
    }

    private ExtractedTool Tool(ToolCandidate tool, (string Name, List<string> Aliases) surface, Reading body)
    {
        var entry = tool.Entry >= 0 ? index.Entries[tool.Entry] : null;
        return new ExtractedTool(surface.Name, surface.Aliases,
            LinkOf(tool, body) ?? (entry is { Domain.Length: > 0 } ? "https://" + entry.Domain : null),
            entry?.Category ?? Focus.Other,
            tool.Probability,
            [.. tool.Mentions.Select(m => m.Span)],
            string.Join("; ", weights.Names.Explain(tool.Features, 4).Select(e => weights.Names.Reason(e.Feature))));
    }

    /// <summary>The address that the text itself puts under the name, or null.</summary>
    private static string? LinkOf(ToolCandidate tool, Reading body)
    {
        foreach (var mention in tool.Mentions.Take(20))
        {
            for (var l = MentionFeatures.FirstLinkAfter(body.Links, mention.Span.End); l < body.Links.Count; l++)
            {
                var link = body.Links[l];
                if (link.Address.Start > mention.Span.End + 20)
                    break;
                if (link.Words is { } words && words.Start <= mention.Span.Start && words.End >= mention.Span.End
                    && words.Length <= mention.Span.Length + 12 && link.Host(body.Text).Length > 0)
                    return body.Text.Substring(link.Address.Start, link.Address.Length);
            }
        }

        return null;
    }

    /// <summary>The most complete form stands for the product, the other ones are aliases.</summary>
    private static (string Name, List<string> Aliases) Surfaces(ToolCandidate tool, Reading title, Reading body)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var bySpan = known.GetAlternateLookup<ReadOnlySpan<char>>();
        var forms = new List<string>();
        foreach (var mention in tool.Mentions)
            Add(body.Text, mention.Span);
        foreach (var mention in tool.TitleMentions)
            Add(title.Text, mention.Span);
        foreach (var mention in tool.Mentions.Take(20))
            Add(body.Text, mention.Base);
        foreach (var mention in tool.TitleMentions)
            Add(title.Text, mention.Base);
        if (forms.Count > 1)
            forms = [.. forms.OrderByDescending(static f => f.Count(char.IsLetterOrDigit))];
        return (forms[0], forms[1..]);

        void Add(string text, TextSpan span)
        {
            if (bySpan.Contains(text.AsSpan(span.Start, span.Length)))
                return;
            forms.Add(text.Substring(span.Start, span.Length));
            known.Add(forms[^1]);
        }
    }
}
