using Glean.Catalog;

namespace Glean.Curation.Scoring;

/// <summary>
/// Scores tools: each part gives 0..1 by a function that saturates (the tenth claim says less than the second), is
/// weighed by the focus and told in words. Pure: the time comes in.
/// </summary>
public sealed class ToolScorer(Focus focus)
{
    /// <summary>After this many days news counts half.</summary>
    public const double RecencyHalfLifeDays = 90;

    /// <summary>Momentum compares the last so many days with as many before.</summary>
    public const double MomentumDays = 30;

    private const double EnoughClaims = 2;
    private const double EnoughKeywords = 2;
    private const int ShownWords = 4;

    private readonly FocusLexicon lexicon = new(focus);
    private readonly ScoreWeights weights = new(focus);

    public ToolScore Score(ScoredTool tool, DateTime now)
    {
        var found = lexicon.Find(tool.Text);
        ScorePart[] parts =
        [
            new("base", 1, "was found"),
            Category(tool, found),
            Keywords(found),
            Claims(tool.Claims),
            Confidence(tool.Claims),
            Sources(tool),
            Reliability(tool.Mentions),
            Recency(tool, now),
            Momentum(tool.Mentions, now),
        ];
        List<ScoreReason> reasons = [.. parts.Select(p => new ScoreReason(p.Part, Math.Round(p.Amount * weights.ShareOf(p.Part), 4), p.Words)).Where(r => r.Points != 0)];
        if (Exclusions(found) is { } against)
        {
            reasons.Add(against);
        }

        return new ToolScore(Math.Round(Math.Clamp(reasons.Sum(r => r.Points), 0, 1), 4), reasons, parts);
    }

    private ScorePart Category(ScoredTool tool, FocusFindings found)
    {
        var category = tool.Category == Focus.Other ? null : focus.Categories.FirstOrDefault(c => c.Name == tool.Category);
        if (category is null)
        {
            return new ScorePart("category", 0, "fits no category");
        }

        if (category.Keywords.Count == 0)
        {
            return new ScorePart("category", 1, $"is in {category.Name}");
        }

        // Half for the category alone: whoever put it there may have erred, the text should say so, too.
        var words = found.OfCategory(category.Name);
        return new ScorePart("category", 0.5 + (0.5 * Saturate(words.Sum(k => k.Weight), 1)), words.Count == 0
            ? $"is in {category.Name}, but no word says so"
            : $"is in {category.Name}: {Shown(words)}");
    }

    private static ScorePart Keywords(FocusFindings found) => new(
        "keywords",
        Saturate(found.Keywords.Sum(k => Math.Max(0, k.Weight)), EnoughKeywords),
        found.Keywords.Count == 0 ? "no word of the focus" : $"words of the focus: {Shown(found.Keywords)}");

    // The k-th claim of a type counts 1/k: a price beside a feature tells more than a second feature.
    private static ScorePart Claims(IReadOnlyList<ScoredClaim> claims)
    {
        var types = claims.GroupBy(c => c.Type).OrderBy(g => g.Key).ToList();
        var substance = types.Sum(g => WorthOf(g.Key) * g
            .OrderByDescending(c => c.Confidence).Select((c, i) => Math.Clamp(c.Confidence, 0, 1) / (i + 1)).Sum());
        return new ScorePart("claims", Saturate(substance, EnoughClaims), claims.Count == 0
            ? "no claims"
            : $"{Count(claims.Count, "claim")}: {string.Join(", ", types.Select(g => $"{g.Count()} {g.Key.ToWire().Replace('_', ' ')}"))}");
    }

    private static double WorthOf(ClaimType type) => type switch
    {
        ClaimType.Feature or ClaimType.Pricing or ClaimType.Integration => 1,
        ClaimType.UseCase or ClaimType.Comparison => 0.8,
        ClaimType.Limitation or ClaimType.Audience => 0.6,
    };

    private static ScorePart Confidence(IReadOnlyList<ScoredClaim> claims)
    {
        const int Best = 5;
        var best = claims.Select(c => Math.Clamp(c.Confidence, 0, 1)).OrderDescending().Take(Best).DefaultIfEmpty().Average();
        return new ScorePart("confidence", best, $"its best claims have a confidence of {best:0.00}");
    }

    private static ScorePart Sources(ScoredTool tool)
    {
        var sources = tool.Claims.Select(c => c.Source).Concat(tool.Mentions.Select(m => m.Source)).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        return new ScorePart("sources", 1 - Math.Pow(0.5, sources), Count(sources, "independent source"));
    }

    // The best two voices: a rumour does not lower what a good source says.
    private static ScorePart Reliability(IReadOnlyList<ScoredMention> mentions)
    {
        const int Best = 2;
        var best = mentions.GroupBy(m => m.Source, StringComparer.OrdinalIgnoreCase).Select(g => Math.Clamp(g.Max(m => m.Reliability), 0, 1))
            .OrderDescending().Take(Best).DefaultIfEmpty().Average();
        return new ScorePart("reliability", best, mentions.Count == 0 ? "no text names it" : $"{best:0%} of what its sources name proved useful");
    }

    private static ScorePart Recency(ScoredTool tool, DateTime now)
    {
        var newest = tool.Claims.Select(c => c.CreatedAt).Concat(tool.Mentions.Select(m => m.At)).Append(tool.CreatedAt).Max();
        if (newest == default)
        {
            return new ScorePart("recency", 0, "no date is known");
        }

        var days = Math.Max(0, (now - newest).TotalDays);
        return new ScorePart("recency", Math.Pow(0.5, days / RecencyHalfLifeDays), days < 1 ? "last heard of within a day" : $"last heard of {Count((int)days, "day")} ago");
    }

    private static ScorePart Momentum(IReadOnlyList<ScoredMention> mentions, DateTime now)
    {
        var recent = mentions.Count(m => (now - m.At).TotalDays <= MomentumDays);
        var before = mentions.Count(m => (now - m.At).TotalDays is > MomentumDays and <= 2 * MomentumDays);
        return new ScorePart("momentum", recent / (recent + before + 1.0), $"{Count(recent, "text")} in {MomentumDays:0} days, {before} in the {MomentumDays:0} before");
    }

    private static ScoreReason? Exclusions(FocusFindings found)
    {
        var points = Math.Round(-Math.Min(1, found.Exclusions.Sum(k => Math.Abs(k.Weight))), 4);
        return points < 0 ? new ScoreReason("exclusions", points, $"words against it: {Shown(found.Exclusions)}") : null;
    }

    private static double Saturate(double amount, double half) => amount <= 0 ? 0 : amount / (amount + half);

    private static string Shown(IReadOnlyList<FocusWord> words) =>
        string.Join(", ", words.Take(ShownWords).Select(w => w.Text)) + (words.Count > ShownWords ? ", …" : "");

    private static string Count(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";
}
