using Glean.Catalog;
using Glean.Notifications;
using Glean.Server.Settings;

namespace Glean.Server.Notifications;

/// <summary>A channel with its settings; secrets hidden.</summary>
/// <param name="Kinds">What is sent on it: <c>weekly</c>, <c>daily</c>, <c>important</c>.</param>
internal sealed record ChannelItem(DeliveryChannel Channel, string Title, bool Configured, IReadOnlyList<DeliveryKind> Kinds, IReadOnlyList<SettingItem> Fields);

/// <param name="Shared">Settings of all channels.</param>
/// <param name="Problem">What is wrong with the settings in force; null when nothing is.</param>
internal sealed record NotificationOverview(IReadOnlyList<ChannelItem> Channels, IReadOnlyList<SettingItem> Shared, string? Problem);

/// <param name="Error">Why the last try failed.</param>
internal sealed record DeliveryItem(
    long Id, string MessageId, DeliveryChannel Channel, DeliveryKind Kind, string Receiver, string Subject, DeliveryState State, int Attempts, DateTime? NextAttemptAt,
    string? Error, string? RequestedBy, DateTime PeriodFrom, DateTime PeriodTo, DateTime CreatedAt, DateTime? SentAt)
{
    public static DeliveryItem Of(Delivery d) => new(
        d.Id, d.MessageId, d.Channel, d.Kind, d.Receiver, d.Subject, d.State, d.Attempts, d.NextAttemptAt, d.Error, d.RequestedBy, d.PeriodFrom, d.PeriodTo, d.CreatedAt, d.SentAt);
}

internal sealed record DeliveryPage(IReadOnlyList<DeliveryItem> Deliveries, int Total, int Limit, int Offset);

internal sealed record TestedChannel(bool Ok, IReadOnlyList<DeliveryItem> Deliveries);

/// <param name="Stored">An admin changed it; else it is the one that ships.</param>
internal sealed record TemplateItem(string Name, string Source, bool Stored);

/// <param name="Names">The values that may stand in them.</param>
internal sealed record TemplateList(IReadOnlyList<TemplateItem> Templates, IReadOnlyList<string> Filters, IReadOnlyList<string> Names);

internal sealed record TemplateBody(string Source);

/// <param name="Digest"><c>weekly</c>, <c>daily</c> or <c>important</c>.</param>
internal sealed record TemplateTrial(string Source, DeliveryKind Digest = DeliveryKind.Weekly);

/// <param name="Rendered">Null when the template is no good.</param>
/// <param name="IsSample">There was nothing to tell, so that made-up rows fill it.</param>
internal sealed record TemplatePreview(string? Rendered, TemplateProblem? Problem, bool IsSample);
