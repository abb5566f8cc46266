using Glean.Scouts.Rss;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

public class FeedFormatTests
{
    [Fact]
    public void Rss_2_gives_every_part_of_an_entry()
    {
        var feed = Feeds.Feed("""
            <?xml version="1.0"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel>
              <title>Sales &amp;amp; tools</title><link>https://blog.example/</link><description>All about it</description><language>en_US</language>
              <atom:link rel="self" href="https://blog.example/news/feed.xml"/>
              <item>
                <title>Dialler &lt;b&gt;two&lt;/b&gt; is out</title><link>/posts/2</link><guid isPermaLink="false">post-2</guid>
                <pubDate>Mon, 07 Oct 2024 10:00:00 +0200</pubDate><dc:creator>Ada Writer</dc:creator>
                <category>sales</category><category>phone</category><comments>/posts/2#comments</comments>
                <description>Short</description><content:encoded><![CDATA[<p>One &amp; two</p><p>Three</p>]]></content:encoded>
                <enclosure url="/a.mp3" type="audio/mpeg" length="1,234"/>
              </item>
            </channel></rss>
            """);

        feed.Title.ShouldBe("Sales & tools");
        feed.Link.ShouldBe("https://blog.example/");
        feed.Description.ShouldBe("All about it");
        feed.Language.ShouldBe("en-US");
        feed.FeedUrl.ShouldBe("https://blog.example/news/feed.xml");
        feed.Format.ShouldBe(new FeedFormat(FeedKind.Rss, "2.0"));
        feed.BrokeOff.ShouldBeFalse();
        var entry = feed.Entries.ShouldHaveSingleItem();
        entry.Title.ShouldBe("Dialler two is out");
        entry.Link.ShouldBe("https://blog.example/posts/2");
        entry.Id.ShouldBe("post-2");
        entry.Author.ShouldBe("Ada Writer");
        entry.Published.ShouldBe(new DateTime(2024, 10, 7, 8, 0, 0, DateTimeKind.Utc));
        entry.Published!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        entry.Categories.ShouldBe(["sales", "phone"]);
        entry.CommentsUrl.ShouldBe("https://blog.example/posts/2#comments");
        entry.SummaryHtml.ShouldBe("Short");
        entry.ContentHtml.ShouldBe("<p>One &amp; two</p><p>Three</p>");
        entry.Text.ShouldBe("One & two\n\nThree");
        entry.Enclosures.ShouldBe([new Enclosure("https://blog.example/a.mp3", "audio/mpeg", 1234)]);
    }

    [Fact]
    public void Atom_1_reads_types_links_and_inherits_the_author()
    {
        var entry = Feeds.Entry("""
            <id>tag:blog.example,2024:1</id><title type="text">Lists of List&lt;T&gt;</title>
            <link rel="self" href="https://api.example/1"/><link rel="alternate" type="application/pdf" href="/1.pdf"/>
            <link rel="alternate" type="text/html" href="/1"/><link rel="enclosure" href="/1.mp3" type="audio/mpeg" length="9"/>
            <link rel="replies" href="/1/comments"/>
            <published>2024-10-01T00:00:00Z</published><updated>2024-10-02T12:00:00+02:00</updated><category term="crm" label="CRM"/>
            <summary type="html">&lt;i&gt;Hi&lt;/i&gt;</summary>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Fish &amp; &lt;chips&gt;</p></div></content>
            """);

        entry.Title.ShouldBe("Lists of List<T>");
        entry.Link.ShouldBe("https://blog.example/1");
        entry.CommentsUrl.ShouldBe("https://blog.example/1/comments");
        entry.Author.ShouldBe("Staff");
        entry.Updated.ShouldBe(new DateTime(2024, 10, 2, 10, 0, 0, DateTimeKind.Utc));
        entry.Categories.ShouldBe(["CRM"]);
        entry.Text.ShouldBe("Fish & <chips>");
        entry.Enclosures.Single().Url.ShouldBe("https://blog.example/1.mp3");
    }

    [Fact]
    public void Atom_0_3_reads_modes()
    {
        var feed = Feeds.Feed("""
            <feed version="0.3" xmlns="http://purl.org/atom/ns#"><tagline>Old</tagline>
            <entry><title mode="escaped">A</title><issued>2003-12-13T08:29:29-04:00</issued><content mode="base64" type="text/html">PGI+Qm9sZDwvYj4=</content></entry></feed>
            """);

        feed.Format.ShouldBe(new FeedFormat(FeedKind.Atom, "0.3"));
        feed.Description.ShouldBe("Old");
        feed.Entries.Single().Text.ShouldBe("Bold");
        feed.Entries.Single().Published.ShouldBe(new DateTime(2003, 12, 13, 12, 29, 29, DateTimeKind.Utc));
    }

