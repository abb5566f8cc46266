using System.Text.Json;
using System.Text.RegularExpressions;
using Glean.Scouts;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Glean.Tests.Scouts.Samples;

/// <summary>The search of Hacker News: by date, newest first, a few hits a page whatever it is asked for, a thousand at most.</summary>
internal sealed partial class HackerNewsSample : ScoutSample
{
    public const int PageSize = 7;

    public override string Scout => "hackernews";

    public override ScoutOptions Doors(Uri origin) => ScoutOptions.None.With(ScoutFields.Queries, "sales AI");

    public override RequestDelegate Serve(Func<IReadOnlyList<SampleItem>> items) => context =>
    {
        var request = context.Request;
        if (request.Path != "/api/v1/search_by_date")
        {
            return Answers.Json("""{"message":"Not found"}""", 404)(context);
        }

        var size = Math.Min(PageSize, int.Parse(request.Query["hitsPerPage"].ToString()));
        var page = int.TryParse(request.Query["page"], out var number) ? number : 0;
        var bounds = Bound().Matches(request.Query["numericFilters"].ToString());
        long From(string sign, long otherwise) => bounds.Where(b => b.Groups[1].Value == sign).Select(b => long.Parse(b.Groups[2].Value)).FirstOrDefault(otherwise);
        var found = items()
            .Select(i => (Item: i, At: new DateTimeOffset(i.At, TimeSpan.Zero).ToUnixTimeSeconds()))
            .Where(i => i.At >= From(">", 0) && i.At <= From("<", long.MaxValue))
            .OrderByDescending(i => i.At).ThenByDescending(i => i.Item.Number)
            .ToList();
        return Answers.Json(JsonSerializer.Serialize(new
        {
            hits = found.Skip(page * size).Take(size).Select(i => Hit(i.Item, i.At)),
            nbHits = found.Count,
            page,
            nbPages = (found.Count + size - 1) / size,
            hitsPerPage = size,
        }))(context);
    };

    private static object Hit(SampleItem item, long at) => item.Number % 3 == 0
        ? new { objectID = $"{item.Number}", created_at_i = at, comment_text = $"<p>{item.Text}", story_title = item.Title, story_id = 1, author = "ann", _tags = new[] { "comment" } }
        : new { objectID = $"{item.Number}", created_at_i = at, title = item.Title, story_text = item.Text, points = item.Number, author = "ann", _tags = new[] { "story" } };

    [GeneratedRegex(@"created_at_i([<>])=(\d+)")]
    private static partial Regex Bound();
}
