using Glean.Catalog;
using Glean.Jobs;
using Glean.Scouts;
using Glean.Scouts.Demo;
using Glean.Settings;
using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Scouts;

public sealed class SourcesCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Sources_are_listed_paused_resumed_and_given_doors()
    {
        var glean = new GleanProgram(folder.Path);
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("sources")).ShouldExit(0).Output.ShouldContain("needs REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET");
        (await glean.RunAsync("sources", "--json")).ShouldExit(0).Json.GetArrayLength().ShouldBe(ScoutList.Definitions.Count());

        (await glean.RunAsync("sources", "pause", "rss")).ShouldExit(0);
        (await glean.RunAsync("scout", "rss")).ShouldExit(4).Error.ShouldContain("glean sources resume rss");
        (await glean.RunAsync("sources", "resume", "rss")).ShouldExit(0);
        (await glean.RunAsync("sources", "pause", "pigeons")).ShouldExit(2).Error.ShouldContain("There is no source or door 'pigeons'");

        (await glean.RunAsync("sources", "add", "reddit", "r/Gardening", "sales", "--query", "roses")).ShouldExit(0).Output.ShouldContain("2 added, 1 read before");
        (await glean.RunAsync("sources", "remove", "reddit", "gardening")).ShouldExit(0).Output.ShouldContain("reddit:r/gardening is no longer read");
        (await glean.RunAsync("sources", "add", "hackernews", "--feed", "https://x.example/")).ShouldExit(2).Error.ShouldContain("--query");
        TestDatabase.Rows(glean.DatabasePath, "SELECT name, enabled FROM sources WHERE name IN ('reddit:r/gardening', 'reddit:query:roses', 'rss') ORDER BY name")
            .ShouldBe(["reddit:query:roses|1", "reddit:r/gardening|0", "rss|1"]);
    }

    [Fact]
    public async Task A_key_that_an_admin_stored_lets_a_scout_run()
    {
        var glean = new GleanProgram(folder.Path);
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("scout", "twitter")).ShouldExit(4).Error.ShouldContain("TWITTER_BEARER_TOKEN");
        var settings = GleanSettings.Load(null, name => name == "GLEAN_DB_PATH" ? glean.DatabasePath : null);
        await new SettingStore(TestDatabases.At(glean.DatabasePath), settings, TimeProvider.System).SetAsync(
            new Dictionary<SettingDefinition, string?> { [SettingDefinitions.Find("TWITTER_BEARER_TOKEN")!] = "stored" }, new Person("ann"), TestContext.Current.CancellationToken);

        // It is asked for then, where nothing listens.
        (await glean.RunAsync("scout", "twitter", "--query", "crm")).ShouldExit(1).Error.ShouldNotContain("TWITTER_BEARER_TOKEN");
        (await glean.RunAsync("sources", "--source", "twitter")).ShouldExit(0).Output.ShouldNotContain("needs");
    }

    [Fact]
    public async Task A_scheduled_run_of_a_paused_source_is_no_failure()
    {
        using var database = new TestDatabase();
        var desk = new SourceDesk(database.Database, database.Time);
        var token = TestContext.Current.CancellationToken;
        (await desk.IsLeftAloneAsync("rss", ScoutOptions.None, token)).ShouldBeFalse();
        await desk.SetAsync("rss", new SourceChange(Enabled: false), new Person("ann"), token);
        (await desk.IsLeftAloneAsync("rss", ScoutOptions.None, token)).ShouldBeTrue();
        (await desk.IsLeftAloneAsync("rss", ScoutOptions.None.With(ScoutFields.Demo), token)).ShouldBeFalse();
        (await desk.IsLeftAloneAsync("rss", ScoutOptions.None.With(ScoutFields.Feeds, "https://x.example/"), token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Sample_texts_are_judged_by_the_focus_of_the_day()
    {
        using var database = new TestDatabase();
        var none = Focus.FromYaml("{name: Gardens, categories: [{name: tools, keywords: {wheelbarrow: 2}}]}");
        await new DemoScout(new DiscoveryStore(database.Database, database.Time), none, database.Time)
            .RunAsync("reddit", new Progress<JobProgress>(), TestContext.Current.CancellationToken);
        database.Rows("SELECT DISTINCT relevance_reason FROM discoveries").ShouldBe(["no word of the focus"]);
    }

    public void Dispose() => folder.Dispose();
}
