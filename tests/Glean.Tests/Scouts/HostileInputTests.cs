using System.Text;
using Glean.Corpora;
using Glean.Scouts;
using Glean.Scouts.Rss;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts;

/// <summary>Bounds of time on foreign text, in time of the processor, which a busy machine does not stretch.</summary>
[Collection(Effort.Alone)]
public class HostileInputTests
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("</p>")]
    [InlineData("<")]
    [InlineData("<a b='")]
    [InlineData("<a b=\"'")]
    [InlineData("<svg>")]
    [InlineData("<svg></svg")]
    [InlineData("<script")]
    [InlineData("<script></scrip")]
    [InlineData("<!--")]
    [InlineData("<!DOCTYPE [")]
    [InlineData("<![CDATA[")]
    [InlineData("<?")]
    [InlineData("&")]
    [InlineData("&#9999999999;")]
    [InlineData("<td>")]
    [InlineData("<pre>\n")]
    public void A_megabyte_of_html_becomes_text_in_a_second(string piece)
    {
        var hostile = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        Effort.Least(OneSecond, () => PlainText.FromHtml(hostile).ShouldNotBeNull()).ShouldBeLessThan(OneSecond);
        Effort.Least(OneSecond, () => PlainText.Headline(hostile).ShouldNotBeNull()).ShouldBeLessThan(OneSecond);
    }

    [Theory]
    [InlineData("<a")]
    [InlineData("<a ")]
    [InlineData("</a")]
    [InlineData("<a>")]
    [InlineData("<a b=\"")]
    [InlineData("<a b='\">")]
    [InlineData("<!--")]
    [InlineData("<![CDATA[")]
    [InlineData("<!DOCTYPE x [")]
    [InlineData("<!x[\">")]
    [InlineData("<?")]
    [InlineData("<?x >")]
    [InlineData("&")]
    [InlineData("&amp")]
    [InlineData("<item><title>")]
    [InlineData("<rss><item xmlns:a='b'>")]
    public void A_flood_of_any_one_thing_is_read_in_a_second(string piece)
    {
        var body = Encoding.UTF8.GetBytes("<rss><channel>" + string.Concat(Enumerable.Repeat(piece, 300_000 / piece.Length)));
        Effort.Least(OneSecond, () => FeedReader.Read(body, null, null).ShouldNotBeNull()).ShouldBeLessThan(OneSecond);
        Effort.Least(OneSecond, () => Opml.Import(body).ShouldNotBeNull()).ShouldBeLessThan(OneSecond);
    }

    [Fact]
    public void No_recorded_file_throws_or_takes_over_a_second()
    {
        var root = CorporaFolder.Find();
        if (root is null)
        {
            Assert.Skip("The corpora are absent; set GLEAN_CORPORA to their folder.");
        }

        var read = 0;
        foreach (var folder in (string[])["feeds-feedparser", "feeds-gofeed", "feeds-validator", "feeds-real", "jsonfeed", "opml", "security-xml", "security-xss"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            {
                var body = File.ReadAllBytes(file);
                var effort = Effort.Least(OneSecond, () =>
                {
                    Should.NotThrow(() => FeedReader.Read(body, null, null), file);
                    Should.NotThrow(() => Opml.Import(body), file);
                });
                effort.ShouldBeLessThan(OneSecond, file);
                read++;
            }
        }

        read.ShouldBeGreaterThan(1000);
    }
}
