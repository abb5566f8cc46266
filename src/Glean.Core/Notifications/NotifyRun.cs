using System.Security.Cryptography;
using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Settings;

namespace Glean.Notifications;

/// <summary>What a run told.</summary>
public sealed record NotifyCounts(int Sent, int Skipped, int Failed, int Dead);

/// <summary>A message as it would be sent.</summary>
/// <param name="IsEmpty">There is nothing to tell, so that it would not be sent.</param>
public sealed record PreparedMessage(DeliveryChannel Channel, DeliveryKind Kind, IReadOnlyList<string> Receivers, string Subject, string Payload, bool IsEmpty);

/// <summary>
/// Puts what happened into messages, one to each receiver of each configured channel, and sends what waits. Work is written first and sent
/// then: a run that is cut off is finished by the next.
/// </summary>
public sealed class NotifyRun
{
    /// <summary>A channel that was silent for long is not given all of it at once.</summary>
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(31);

    private static readonly TimeSpan LongestPast = TimeSpan.FromDays(7);

    private readonly GleanSettings settings;
    private readonly TimeProvider time;
    private readonly Outbox outbox;
    private readonly DigestReader reader;
    private readonly DigestTemplates templates;
    private readonly HookSender hooks;
    private readonly MailSender mail;
    private readonly int retentionDays;

    /// <param name="tools">With the settings that are stored.</param>
    public NotifyRun(JobTools tools)
        : this(tools, trust: null)
    {
    }

    internal NotifyRun(JobTools tools, System.Net.Security.RemoteCertificateValidationCallback? trust)
    {
        (settings, time) = (tools.Settings, tools.Time);
        outbox = new Outbox(tools.Database, tools.Time);
        reader = new DigestReader(tools.Database, NotificationSettings.Home(settings));
        templates = new DigestTemplates(tools.Stored);
        hooks = new HookSender(settings, tools.Fetcher, tools.Time);
        mail = new MailSender(settings, EgressOptions.FromEnvironment(name => name == EgressOptions.AllowVariable ? settings[SettingDefinitions.EgressAllow] : null), tools.Time, trust);
        retentionDays = tools.Stored.Retention().JobDays;
    }

    /// <summary>Tells what is to be told of this kind, and sends whatever waits.</summary>
    /// <param name="kind">Weekly, daily or important.</param>
    /// <param name="log">Takes a line for each message.</param>
    /// <exception cref="GleanException">A setting makes no sense; the message names it.</exception>
    public async Task<NotifyCounts> RunAsync(DeliveryKind kind, Action<string, bool> log, CancellationToken cancellationToken)
    {
        var skipped = 0;
        foreach (var channel in NotificationChannels.Configured(settings).Where(c => c.KindsOf(settings).Contains(kind)))
        {
            var told = await outbox.ToldAsync(channel.Channel, kind, cancellationToken);
            var digest = await DigestAsync(kind, told, cancellationToken);
            if (digest.IsEmpty)
            {
                skipped++;
                log($"{channel.Title}: nothing to tell since {digest.From:yyyy-MM-dd HH:mm}.", false);
            }

            // An hour without an important change leaves no trace.
            if (!digest.IsEmpty || kind != DeliveryKind.Important)
                await outbox.AddAsync(Written(channel, digest, told), told, cancellationToken);
        }

        var counts = await SendWaitingAsync(log, cancellationToken);
        await outbox.TrimAsync(retentionDays, cancellationToken);
        return counts with { Skipped = skipped };
    }

    /// <summary>What <see cref="RunAsync"/> would write now. Nothing is written or sent.</summary>
    public async Task<IReadOnlyList<PreparedMessage>> PrepareAsync(DeliveryKind kind, CancellationToken cancellationToken)
    {
        List<PreparedMessage> prepared = [];
        foreach (var channel in NotificationChannels.Configured(settings).Where(c => c.KindsOf(settings).Contains(kind)))
        {
            var digest = await DigestAsync(kind, await outbox.ToldAsync(channel.Channel, kind, cancellationToken), cancellationToken);
            prepared.Add(new PreparedMessage(
                channel.Channel, kind, NotificationSettings.Receivers(channel, settings), templates.Render(DigestTemplate.Subject, digest), Messages.Payload(channel.Channel, digest, templates), digest.IsEmpty));
        }

        return prepared;
    }

