using Glean.Analysis.Rules;
using Glean.Catalog;
using Glean.Llm;

namespace Glean.Analysis.Llm;

/// <summary>
/// The model reads the text and notes tools and claims; nothing it notes is believed that does not stand in the text. How sure a claim is
/// is not asked of the model, which a text could talk into anything, but told by how the quote was found and whether the built-in
/// analyzer sees the same.
/// </summary>
internal sealed class ExtractMethod : IReadingMethod
{
    private const int LongestQuote = 600;
    private const double Sure = 0.8;

    private readonly RulesAnalyzer rules;
    private readonly KnownProducts products;
    private readonly string prompt;
    private readonly System.Text.Json.JsonElement schema;
    private readonly HashSet<string> categories;

    public ExtractMethod(Focus focus, RulesAnalyzer rules, KnownProducts products)
    {
        (this.rules, this.products) = (rules, products);
        prompt = Prompts.Load("extract-prompt.txt", focus);
        schema = Prompts.Schema("extract-schema.json", focus);
        categories = [.. focus.Categories.Select(c => c.Name), Focus.Other];
    }

    public IReadOnlyList<TextPart> Parts(SourceText text) => [.. Windows.Of(text.Text).Select(w => new TextPart(text, w))];

    public int Unread(SourceText text) => text.Text.Length - Windows.Of(text.Text)[^1].End;

    public IReadOnlyList<TextPart>? Halve(TextPart part) =>
        Windows.Halve(part.Text.Text, part.Window) is { } halves ? [.. halves.Select(h => part with { Window = h, Weight = h.Length })] : null;

    public LlmQuestion Ask(PlannedCall call) => new(prompt, ForeignTexts.Enclose([.. call.Parts.Select(Show)]), schema, MostTokens(call))
    {
        Shares = [.. call.Parts.Select(p => p.Share)],
    };

    public AnswerReading Read(PlannedCall call, string answer)
    {
        var (texts, problem) = AnswerJson.Read<NotedText>(answer, call.Parts.Count);
        if (problem is not null)
        {
            return AnswerReading.Unusable(problem);
        }

        return texts.SelectMany(t => t.Claims).FirstOrDefault(c => WireName.Parse<ClaimType>(c.Type) is null) is not null
            ? AnswerReading.Unusable("a claim has a type that there is not")
            : texts.SelectMany(t => t.Tools).Any(t => !categories.Contains(t.Category))
                ? AnswerReading.Unusable("a tool has a category that there is not")
                : Believe(call, [.. call.Parts.Select((part, i) => Hold(part, texts[i]))]);
    }

    /// <summary>
    /// A text that talks a model into something can hide what the texts beside it say, or put words into them. So an answer that sees
    /// nothing where the rules are sure of a tool, or of which most had to be dropped, is doubted.
    /// </summary>
    private AnswerReading Believe(PlannedCall call, IReadOnlyList<Extraction> parts) => new(parts, null)
    {
        Doubtful = call.Parts.Count == 1 ? new HashSet<int>() : Enumerable.Range(0, parts.Count).Where(i =>
            parts[i].Dropped > parts[i].Tools.Count + parts[i].Claims.Count
            || (parts[i].Tools.Count == 0 && rules.Analyze(call.Parts[i].Text).Tools.Any(t => t.Confidence >= Sure))).ToHashSet(),
    };

    private static string Show(TextPart part) =>
        $"source: {(part.Text.Source.Length > 0 ? part.Text.Source : "unknown")}\ntitle: {part.Text.Title.ReplaceLineEndings(" ")}\n\n{part.Text.Text[part.Window.Start..part.Window.End]}";

    /// <summary>Room for every sentence as a claim, within what a model may write.</summary>
    private static int MostTokens(PlannedCall call) => Math.Clamp((call.Parts.Count * 500) + (call.Parts.Sum(p => p.Window.Length) / 2), 1_500, 8_000);

