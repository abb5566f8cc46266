using System.Text.Json;

namespace Glean.Catalog;

/// <summary>
/// What a step found and, where it corrected the tool, what it left: the form of <see cref="Decision.Before"/>, enough to take the
/// step back exactly.
/// </summary>
public sealed record StepRecord(
    string? RejectionReason, DateTime? ReviewedAt, DateTime LastUpdated, DateTime? SnoozedUntil = null, DateTime? QueuedAt = null,
    ToolFields? Found = null, ToolFields? Left = null)
{
    public static StepRecord Of(Tool tool) => new(tool.RejectionReason, tool.ReviewedAt, tool.LastUpdated, tool.SnoozedUntil, tool.QueuedAt);

    public static StepRecord Read(Decision step) => JsonSerializer.Deserialize<StepRecord>(step.Before)!;

    public string Write() => JsonSerializer.Serialize(this);
}

/// <summary>The fields a person may correct.</summary>
public sealed record ToolFields(string Name, string? Url, string? Description, string Category)
{
    public static ToolFields Of(Tool tool) => new(tool.Name, tool.Url, tool.Description, tool.Category);
}
