using System.Text;
using Glean.Catalog;

namespace Glean.Analysis.Evaluation;

/// <summary>One predicted or labelled claim that has no counterpart, or one whose type differs.</summary>
/// <param name="Kind"><c>false</c>, <c>missed</c> or <c>type</c>.</param>
public sealed record ExtractionError(string Id, string Kind, string What, string Tool, string Detail);

/// <summary>How one text fared.</summary>
public sealed record TextScore(
    LabelledText Text,
    Extraction Predicted,
    Tally Tools,
    Tally Claims,
    Tally TypedClaims,
    IReadOnlyDictionary<ClaimType, Tally> ByType,
    IReadOnlyList<(double Confidence, bool Holds)> Confidences,
    int VerbatimQuotes,
    IReadOnlyList<ExtractionError> Errors)
{
    /// <summary>It names no tool.</summary>
    public bool IsEmpty => Text.Tools.Count == 0;

    /// <summary>It names none, and none was found.</summary>
    public bool IsLeftEmpty => IsEmpty && Predicted.Tools.Count == 0 && Predicted.Claims.Count == 0;
}

/// <summary>
/// Compares an extraction with labels: tools by normalised name or alias; claims by tool and span, where the spans share
/// at least half of the shorter one; typed claims by type as well. Each prediction confirms one label at most.
/// </summary>
public static class ExtractionScorer
{
    public static TextScore Score(LabelledText text, Extraction predicted)
    {
        var toolOf = MatchTools(text, predicted);
        var spans = text.Claims.Select(c => Occurrences(text.Text, c.Quote)).ToList();
        var candidates = predicted.Claims
            .Select(p => (IReadOnlyList<int>)[.. Enumerable.Range(0, text.Claims.Count).Where(g => Fits(text, predicted, toolOf, spans, p, g))])
            .ToList();
        var typed = predicted.Claims
            .Select((p, i) => (IReadOnlyList<int>)[.. candidates[i].Where(g => text.Claims[g].Type == p.Type)])
            .ToList();

        // Typed pairs first, so that the untyped matching, which grows from them, names as few type errors as it can.
        var typedMatch = Matching.Maximum(typed, text.Claims.Count);
        var match = Matching.Maximum(candidates, text.Claims.Count, typedMatch);

        return new TextScore(
            text,
            predicted,
            new Tally(toolOf.Count(t => t >= 0), predicted.Tools.Count, text.Tools.Count),
            new Tally(match.Count(m => m >= 0), predicted.Claims.Count, text.Claims.Count),
            new Tally(typedMatch.Count(m => m >= 0), predicted.Claims.Count, text.Claims.Count),
            ByType(text, predicted, typedMatch),
            [.. predicted.Claims.Select((c, i) => (c.Confidence, match[i] >= 0))],
            predicted.Claims.Count(c => IsVerbatim(text.Text, c)),
            Errors(text, predicted, toolOf, match, typedMatch));
    }

    /// <summary>Letters and digits only, lower case: <c>Apollo.io</c> and <c>apollo io</c> are one name.</summary>
    public static string NormalizeName(string name)
    {
        var builder = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
                builder.Append(char.ToLowerInvariant(c));
        }

        return builder.Length == 0 ? name.Trim().ToLowerInvariant() : builder.ToString();
    }

    /// <summary>For each predicted tool the index of the labelled one, or -1.</summary>
    private static int[] MatchTools(LabelledText text, Extraction predicted)
    {
        var labelled = text.Tools.Select(t => Names(t.Name, t.Aliases)).ToList();
        var edges = predicted.Tools
            .Select(p => Names(p.Name, p.Aliases))
            .Select(names => (IReadOnlyList<int>)[.. Enumerable.Range(0, labelled.Count).Where(g => labelled[g].Overlaps(names))])
            .ToList();
        return Matching.Maximum(edges, labelled.Count);
    }

    private static HashSet<string> Names(string name, IReadOnlyList<string> aliases) =>
        [.. aliases.Prepend(name).Select(NormalizeName)];

    private static bool Fits(
        LabelledText text, Extraction predicted, int[] toolOf, List<List<TextSpan>> spans, ExtractedClaim claim, int labelled)
    {
        var tool = -1;
        for (var i = 0; i < predicted.Tools.Count && tool < 0; i++)
            tool = predicted.Tools[i].Name == claim.Tool ? i : -1;

        var wanted = text.Claims[labelled].Tool;
        var sameTool = tool >= 0 && toolOf[tool] >= 0
            ? text.Tools[toolOf[tool]].Name == wanted || Names(wanted, []).Overlaps(Names(claim.Tool, []))
            : Names(wanted, []).Overlaps(Names(claim.Tool, []));
        return sameTool && spans[labelled].Any(s => s.Overlap(claim.Span) * 2 >= Math.Min(s.Length, claim.Span.Length));
    }

    /// <summary>Every place where the quote stands: labels carry no offset, so each of them counts.</summary>
    private static List<TextSpan> Occurrences(string text, string quote)
    {
        var spans = new List<TextSpan>();
        for (var at = text.IndexOf(quote, StringComparison.Ordinal);
             at >= 0 && quote.Length > 0;
             at = text.IndexOf(quote, at + 1, StringComparison.Ordinal))
        {
            spans.Add(new TextSpan(at, at + quote.Length));
        }

        return spans;
    }

    private static bool IsVerbatim(string text, ExtractedClaim claim) =>
        claim.Span.Start >= 0 && claim.Span.End <= text.Length && claim.Span.Length > 0
        && text.AsSpan(claim.Span.Start, claim.Span.Length).SequenceEqual(claim.Quote);

    private static Dictionary<ClaimType, Tally> ByType(LabelledText text, Extraction predicted, int[] typedMatch) =>
        Enum.GetValues<ClaimType>().ToDictionary(t => t, t => new Tally(
            predicted.Claims.Where((c, i) => c.Type == t && typedMatch[i] >= 0).Count(),
            predicted.Claims.Count(c => c.Type == t),
            text.Claims.Count(c => c.Type == t)));

    private static List<ExtractionError> Errors(
        LabelledText text, Extraction predicted, int[] toolOf, int[] match, int[] typedMatch)
    {
        var errors = new List<ExtractionError>();
        for (var i = 0; i < predicted.Tools.Count; i++)
        {
            if (toolOf[i] < 0)
                errors.Add(new(text.Id, "false", "tool", predicted.Tools[i].Name, predicted.Tools[i].Evidence));
        }

        foreach (var missed in text.Tools.Where((_, g) => !toolOf.Contains(g)))
            errors.Add(new(text.Id, "missed", "tool", missed.Name, missed.Category));

        for (var i = 0; i < predicted.Claims.Count; i++)
        {
            var claim = predicted.Claims[i];
            if (match[i] < 0)
                errors.Add(new(text.Id, "false", "claim", claim.Tool, $"{claim.Type.ToWire()} {claim.Confidence:0.00} {claim.Quote}"));
            else if (typedMatch[i] < 0 && text.Claims[match[i]].Type != claim.Type)
            {
                errors.Add(new(text.Id, "type", "claim", claim.Tool,
                    $"{claim.Type.ToWire()} for {text.Claims[match[i]].Type.ToWire()}: {claim.Quote}"));
            }
        }

        foreach (var missed in text.Claims.Where((_, g) => !match.Contains(g)))
            errors.Add(new(text.Id, "missed", "claim", missed.Tool, $"{missed.Type.ToWire()} {missed.Quote}"));
        return errors;
    }
}
