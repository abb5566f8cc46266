using Glean.Catalog;
using Glean.Settings;
using MimeKit;

namespace Glean.Notifications;

/// <summary>How the connection to a mail server is encrypted.</summary>
public enum SmtpSecurity
{
    /// <summary>After the greeting; a server that does not offer it is refused.</summary>
    Starttls,

    /// <summary>From the first byte on.</summary>
    Tls,
    None,
}

/// <summary>All that is needed to send e-mail.</summary>
/// <param name="Password">Secret; null where no user name is given.</param>
internal sealed record MailAccess(string Host, int Port, SmtpSecurity Security, string? Username, string? Password, MailboxAddress From, IReadOnlyList<MailboxAddress> To);

/// <summary>Reads the settings of the channels, and looks them over before somebody relies on them.</summary>
public static class NotificationSettings
{
    private const int MostReceivers = 50;

    /// <summary>The parser's own limits would let through names that no server takes.</summary>
    private static readonly ParserOptions Addresses = new() { AddressParserComplianceMode = RfcComplianceMode.Strict, AllowAddressesWithoutDomain = false };

    /// <summary>What is wrong with the values that are set, in words that name the variable; null when nothing is. What is missing is another matter.</summary>
    public static string? Problem(GleanSettings settings)
    {
        try
        {
            ImportantTypes(settings);
            Home(settings);
            Mail(settings);
            if (settings[SettingDefinitions.SlackWebhookUrl] is { Length: > 0 })
                HookUrl(settings, SettingDefinitions.SlackWebhookUrl);
            if (settings[SettingDefinitions.WebhookUrl] is { Length: > 0 })
                HookUrl(settings, SettingDefinitions.WebhookUrl);
            if (settings[SettingDefinitions.WebhookSecret] is { Length: > 0 })
                SigningKey(settings);
            NotificationChannels.All.ToList().ForEach(c => c.KindsOf(settings));
            return null;
        }
        catch (GleanException e)
        {
            return $"{e.Message} {e.NextStep}.";
        }
    }

