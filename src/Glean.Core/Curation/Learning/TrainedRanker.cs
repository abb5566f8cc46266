using Glean.Catalog;
using Glean.Curation.Scoring;

namespace Glean.Curation.Learning;

/// <summary>A reason of rejections with the words of what was rejected so.</summary>
public sealed record ReasonLikeness(string Code, string Words, WordLikeness Likeness)
{
    /// <summary>What a tool that reads wholly like them loses, however many there are.</summary>
    private const double Most = 0.35;

    /// <summary>So many rejections make half of it.</summary>
    private const double Half = 5;

    /// <summary>How much a text is lowered for reading like them, 0..<see cref="Most"/>.</summary>
    public double Lowers(IReadOnlySet<string> words) =>
        Most * Likeness.Inside / (Likeness.Inside + Half) * Math.Max(0, Math.Tanh(Likeness.Of(words) / 2));
}

/// <summary>What a feature adds to a tool's log-odds of being approved.</summary>
public sealed record LearnedReason(string Feature, double Weight, string Words);

/// <summary>What the ranker makes of a tool.</summary>
/// <param name="Probability">0..1, of being approved; 0.5 is as likely as not.</param>
/// <param name="Reasons">The weightiest first.</param>
public sealed record LearnedScore(double Probability, IReadOnlyList<LearnedReason> Reasons);

/// <summary>What was learned from decisions. Its features are those of the plain score, finer, and the words of
/// what was approved; what reads like the rejected of one reason is lowered besides.</summary>
/// <param name="Share">0..1, how much of a score comes from it.</param>
/// <param name="Approved">The words of what was approved.</param>
/// <param name="Reasons">The words of what was rejected, by reason.</param>
public sealed record TrainedRanker(
    double Share, LogisticModel Model, IReadOnlyList<string> Categories, WordLikeness Approved, IReadOnlyList<ReasonLikeness> Reasons)
{
    internal const string LikeApproved = "like:approved";

    private const int WordsShown = 4;
    private const int ReasonsShown = 3;
    private const double LeastPoints = 0.01;

    private static readonly ClaimType[] ClaimTypes = Enum.GetValues<ClaimType>();

    /// <summary>The score as people and the queue see it: plain at first, learned by degrees.</summary>
    public ToolScore Blend(ScoredTool tool, ToolScore plain)
    {
        if (Share <= 0)
        {
            return plain;
        }

        var learned = Score(tool, plain);
        var blended = ((1 - Share) * plain.Value) + (Share * learned.Probability);
        var why = string.Join("; ", learned.Reasons.Take(ReasonsShown).Select(r => $"{(r.Weight > 0 ? "for it" : "against it")}: {r.Words}"));
        List<ScoreReason> reasons =
        [
            .. plain.Reasons,
            new ScoreReason("learned", Math.Round(blended - plain.Reasons.Sum(r => r.Points), 4), $"past decisions make it {learned.Probability:0%} likely; {why}"),
        ];
        if (Against(TextWords.Of(tool)) is { } against)
        {
            reasons.Add(against with { Points = -Math.Round(Math.Min(-against.Points, blended), 4) });
        }

        return plain with { Value = Math.Round(Math.Clamp(reasons.Sum(r => r.Points), 0, 1), 4), Reasons = reasons };
    }

    /// <summary>The reason of rejections that a text reads like most.</summary>
    private ScoreReason? Against(IReadOnlySet<string> words) => Reasons
        .Select(r => (Reason: r, Points: Math.Round(r.Lowers(words), 4))).Where(r => r.Points >= LeastPoints)
        .OrderByDescending(r => r.Points).ThenBy(r => r.Reason.Code, StringComparer.Ordinal)
        .Select(r => new ScoreReason("rejected_like", -r.Points, Words($"the words of what was rejected as \"{r.Reason.Words}\"", r.Reason.Likeness, words)))
        .FirstOrDefault();

    /// <summary>The learned part alone.</summary>
    public LearnedScore Score(ScoredTool tool, ToolScore plain)
    {
        var words = TextWords.Of(tool);
        var features = Vector(tool, plain, words);
        var names = Names(plain);
        return new LearnedScore(Model.Probability(features),
        [
            .. names.Select((name, i) => (Name: name, Weight: Math.Round(Model.Contribution(features, i), 3)))
                .Where(f => f.Weight != 0)
                .OrderByDescending(f => Math.Abs(f.Weight)).ThenBy(f => f.Name, StringComparer.Ordinal)
                .Select(f => new LearnedReason(f.Name, f.Weight, Explain(f.Name, tool, plain, words))),
        ]);
    }

    /// <summary>The features of a tool, in the order of <see cref="Names"/>.</summary>
    internal double[] Vector(ScoredTool tool, ToolScore plain, IReadOnlySet<string> words)
    {
        var types = tool.Claims.CountBy(c => c.Type).ToDictionary(c => c.Key, c => c.Value);
        return
        [
            .. plain.Parts.Where(p => p.Part != "base").Select(p => p.Amount),
            .. ClaimTypes.Select(t => types.GetValueOrDefault(t) is var n ? n / (n + 1.0) : 0),
            .. Categories.Select(c => tool.Category == c ? 1.0 : 0.0),
            tool.Url is null ? 0 : 1,
            Approved.Of(words),
        ];
    }

    internal IReadOnlyList<string> Names(ToolScore plain) =>
    [
        .. plain.Parts.Where(p => p.Part != "base").Select(p => p.Part),
        .. ClaimTypes.Select(t => $"claims:{t.ToWire()}"),
        .. Categories.Select(c => $"category:{c}"),
        "address",
        LikeApproved,
    ];

    private string Explain(string feature, ScoredTool tool, ToolScore plain, IReadOnlySet<string> words) => feature.Split(':') switch
    {
        ["claims", var type] => $"{tool.Claims.Count(c => c.Type.ToWire() == type)} {type.Replace('_', ' ')} claims",
        ["category", var category] => tool.Category == category ? $"is in {category}" : $"is not in {category}",
        ["address"] => tool.Url is null ? "has no address" : "has an address",
        ["like", _] => Words("the words of what was approved", Approved, words),
        _ => plain.Parts.First(p => p.Part == feature).Words,
    };

    private static string Words(string what, WordLikeness likeness, IReadOnlySet<string> words) =>
        likeness.Telling(words, WordsShown) is { Count: > 0 } telling ? $"{what} ({string.Join(", ", telling)})" : $"few of {what}";
}
