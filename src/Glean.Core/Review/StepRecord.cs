using System.Text.Json;
using Glean.Catalog;

namespace Glean.Review;

/// <summary>What a step found and, where it corrected the tool, what it left: enough to take it back exactly.</summary>
internal sealed record StepRecord(
    string? RejectionReason, DateTime? ReviewedAt, DateTime LastUpdated, DateTime? SnoozedUntil = null, DateTime? QueuedAt = null,
    ToolFields? Found = null, ToolFields? Left = null)
{
    public static StepRecord Of(Tool tool) => new(tool.RejectionReason, tool.ReviewedAt, tool.LastUpdated, tool.SnoozedUntil, tool.QueuedAt);

    public static StepRecord Read(Decision step) => JsonSerializer.Deserialize<StepRecord>(step.Before)!;

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Puts back what was found; what somebody corrected since stays.</summary>
    public void TakeBack(Decision step, Tool tool)
    {
        tool.Status = step.FromStatus;
        tool.RejectionReason = RejectionReason;
        tool.ReviewedAt = ReviewedAt;
        tool.SnoozedUntil = SnoozedUntil;
        // Only a decision that put it into the queue set this.
        tool.QueuedAt = step is { Kind: StepKind.Decision, ToStatus: ToolStatus.Review } ? QueuedAt : tool.QueuedAt;
        // A merge or an edit since then is news of its own.
        tool.LastUpdated = tool.LastUpdated == step.DecidedAt ? LastUpdated : tool.LastUpdated;
        if (Found is not null && Left is not null)
        {
            tool.Name = tool.Name == Left.Name ? Found.Name : tool.Name;
            tool.NameKey = NameKey.Of(tool.Name);
            tool.Url = tool.Url == Left.Url ? Found.Url : tool.Url;
            tool.Description = tool.Description == Left.Description ? Found.Description : tool.Description;
            tool.Category = tool.Category == Left.Category ? Found.Category : tool.Category;
        }
    }
}

/// <summary>The fields a person may correct.</summary>
internal sealed record ToolFields(string Name, string? Url, string? Description, string Category)
{
    public static ToolFields Of(Tool tool) => new(tool.Name, tool.Url, tool.Description, tool.Category);
}