    /// <summary>The types of change that are told at once.</summary>
    /// <exception cref="GleanException">One does not exist.</exception>
    public static IReadOnlyList<ChangeType> ImportantTypes(GleanSettings settings) =>
    [
        .. (settings[SettingDefinitions.NotifyChanges] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(w => WireName.Parse<ChangeType>(w) ?? throw Wrong(SettingDefinitions.NotifyChanges, $"'{w}' is no type of change", $"Write some of {string.Join(", ", WireName.All<ChangeType>())}")),
    ];

    /// <summary>Where people reach this server, without a slash at the end; null when nobody said.</summary>
    /// <exception cref="GleanException">It is no web address.</exception>
    public static string? Home(GleanSettings settings) => settings[SettingDefinitions.PublicUrl] is { Length: > 0 } url
        ? WebUrl(url) is { } home ? home.AbsoluteUri.TrimEnd('/') : throw Wrong(SettingDefinitions.PublicUrl, "it is no web address", "Write it like https://glean.example.com")
        : null;

    /// <summary>Who gets what is sent on a channel: addresses of e-mail, else the host alone.</summary>
    /// <exception cref="GleanException">A setting is missing or makes no sense.</exception>
    public static IReadOnlyList<string> Receivers(NotificationChannel channel, GleanSettings settings) => channel.Channel switch
    {
        DeliveryChannel.Email => [.. Required(Mail(settings), channel).To.Select(t => t.Address)],
        DeliveryChannel.Slack => [HookUrl(settings, SettingDefinitions.SlackWebhookUrl).Authority],
        DeliveryChannel.Webhook => [HookUrl(settings, SettingDefinitions.WebhookUrl).Authority],
    };

    /// <returns>Null when something is not set.</returns>
    /// <exception cref="GleanException">A setting makes no sense; the message names it.</exception>
    internal static MailAccess? Mail(GleanSettings settings)
    {
        var host = settings[SettingDefinitions.SmtpHost];
        var port = ushort.TryParse(settings[SettingDefinitions.SmtpPort], out var number) && number > 0
            ? number
            : throw Wrong(SettingDefinitions.SmtpPort, "it is no port", "Write 587, 465 or 25, as your provider says");
        var security = WireName.Parse<SmtpSecurity>(settings[SettingDefinitions.SmtpSecurity])
            ?? throw Wrong(SettingDefinitions.SmtpSecurity, "it is no way to encrypt", $"Write one of {string.Join(", ", WireName.All<SmtpSecurity>())}");
        var from = settings[SettingDefinitions.MailFrom] is { Length: > 0 } sender ? Mailboxes(SettingDefinitions.MailFrom, sender) : null;
        var to = settings[SettingDefinitions.MailTo] is { Length: > 0 } receivers ? Mailboxes(SettingDefinitions.MailTo, receivers) : null;
        if (from is { Count: > 1 })
            throw Wrong(SettingDefinitions.MailFrom, "it names more than one sender", "Write one address");
        if (to is { Count: > MostReceivers })
            throw Wrong(SettingDefinitions.MailTo, $"it names more than {MostReceivers} receivers", "Write the address of a mailing list instead");
        if (security == SmtpSecurity.None && settings[SettingDefinitions.SmtpUsername] is { Length: > 0 })
            throw Wrong(SettingDefinitions.SmtpSecurity, "a password is not sent without encryption", "Set it to starttls or tls, or leave the user name out");
        return host is { Length: > 0 } && from is not null && to is not null
            ? new MailAccess(host, port, security, settings[SettingDefinitions.SmtpUsername], settings[SettingDefinitions.SmtpPassword], from[0], to)
            : null;
    }

    /// <exception cref="GleanException">It is no web address.</exception>
    internal static Uri HookUrl(GleanSettings settings, SettingDefinition definition) =>
        WebUrl(settings[definition] ?? "") ?? throw Wrong(definition, "it is no web address", "Write it as the service shows it, beginning with https://");

    /// <summary>The bytes behind <c>whsec_…</c>.</summary>
    /// <exception cref="GleanException">It is not set, or no such secret.</exception>
    internal static byte[] SigningKey(GleanSettings settings)
    {
        var secret = settings[SettingDefinitions.WebhookSecret] ?? "";
        var bytes = new byte[96];
        return secret.StartsWith(StandardWebhook.SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[StandardWebhook.SecretPrefix.Length..], bytes, out var length) && length is >= StandardWebhook.ShortestKey and <= StandardWebhook.LongestKey
            ? bytes[..length]
            : throw Wrong(SettingDefinitions.WebhookSecret, $"it is not {StandardWebhook.SecretPrefix} and {StandardWebhook.ShortestKey} to {StandardWebhook.LongestKey} bytes in base64", "Make one: echo whsec_$(openssl rand -base64 32)");
    }

    internal static GleanException Wrong(SettingDefinition definition, string cause, string nextStep) =>
        new(FailureKind.Setting, $"{definition.Variable} cannot be used: {cause}.", nextStep);

    private static T Required<T>(T? value, NotificationChannel channel) where T : class =>
        value ?? throw new GleanException(FailureKind.Setting, $"{channel.Title} is not configured.", $"Set {string.Join(", ", channel.Required.Select(d => d.Variable))}");

    private static List<MailboxAddress> Mailboxes(SettingDefinition definition, string list) =>
        InternetAddressList.TryParse(Addresses, list, out var parsed) && parsed.Mailboxes.ToList() is { Count: > 0 } mailboxes
            && mailboxes.Count == parsed.Count && mailboxes.TrueForAll(m => m.Address.Contains('@', StringComparison.Ordinal) && !m.Address.Any(char.IsControl))
            ? mailboxes
            : throw Wrong(definition, "it holds something that is no address of e-mail", "Write them like ann@example.com, Bob <bob@example.com>");

    private static Uri? WebUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url.UserInfo.Length == 0 ? url : null;
}
