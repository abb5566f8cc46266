using Glean.Catalog;

namespace Glean.Notifications;

/// <summary>What is told, before it is put into words for a channel. Lists are cut; what was cut is counted.</summary>
/// <param name="Home">Where people reach this server; null when nobody said.</param>
public sealed record Digest(
    DeliveryKind Kind, string Title, DateTime From, DateTime To, string? Home, IReadOnlyList<DigestFigure> Figures,
    IReadOnlyList<DigestChange> Prices, IReadOnlyList<DigestChange> Changes, int MoreChanges, IReadOnlyList<DigestTool> Approved, int MoreApproved)
{
    /// <summary>Nothing happened that somebody would want to read of.</summary>
    public bool IsEmpty => Prices.Count + Changes.Count + Approved.Count == 0;

    /// <summary>The last change told of; null without one.</summary>
    public long? LastChangeId => Prices.Concat(Changes).Select(c => (long?)c.Id).Max();
}

/// <summary>A number worth reading first.</summary>
public sealed record DigestFigure(string Name, long Value);

/// <param name="Words">In plain words; foreign text.</param>
/// <param name="Source">The page that changed; http or https.</param>
/// <param name="Link">The tool with its history on this server, else the page that changed.</param>
public sealed record DigestChange(long Id, long ToolId, string Tool, ChangeType Type, string Words, DateTime DetectedAt, string? Source, string? Link);

/// <summary>A tool that was approved.</summary>
public sealed record DigestTool(long Id, string Name, string Category, string? Description, string? Url, string? Link);
