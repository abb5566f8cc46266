using System.IO.Compression;
using System.Text;
using Glean.Scouts.Rss;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

public class BrokenFeedTests
{
    private const string TwoItems = "<rss version=\"2.0\"><channel><title>T</title><item><title>One</title><link>https://blog.example/1</link><description>First</description></item>"
        + "<item><title>Two</title><link>https://blog.example/2</link><description>Second, longer</description></item></channel></rss>";

    [Theory]
    [InlineData("<title>Q&A at R&D</title>", "Q&A at R&D")]
    [InlineData("<title>caf&eacute; &hellip; &#8217; &#x201C; &#146;</title>", "café … ’ “ ’")]
    [InlineData("<title>a < b and c > d</title>", "a < b and c > d")]
    [InlineData("<title><![CDATA[Tom & Jerry]]></title>", "Tom & Jerry")]
    [InlineData("<title>Fish &amp;amp; chips</title>", "Fish & chips")]
    [InlineData("<title>No end<link>https://blog.example/1</link>", "No end")]
    [InlineData("<TITLE>Loud</TITLE>", "Loud")]
    [InlineData("<title>  Over\n   two lines </title>", "Over two lines")]
    public void Titles_survive_what_authors_do_to_them(string children, string title) => Feeds.Item(children).Title.ShouldBe(title);

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\n\n  ")]
    [InlineData("Warning: mysql gone on line 3<br />\n")]
    [InlineData("<?xml version='1.0' encoding='utf-8'?><?xml-stylesheet href='a'?><!-- hello -- there -->")]
    [InlineData("<!DOCTYPE rss [<!ENTITY % Latin1 PUBLIC \"-//W3C//ENTITIES Latin 1//EN\" \"https://dtd.example/lat1\"> %Latin1;]>")]
    [InlineData("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://dtd.example/rss.dtd\">")]
    public void Junk_before_the_feed_is_passed_over(string junk) => Feeds.Feed(junk + TwoItems).Entries.Count.ShouldBe(2);

    [Fact]
    public void Every_cut_keeps_the_entries_before_it_and_never_half_a_one()
    {
        var second = TwoItems.IndexOf("<item><title>Two", StringComparison.Ordinal);
        for (var length = second; length < TwoItems.Length; length++)
        {
            var feed = Feeds.Feed(TwoItems[..length]);
            feed.BrokeOff.ShouldBeTrue();
            feed.Entries[0].Text.ShouldBe("First");
            feed.Entries.Skip(1).ShouldAllBe(e => e.Text == "" || e.Text == "Second, longer");
        }
    }

