using Glean.Scouts.Rss;

namespace Glean.Operations;

/// <summary>Lets the tracker read feeds with the scouts' reader; the two rooms do not see each other.</summary>
public static class FeedTitles
{
    public static (IReadOnlyList<string>? Titles, string? Problem) Read(byte[] body, string? contentType, Uri address)
    {
        var read = FeedReader.Read(body, contentType, address);
        return read.IsFeed
            ? ([.. read.Feed.Entries.Select(e => e.Title).Where(t => t.Length > 0)], null)
            : (null, read.Error.Message);
    }
}
