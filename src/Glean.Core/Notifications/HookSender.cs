using System.Text;
using Glean.Catalog;
using Glean.Egress;
using Glean.Settings;

namespace Glean.Notifications;

/// <summary>Sends to Slack and to webhooks, through the one fetcher of the house.</summary>
internal sealed class HookSender(GleanSettings settings, IFetcher fetcher, TimeProvider time)
{
    private const int LongestQuote = 120;

    public async Task<Attempt> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(delivery.Payload);
        var request = delivery.Channel == DeliveryChannel.Slack
            ? new FetchRequest(NotificationSettings.HookUrl(settings, SettingDefinitions.SlackWebhookUrl))
            : new FetchRequest(NotificationSettings.HookUrl(settings, SettingDefinitions.WebhookUrl))
            {
                Headers = StandardWebhook.Headers(delivery.MessageId, time.GetUtcNow(), body, NotificationSettings.SigningKey(settings)),
            };
        request = request with { Method = HttpMethod.Post, Body = new FetchBody(body, "application/json"), Limits = new FetchLimits(MaxBodyBytes: 64 * 1024) };
        return await fetcher.FetchAsync(request, cancellationToken) switch
        {
            // A redirect of 301 to 303 turned the message into a question, so that nobody got it.
            Fetched answer when answer.FinalUrl != request.Url && answer.PermanentlyMovedTo is not null =>
                new Attempt($"{request.Url.Authority} has moved to {answer.FinalUrl.Authority}. Enter the new address."),
            Fetched => Attempt.Done,
            FetchFailed failed => Attempt.Of(failed) is var attempt && failed.Detail is { Length: > 0 } said
                ? attempt with { Error = $"{attempt.Error} It said: {ForeignLine.Of(said, LongestQuote)}" }
                : attempt,
            NotModified => new Attempt($"{request.Url.Authority} answered 304, which is no answer to a message. Check the address."),
            var other => throw new InvalidOperationException($"Unknown result {other.GetType().Name}."),
        };
    }
}
