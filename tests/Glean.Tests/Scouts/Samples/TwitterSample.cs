using System.Text.Json;
using Glean.Scouts;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Glean.Tests.Scouts.Samples;

/// <summary>The recent search of X: by time, newest first, a few posts a page whatever it is asked for.</summary>
internal sealed class TwitterSample : ScoutSample
{
    public const int PageSize = 7;

    public override string Scout => "twitter";

    public override ScoutOptions Doors(Uri origin) => ScoutOptions.None.With(ScoutFields.Queries, "sales AI");

    public override RequestDelegate Serve(Func<IReadOnlyList<SampleItem>> items) => context =>
    {
        var query = context.Request.Query;
        if (context.Request.Path != "/2/tweets/search/recent" || query["query"] != "sales AI")
        {
            return Answers.Json("""{"title": "Not Found", "detail": "Not Found", "type": "about:blank", "status": 404}""", 404)(context);
        }

        DateTime Bound(string name, DateTime otherwise) => query[name].ToString() is { Length: > 0 } text ? DateTimeOffset.Parse(text, null).UtcDateTime : otherwise;
        var size = Math.Min(PageSize, int.Parse(query["max_results"].ToString()));
        var from = query["next_token"].ToString() is { Length: > 0 } token ? int.Parse(token[1..]) : 0;
        var found = items()
            .Where(i => i.At >= Bound("start_time", DateTime.MinValue) && i.At < Bound("end_time", DateTime.MaxValue))
            .OrderByDescending(i => i.At).ThenByDescending(i => i.Number)
            .ToList();
        var page = found.Skip(from).Take(size).ToList();
        var meta = new Dictionary<string, object> { ["result_count"] = page.Count };
        if (from + size < found.Count)
        {
            meta["next_token"] = $"b{from + size}";
        }

        var answer = new Dictionary<string, object> { ["meta"] = meta };
        if (page.Count > 0)
        {
            answer["data"] = page.Select(Post);
            answer["includes"] = new { users = new[] { new { id = "7", username = "ann", name = "Ann" } } };
        }

        return Answers.Json(JsonSerializer.Serialize(answer))(context);
    };

    private static object Post(SampleItem item) => new { id = $"{item.Number}", author_id = "7", created_at = item.At.ToString("yyyy-MM-ddTHH:mm:ss.000Z"), text = $"{item.Title}. {item.Text}" };
}
