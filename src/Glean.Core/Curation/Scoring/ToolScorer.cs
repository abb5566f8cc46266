using Glean.Catalog;

namespace Glean.Curation.Scoring;

/// <summary>
/// Scores a tool: each part gives 0..1 by a function that saturates (the tenth claim says less than the second), is
/// weighed by the focus and told in words. Pure: the time comes in.
/// </summary>
public static class ToolScorer
{
    /// <summary>After this many days news counts half.</summary>
    public const double RecencyHalfLifeDays = 90;

    private const double EnoughClaims = 2;
    private const double EnoughKeywords = 2;
    private const int ShownWords = 4;

    public static ToolScore Score(ScoredTool tool, Focus focus, DateTime now)
    {
        var weights = ScoreWeights.Of(focus);
        var text = string.Join('\n', tool.Claims.Select(c => c.Content).Prepend(tool.Description ?? "").Prepend(tool.Name));
        ScoreReason[] parts =
        [
            new("base", weights.Base, "was found"),
            Category(tool, focus, text, weights.Category),
            Keywords(focus, text, weights.Keywords),
            Claims(tool.Claims, weights.Claims),
            Confidence(tool.Claims, weights.Confidence),
            Sources(tool.Claims, weights.Sources),
            Recency(tool, now, weights.Recency),
        ];
        var reasons = parts.Select(p => p with { Points = Math.Round(p.Points / weights.Sum, 4) }).Where(p => p.Points != 0).ToList();
        if (Exclusions(focus, text) is { } against)
        {
            reasons.Add(against);
        }

        return new ToolScore(Math.Round(Math.Clamp(reasons.Sum(r => r.Points), 0, 1), 4), reasons);
    }

    private static ScoreReason Category(ScoredTool tool, Focus focus, string text, double weight)
    {
        var category = tool.Category == Focus.Other ? null : focus.Categories.FirstOrDefault(c => c.Name == tool.Category);
        if (category is null)
        {
            return new ScoreReason("category", 0, "fits no category");
        }

        if (category.Keywords.Count == 0)
        {
            return new ScoreReason("category", weight, $"is in {category.Name}");
        }

        // Half for the category alone: whoever put it there may have erred, the text should say so, too.
        var found = FocusWords.In(text, category.Keywords);
        var fit = 0.5 + (0.5 * Saturate(found.Sum(k => k.Value), 1));
        return new ScoreReason("category", weight * fit, found.Count == 0
            ? $"is in {category.Name}, but no word says so"
            : $"is in {category.Name}: {Shown(found)}");
    }

    private static ScoreReason Keywords(Focus focus, string text, double weight)
    {
        var found = FocusWords.In(text, AllKeywords(focus));
        return new ScoreReason("keywords", weight * Saturate(found.Sum(k => Math.Max(0, k.Value)), EnoughKeywords),
            found.Count == 0 ? "no word of the focus" : $"words of the focus: {Shown(found)}");
    }

    private static Dictionary<string, double> AllKeywords(Focus focus)
    {
        var all = new Dictionary<string, double>(focus.Keywords, StringComparer.OrdinalIgnoreCase);
        foreach (var (word, weight) in focus.Categories.SelectMany(c => c.Keywords))
        {
            all.TryAdd(word, weight);
        }

        return all;
    }

    // The k-th claim of a type counts 1/k: a price beside a feature tells more than a second feature.
    private static ScoreReason Claims(IReadOnlyList<ScoredClaim> claims, double weight)
    {
        var types = claims.GroupBy(c => c.Type).OrderBy(g => g.Key).ToList();
        var substance = types.Sum(g => WorthOf(g.Key) * g
            .OrderByDescending(c => c.Confidence).Select((c, i) => Math.Clamp(c.Confidence, 0, 1) / (i + 1)).Sum());
        return new ScoreReason("claims", weight * Saturate(substance, EnoughClaims), claims.Count == 0
            ? "no claims"
            : $"{Count(claims.Count, "claim")}: {string.Join(", ", types.Select(g => $"{g.Count()} {g.Key.ToWire().Replace('_', ' ')}"))}");
    }

    private static double WorthOf(ClaimType type) => type switch
    {
        ClaimType.Feature or ClaimType.Pricing or ClaimType.Integration => 1,
        ClaimType.UseCase or ClaimType.Comparison => 0.8,
        ClaimType.Limitation or ClaimType.Audience => 0.6,
    };

    private static ScoreReason Confidence(IReadOnlyList<ScoredClaim> claims, double weight)
    {
        const int Best = 5;
        var best = claims.Select(c => Math.Clamp(c.Confidence, 0, 1)).OrderDescending().Take(Best).DefaultIfEmpty().Average();
        return new ScoreReason("confidence", weight * best, $"its best claims have a confidence of {best:0.00}");
    }

    private static ScoreReason Sources(IReadOnlyList<ScoredClaim> claims, double weight)
    {
        var sources = claims.Select(c => c.Source).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        return new ScoreReason("sources", weight * (1 - Math.Pow(0.5, sources)), Count(sources, "independent source"));
    }

    private static ScoreReason Recency(ScoredTool tool, DateTime now, double weight)
    {
        var newest = tool.Claims.Select(c => c.CreatedAt).Append(tool.CreatedAt).Max();
        if (newest == default)
        {
            return new ScoreReason("recency", 0, "no date is known");
        }

        var days = Math.Max(0, (now - newest).TotalDays);
        return new ScoreReason("recency", weight * Math.Pow(0.5, days / RecencyHalfLifeDays), $"last heard of {Count((int)days, "day")} ago");
    }

    private static ScoreReason? Exclusions(Focus focus, string text)
    {
        var found = FocusWords.In(text, focus.Exclusions);
        var points = Math.Round(-Math.Min(1, found.Sum(k => Math.Abs(k.Value))), 4);
        return points < 0 ? new ScoreReason("exclusions", points, $"words against it: {Shown(found)}") : null;
    }

    private static double Saturate(double amount, double half) => amount <= 0 ? 0 : amount / (amount + half);

    private static string Shown(IReadOnlyList<KeyValuePair<string, double>> words) =>
        string.Join(", ", words.Take(ShownWords).Select(w => w.Key)) + (words.Count > ShownWords ? ", …" : "");

    private static string Count(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";
}
