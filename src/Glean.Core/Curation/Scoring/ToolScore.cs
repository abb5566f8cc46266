using Glean.Catalog;

namespace Glean.Curation.Scoring;

/// <summary>A claim as far as a score is concerned.</summary>
/// <param name="Source">Who says it; two claims of one source are one voice.</param>
public sealed record ScoredClaim(ClaimType Type, string Content, double Confidence, string Source, DateTime CreatedAt);

/// <summary>A text that names the tool.</summary>
/// <param name="Source">Who says it.</param>
/// <param name="Reliability">0..1, of where it comes from.</param>
public sealed record ScoredMention(string Source, DateTime At, double Reliability);

/// <summary>What a score is made from.</summary>
/// <param name="CreatedAt">When the tool was first met; counts as news while it has no claims.</param>
public sealed record ScoredTool(
    string Name, string? Description, string Category, IReadOnlyList<ScoredClaim> Claims, DateTime CreatedAt)
{
    public string? Url { get; init; }

    public IReadOnlyList<ScoredMention> Mentions { get; init; } = [];

    /// <summary>Name, description and claims: where words are looked for.</summary>
    public string Text => string.Join('\n', Claims.Select(c => c.Content).Prepend(Description ?? "").Prepend(Name));
}

/// <summary>One part of a score.</summary>
/// <param name="Part">Its name in <see cref="Focus.Weights"/>; <c>exclusions</c>, <c>learned</c> and <c>rejected_like</c> have no weight there.</param>
/// <param name="Points">What it adds to the value; negative for what speaks against the tool.</param>
/// <param name="Words">Why, for a person.</param>
public sealed record ScoreReason(string Part, double Points, string Words);

/// <summary>One part before it is weighed.</summary>
/// <param name="Amount">0..1.</param>
public sealed record ScorePart(string Part, double Amount, string Words);

/// <summary>How well a tool fits the focus and how well it is attested, 0..1, with its grounds.</summary>
/// <param name="Parts">What the reasons were weighed from.</param>
public sealed record ToolScore(double Value, IReadOnlyList<ScoreReason> Reasons, IReadOnlyList<ScorePart> Parts);
