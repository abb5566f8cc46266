using System.Net.Security;
using System.Text.Json;
using Glean.Catalog;
using Glean.Egress;
using Glean.Settings;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Glean.Notifications;

/// <summary>Sends e-mail by SMTP. The connection is made by Egress, which judges the address of the mail server like that of any other.</summary>
/// <param name="trust">Judges the certificate of the server; null for the rules of the system.</param>
internal sealed class MailSender(GleanSettings settings, EgressOptions egress, TimeProvider time, RemoteCertificateValidationCallback? trust = null)
{
    private static readonly TimeSpan TotalTime = TimeSpan.FromSeconds(60);

    public async Task<Attempt> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var access = NotificationSettings.Mail(settings) ?? throw NotificationSettings.Wrong(SettingDefinitions.SmtpHost, "e-mail is not configured", "Set GLEAN_SMTP_HOST, GLEAN_MAIL_FROM and GLEAN_MAIL_TO");
        using var message = Compose(delivery, access);
        using var clock = new CancellationTokenSource(TotalTime, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            return await SendAsync(message, access, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Attempt($"{access.Host} did not take the message within {TotalTime.TotalSeconds:0} s.");
        }
        catch (ServiceFailedException e)
        {
            return Attempt.Of(e.Failure);
        }
        catch (SmtpCommandException e)
        {
            // A code of 5 is said to hold for good (RFC 5321, 4.2.1); those about who may send are mended in the settings.
            var isFinal = (int)e.StatusCode >= 500 && e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted && e.StatusCode != SmtpStatusCode.AuthenticationRequired;
            return new Attempt($"{access.Host} does not take the message ({(int)e.StatusCode}): {ForeignLine.Of(e.Message)}", IsFinal: isFinal);
        }
        catch (AuthenticationException)
        {
            return new Attempt($"{access.Host} refuses the user name or password. Check {SettingDefinitions.SmtpUsername.Variable} and {SettingDefinitions.SmtpPassword.Variable}.");
        }
        catch (SslHandshakeException)
        {
            return new Attempt($"{access.Host} cannot prove who it is: its certificate or handshake failed (TLS). Check {SettingDefinitions.SmtpPort.Variable} and {SettingDefinitions.SmtpSecurity.Variable}.");
        }
        catch (NotSupportedException)
        {
            return new Attempt($"{access.Host} does not offer what {SettingDefinitions.SmtpSecurity.Variable} or the sign-in asks for. Nothing was sent unencrypted.");
        }
        catch (Exception e) when (e is SmtpProtocolException or IOException or MailKit.ServiceNotConnectedException)
        {
            return new Attempt($"{access.Host} broke the connection off, or does not speak SMTP. Check {SettingDefinitions.SmtpPort.Variable}.");
        }
    }

    private async Task<Attempt> SendAsync(MimeMessage message, MailAccess access, CancellationToken cancellationToken)
    {
        var stream = await GuardedConnections.ConnectAsync(access.Host, access.Port, egress, cancellationToken);
        // Lists of revoked certificates would be fetched past Egress.
        using var client = new SmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = trust, LocalDomain = access.From.Domain };
        await client.ConnectAsync(
            stream, access.Host, access.Port,
            access.Security switch { SmtpSecurity.Starttls => SecureSocketOptions.StartTls, SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect, SmtpSecurity.None => SecureSocketOptions.None },
            cancellationToken);
        if (access.Username is { Length: > 0 } user)
            await client.AuthenticateAsync(user, access.Password ?? "", cancellationToken);
        await client.SendAsync(message, cancellationToken);
        // It is sent; that the farewell fails would have it sent again.
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SmtpProtocolException or OperationCanceledException)
        {
            return Attempt.Done;
        }

        return Attempt.Done;
    }

    private static MimeMessage Compose(Delivery delivery, MailAccess access)
    {
        var content = JsonSerializer.Deserialize<MailContent>(delivery.Payload, Messages.Json) ?? throw new InvalidOperationException($"The delivery {delivery.Id} holds no message.");
        var domain = access.From.Domain;
        var message = new MimeMessage
        {
            Subject = content.Subject,
            // Both are the same in every try: a second copy is known for what it is.
            MessageId = $"{delivery.MessageId}@{domain}",
            Date = new DateTimeOffset(DateTime.SpecifyKind(delivery.CreatedAt, DateTimeKind.Utc)),
            Body = new BodyBuilder { TextBody = content.Text, HtmlBody = content.Html }.ToMessageBody(),
        };
        message.From.Add(access.From);
        message.To.Add(MailboxAddress.Parse(delivery.Receiver));
        message.Headers.Add(HeaderId.ListId, $"Glean <glean-digest.{domain}>");
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        // Eight-bit text is folded where every server takes it.
        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }
}
