using System.Security.Cryptography;
using System.Text;
using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations;

/// <summary>Taking over a database of the Python Glean, with the duplicates and gaps such databases have.</summary>
public sealed class LegacyImportTests : IDisposable
{
    private const string LongPassword = "a pass phrase that is a good deal longer than seventy-two bytes, as some people like them";

    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public LegacyImportTests()
    {
        glean = new GleanProgram(folder.Path);
        glean.Environment["GLEAN_ENVIRONMENT"] = "development";
    }

    private string Legacy => folder.File("old.db");

    [Fact]
    public async Task Everything_comes_over_once_and_the_old_file_stays_as_it_is()
    {
        await WriteAsync();
        var bytes = File.ReadAllBytes(Legacy);
        (await glean.RunAsync("init")).ShouldExit(0);

        var first = (await glean.RunAsync("import", "legacy", Legacy)).ShouldExit(0);

        first.Output.ShouldMatch(@"sources\s+4\s+2\s+2");
        first.Output.ShouldMatch(@"tools\s+4\s+3\s+0\s+1");
        Rows("SELECT name FROM sources ORDER BY id").ShouldBe(["reddit", "web_search"]);
        Rows("SELECT name, status, category, created_at, last_updated, rejection_reason IS NULL FROM tools ORDER BY id").ShouldBe(
        [
            "Callwise|approved|coaching|2024-01-02 03:04:05|2024-02-02 03:04:05|1",
            "Mailbloom|rejected|other|2024-01-03 00:00:00|2024-01-04 00:00:00|0",
            "Leadpond|review|other|2024-01-05 00:00:00|2024-01-05 00:00:00|1",
        ]);
        Rows("SELECT t.name, d.to_status, d.actor FROM decisions d JOIN tools t ON t.id = d.tool_id ORDER BY d.id").ShouldBe(
            ["Callwise|approved|python glean", "Mailbloom|rejected|python glean"]);
        Rows("SELECT source_url, processed, discovered_at, tool_id FROM discoveries ORDER BY id").ShouldBe(
            ["https://www.reddit.com/r/sales/comments/a1/|1|2024-01-02 00:00:00|1", "https://example.com/list|0|2024-01-06 00:00:00|∅"]);
        Rows("SELECT content, claim_type, confidence, source_id, discovery_id FROM claims ORDER BY id").ShouldBe(["It scores calls.|feature|0.8|1|∅", "$49 a month|pricing|1|1|∅"]);
        Rows("SELECT change_type, description FROM changelog").ShouldBe(["pricing_change|Pro went up"]);
        Rows("SELECT url, content FROM tool_snapshots").ShouldBe(["https://callwise.example/|All about calls"]);
        Rows("SELECT id, status, error IS NULL FROM jobs WHERE type <> 'import' ORDER BY id").ShouldBe(["0a1b2c3d|failed|0", "9f8e7d6c|completed|1"]);

        (await glean.RunAsync("import", "legacy", Legacy)).ShouldExit(0).Output.ShouldMatch(@"tools\s+4\s+0\s+3\s+1");
        Rows("SELECT (SELECT count(*) FROM sources), (SELECT count(*) FROM tools), (SELECT count(*) FROM discoveries), (SELECT count(*) FROM claims), (SELECT count(*) FROM users), (SELECT count(*) FROM decisions)")
            .ShouldBe(["2|3|2|2|3|2"]);
        File.ReadAllBytes(Legacy).ShouldBe(bytes);
    }

    [Fact]
    [Trait(TestDatabases.Trait, TestDatabases.File)]
    public async Task Stored_keys_are_encrypted_on_the_way_and_work()
    {
        await WriteAsync();
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("import", "legacy", Legacy)).ShouldExit(0).Output.ShouldContain("not known here: theme");

        Rows("SELECT key, is_secret FROM settings WHERE is_secret ORDER BY key").ShouldBe(["ANTHROPIC_API_KEY|1", "REDDIT_CLIENT_ID|1"]);
        Encoding.Latin1.GetString(File.ReadAllBytes(glean.DatabasePath)).ShouldNotContain("canary-key-0123456789");
    }

    [Fact]
    public async Task Old_passwords_open_the_door_and_are_hashed_anew()
    {
        await WriteAsync();
        await using var server = await ServerFixture.StartAsync();
        glean.Environment["GLEAN_DB_PATH"] = server.Path;
        (await glean.RunAsync("import", "legacy", Legacy)).ShouldExit(0);

        await server.SignInAsync("ada", "correct horse battery");
        await server.SignInAsync("bea", LongPassword);
        (await server.Client().PostJsonAsync("/api/auth/login", new { username = "cid", password = "correct horse battery" })).StatusCode
            .ShouldBe(System.Net.HttpStatusCode.Unauthorized, "the account is disabled");

        TestDatabase.Rows(server.Path, "SELECT username, is_admin, password_hash LIKE '$2b$%' FROM users ORDER BY id").ShouldBe(["ada|1|0", "bea|0|0", "cid|0|1"]);
    }

    [Fact]
    public async Task Tables_that_were_added_later_may_be_missing()
    {
        await WriteAsync();
        foreach (var table in new[] { "users", "settings", "jobs", "tool_snapshots", "_migrations" })
        {
            Execute($"DROP TABLE {table}");
        }

        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("import", "legacy", Legacy)).ShouldExit(0).Output.ShouldMatch(@"users\s+0\s+0\s+0\s+0");
    }

    [Theory]
    [InlineData("nowhere.db", 2, "There is no file")]
    [InlineData("db/glean.db", 2, "no database of the Python Glean")]
    [InlineData("text.db", 1, "cannot be read")]
    [Trait(TestDatabases.Trait, TestDatabases.File)]
    public async Task What_is_not_the_old_database_is_refused(string file, int exitCode, string complaint)
    {
        (await glean.RunAsync("init")).ShouldExit(0);
        folder.Write("text.db", new string('x', 5000));

        (await glean.RunAsync("import", "legacy", file)).ShouldExit(exitCode).Error.ShouldContain(complaint);
    }

    public void Dispose() => folder.Dispose();

    private IReadOnlyList<string> Rows(string sql) => TestDatabase.Rows(glean.DatabasePath, sql);

    /// <summary>In the old database, which is a file whatever Glean's own is.</summary>
    private void Execute(string sql)
    {
        using var old = SqliteSession.Open(Legacy, pooling: false);
        old.Execute(sql);
    }

    /// <summary>The schema as it is in the wild, see the contract: no discovery link on claims, text ids of jobs, several rows of one source.</summary>
    private async Task WriteAsync()
    {
        File.WriteAllBytes(Legacy, []);
        var hash = BCrypt.Net.BCrypt.HashPassword("correct horse battery", BCrypt.Net.BCrypt.GenerateSalt(4, 'b'));
        var longHash = BCrypt.Net.BCrypt.HashPassword(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(LongPassword))), BCrypt.Net.BCrypt.GenerateSalt(4, 'b'));
        var script = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, "tests", "Glean.Tests", "Operations", "Payloads", "legacy.sql"));
        Execute(script.Replace("{hash}", hash).Replace("{long_hash}", longHash));
    }
}
