using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Glean.Scouts;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Glean.Tests.Scouts.Samples;

/// <summary>GitHub's search for repositories, in no order that helps and at most so many hits of one question.</summary>
internal sealed partial class GitHubSample : ScoutSample
{
    /// <summary>Questions with more hits say that there are a great many.</summary>
    private const int MostHits = 12;

    public override string Scout => "github";

    public override ScoutOptions Doors(Uri origin) => ScoutOptions.None.With(ScoutFields.Queries, "sales AI");

    public override RequestDelegate Serve(Func<IReadOnlyList<SampleItem>> items) => context =>
    {
        var request = context.Request;
        if (request.Path != "/search/repositories" || Created().Match(request.Query["q"].ToString()) is not { Success: true } span)
        {
            return Answers.Json("""{"message":"Not Found"}""", 404)(context);
        }

        var found = items().Where(i => i.At >= Time(span.Groups[1].Value) && i.At <= Time(span.Groups[2].Value)).ToList();
        return Answers.Json(JsonSerializer.Serialize(new
        {
            total_count = found.Count > MostHits ? 1500 : found.Count,
            incomplete_results = false,
            items = found.Take(MostHits).Select(i => new
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

    [GeneratedRegex(@"created:(\S+?)\.\.(\S+)")]
    private static partial Regex Created();
}