    /// <summary>Holds the notes against the text.</summary>
    private Extraction Hold(TextPart part, NotedText noted)
    {
        var seen = new Lazy<Extraction>(() => rules.Analyze(part.Text));
        var orders = InjectionCues.Orders(part.Text.Text);
        var urls = new Lazy<UrlEvidence>(() => new UrlEvidence(part.Text.Title, part.Text.Text, orders));
        var dropped = 0;
        Dictionary<string, ExtractedTool> byName = new(StringComparer.Ordinal);
        List<ExtractedTool> tools = [];
        foreach (var note in noted.Tools)
        {
            if (Tool(part.Text, note, urls.Value, seen.Value, orders) is not { } tool)
            {
                dropped++;
            }
            else if (!byName.ContainsKey(NameKey.Of(tool.Name)))
            {
                tools.Add(tool);
                foreach (var name in tool.Aliases.Append(note.Name).Append(tool.Name))
                {
                    byName.TryAdd(NameKey.Of(name), tool);
                }
            }
        }

        var aligner = new QuoteAligner(part.Text.Text);
        List<ExtractedClaim> claims = [];
        foreach (var note in noted.Claims)
        {
            var claim = byName.TryGetValue(NameKey.Of(note.Tool), out var about) ? Claim(part, note, about, aligner, seen.Value, orders) : null;
            if (claim is null)
            {
                dropped++;
            }
            else if (!claims.Exists(c => c.Tool == claim.Tool && c.Span == claim.Span))
            {
                claims.Add(claim);
            }
        }

        return new Extraction(tools, claims, dropped);
    }

    private ExtractedTool? Tool(SourceText text, NotedTool note, UrlEvidence urls, Extraction seen, List<TextSpan> orders)
    {
        // Named in the title only is named; named nowhere is made up.
        var names = note.Aliases.Prepend(note.Name).Where(NotedNames.IsName).Distinct(StringComparer.Ordinal)
            .Select(n => (Name: n, Body: NotedNames.Places(text.Text, n).FindAll(s => !IsIn(orders, s)), Title: InjectionCues.IsOrder(text.Title) ? [] : NotedNames.Places(text.Title, n)))
            .Where(n => n.Body.Count + n.Title.Count > 0)
            .ToList();
        if (names.Count == 0)
        {
            return null;
        }

        string Spelling((string Name, List<TextSpan> Body, List<TextSpan> Title) n) =>
            n.Body.Count > 0 ? text.Text.Substring(n.Body[0].Start, n.Body[0].Length) : text.Title.Substring(n.Title[0].Start, n.Title[0].Length);

        var surfaces = names.Select(Spelling).Distinct(StringComparer.Ordinal).ToList();
        var known = surfaces.Select(products.Find).FirstOrDefault(e => e is not null);
        var agreed = seen.Tools.FirstOrDefault(t => IsSame(t, surfaces));
        return new ExtractedTool(
            surfaces[0],
            surfaces[1..],
            urls.Keep(note.Url, known?.Domain ?? "") ?? agreed?.Url,
            known is not null && categories.Contains(known.Category) && known.Category != Focus.Other ? known.Category : note.Category,
            agreed is null ? 0.75 : 0.95,
            [.. names.SelectMany(n => n.Body).OrderBy(s => s.Start).Distinct()],
            agreed is null ? "named by the model" : $"named by the model; {agreed.Evidence}")
        {
            CatalogueName = known?.Name,
        };
    }

    private static ExtractedClaim? Claim(TextPart part, NotedClaim note, ExtractedTool about, QuoteAligner aligner, Extraction seen, List<TextSpan> orders)
    {
        if (note.Quote.Length > LongestQuote || aligner.Find(note.Quote, part.Window) is not var (span, how) || IsIn(orders, span))
        {
            return null;
        }

        // The text's words, which an approximate quote may differ from.
        var quote = part.Text.Text.Substring(span.Start, span.Length);
        var type = WireName.Parse<ClaimType>(note.Type)!.Value;
        var confidence = Confidence(about, type, span, seen) - (how == Alignment.Approximate ? 0.1 : 0);
        return new ExtractedClaim(about.Name, type, quote, span, confidence);
    }

    private static bool IsIn(List<TextSpan> orders, TextSpan span) => orders.Exists(o => o.Overlap(span) > 0);

    private static double Confidence(ExtractedTool about, ClaimType type, TextSpan span, Extraction seen)
    {
        List<string> names = [about.Name, .. about.Aliases];
        var same = seen.Claims.Where(c => c.Span.Overlap(span) * 2 >= Math.Min(c.Span.Length, span.Length)
            && seen.Tools.FirstOrDefault(t => t.Name == c.Tool) is { } tool && IsSame(tool, names)).ToList();
        return same.Count == 0 ? 0.65 : same.Exists(c => c.Type == type) ? 0.9 : 0.8;
    }

    private static bool IsSame(ExtractedTool tool, List<string> names)
    {
        var keys = tool.Aliases.Append(tool.Name).Select(NameKey.Of).ToHashSet(StringComparer.Ordinal);
        return names.Exists(n => keys.Contains(NameKey.Of(n)));
    }
}
