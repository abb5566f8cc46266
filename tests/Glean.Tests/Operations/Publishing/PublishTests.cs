using System.Text.RegularExpressions;
using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Operations.Publishing;
using Glean.Scouts.Rss;
using Glean.Settings;
using Glean.Tests.Reports;
using Glean.Tests.Reports.Feeds;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations.Publishing;

/// <summary>The published site of a small index.</summary>
public sealed partial class PublishTests : IDisposable
{
    private const string Address = "https://tools.example.com/";

    private static readonly string[] Feeds = ["changes.atom", "changes.rss", "changes.json", "tools.atom", "tools.rss", "tools.json"];

    private readonly TestDatabase database = new();
    private readonly TemporaryFolder folder = new();

    public PublishTests() => SampleIndex.Fill(database.Database);

    private string Site => folder.File("site");

    [Theory]
    [InlineData("index.html")]
    [InlineData("tools/1.html")]
    [InlineData("tools/3.html")]
    [InlineData("feeds/changes.atom")]
    [InlineData("feeds/changes.rss")]
    [InlineData("feeds/tools.json")]
    [InlineData("assets/tools.js")]
    [InlineData("sitemap.xml")]
    public void Renders_as_approved(string file)
    {
        Publish();
        File.ReadAllText(Path.Combine(Site, file)).ShouldBeAsApproved(file.Replace('/', '-'));
    }

    [Fact]
    public void The_same_rows_give_the_same_bytes()
    {
        Publish();
        var first = Contents();
        Publish();
        Contents().ShouldBe(first);
    }

    [Fact]
    public void Every_link_within_the_site_leads_somewhere_and_nothing_runs_that_is_not_ours()
    {
        Publish();
        foreach (var file in Directory.EnumerateFiles(Site, "*.html", SearchOption.AllDirectories))
        {
            var html = File.ReadAllText(file);
            foreach (var link in Links().Matches(html).Select(m => m.Groups["to"].Value).Where(l => !l.StartsWith("http") && l[0] != '#'))
                File.Exists(Path.Combine(Path.GetDirectoryName(file)!, link)).ShouldBeTrue($"{file} -> {link}");
            Scripts().Matches(html).Select(m => m.Value).ShouldAllBe(s => s.Contains("application/ld+json") || s.EndsWith("assets/search.js\" defer>"));
            html.ShouldNotContain("<style");
            html.ShouldNotContain(" style=");
            html.ShouldNotContain("href=\"javascript:");
            html.ShouldNotContain("\u202E");
            html.ShouldNotContain("<script>alert");
        }
    }

    [Fact]
    public void Feeds_satisfy_a_strict_reader_and_our_own()
    {
        Publish();
        foreach (var name in Feeds)
        {
            var body = File.ReadAllBytes(Path.Combine(Site, "feeds", name));
            StrictFeeds.Check(name, body);
            var feed = FeedReader.Read(body, null, new Uri(Address + "feeds/" + name)).Feed.ShouldNotBeNull(name);
            feed.Entries.Count.ShouldBe(name.StartsWith("changes") ? 2 : 3, name);
            feed.Entries[0].Link.ShouldBe(Address + "tools/3.html", name);
        }
    }

    [Fact]
    public void Feeds_of_an_empty_index_are_valid_too()
    {
        using (var connection = database.Database.OpenForWriting(pooling: false))
            connection.Seed("UPDATE tools SET status = 'review'");
        Publish();
        foreach (var name in Feeds)
            StrictFeeds.Check(name, File.ReadAllBytes(Path.Combine(Site, "feeds", name)));
        File.ReadAllText(Path.Combine(Site, "index.html")).ShouldContain("No tool is in the index yet.");
    }

