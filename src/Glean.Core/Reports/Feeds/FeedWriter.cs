using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Glean.Catalog;

namespace Glean.Reports.Feeds;

/// <summary>Renders a feed.</summary>
public static class FeedWriter
{
    private const string AtomNamespace = "http://www.w3.org/2005/Atom";

    private static readonly JsonWriterOptions Json = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(NewsFeed feed, FeedFormat format, FeedPlace place) => format switch
    {
        FeedFormat.Atom => Xml(writer => Atom(writer, feed, place)),
        FeedFormat.Rss => Xml(writer => Rss(writer, feed, place)),
        FeedFormat.Json => JsonFeed(feed, place),
    };

    /// <summary>The media type of a format, with its character set.</summary>
    public static string MediaType(FeedFormat format) => format switch
    {
        FeedFormat.Atom => "application/atom+xml; charset=utf-8",
        FeedFormat.Rss => "application/rss+xml; charset=utf-8",
        FeedFormat.Json => "application/feed+json; charset=utf-8",
    };

    private static void Atom(XmlWriter writer, NewsFeed feed, FeedPlace place)
    {
        writer.WriteStartElement("feed", AtomNamespace);
        Element(writer, "id", Urn(FeedIds.Of($"feed:{feed.Topic.ToWire()}:{place.Home}")));
        Element(writer, "title", ForeignText.Plain(feed.Title));
        Element(writer, "subtitle", feed.Description);
        Element(writer, "updated", Rfc3339(feed.UpdatedAt));
        AtomLink(writer, "self", place.Self);
        AtomLink(writer, "alternate", place.Home);
        writer.WriteStartElement("author", AtomNamespace);
        Element(writer, "name", "Glean");
        writer.WriteEndElement();
        foreach (var entry in feed.Entries)
        {
            writer.WriteStartElement("entry", AtomNamespace);
            Element(writer, "id", Urn(entry.Id));
            Element(writer, "title", ForeignText.Plain(entry.Title));
            Element(writer, "published", Rfc3339(entry.At));
            Element(writer, "updated", Rfc3339(entry.At));
            AtomLink(writer, "alternate", place.Page(entry.ToolId));
            if (ForeignText.Link(entry.SourceUrl) is { } source)
                AtomLink(writer, "related", source);
            writer.WriteStartElement("category", AtomNamespace);
            writer.WriteAttributeString("term", ForeignText.Plain(entry.Category));
            writer.WriteEndElement();
            writer.WriteStartElement("content", AtomNamespace);
            writer.WriteAttributeString("type", "html");
            writer.WriteString(entry.Content.ToString());
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();

        static void Element(XmlWriter writer, string name, string text) => writer.WriteElementString(name, AtomNamespace, text);
    }

    private static void AtomLink(XmlWriter writer, string relation, string address)
    {
        writer.WriteStartElement("link", AtomNamespace);
        writer.WriteAttributeString("rel", relation);
        writer.WriteAttributeString("href", address);
        writer.WriteEndElement();
    }

    private static void Rss(XmlWriter writer, NewsFeed feed, FeedPlace place)
    {
        writer.WriteStartElement("rss");
        writer.WriteAttributeString("version", "2.0");
        writer.WriteAttributeString("xmlns", "atom", null, AtomNamespace);
        writer.WriteStartElement("channel");
        writer.WriteElementString("title", ForeignText.Plain(feed.Title));
        writer.WriteElementString("link", place.Home);
        writer.WriteElementString("description", feed.Description);
        writer.WriteElementString("language", "en");
        writer.WriteElementString("lastBuildDate", Rfc822(feed.UpdatedAt));
        writer.WriteStartElement("atom", "link", AtomNamespace);
        writer.WriteAttributeString("rel", "self");
        writer.WriteAttributeString("type", "application/rss+xml");
        writer.WriteAttributeString("href", place.Self);
        writer.WriteEndElement();
        foreach (var entry in feed.Entries)
        {
            writer.WriteStartElement("item");
            writer.WriteElementString("title", ForeignText.Plain(entry.Title));
            writer.WriteElementString("link", place.Page(entry.ToolId));
            writer.WriteElementString("description", entry.Content.ToString());
            writer.WriteElementString("category", ForeignText.Plain(entry.Category));
            writer.WriteStartElement("guid");
            writer.WriteAttributeString("isPermaLink", "false");
            writer.WriteString(Urn(entry.Id));
            writer.WriteEndElement();
            writer.WriteElementString("pubDate", Rfc822(entry.At));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static byte[] JsonFeed(NewsFeed feed, FeedPlace place)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, Json))
        {
            writer.WriteStartObject();
            writer.WriteString("version", "https://jsonfeed.org/version/1.1");
            writer.WriteString("title", ForeignText.Plain(feed.Title));
            writer.WriteString("description", feed.Description);
            writer.WriteString("home_page_url", place.Home);
            writer.WriteString("feed_url", place.Self);
            writer.WriteString("language", "en");
            writer.WriteStartArray("authors");
            writer.WriteStartObject();
            writer.WriteString("name", "Glean");
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteStartArray("items");
            foreach (var entry in feed.Entries)
            {
                writer.WriteStartObject();
                writer.WriteString("id", Urn(entry.Id));
                writer.WriteString("url", place.Page(entry.ToolId));
                if (ForeignText.Link(entry.SourceUrl) is { } source)
                    writer.WriteString("external_url", source);
                writer.WriteString("title", ForeignText.Plain(entry.Title));
                writer.WriteString("content_html", entry.Content.ToString());
                writer.WriteString("date_published", Rfc3339(entry.At));
                writer.WriteStartArray("tags");
                writer.WriteStringValue(ForeignText.Plain(entry.Category));
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return output.ToArray();
    }

    private static byte[] Xml(Action<XmlWriter> write)
    {
        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            writer.WriteStartDocument();
            write(writer);
        }

        return output.ToArray();
    }

    private static string Urn(Guid id) => $"urn:uuid:{id}";

    private static string Rfc3339(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Rfc822(DateTime utc) => utc.ToString("ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture);
}
