using System.Text.Json;

namespace Glean.Llm;

/// <summary>A question to a model: it answers in JSON of the given shape, has no tools and sees nothing but this.</summary>
/// <param name="System">What to do; the same for all questions of a kind, so that the provider can keep it.</param>
/// <param name="User">What to do it with.</param>
/// <param name="Schema">The JSON schema of the answer.</param>
/// <param name="MaxOutputTokens">An answer that is longer is cut off.</param>
public sealed record LlmQuestion(string System, string User, JsonElement Schema, int MaxOutputTokens)
{
    /// <summary>The texts the question is about, to share its cost among.</summary>
    public IReadOnlyList<LlmShare> Shares { get; init; } = [];

    /// <summary>An answer that was of no use, and what is wrong with it.</summary>
    public (string Answer, string Complaint)? Repair { get; init; }

    /// <summary>About how many tokens it sends. English has four characters to a token, other writing fewer; too many is the safe side.</summary>
    public int EstimatedInput => (System.Length + User.Length + (Repair is { } r ? r.Answer.Length + r.Complaint.Length : 0)) / 3;

    /// <summary>The most it can come to.</summary>
    public LlmTokens Most => new(EstimatedInput, 0, 0, MaxOutputTokens);
}

/// <summary>A text's part in a question.</summary>
/// <param name="Weight">Its length; the cost is shared by it.</param>
public readonly record struct LlmShare(long? DiscoveryId, long? SourceId, int Weight);

/// <summary>How an answer ended.</summary>
public enum LlmEnding
{
    Complete,

    /// <summary>It was cut off at the most tokens allowed.</summary>
    Truncated,

    /// <summary>The model, or a filter before it, declined.</summary>
    Refused,
}

/// <summary>What a model answered. Foreign text.</summary>
public sealed record LlmAnswer(string Text, LlmEnding Ending, LlmTokens Tokens);
