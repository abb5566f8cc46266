using Glean.Catalog;
using Glean.Settings;

namespace Glean.Notifications;

/// <summary>A channel, and the settings it works by.</summary>
/// <param name="Kinds">The setting that says what is sent on it.</param>
/// <param name="Required">Settings without which it is not used.</param>
/// <param name="Optional">Settings it knows besides.</param>
public sealed record NotificationChannel(
    DeliveryChannel Channel, string Title, SettingDefinition Kinds, IReadOnlyList<SettingDefinition> Required, IReadOnlyList<SettingDefinition> Optional)
{
    public IEnumerable<SettingDefinition> Fields => [Kinds, .. Required, .. Optional];

    public bool IsConfigured(GleanSettings settings) => Required.All(d => settings[d] is { Length: > 0 });

    /// <summary>What is sent on it.</summary>
    /// <exception cref="GleanException">The setting names a kind that does not exist.</exception>
    public IReadOnlyList<DeliveryKind> KindsOf(GleanSettings settings)
    {
        var words = (settings[Kinds] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return words is ["off"]
            ? []
            : [.. words.Select(w => WireName.Parse<DeliveryKind>(w) is { } kind and not DeliveryKind.Test ? kind : throw NotificationSettings.Wrong(Kinds, $"'{w}' is none", "Write weekly, daily, important (comma list), or off"))];
    }
}

/// <summary>Every channel.</summary>
public static class NotificationChannels
{
    public static readonly IReadOnlyList<NotificationChannel> All =
    [
        new(
            DeliveryChannel.Email, "E-mail", SettingDefinitions.NotifyEmail,
            [SettingDefinitions.SmtpHost, SettingDefinitions.MailFrom, SettingDefinitions.MailTo],
            [SettingDefinitions.SmtpPort, SettingDefinitions.SmtpSecurity, SettingDefinitions.SmtpUsername, SettingDefinitions.SmtpPassword]),
        new(DeliveryChannel.Slack, "Slack", SettingDefinitions.NotifySlack, [SettingDefinitions.SlackWebhookUrl], []),
        new(DeliveryChannel.Webhook, "Webhook", SettingDefinitions.NotifyWebhook, [SettingDefinitions.WebhookUrl, SettingDefinitions.WebhookSecret], []),
    ];

    /// <summary>Settings that all channels share.</summary>
    public static readonly IReadOnlyList<SettingDefinition> Shared = [SettingDefinitions.NotifyChanges, SettingDefinitions.PublicUrl];

    public static NotificationChannel Of(DeliveryChannel channel) => All.First(c => c.Channel == channel);

    public static IEnumerable<NotificationChannel> Configured(GleanSettings settings) => All.Where(c => c.IsConfigured(settings));
}
