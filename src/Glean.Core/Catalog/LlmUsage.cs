namespace Glean.Catalog;

/// <summary>
/// What one call of a language model cost, or a text's share of it: a call that read several texts has a row for each, by their
/// length, so that a source's and a tool's cost can be summed.
/// </summary>
public sealed class LlmUsage
{
    public long Id { get; set; }

    public DateTime At { get; set; }

    /// <summary>Rows of one call share it.</summary>
    public required string Call { get; set; }

    public string? JobId { get; set; }

    public long? DiscoveryId { get; set; }

    public long? SourceId { get; set; }

    /// <summary><c>claude</c>, <c>openai</c> or <c>ollama</c>.</summary>
    public required string Provider { get; set; }

    public required string Model { get; set; }

    /// <summary>What was sent and neither came from nor went to the provider's cache.</summary>
    public long InputTokens { get; set; }

    /// <summary>What was sent and had been kept by the provider.</summary>
    public long CachedTokens { get; set; }

    /// <summary>What was sent and is kept by the provider from now on.</summary>
    public long CacheWriteTokens { get; set; }

    public long OutputTokens { get; set; }

    /// <summary>By the price table, in US dollars.</summary>
    public double CostUsd { get; set; }

    /// <summary>Asked by a batch, at its lower price.</summary>
    public bool Batch { get; set; }

    /// <summary>How the answer ended: <c>complete</c>, <c>truncated</c>, <c>refused</c>.</summary>
    public required string Outcome { get; set; }
}

/// <summary>Many questions handed over at once, whose answers come within a day. The row outlives the process that waits for them.</summary>
public sealed class LlmBatch
{
    public long Id { get; set; }

    /// <summary>Begins the name of each question, so that a batch whose number was lost can be told by its answers.</summary>
    public required string Mark { get; set; }

    /// <summary>The provider's number; null between the decision to hand over and the provider's answer.</summary>
    public string? ProviderId { get; set; }

    public required string Provider { get; set; }

    public required string Model { get; set; }

    /// <summary>Which analyzer asked, for example <c>claude</c> or <c>ensemble</c>: only it can read the answers.</summary>
    public required string Reader { get; set; }

    public string? JobId { get; set; }

    /// <summary>The questions: names, and the parts of which discoveries each holds, as a JSON array.</summary>
    public required string Questions { get; set; }

    /// <summary>What it may cost at most, held back from the budget until it has ended.</summary>
    public long ReservedTokens { get; set; }

    /// <inheritdoc cref="ReservedTokens"/>
    public double ReservedUsd { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>Its answers are taken in, or it came to nothing.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>What became of it, for people.</summary>
    public string? Note { get; set; }
}
