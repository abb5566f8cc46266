using Glean.Corpora;
using Glean.Scouts.Rss;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

public class RecordedFeedsTests
{
    [Fact]
    public void No_recorded_file_throws_or_takes_over_a_second()
    {
        var root = CorporaFolder.Find();
        if (root is null)
        {
            Assert.Skip("The corpora are absent; set GLEAN_CORPORA to their folder.");
        }

        var read = 0;
        var limit = TimeSpan.FromSeconds(1);
        foreach (var folder in (string[])["feeds-feedparser", "feeds-gofeed", "feeds-validator", "feeds-real", "jsonfeed", "opml", "security-xml", "security-xss"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            {
                var body = File.ReadAllBytes(file);
                var effort = Effort.Least(limit, () =>
                {
                    Should.NotThrow(() => FeedReader.Read(body, null, Feeds.Address), file);
                    Should.NotThrow(() => Opml.Import(body), file);
                });
                effort.ShouldBeLessThan(limit, file);
                read++;
            }
        }

        read.ShouldBeGreaterThan(1000);
    }
}
