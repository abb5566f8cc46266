using System.Text.Json;
using Glean.Scouts;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Glean.Tests.Scouts.Samples;

/// <summary>Reddit: a token first, then listings, a few posts a page whatever they are asked for, the newest first.</summary>
internal sealed class RedditSample : ScoutSample
{
    public const int PageSize = 7;

    public override string Scout => "reddit";

    public override int Preliminaries => 1;

    public override ScoutOptions Doors(Uri origin) => ScoutOptions.None.With(ScoutFields.Subreddits, "sales");

    public override RequestDelegate Serve(Func<IReadOnlyList<SampleItem>> items) => context =>
    {
        var request = context.Request;
        if (request.Path == "/api/v1/access_token")
        {
            return Answers.Json("""{"access_token": "token-of-reddit", "token_type": "bearer", "expires_in": 3600, "scope": "*"}""")(context);
        }

        if (request.Headers.Authorization != "Bearer token-of-reddit" || request.Path.Value is not ("/r/sales/new" or "/r/sales/hot" or "/r/sales/top"))
        {
            return Answers.Json("""{"message": "Not Found", "error": 404}""", 404)(context);
        }

        var size = Math.Min(PageSize, int.Parse(request.Query["limit"].ToString()));
        var all = items().OrderByDescending(i => i.At).ThenByDescending(i => i.Number).ToList();
        var from = request.Query["after"].ToString() is { Length: > 0 } after ? all.FindIndex(i => $"t3_{i.Number}" == after) + 1 : 0;
        var page = all.Skip(from).Take(size).ToList();
        return Answers.Json(JsonSerializer.Serialize(new
        {
            kind = "Listing",
            data = new { after = from + size < all.Count ? $"t3_{page[^1].Number}" : null, children = page.Select(Post) },
        }))(context);
    };

    private static object Post(SampleItem item) => new
    {
        kind = "t3",
        data = new
        {
            id = $"{item.Number}",
            title = item.Title,
            selftext = item.Text,
            is_self = true,
            author = "ann",
            subreddit = "sales",
            score = item.Number,
            num_comments = 0,
            permalink = $"/r/sales/comments/{item.Number}/an_ai_sdr_tool/",
            created_utc = (double)new DateTimeOffset(item.At, TimeSpan.Zero).ToUnixTimeSeconds(),
        },
    };
}
