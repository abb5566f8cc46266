using Glean.Catalog;
using Glean.Settings;

namespace Glean.Scouts;

/// <summary>A kind of source.</summary>
/// <param name="Name">Its name in <c>sources</c>.</param>
/// <param name="Command">Its name on the command line.</param>
/// <param name="Credentials">Settings that must be there before it can be asked; none where it is open.</param>
public sealed record ScoutSource(string Name, string Command, string Title, IReadOnlyList<string> Credentials)
{
    /// <summary>Why it cannot be run, as a failure that names what is missing.</summary>
    public GleanException Unavailable(GleanSettings settings)
    {
        var missing = Credentials.Where(c => settings.All.Single(s => s.Definition.Variable == c).Value is null).ToList();
        return missing.Count > 0
            ? new GleanException(FailureKind.Setting, $"{Title} needs {string.Join(" and ", missing)}.", $"Set {(missing.Count == 1 ? "it" : "them")} in the environment, or see sample data: glean scout {Command} --demo")
            : new GleanException(FailureKind.Setting, $"{Title} can only be read as sample data in this version.", $"glean scout {Command} --demo");
    }
}

/// <summary>The kinds of source there are.</summary>
public static class ScoutSources
{
    /// <summary>Those whose client is still to come; they give sample data only.</summary>
    public static readonly IReadOnlyList<ScoutSource> WithKeys =
    [
        new("reddit", "reddit", "Reddit", ["REDDIT_CLIENT_ID", "REDDIT_CLIENT_SECRET"]),
        new("twitter", "twitter", "X (Twitter)", ["TWITTER_BEARER_TOKEN"]),
        new("producthunt", "producthunt", "Product Hunt", ["PRODUCTHUNT_API_KEY", "PRODUCTHUNT_API_SECRET"]),
        new("web_search", "web", "Web search", ["SERPAPI_KEY"]),
        new("hackernews", "hackernews", "Hacker News", []),
        new("github", "github", "GitHub", []),
    ];

    /// <summary>All of them, by their name in <c>sources</c>.</summary>
    public static IEnumerable<string> Names => WithKeys.Select(s => s.Name).Append(Rss.RssScout.Name);
}
