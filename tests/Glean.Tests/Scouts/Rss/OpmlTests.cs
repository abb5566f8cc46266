using System.Text;
using System.Xml;
using Glean.Scouts.Rss;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

public class OpmlTests
{
    [Fact]
    public void Folders_become_the_category_path()
    {
        var list = Import("""
            <opml version="2.0"><head><title>Mine</title></head><body>
            <outline text="Sales"><outline text="CRM"><outline type="rss" text="t" title="A &amp; B" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/></outline></outline>
            <outline text="Loose" XMLURL="feed://b.example/rss"/><outline text="Note"/><outline type="rss" text="Elsewhere" xmlUrl="file:///etc/passwd"/>
            <outline text="Again" xmlUrl="https://a.example/feed"/></body></opml>
            """);

        list.Title.ShouldBe("Mine");
        list.Feeds.Count.ShouldBe(2);
        list.Feeds[0].Title.ShouldBe("A & B");
        list.Feeds[0].SiteUrl.ShouldBe("https://a.example/");
        list.Feeds[0].CategoryPath.ShouldBe(["Sales", "CRM"]);
        list.Feeds[1].FeedUrl.ShouldBe("http://b.example/rss");
        list.Feeds[1].CategoryPath.ShouldBeEmpty();
        list.Skipped.ShouldBe(1);
        list.Repeated.ShouldBe(1);
    }

    [Fact]
    public void Files_that_are_not_well_formed_lose_no_feed()
    {
        var list = Import("""
            <opml><body><outline text="R&D <now>" xmlUrl="https://a.example/?a=1&b=2" />
            <outline text="B" description="works at <a href="https://x.example">X</a> & more" xmlUrl="https://b.example/feed" htmlUrl="https://b.example"/>
            <outline text='C' xmlUrl=https://c.example/feed>
            """);

        list.Feeds.Select(f => f.FeedUrl).ShouldBe(["https://a.example/?a=1&b=2", "https://b.example/feed", "https://c.example/feed"]);
        list.Feeds[0].Title.ShouldBe("R&D <now>");
    }

    [Fact]
    public void An_export_is_well_formed_and_reads_back_the_same()
    {
        FeedSubscription[] feeds =
        [
            new("A & \"B\" <c>", "https://a.example/?x=1&y=2", "https://a.example/", []),
            new("Deep\u0001", "https://d.example/feed", null, ["Sales", "CRM & more"]),
            new("Sibling", "https://s.example/feed", null, ["Sales"]),
        ];

        var written = Opml.Export("My <list>", feeds);

        var document = new XmlDocument { XmlResolver = null };
        document.LoadXml(written);
        document.DocumentElement!.GetAttribute("version").ShouldBe("2.0");
        written.ShouldStartWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        var read = Import(written);
        read.Title.ShouldBe("My <list>");
        read.Feeds.OrderBy(f => f.FeedUrl).Select(f => (f.Title, f.FeedUrl, f.SiteUrl, string.Join('/', f.CategoryPath))).ShouldBe(
        [
            ("A & \"B\" <c>", "https://a.example/?x=1&y=2", "https://a.example/", ""),
            ("Deep", "https://d.example/feed", null, "Sales/CRM & more"),
            ("Sibling", "https://s.example/feed", null, "Sales"),
        ]);
    }

    [Theory]
    [InlineData("<html><body>Hello</body></html>", "not OPML")]
    [InlineData("", "not OPML")]
    [InlineData("<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml><body/></opml>", "refused")]
    public void What_is_no_list_is_said(string text, string message) => Import(text).Error!.ShouldContain(message);

    private static OpmlResult Import(string text) => Opml.Import(Encoding.UTF8.GetBytes(text));
}