    [Fact]
    public void The_map_names_every_page()
    {
        Publish();
        var pages = StrictFeeds.Xml(File.ReadAllBytes(Path.Combine(Site, "sitemap.xml"))).Elements().Select(u => u.Elements().Single().Value).ToList();
        pages.Order(StringComparer.Ordinal).ShouldBe(Directory.EnumerateFiles(Site, "*.html", SearchOption.AllDirectories)
            .Select(f => Address + Path.GetRelativePath(Site, f)).Select(p => p.Replace("index.html", "")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_tool_that_is_approved_no_longer_loses_its_page()
    {
        Publish();
        File.Exists(Path.Combine(Site, "tools/2.html")).ShouldBeTrue();
        using (var connection = database.Database.OpenForWriting(pooling: false))
            connection.Seed("UPDATE tools SET status = 'rejected' WHERE id = 2");
        Publish();
        File.Exists(Path.Combine(Site, "tools/2.html")).ShouldBeFalse();
        Contents().Keys.ShouldNotContain("categories/crm.html");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBe([Site]);
    }

    [Fact]
    public void A_folder_with_other_files_is_refused_and_left_as_it_is()
    {
        var mine = folder.Write("site/notes.txt", "mine");
        Should.Throw<GleanException>(Publish).Message.ShouldContain("notes.txt");
        File.Delete(mine);
        Publish();

        folder.Write("site/tools/extra.html", "mine");
        Should.Throw<GleanException>(Publish).Message.ShouldContain("tools/extra.html");
        File.ReadAllText(folder.File("site/tools/extra.html")).ShouldBe("mine");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBe([Site]);
    }

    [Fact]
    public void A_run_that_is_cancelled_leaves_the_old_site()
    {
        Publish();
        var before = Contents();
        using (var connection = database.Database.OpenForWriting(pooling: false))
            connection.Seed("UPDATE tools SET name = 'Renamed'");
        Should.Throw<OperationCanceledException>(() => new PublishRun(database.Database, "AI tools for sales").Run(Site, Address, new Progress<JobProgress>(), new CancellationToken(canceled: true)));
        Contents().ShouldBe(before);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBe([Site]);
    }

    [Fact]
    public async Task The_job_publishes_to_the_folder_of_the_configuration_and_to_no_other()
    {
        (await RunJobAsync([])).ShouldBe("GLEAN_PUBLISH_DIR is not set.");
        File.Exists(Path.Combine(Site, "index.html")).ShouldBeFalse();
        (await RunJobAsync(new() { ["GLEAN_PUBLISH_DIR"] = Site, ["GLEAN_PUBLISH_URL"] = "https://tools.example.com" })).ShouldBeNull();
        File.ReadAllText(Path.Combine(Site, "robots.txt")).ShouldContain("Sitemap: https://tools.example.com/sitemap.xml");
    }

    [Theory]
    [InlineData("ftp://tools.example.com/")]
    [InlineData("tools.example.com")]
    [InlineData("https://tools.example.com/?a=b")]
    public void What_is_no_address_of_a_site_is_refused(string address) => Should.Throw<GleanException>(() => PublishRun.ReadAddress(address)).Kind.ShouldBe(FailureKind.Usage);

    public void Dispose()
    {
        database.Dispose();
        folder.Dispose();
    }

    /// <summary>Runs the job as a worker would, with options of somebody who would like another folder.</summary>
    /// <returns>Why it failed, or null.</returns>
    private async Task<string?> RunJobAsync(Dictionary<string, string> environment)
    {
        using var fetcher = new Fetcher(new EgressOptions());
        var settings = GleanSettings.Load(null, environment.GetValueOrDefault);
        var tools = new JobTools(database.Database, settings, fetcher, database.Time);
        var request = GleanJobs.Catalog.Read(JobType.Publish, null, $$"""{"dir":"{{folder.File("elsewhere")}}","folder":"{{folder.File("elsewhere")}}"}""");
        try
        {
            await request.Work(tools, new JobRun("1", database.Time, watch: null, TestContext.Current.CancellationToken));
            return null;
        }
        catch (GleanException e)
        {
            return e.Message;
        }
        finally
        {
            Directory.Exists(folder.File("elsewhere")).ShouldBeFalse();
        }
    }

    private void Publish() => new PublishRun(database.Database, "AI tools for sales").Run(Site, Address, new Progress<JobProgress>(), TestContext.Current.CancellationToken);

    private Dictionary<string, string> Contents() => Directory.EnumerateFiles(Site, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(Site, f), File.ReadAllText);

    [GeneratedRegex("(?:href|src)=\"(?<to>[^\"]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Links();

    [GeneratedRegex("<script[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Scripts();
}
