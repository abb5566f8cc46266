using System.Text;
using System.Text.Json;
using Glean.Corpora;
using Glean.Scouts.Rss;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts.Rss;

/// <summary><c>glean feeds</c>, and the lists it imports.</summary>
public sealed class FeedsCommandTests : IDisposable
{
    private const string NotWellFormed = """
        <?xml version="1.0"?><opml version="2.0"><head><title>Q & A</title></head><body>
        <outline text="News & more"><outline text="One" xmlUrl="https://one.example/feed?a=1&b=2"/>
        <outline text="One again" xmlUrl="HTTPS://ONE.example/feed?a=1&b=2"/>
        <outline text="Private" xmlUrl="https://me:secret@two.example/feed"/>
        <outline text="Elsewhere" xmlUrl="ftp://three.example/feed"/>
        <outline text="Broken" xmlUrl="http://[broken"/></outline>
        <outline text="Four" xmlUrl="feed://four.example/rss"/>
        """;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task The_default_list_is_taken_in_once_and_stays_as_its_owner_leaves_it()
    {
        var glean = new GleanProgram(folder.Path);
        (await glean.RunAsync("init")).ShouldExit(0);
        var feeds = (await glean.RunAsync("feeds", "list", "--json")).ShouldExit(0).Json;
        var count = feeds.GetArrayLength();
        count.ShouldBe(35);

        var first = feeds[0].GetProperty("url").GetString()!;
        (await glean.RunAsync("feeds", "remove", first)).ShouldExit(0).Output.ShouldContain("no longer read");
        (await glean.RunAsync("feeds", "remove", first)).ShouldExit(2).Error.ShouldContain("There is no feed");
        (await glean.RunAsync("feeds", "add", "HTTPS://New.example/feed.xml#top", "https://new.example/feed.xml")).ShouldExit(0).Output.ShouldContain("1 added, 0 subscribed to before");

        folder.Write("list.opml", NotWellFormed);
        (await glean.RunAsync("feeds", "import", "list.opml")).ShouldExit(0).Output.Trim()
            .ShouldBe("2 feeds added. 0 subscribed to before, 1 listed twice, 3 without a usable address.");
        (await glean.RunAsync("feeds", "import", "list.opml")).ShouldExit(0).Output.ShouldContain("0 feeds added. 2 subscribed to before");
        folder.Write("page.html", "<!doctype html><html><body>Hello</body></html>");
        (await glean.RunAsync("feeds", "import", "page.html")).ShouldExit(2).Error.ShouldContain("not OPML");

        var urls = TestDatabase.Rows(glean.DatabasePath, "SELECT url FROM sources WHERE parent_id IS NOT NULL AND enabled ORDER BY url");
        urls.Count.ShouldBe(count - 1 + 1 + 2);
        urls.ShouldNotContain(first);
        urls.ShouldContain("https://one.example/feed?a=1&b=2");
        urls.ShouldContain("http://four.example/rss");
        var exported = (await glean.RunAsync("feeds", "export")).ShouldExit(0).Output;
        Opml.Import(Encoding.UTF8.GetBytes(exported)).Feeds.Select(f => f.FeedUrl).Order(StringComparer.Ordinal).ShouldBe(urls);
    }

    [Fact]
    public async Task Every_recorded_list_imports_and_its_export_imports_to_the_same_set()
    {
        var root = CorporaFolder.Find();
        if (root is null)
        {
            Assert.Skip("The corpora are absent; set GLEAN_CORPORA to their folder.");
        }

        var token = TestContext.Current.CancellationToken;
        var imported = 0;
        var illFormed = 0;
        using var all = new ScoutBench();
        foreach (var line in File.ReadLines(Path.Combine(root, "opml", "expect.jsonl")).Where(l => l.Length > 0))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var name = row.GetProperty("file").GetString()!;
            var listed = Number(row, "feeds") ?? Number(row, "feeds_lenient") ?? 0;
            if (listed == 0)
            {
                continue;
            }

            var import = await all.List.ImportAsync(await File.ReadAllBytesAsync(Path.Combine(root, "opml", name), token), token);
            (import.Added + import.Known + import.Repeated).ShouldBeGreaterThan(0, name);
            (import.Added + import.Known + import.Repeated + import.Unusable).ShouldBeGreaterThanOrEqualTo(listed, name);
            imported++;
            illFormed += row.GetProperty("wellformed").GetBoolean() ? 0 : 1;
        }

        imported.ShouldBeGreaterThan(60);
        illFormed.ShouldBeGreaterThan(40);
        var feeds = await all.List.SubscribedAsync(token);
        feeds.ShouldAllBe(f => FeedList.Spelling(f.Url!) == f.Url);
        using var again = new ScoutBench();
        var export = Opml.Export("all", feeds.Select(f => new FeedSubscription(f.Title ?? f.Url!, f.Url!, SiteUrl: null, CategoryPath: [])));
        (await again.List.ImportAsync(Encoding.UTF8.GetBytes(export), token)).ShouldBe(new FeedImport(feeds.Count, 0, 0, 0));
        (await again.List.SubscribedAsync(token)).Select(f => (f.Url, f.Title)).ShouldBe(feeds.Select(f => (f.Url, f.Title)));
    }

    public void Dispose() => folder.Dispose();

    private static int? Number(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
}
