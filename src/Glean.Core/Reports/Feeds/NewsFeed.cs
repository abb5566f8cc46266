using System.Security.Cryptography;
using System.Text;

namespace Glean.Reports.Feeds;

/// <summary>What a feed tells.</summary>
public enum FeedTopic
{
    /// <summary>Changes of approved tools.</summary>
    Changes,

    /// <summary>Tools that were approved.</summary>
    Tools,
}

/// <summary>The forms in which a feed can be had.</summary>
public enum FeedFormat
{
    /// <summary>RFC 4287.</summary>
    Atom,

    /// <summary>RSS 2.0, https://www.rssboard.org/rss-specification.</summary>
    Rss,

    /// <summary>JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/.</summary>
    Json,
}

/// <summary>News of the index, newest first.</summary>
/// <param name="UpdatedAt">When the newest entry came (UTC), so that the same rows give the same feed.</param>
public sealed record NewsFeed(FeedTopic Topic, string Title, string Description, DateTime UpdatedAt, IReadOnlyList<NewsEntry> Entries);

/// <summary>One change, or one new tool.</summary>
/// <param name="Id">Stays the same wherever and however often it is published.</param>
/// <param name="SourceUrl">The page it was seen on, or the tool's own.</param>
public sealed record NewsEntry(Guid Id, long ToolId, string Title, string? SourceUrl, Html Content, string Category, DateTime At);

/// <summary>Where a feed is published.</summary>
/// <param name="Home">The site's address, ending with a slash.</param>
/// <param name="Self">The feed's own address.</param>
/// <param name="Page">The address of a tool's page.</param>
public sealed record FeedPlace(string Home, string Self, Func<long, string> Page);

/// <summary>Names of feeds and entries that never change.</summary>
internal static class FeedIds
{
    /// <summary>A UUID made of a name (RFC 9562, version 8).</summary>
    public static Guid Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("glean:" + name))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
