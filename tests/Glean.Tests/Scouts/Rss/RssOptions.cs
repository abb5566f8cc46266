using Glean.Scouts;

namespace Glean.Tests.Scouts.Rss;

/// <summary>What to ask of the RSS scout.</summary>
internal sealed record RssOptions(IReadOnlyList<string> Feeds, int? Limit = null, int? Days = null)
{
    public ScoutOptions ToScout()
    {
        var options = ScoutOptions.None.With(ScoutFields.Feeds, Feeds);
        options = Limit is { } limit ? options.With(ScoutFields.Limit, limit) : options;
        return Days is { } days ? options.With(ScoutFields.Days, days) : options;
    }
}