    /// <summary>Sends a test to every receiver of a channel, at once and once.</summary>
    /// <returns>How each fared, as the log keeps it.</returns>
    /// <exception cref="GleanException">The channel is not configured.</exception>
    public async Task<IReadOnlyList<Delivery>> TestAsync(DeliveryChannel channel, string by, CancellationToken cancellationToken)
    {
        var now = Now;
        var tested = NotificationChannels.Of(channel);
        if (!tested.IsConfigured(settings))
            throw new GleanException(FailureKind.Setting, $"{tested.Title} is not configured.", $"Set {string.Join(", ", tested.Required.Where(d => settings[d] is not { Length: > 0 }).Select(d => d.Variable))}");
        var told = await outbox.ToldAsync(channel, DeliveryKind.Test, cancellationToken);
        var deliveries = Written(tested, DigestReader.Sample(DeliveryKind.Test, now, NotificationSettings.Home(settings)), told);
        foreach (var delivery in deliveries)
            delivery.RequestedBy = by;
        if (!await outbox.AddAsync(deliveries, told, cancellationToken))
            throw new GleanException(FailureKind.Work, $"{tested.Title} is being tested by somebody else.", "Try again in a moment");
        foreach (var delivery in deliveries)
        {
            if (await outbox.TakeAsync(delivery.Id, cancellationToken) is { } taken)
            {
                var attempt = await SendAsync(taken, cancellationToken);
                (delivery.Error, delivery.Attempts, delivery.State) = (attempt.Error, 1, await outbox.NoteAsync(taken, attempt, CancellationToken.None));
            }
        }

        return deliveries;
    }

    private async Task<NotifyCounts> SendWaitingAsync(Action<string, bool> log, CancellationToken cancellationToken)
    {
        var (sent, failed, dead) = (0, 0, 0);
        while (await outbox.TakeAsync(id: null, cancellationToken) is { } taken)
        {
            var attempt = await SendAsync(taken, cancellationToken);
            // It may be with the receiver already: that is noted whatever happens meanwhile.
            var state = await outbox.NoteAsync(taken, attempt, CancellationToken.None);
            (sent, failed, dead) = (sent + (state == DeliveryState.Sent ? 1 : 0), failed + (state == DeliveryState.Pending ? 1 : 0), dead + (state == DeliveryState.Dead ? 1 : 0));
            log($"{NotificationChannels.Of(taken.Channel).Title} to {taken.Receiver}: {(attempt.Error is null ? "sent" : state == DeliveryState.Dead ? $"given up after {taken.Attempts} tries. {attempt.Error}" : $"not sent, tried again later. {attempt.Error}")}", attempt.Error is not null);
        }

        return new NotifyCounts(sent, 0, failed, dead);
    }

    private async Task<Attempt> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            var attempt = delivery.Channel switch
            {
                DeliveryChannel.Email => await mail.SendAsync(delivery, cancellationToken),
                DeliveryChannel.Slack or DeliveryChannel.Webhook => await hooks.SendAsync(delivery, cancellationToken),
            };
            return attempt.Error is { } error ? attempt with { Error = SecretMask.Hide(error, SecretMask.Of(settings)) } : attempt;
        }
        catch (GleanException e)
        {
            // A setting was taken away since the message was written; it may come back.
            return new Attempt($"{e.Message} {e.NextStep}.");
        }
    }

    private Task<Digest> DigestAsync(DeliveryKind kind, ToldUntil told, CancellationToken cancellationToken)
    {
        var now = Now;
        if (kind == DeliveryKind.Important)
        {
            // Before anything was told, changes of the last day count: those of all time would be no news.
            var notBefore = now - (told.RowId is null ? TimeSpan.FromDays(1) : LongestPast);
            return reader.ImportantAsync(NotificationSettings.ImportantTypes(settings), told.LastChangeId ?? 0, notBefore, now, cancellationToken);
        }

        var usual = now - (kind == DeliveryKind.Daily ? TimeSpan.FromDays(1) : TimeSpan.FromDays(7));
        var from = told.PeriodTo is not { } end ? usual : end < now - LongestPeriod ? now - LongestPeriod : end;
        return reader.PeriodAsync(kind, from < now ? from : now, now, cancellationToken);
    }

    private List<Delivery> Written(NotificationChannel channel, Digest digest, ToldUntil told)
    {
        var now = Now;
        var isSent = !digest.IsEmpty;
        var subject = templates.Render(DigestTemplate.Subject, digest);
        var payload = isSent ? Messages.Payload(channel.Channel, digest, templates) : "{}";
        return
        [
            .. NotificationSettings.Receivers(channel, settings).Take(isSent ? int.MaxValue : 1).Select(receiver => new Delivery
            {
                MessageId = $"msg_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}",
                Channel = channel.Channel,
                Kind = digest.Kind,
                Receiver = receiver,
                Subject = subject,
                Payload = payload,
                PeriodFrom = digest.From,
                PeriodTo = digest.To,
                LastChangeId = digest.LastChangeId ?? told.LastChangeId,
                State = isSent ? DeliveryState.Pending : DeliveryState.Skipped,
                CreatedAt = now,
            }),
        ];
    }

    /// <summary>Whole seconds, as the rows have them.</summary>
    private DateTime Now => new(time.GetUtcNow().UtcDateTime.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
}
