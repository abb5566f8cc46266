using Glean.Catalog;

namespace Glean.Review;

/// <summary>Takes a step back.</summary>
internal static class StepUndo
{
    /// <summary>Puts back what the step found; what somebody corrected since stays.</summary>
    public static void TakeBack(Decision step, Tool tool)
    {
        var record = StepRecord.Read(step);
        tool.Status = step.FromStatus;
        tool.RejectionReason = record.RejectionReason;
        tool.ReviewedAt = record.ReviewedAt;
        tool.SnoozedUntil = record.SnoozedUntil;
        // Only a decision that put it into the queue set this.
        tool.QueuedAt = step is { Kind: StepKind.Decision, ToStatus: ToolStatus.Review } ? record.QueuedAt : tool.QueuedAt;
        // A merge or an edit since then is news of its own.
        tool.LastUpdated = tool.LastUpdated == step.DecidedAt ? record.LastUpdated : tool.LastUpdated;
        if (record is { Found: { } found, Left: { } left })
        {
            tool.Name = tool.Name == left.Name ? found.Name : tool.Name;
            tool.NameKey = NameKey.Of(tool.Name);
            tool.Url = tool.Url == left.Url ? found.Url : tool.Url;
            tool.Description = tool.Description == left.Description ? found.Description : tool.Description;
            tool.Category = tool.Category == left.Category ? found.Category : tool.Category;
        }
    }
}