    [Fact]
    public void Rss_1_finds_the_items_beside_the_channel()
    {
        var feed = Feeds.Feed("""
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://blog.example/"><title>R</title><items><rdf:Seq><rdf:li resource="https://blog.example/1"/></rdf:Seq></items></channel>
            <image><title>no item</title></image>
            <item rdf:about="https://blog.example/1"><title>One</title><link>https://blog.example/1</link><dc:date>2024-01-02</dc:date><dc:subject>x</dc:subject></item></rdf:RDF>
            """);

        feed.Format.ShouldBe(new FeedFormat(FeedKind.Rdf, "1.0"));
        feed.Link.ShouldBe("https://blog.example/");
        feed.Entries.Single().ShouldSatisfyAllConditions(
            e => e.Id.ShouldBe("https://blog.example/1"),
            e => e.Published.ShouldBe(new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc)),
            e => e.Categories.ShouldBe(["x"]));
    }

    [Fact]
    public void Cdf_reads_links_from_attributes()
    {
        var feed = Feeds.Feed("""<CHANNEL HREF="https://blog.example/"><TITLE>C</TITLE><ITEM HREF="/1" LASTMOD="2001-11-05T08:00"><TITLE>One</TITLE><ABSTRACT>Words</ABSTRACT></ITEM></CHANNEL>""");

        feed.Format.Kind.ShouldBe(FeedKind.Cdf);
        feed.Link.ShouldBe("https://blog.example/");
        feed.Entries.Single().Link.ShouldBe("https://blog.example/1");
        feed.Entries.Single().Text.ShouldBe("Words");
        feed.Entries.Single().Updated.ShouldBe(new DateTime(2001, 11, 5, 8, 0, 0, DateTimeKind.Utc));
    }

    [Fact]
    public void Media_and_itunes_fill_what_rss_leaves_open()
    {
        var entry = Feeds.Item("""
            <media:group><media:title>Video</media:title><media:description>About it</media:description><media:content url="https://v.example/1.mp4" type="video/mp4" fileSize="5"/></media:group>
            <itunes:author>Host</itunes:author><itunes:keywords>a, b</itunes:keywords><guid>https://blog.example/v1</guid>
            """);

        entry.Title.ShouldBe("Video");
        entry.Text.ShouldBe("About it");
        entry.Author.ShouldBe("Host");
        entry.Categories.ShouldBe(["a", "b"]);
        entry.Link.ShouldBe("https://blog.example/v1");
        entry.Enclosures.Single().ShouldBe(new Enclosure("https://v.example/1.mp4", "video/mp4", 5));
    }

    [Theory]
    [InlineData("ada@blog.example (Ada Writer)", "Ada Writer")]
    [InlineData("Ada Writer &lt;ada@blog.example&gt;", "Ada Writer")]
    [InlineData("ada@blog.example", "ada@blog.example")]
    [InlineData("Ada (the second)", "Ada (the second)")]
    public void The_author_of_rss_is_a_name_where_there_is_one(string stated, string name) =>
        Feeds.Item($"<author>{stated}</author>").Author.ShouldBe(name);

    [Fact]
    public void An_entry_without_identity_gets_the_same_one_each_time()
    {
        var first = Feeds.Item("<title>Only words</title><description>Here</description>").Id;
        first.ShouldBe(Feeds.Item("<title>Only words</title><description>Here</description>").Id);
        first.ShouldNotBe(Feeds.Item("<title>Other words</title><description>Here</description>").Id);
    }

    [Fact]
    public void A_counting_link_keeps_its_original_beside_it()
    {
        var entry = Feeds.Item("<link>https://counter.example/~r/1</link><feedburner:origLink>https://blog.example/1</feedburner:origLink>");
        entry.Link.ShouldBe("https://counter.example/~r/1");
        entry.OriginalLink.ShouldBe("https://blog.example/1");
    }

    [Fact]
    public void Relative_links_follow_xml_base()
    {
        var feed = Feeds.Feed("""<feed xml:base="https://other.example/a/"><entry xml:base="b/"><link href="c"/></entry></feed>""");
        feed.Entries.Single().Link.ShouldBe("https://other.example/a/b/c");
    }

    [Fact]
    public void Foreign_prefixes_do_not_hide_the_vocabulary()
    {
        var feed = Feeds.Feed("""
            <a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Prefixed</a:title><a:entry><a:title>One</a:title><a:link href="/1"/>
            <x:creator xmlns:x="http://purl.org/dc/elements/1.1/">Eve</x:creator><y:title xmlns:y="urn:unknown">Not this</y:title></a:entry></a:feed>
            """);
        feed.Title.ShouldBe("Prefixed");
        feed.Entries.Single().Title.ShouldBe("One");
        feed.Entries.Single().Author.ShouldBe("Eve");
    }
}
