using Glean.Scouts.HackerNews;
using Glean.Scouts.ProductHunt;
using Glean.Scouts.Reddit;
using Glean.Scouts.Rss;
using Glean.Scouts.Twitter;
using Glean.Scouts.WebSearch;

namespace Glean.Scouts;

/// <summary>The composition of scouts: one line each.</summary>
public static class ScoutList
{
    public static readonly IReadOnlyList<IScout> All =
    [
        new RssScout(),
        new HackerNewsScout(),
        new RedditScout(),
        new TwitterScout(),
        new ProductHuntScout(),
        new WebSearchScout(),
    ];

    /// <summary>Those whose client is still to come: they give sample data only.</summary>
    public static readonly IReadOnlyList<ScoutDefinition> SampleOnly =
    [
        ToCome("github", "github", "GitHub"),
    ];

    /// <summary>All that there are, by name.</summary>
    public static IEnumerable<ScoutDefinition> Definitions => All.Select(s => s.Definition).Concat(SampleOnly).OrderBy(d => d.Name, StringComparer.Ordinal);

    /// <summary>The scout of that name; null when there is none or its client is still to come.</summary>
    public static IScout? Find(string name) => All.FirstOrDefault(s => s.Definition.Name == name);

    private static ScoutDefinition ToCome(string name, string command, string title, params IReadOnlyList<string>[] credentials) => new(name, command, title)
    {
        Summary = $"{title} (sample data with --demo)",
        Doors = "doors",
        NextStepWithoutDoors = $"glean scout {command} --demo",
        Credentials = credentials,
        Schedule = "",
    };
}
