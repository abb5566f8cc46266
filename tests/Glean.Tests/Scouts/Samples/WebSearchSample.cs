using System.Text.Json;
using Glean.Scouts;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Glean.Tests.Scouts.Samples;

/// <summary>SerpAPI, which is chosen when all keys are there: hits by rank, twenty a page if so many are asked for.</summary>
internal sealed class WebSearchSample : ScoutSample
{
    private const int LargestPage = 20;

    private static readonly string[] Queries = ["AI SDR", "sales CRM", "lead enrichment"];

    public override string Scout => "web_search";

    public override ScoutOptions Doors(Uri origin) => ScoutOptions.None.With(ScoutFields.Queries, Queries).With(ScoutFields.Results, 40);

    public override RequestDelegate Serve(Func<IReadOnlyList<SampleItem>> items) => context =>
    {
        var query = context.Request.Query;
        if (context.Request.Path != "/search.json" || query["api_key"] != ScoutFixture.Secret)
        {
            return Answers.Json("""{"error": "Invalid API key."}""", 401)(context);
        }

        var size = Math.Min(LargestPage, int.TryParse(query["num"], out var number) ? number : 10);
        var start = int.TryParse(query["start"], out var from) ? from : 0;
        var found = items().Where(i => i.Number % Queries.Length == Array.IndexOf(Queries, query["q"].ToString())).OrderByDescending(i => i.Number).ToList();
        return Answers.Json(JsonSerializer.Serialize(new
        {
            search_metadata = new { status = "Success" },
            organic_results = found.Skip(start).Take(size).Select((i, n) => new
            {
                position = n + 1,
                title = i.Title,
                link = $"https://items.example/{i.Number}?utm_source=search",
                displayed_link = "items.example",
                snippet = i.Text,
                date = i.At.ToString("MMM d, yyyy", System.Globalization.CultureInfo.InvariantCulture),
            }),
            serpapi_pagination = found.Count > start + size ? new { next = $"https://serpapi.com/search.json?q=x&start={start + size}" } : null,
        }))(context);
    };
}
