using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glean.Catalog;

namespace Glean.Notifications;

/// <summary>An e-mail without its addresses.</summary>
internal sealed record MailContent(string Subject, string Text, string Html);

/// <summary>Puts a digest into the form that a channel takes.</summary>
internal static class Messages
{
    /// <summary>Slack takes 50 blocks; two are the heading and the foot (https://docs.slack.dev/reference/block-kit/blocks).</summary>
    private const int MostSections = 48;

    /// <summary>Of a header block.</summary>
    private const int LongestHeading = 150;

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The payload of a <see cref="Delivery"/>.</summary>
    public static string Payload(DeliveryChannel channel, Digest digest, DigestTemplates templates) => channel switch
    {
        DeliveryChannel.Email => JsonSerializer.Serialize(Mail(digest, templates), Json),
        DeliveryChannel.Slack => Slack(digest, templates).ToJsonString(Json),
        DeliveryChannel.Webhook => Webhook(digest).ToJsonString(Json),
    };

    private static MailContent Mail(Digest digest, DigestTemplates templates) => new(
        templates.Render(DigestTemplate.Subject, digest), templates.Render(DigestTemplate.Text, digest), templates.Render(DigestTemplate.Html, digest));

    private static JsonObject Slack(Digest digest, DigestTemplates templates)
    {
        var heading = templates.Render(DigestTemplate.Subject, digest);
        return new JsonObject
        {
            // Shown where blocks are not: in a notification, on a watch.
            ["text"] = SlackText.Escape(heading),
            ["unfurl_links"] = false,
            ["unfurl_media"] = false,
            ["blocks"] = new JsonArray(
            [
                new JsonObject { ["type"] = "header", ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = ForeignLine.Of(heading, LongestHeading - 1), ["emoji"] = false } },
                .. SlackText.Sections(templates.Render(DigestTemplate.Slack, digest)).Take(MostSections)
                    .Select(section => new JsonObject { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = section, ["verbatim"] = true } }),
            ]),
        };
    }

    /// <summary>Type, time and data, as Standard Webhooks proposes.</summary>
    private static JsonObject Webhook(Digest digest)
    {
        static JsonObject Change(DigestChange change) => new()
        {
            ["id"] = change.Id,
            ["tool_id"] = change.ToolId,
            ["tool"] = change.Tool,
            ["type"] = change.Type.ToWire(),
            ["words"] = change.Words,
            ["detected_at"] = Time(change.DetectedAt),
            ["source_url"] = change.Source,
            ["url"] = change.Link,
        };

        return new JsonObject
        {
            ["type"] = digest.Kind switch
            {
                DeliveryKind.Weekly => "digest.weekly",
                DeliveryKind.Daily => "digest.daily",
                DeliveryKind.Important => "changes.important",
                DeliveryKind.Test => "test",
            },
            ["timestamp"] = Time(digest.To),
            ["data"] = new JsonObject
            {
                ["title"] = digest.Title,
                ["from"] = Time(digest.From),
                ["to"] = Time(digest.To),
                ["figures"] = new JsonArray([.. digest.Figures.Select(f => new JsonObject { ["name"] = f.Name, ["value"] = f.Value })]),
                ["price_changes"] = new JsonArray([.. digest.Prices.Select(Change)]),
                ["changes"] = new JsonArray([.. digest.Changes.Select(Change)]),
                ["more_changes"] = digest.MoreChanges,
                ["approved"] = new JsonArray([.. digest.Approved.Select(t => new JsonObject { ["tool_id"] = t.Id, ["tool"] = t.Name, ["category"] = t.Category, ["description"] = t.Description, ["tool_url"] = t.Url, ["url"] = t.Link })]),
                ["more_approved"] = digest.MoreApproved,
            },
        };
    }

    private static string Time(DateTime at) => DateTime.SpecifyKind(at, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
