using System.Text;
using Glean.Scouts.Rss;

namespace Glean.Tests.Scouts.Rss;

/// <summary>Short ways to read a feed in a test.</summary>
internal static class Feeds
{
    public static readonly Uri Address = new("https://blog.example/news/feed.xml");

    public static FeedResult Read(string text, string? contentType = null, Uri? address = null) =>
        FeedReader.Read(Encoding.UTF8.GetBytes(text), contentType, address ?? Address);

    public static Feed Feed(string text) => Read(text).Feed ?? throw new InvalidOperationException(Read(text).Error?.Message);

    /// <summary>The only entry of an RSS feed with these children.</summary>
    public static FeedEntry Item(string children, string rssAttributes = "") =>
        Feed($"<rss version='2.0' {rssAttributes}><channel><title>T</title><item>{children}</item></channel></rss>").Entries.Single();

    /// <summary>The only entry of an Atom feed with these children.</summary>
    public static FeedEntry Entry(string children) =>
        Feed($"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><author><name>Staff</name></author><entry>{children}</entry></feed>").Entries.Single();
}
