using Glean.Scouts.GitHub;
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
        new GitHubScout(),
    ];

    /// <summary>All that there are, by name.</summary>
    public static IEnumerable<ScoutDefinition> Definitions => All.Select(s => s.Definition).OrderBy(d => d.Name, StringComparer.Ordinal);

    /// <summary>The scout of that name; null when there is none.</summary>
    public static IScout? Find(string name) => All.FirstOrDefault(s => s.Definition.Name == name);
}
