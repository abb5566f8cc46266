using Glean.Catalog;

namespace Glean.Curation.Deduplication;

/// <summary>What deduplication looks at in a tool.</summary>
/// <param name="Url">Its address as stored, or null when no text gave one.</param>
/// <param name="Aliases">Other names it was met under, also those of tools merged into it.</param>
/// <param name="ClaimCount">How many claims it carries; of two duplicates the richer one is kept.</param>
public sealed record ToolRecord(
    long Id,
    string Name,
    string? Url = null,
    string? Description = null,
    string Category = Focus.Other,
    ToolStatus Status = ToolStatus.Analyzing,
    IReadOnlyList<string>? Aliases = null,
    int ClaimCount = 0,
    DateTime CreatedAt = default)
{
    public IReadOnlyList<string> Aliases { get; init; } = Aliases ?? [];
}
