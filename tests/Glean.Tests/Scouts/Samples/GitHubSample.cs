using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Glean.Scouts;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Glean.Tests.Scouts.Samples;

/// <summary>GitHub's search for repositories: the last worked on first, a few hits a page whatever it is asked for.</summary>
/// <param name="mostHits">Of a question with more hits it says that there are a great many, and gives only so many.</param>
internal sealed partial class GitHubSample(int mostHits = int.MaxValue) : ScoutSample
{
    private const int PageSize = 7;

    public override string Scout => "github";

    public override ScoutOptions Doors(Uri origin) => ScoutOptions.None.With(ScoutFields.Queries, "sales AI");

    public override RequestDelegate Serve(Func<IReadOnlyList<SampleItem>> items) => context =>
    {
        var request = context.Request;
        if (request.Path != "/search/repositories" || Pushed().Match(request.Query["q"].ToString()) is not { Success: true } span)
        {
            return Answers.Json("""{"message":"Not Found"}""", 404)(context);
        }

        var found = items().Where(i => i.At >= Time(span.Groups[1].Value) && i.At <= Time(span.Groups[2].Value)).OrderByDescending(i => i.At).ToList();
        var size = Math.Min(PageSize, int.Parse(request.Query["per_page"].ToString(), CultureInfo.InvariantCulture));
        var page = int.TryParse(request.Query["page"], out var number) ? number : 1;
        return Answers.Json(JsonSerializer.Serialize(new
        {
            total_count = found.Count > mostHits ? 1500 : found.Count,
            incomplete_results = false,
            items = found.Take(mostHits).Skip((page - 1) * size).Take(size).Select(i => new
            {
                full_name = $"example/tool-{i.Number}",
                html_url = $"https://github.com/example/tool-{i.Number}",
                description = i.Title,
                homepage = "",
                stargazers_count = 40,
                topics = new[] { "sales-automation", "crm" },
                owner = new { login = "example" },
                created_at = i.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            }),
        }))(context);
    };

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    [GeneratedRegex(@"pushed:(\S+?)\.\.(\S+)")]
    private static partial Regex Pushed();
}
