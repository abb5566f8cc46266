using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Shouldly;

namespace Glean.Tests.Reports.Feeds;

/// <summary>What a validator of feeds insists on, out of the specifications.</summary>
internal static class StrictFeeds
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static void Check(string name, byte[] body)
    {
        switch (Path.GetExtension(name))
        {
            case ".atom":
                CheckAtom(Xml(body));
                break;
            case ".rss":
                CheckRss(Xml(body));
                break;
            default:
                CheckJson(JsonDocument.Parse(body).RootElement);
                break;
        }
    }

    // Refuses characters that XML has not, document types, and a byte order mark before the declaration.
    public static XElement Xml(byte[] body)
    {
        body[0].ShouldBe((byte)'<');
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body).ShouldStartWith("<?xml");
        using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true });
        return XDocument.Load(reader).Root!;
    }

    /// <summary>RFC 4287, sections 4.1 and 4.2.</summary>
    private static void CheckAtom(XElement feed)
    {
        feed.Name.ShouldBe(Atom + "feed");
        foreach (var element in feed.Elements(Atom + "entry").Prepend(feed))
        {
            AbsoluteUri(Single(element, "id"));
            Single(element, "title").ShouldNotBeNullOrWhiteSpace();
            Rfc3339(Single(element, "updated"));
            Links(element).Count(l => l.Relation == "alternate").ShouldBe(1);
            Links(element).Select(l => l.Address).ToList().ForEach(AbsoluteUri);
        }

        // The author of entries that name none.
        feed.Elements(Atom + "author").ShouldHaveSingleItem().Element(Atom + "name")!.Value.ShouldNotBeEmpty();
        Links(feed).Count(l => l.Relation == "self").ShouldBe(1);
        feed.Elements(Atom + "entry").Select(e => Single(e, "id")).ShouldBeUnique();
        foreach (var entry in feed.Elements(Atom + "entry"))
        {
            var content = entry.Elements(Atom + "content").ShouldHaveSingleItem();
            content.Attribute("type")!.Value.ShouldBe("html");
            content.HasElements.ShouldBeFalse();
            entry.Elements(Atom + "category").ShouldAllBe(c => c.Attribute("term") != null);
        }

        static string Single(XElement element, string name) => element.Elements(Atom + name).ShouldHaveSingleItem().Value;

        static IEnumerable<(string Relation, string Address)> Links(XElement element) =>
            element.Elements(Atom + "link").Select(l => (l.Attribute("rel")?.Value ?? "alternate", l.Attribute("href")!.Value));
    }

    /// <summary>https://www.rssboard.org/rss-specification and the profile's advice on <c>atom:link</c>.</summary>
    private static void CheckRss(XElement rss)
    {
        rss.Attribute("version")!.Value.ShouldBe("2.0");
        var channel = rss.Elements().ShouldHaveSingleItem();
        channel.Name.LocalName.ShouldBe("channel");
        foreach (var name in (string[])["title", "link", "description"])
            channel.Elements(name).ShouldHaveSingleItem().Value.ShouldNotBeNullOrWhiteSpace();
        AbsoluteUri(channel.Element("link")!.Value);
        Rfc822(channel.Element("lastBuildDate")!.Value);
        channel.Elements(Atom + "link").ShouldHaveSingleItem().Attribute("rel")!.Value.ShouldBe("self");
        channel.Elements("item").Select(i => i.Element("guid")!.Value).ShouldBeUnique();
        foreach (var item in channel.Elements("item"))
        {
            item.Elements("title").ShouldHaveSingleItem().Value.ShouldNotBeNullOrWhiteSpace();
            AbsoluteUri(item.Elements("link").ShouldHaveSingleItem().Value);
            item.Elements("guid").ShouldHaveSingleItem().Attribute("isPermaLink")!.Value.ShouldBe("false");
            Rfc822(item.Elements("pubDate").ShouldHaveSingleItem().Value);
        }
    }

    /// <summary>https://www.jsonfeed.org/version/1.1/.</summary>
    private static void CheckJson(JsonElement feed)
    {
        feed.GetProperty("version").GetString().ShouldBe("https://jsonfeed.org/version/1.1");
        feed.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
        AbsoluteUri(feed.GetProperty("home_page_url").GetString()!);
        AbsoluteUri(feed.GetProperty("feed_url").GetString()!);
        feed.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()).ShouldBeUnique();
        foreach (var item in feed.GetProperty("items").EnumerateArray())
        {
            AbsoluteUri(item.GetProperty("url").GetString()!);
            item.GetProperty("content_html").GetString().ShouldNotBeNullOrWhiteSpace();
            Rfc3339(item.GetProperty("date_published").GetString()!);
        }
    }

    private static void AbsoluteUri(string text) => Uri.TryCreate(text, UriKind.Absolute, out _).ShouldBeTrue(text);

    private static void Rfc3339(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _).ShouldBeTrue(text);

    private static void Rfc822(string text) =>
        DateTimeOffset.TryParseExact(text, "ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _).ShouldBeTrue(text);
}
