using System.Text.Json;
using Glean.Catalog;
using Glean.Scouts.Api;

namespace Glean.Scouts.ProductHunt;

/// <summary>A page of posts of Product Hunt's GraphQL API, version 2 (https://api.producthunt.com/v2/docs). Pure.</summary>
/// <param name="Posts">As they can be told.</param>
/// <param name="Oldest">The time of the oldest post in Unix seconds; null when none has one.</param>
/// <param name="IsLast">Nothing follows.</param>
/// <param name="Next">The cursor behind which the next page begins; null when the page does not name one.</param>
/// <param name="HasNoTopic">Product Hunt does not know the topic.</param>
internal sealed record ProductHuntPage(IReadOnlyList<ProductHuntPost> Posts, long? Oldest, bool IsLast, string? Next, bool HasNoTopic)
{
    /// <summary>Null when the JSON is no such page.</summary>
    public static ProductHuntPage? Read(JsonElement json)
    {
        if (json.Child("data") is not { } data || data.Child("posts") is not { } posts || !(posts.HasItems("edges") || posts.HasItems("nodes")))
        {
            return null;
        }

        var nodes = Nodes(posts);
        var times = nodes.Select(n => n.Date("createdAt")).OfType<DateTime>().ToList();
        var pageInfo = posts.Child("pageInfo");
        return new ProductHuntPage(
            [.. nodes.Select(Post).OfType<ProductHuntPost>()],
            times.Count == 0 ? null : new DateTimeOffset(times.Min(), TimeSpan.Zero).ToUnixTimeSeconds(),
            pageInfo?.Flag("hasNextPage") is not true,
            pageInfo?.Text("endCursor") is { Length: > 0 } cursor ? cursor : null,
            data.TryGetProperty("topic", out var topic) && topic.ValueKind == JsonValueKind.Null);
    }

    private static ProductHuntPost? Post(JsonElement post)
    {
        var (id, slug, name) = (post.Id("id"), post.Text("slug"), PlainText.FromText(post.Text("name")));
        if (name.Length == 0 || Address(post, slug ?? id) is not { } url)
        {
            return null;
        }

        var tagline = PlainText.FromText(post.Text("tagline"));
        var description = PlainText.FromText(post.Text("description"));
        var website = CanonicalUrl.From(post.Text("website"));
        var isRedirect = website is not null && IsProductHunt(new Uri(website).Host);
        var makers = post.Items("makers").Select(Person).OfType<string>().ToList();
        var hunter = post.Child("user") is { } user ? Person(user) : null;
        var votes = post.Whole("votesCount");
        return new ProductHuntPost(
            new ScoutItem
            {
                Url = url,
                Title = tagline.Length == 0 ? name : $"{name}: {tagline}",
                Text = description.Length == 0 ? tagline : description,
                Author = hunter ?? makers.FirstOrDefault(),
                PublishedAt = post.Date("createdAt"),
                Metadata = ScoutItem.Told(
                    ("id", id),
                    ("name", name),
                    ("tagline", tagline),
                    ("votes", votes),
                    ("comments", post.Whole("commentsCount")),
                    ("topics", Topics(post)),
                    ("makers", makers),
                    ("hunter", hunter),
                    // Product Hunt gives no more than a link that counts clicks; that is not the product's address.
                    (isRedirect ? "website_redirect" : "website", website),
                    ("featured_at", post.Text("featuredAt"))),
            },
            votes);
    }

    /// <summary>
    /// By its slug, since the address that the API gives is the product's and the same for all of its launches.
    /// </summary>
    private static string? Address(JsonElement post, string? name) =>
        name is { Length: > 0 } ? $"https://www.producthunt.com/posts/{Uri.EscapeDataString(name)}" : post.Text("url");

    private static List<string> Topics(JsonElement post) =>
        [.. (post.Child("topics") is { } topics ? Nodes(topics) : []).Select(t => t.Text("name")).OfType<string>()];

    /// <summary>The user name; Product Hunt blackens people whom the application may not see.</summary>
    private static string? Person(JsonElement user) =>
        new[] { user.Text("username"), user.Text("name") }.FirstOrDefault(n => n is { Length: > 0 } && n != "[REDACTED]");

    private static List<JsonElement> Nodes(JsonElement connection) => connection.HasItems("edges")
        ? [.. connection.Items("edges").Select(e => e.Child("node")).OfType<JsonElement>()]
        : [.. connection.Items("nodes")];

    private static bool IsProductHunt(string host) => host == "producthunt.com" || host.EndsWith(".producthunt.com", StringComparison.Ordinal);
}

/// <param name="Votes">Null when the answer does not say.</param>
internal sealed record ProductHuntPost(ScoutItem Item, long? Votes);
