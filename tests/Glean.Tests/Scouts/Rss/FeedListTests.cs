using System.Text;
using Glean.Catalog;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

public sealed class FeedListTests
{
    [Fact]
    public void Every_bundled_feed_is_named_placed_and_reached_over_https_once()
    {
        using var reader = new StreamReader(EmbeddedData.Open("Rss/Data/feeds.csv"), Encoding.UTF8);
        var lines = reader.ReadToEnd().TrimEnd('\n').Split('\n');
        // No value needs quoting, so a plain split reads the file.
        var rows = lines.Skip(1).Select(l => l.Split(',')).ToList();

        lines[0].ShouldBe("name,url,site_url,category");
        rows.Count.ShouldBeInRange(25, 40);
        rows.ShouldAllBe(r => r.Length == 4 && r.All(v => v.Length > 0 && v.Trim() == v && !v.Contains('"')));
        rows.ShouldAllBe(r => IsHttps(r[1]) && IsHttps(r[2]));
        rows.Select(r => r[0]).ShouldBeUnique();
        rows.Select(r => r[1]).ShouldBeUnique();
    }

    private static bool IsHttps(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
}
