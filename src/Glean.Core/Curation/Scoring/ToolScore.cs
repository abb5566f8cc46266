using Glean.Catalog;

namespace Glean.Curation.Scoring;

/// <summary>A claim as far as a score is concerned.</summary>
/// <param name="Source">Who says it; two claims of one source are one voice.</param>
public sealed record ScoredClaim(ClaimType Type, string Content, double Confidence, string Source, DateTime CreatedAt);

/// <summary>What a score is made from.</summary>
/// <param name="CreatedAt">When the tool was first met; counts as news while it has no claims.</param>
public sealed record ScoredTool(
    string Name, string? Description, string Category, IReadOnlyList<ScoredClaim> Claims, DateTime CreatedAt);

/// <summary>One part of a score.</summary>
/// <param name="Part">Its name in <see cref="Focus.Weights"/>.</param>
/// <param name="Points">What it adds to the value; negative for what speaks against the tool.</param>
/// <param name="Words">Why, for a person.</param>
public sealed record ScoreReason(string Part, double Points, string Words);

/// <summary>How well a tool fits the focus and how well it is attested, 0..1, with its grounds.</summary>
public sealed record ToolScore(double Value, IReadOnlyList<ScoreReason> Reasons);
