using System.Text;
using System.Text.Json;

namespace Glean.Tests.Support;

/// <summary>Made-up posts that name well-known tools and say things of them; the same number gives the same posts.</summary>
public static class SampleTexts
{
    private static readonly string[] Tools =
        ["HubSpot", "Pipedrive", "Apollo.io", "Gong", "Lemlist", "Clay", "Salesforce", "Outreach", "Salesloft", "Close", "Instantly", "ZoomInfo"];

    private static readonly string[] Sayings =
    [
        "{0} costs ${2} per user per month and integrates with {1}.",
        "We moved from {1} to {0}. {0} syncs with Gmail, but {1} does not support custom fields.",
        "{0} is great for small sales teams. {1} limits exports to {2} rows.",
        "{0} writes cold emails for our SDRs — “naïve” ones 🙂 at first — and {1} is cheaper than {0}.",
    ];

    /// <summary>JSON Lines for <c>glean import discoveries</c>.</summary>
    public static string Discoveries(int count, string host = "posts.example")
    {
        var lines = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, 3).Select(k => Saying(i + (7 * k))));
            lines.Append(JsonSerializer.Serialize(new
            {
                source = i % 3 == 0 ? "reddit" : i % 3 == 1 ? "hackernews" : "rss",
                source_url = $"https://{host}/post/{i}",
                title = $"Our sales stack, part {i}",
                text,
                author = $"author{i % 17}",
                published_at = "2026-02-01T10:00:00Z",
            })).Append('\n');
        }

        return lines.ToString();
    }

    private static string Saying(int i) =>
        string.Format(Sayings[i % Sayings.Length], Tools[i % Tools.Length], Tools[(i + 1 + (i / Tools.Length % 5)) % Tools.Length], 10 + (i % 90));
}