    [Fact]
    public void No_damage_makes_it_throw()
    {
        var random = new Random(3);
        byte[][] whole = [Encoding.UTF8.GetBytes(TwoItems), Encoding.Unicode.GetBytes(TwoItems), "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"\\u00e9\",\"tags\":[1,{}]}]}"u8.ToArray()];
        for (var i = 0; i < 6_000; i++)
        {
            var body = whole[i % whole.Length].ToArray();
            for (var hit = random.Next(1, 12); hit > 0; hit--)
            {
                body[random.Next(body.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"<>&'\"/!?[]{}:;#=-"[random.Next(17)];
            }

            Should.NotThrow(() => FeedReader.Read(body.AsMemory(0, random.Next(body.Length)), "text/xml", Feeds.Address), Encoding.Latin1.GetString(body));
        }
    }

    [Fact]
    public void Unescaped_html_in_a_description_is_read_as_html()
    {
        var entry = Feeds.Item("<description><p>One<br>two <a href=x>three</a><p>Four</description><link>https://blog.example/1</link>");
        entry.Text.ShouldBe("One\ntwo three\n\nFour");
        entry.Link.ShouldBe("https://blog.example/1");
    }

    [Fact]
    public void A_forgotten_end_of_an_item_does_not_swallow_the_next() =>
        Feeds.Feed("<rss><channel><item><title>One</title><item><title>Two</title></item></channel></rss>")
            .Entries.Select(e => e.Title).ShouldBe(["One", "Two"]);

    [Fact]
    public void Plain_descriptions_keep_their_lines() =>
        Feeds.Item("<description>First &amp;amp; line\nSecond line\n\n\nThird</description>").Text.ShouldBe("First & line\nSecond line\n\nThird");

    [Fact]
    public void Gzip_bytes_are_unfolded_even_when_cut_short()
    {
        var packed = Gzip(Encoding.UTF8.GetBytes(TwoItems));
        FeedReader.Read(packed, null, null).Feed!.Entries.Count.ShouldBe(2);
        FeedReader.Read(packed.AsMemory(0, packed.Length - 9), null, null).ShouldNotBeNull();
    }

    [Fact]
    public void A_gzip_bomb_is_refused()
    {
        var result = FeedReader.Read(Gzip(new byte[40_000_000]), null, null);
        result.Error!.Kind.ShouldBe(FeedErrorKind.TooLarge);
        result.Error.Message.ShouldContain("15 MiB");
    }

    [Theory]
    [InlineData("<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;&a;\">", "made of other entities")]
    [InlineData("<!ENTITY x SYSTEM \"file:///etc/passwd\">", "read from another address")]
    [InlineData("<!ENTITY x PUBLIC \"name\" \"https://dtd.example/x\">", "read from another address")]
    [InlineData("<!ENTITY % x SYSTEM \"https://dtd.example/x\"> %x;", "read from another address")]
    public void Dangerous_document_types_are_refused(string subset, string reason)
    {
        var result = Feeds.Read($"<!DOCTYPE rss [{subset}]>{TwoItems}");
        result.Error!.Kind.ShouldBe(FeedErrorKind.Refused);
        result.Error.Message.ShouldContain(reason);
    }

    [Fact]
    public void Harmless_document_types_are_ignored_and_never_expanded()
    {
        var feed = Feeds.Feed("<!DOCTYPE rss [<!-- it's > --><!ENTITY me \"Somebody\">]><rss><channel><item><title>By &me;</title></item></channel></rss>");
        feed.Entries.Single().Title.ShouldBe("By &me;");
    }

    [Fact]
    public void A_web_page_is_named_with_the_feed_it_links_to()
    {
        var result = Feeds.Read("""
            <!doctype html><html><head><title>Blog</title><link rel=alternate type="application/rss+xml" href="/comments/feed">
            <link rel="stylesheet" href="/x.css"><link type='application/atom+xml' rel='alternate' href='/atom.xml'></head><body><p>Hi</body></html>
            """, address: new Uri("https://blog.example/about"));

        result.IsFeed.ShouldBeFalse();
        result.Error!.Kind.ShouldBe(FeedErrorKind.HtmlPage);
        result.Error.SuggestedFeed.ShouldBe(new Uri("https://blog.example/atom.xml"));
        result.Error.Message.ShouldBe("This is an HTML page, not a feed; it links to the feed https://blog.example/atom.xml");
    }

    [Theory]
    [InlineData("", FeedErrorKind.Empty)]
    [InlineData("  \n", FeedErrorKind.Empty)]
    [InlineData("Not found", FeedErrorKind.NotAFeed)]
    [InlineData("<urlset><url><loc>https://x.example</loc></url></urlset>", FeedErrorKind.NotAFeed)]
    [InlineData("<html><body>Sign in</body></html>", FeedErrorKind.HtmlPage)]
    [InlineData("<opml version='2.0'><body/></opml>", FeedErrorKind.FeedList)]
    [InlineData("{\"error\":\"gone\"}", FeedErrorKind.NotAFeed)]
    [InlineData("[1,2", FeedErrorKind.NotAFeed)]
    public void What_is_no_feed_is_told_apart(string text, FeedErrorKind kind)
    {
        var result = Feeds.Read(text);
        result.Error!.Kind.ShouldBe(kind);
        result.Error.Message.ShouldEndWith(".");
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }
}
