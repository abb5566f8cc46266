using System.CommandLine;
using System.Text.Json;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Jobs;
using Glean.Notifications;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Cli.Notifications;

/// <summary><c>glean notify</c></summary>
internal static class NotifyCommand
{
    public static Command Create()
    {
        var kind = new Option<string>("--digest") { Description = "What to tell: weekly, daily or important changes", HelpName = string.Join('|', NotifyJob.Kinds), DefaultValueFactory = _ => DeliveryKind.Important.ToWire() };
        kind.AcceptOnlyFromAmong([.. NotifyJob.Kinds]);
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be sent, and send nothing" };
        var test = new Option<string?>("--test") { Description = "Send a test message by this channel and nothing else", HelpName = string.Join('|', WireName.All<DeliveryChannel>()) };
        test.AcceptOnlyFromAmong([.. WireName.All<DeliveryChannel>()]);
        var json = GlobalOptions.Json();
        return new Command("notify", "Tell people what happened: e-mail, Slack, webhooks") { kind, dryRun, test, json }.Does((session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(parsed.GetValue(dryRun) ? DatabaseAccess.Read : DatabaseAccess.Write);
            var tools = session.Tools.WithStored();
            var wanted = WireName.Parse<DeliveryKind>(parsed.GetValue(kind))!.Value;
            Check(tools.Settings);
            return WireName.Parse<DeliveryChannel>(parsed.GetValue(test)) is { } channel ? TestAsync(session, tools, channel, parsed.GetValue(json), cancellationToken)
                : parsed.GetValue(dryRun) ? ShowAsync(session, tools, wanted, parsed.GetValue(json), cancellationToken)
                : SendAsync(session, tools, wanted, parsed.GetValue(json), cancellationToken);
        });
    }

    private static void Check(GleanSettings settings)
    {
        if (!NotificationChannels.Configured(settings).Any())
        {
            var needed = string.Join("; ", NotificationChannels.All.Select(c => $"{c.Title}: {string.Join(", ", c.Required.Select(d => d.Variable))}"));
            throw new GleanException(FailureKind.Setting, "No channel is configured.", $"Set what one of them needs. {needed}");
        }
    }

    private static async Task<int> SendAsync(Session session, JobTools tools, DeliveryKind kind, bool json, CancellationToken cancellationToken)
    {
        var counts = await new JobRunner(session.Database, session.Time).RunAsync(
            JobType.Notify,
            scoutType: null,
            run => new NotifyRun(tools).RunAsync(
                kind,
                (line, isWarning) =>
                {
                    run.Log(line, isWarning ? JobRun.Warning : JobRun.Info);
                    session.Error.WriteLine(TextTable.OneLine(line));
                },
                run.Stopping),
            watch: null,
            cancellationToken,
            options: new { Digest = kind.ToWire() });
        if (json)
        {
            session.WriteJson(counts);
        }
        else
        {
            session.Out.WriteLine($"{counts.Sent} sent, {counts.Skipped} with nothing to tell, {counts.Failed} to be tried again, {counts.Dead} given up.");
        }

        return counts.Failed + counts.Dead > 0 ? ExitCode.WorkFailed : ExitCode.Done;
    }

    private static async Task<int> ShowAsync(Session session, JobTools tools, DeliveryKind kind, bool json, CancellationToken cancellationToken)
    {
        var prepared = await new NotifyRun(tools).PrepareAsync(kind, cancellationToken);
        if (json)
        {
            session.WriteJson(prepared.Select(m => new { Channel = m.Channel.ToWire(), Kind = m.Kind.ToWire(), m.Receivers, m.Subject, WouldBeSent = !m.IsEmpty, Payload = JsonSerializer.Deserialize<JsonElement>(m.Payload) }));
            return ExitCode.Done;
        }

        foreach (var message in prepared)
        {
            session.Out.WriteLine($"{NotificationChannels.Of(message.Channel).Title} to {string.Join(", ", message.Receivers)}{(message.IsEmpty ? ": nothing to tell, not sent" : "")}");
            if (!message.IsEmpty)
            {
                session.Out.WriteLine(Readable(message));
            }
        }

        if (prepared.Count == 0)
        {
            session.Out.WriteLine($"No configured channel takes '{kind.ToWire()}'. See: glean config show");
        }

        return ExitCode.Done;
    }

    private static string Readable(PreparedMessage message)
    {
        using var payload = JsonDocument.Parse(message.Payload);
        return message.Channel == DeliveryChannel.Email
            ? $"Subject: {message.Subject}\n\n{payload.RootElement.GetProperty("text").GetString()}"
            : JsonSerializer.Serialize(payload.RootElement, Session.Json);
    }

    private static async Task<int> TestAsync(Session session, JobTools tools, DeliveryChannel channel, bool json, CancellationToken cancellationToken)
    {
        var tested = await new NotifyRun(tools).TestAsync(channel, Environment.UserName, cancellationToken);
        if (json)
        {
            session.WriteJson(tested.Select(d => new { Channel = d.Channel.ToWire(), d.Receiver, State = d.State.ToWire(), d.Error }));
        }
        else
        {
            foreach (var delivery in tested)
            {
                // What is told of a hook names its host already.
                session.Out.WriteLine(delivery.Error is { } error && error.StartsWith(delivery.Receiver, StringComparison.Ordinal) ? error : $"{delivery.Receiver}: {delivery.Error ?? "sent"}");
            }
        }

        return tested.All(d => d.State == DeliveryState.Sent) ? ExitCode.Done : ExitCode.WorkFailed;
    }
}
