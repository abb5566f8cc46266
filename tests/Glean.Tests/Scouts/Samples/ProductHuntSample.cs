using System.Text.Json;
using Glean.Scouts;
using Glean.Scouts.Api;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Glean.Tests.Scouts.Samples;

/// <summary>The GraphQL API of Product Hunt: a token first, then posts of a topic within a span of time, newest first, by cursor.</summary>
internal sealed class ProductHuntSample : ScoutSample
{
    public const int PageSize = 20;
    public const string Token = "token-of-product-hunt";

    private static readonly string[] Topics = ["sales", "crm", "productivity"];

    public override string Scout => "producthunt";

    public override int Preliminaries => 1;

    public override ScoutOptions Doors(Uri origin) => ScoutOptions.None.With(ScoutFields.Topics, Topics);

    public override RequestDelegate Serve(Func<IReadOnlyList<SampleItem>> items) => async context =>
    {
        var request = context.Request;
        using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: context.RequestAborted);
        await (request.Path.Value switch
        {
            "/v2/oauth/token" when body.RootElement.Text("client_secret") == ScoutFixture.Secret =>
                Answers.Json($$"""{"access_token": "{{Token}}", "token_type": "Bearer", "scope": "public"}"""),
            "/v2/api/graphql" when request.Headers.Authorization == $"Bearer {Token}" => Page(items(), body.RootElement.Child("variables")!.Value),
            _ => Answers.Json("""{"errors": [{"error": "invalid_oauth_token"}]}""", 401),
        })(context);
    };

    /// <summary>A post as the API has it.</summary>
    public static object Post(SampleItem item) => new
    {
        id = $"{item.Number}",
        name = item.Title,
        slug = $"tool-{item.Number}",
        tagline = "It sells",
        description = item.Text,
        url = "https://www.producthunt.com/products/tool?utm_source=api",
        website = "https://www.producthunt.com/r/ABC?utm_source=api",
        votesCount = item.Number,
        commentsCount = 2,
        createdAt = item.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        topics = new { edges = new[] { new { node = new { name = "Sales" } } } },
        makers = new[] { new { name = "Ann", username = "ann" }, new { name = "[REDACTED]", username = "[REDACTED]" } },
        user = new { name = "[REDACTED]", username = "[REDACTED]" },
    };

    private static RequestDelegate Page(IReadOnlyList<SampleItem> items, JsonElement variables)
    {
        var topic = Array.IndexOf(Topics, variables.Text("topic"));
        var from = variables.Text("after") is { } cursor ? int.Parse(cursor) : 0;
        var size = Math.Min(PageSize, (int)variables.Whole("first")!);
        var found = items
            .Where(i => i.Number % Topics.Length == topic && i.At > variables.Date("postedAfter") && i.At < variables.Date("postedBefore"))
            .OrderByDescending(i => i.At).ThenByDescending(i => i.Number)
            .ToList();
        return Answers.Json(JsonSerializer.Serialize(new
        {
            data = new
            {
                topic = topic < 0 ? null : new { name = Topics[topic] },
                posts = new
                {
                    pageInfo = new { hasNextPage = found.Count > from + size, endCursor = $"{from + size}" },
                    edges = found.Skip(from).Take(size).Select(i => new { node = Post(i) }),
                },
            },
        }));
    }
}
