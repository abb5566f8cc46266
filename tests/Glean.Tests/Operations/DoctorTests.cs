using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations;

/// <summary>What <c>glean doctor</c> tells whoever was woken at night.</summary>
[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public DoctorTests()
    {
        glean = new GleanProgram(folder.Path);
        glean.Environment["GLEAN_ENVIRONMENT"] = "development";
    }

    [Fact]
    public async Task A_fresh_database_is_well_but_for_its_backup()
    {
        (await glean.RunAsync("init")).ShouldExit(0);

        var doctor = (await glean.RunAsync("doctor", "--json")).ShouldExit(0).Json;

        var states = doctor.EnumerateArray().ToDictionary(f => f.GetProperty("check").GetString()!, f => f.GetProperty("state").GetString());
        states.Where(s => s.Value != "ok").Select(s => s.Key).ShouldBe(["last backup"]);
        states.Keys.ShouldBe(
            ["signing key", "data key", "database", "disk", "redis", "integrity", "permissions", "sources", "jobs", "clock", "last backup", "discovery queue", "database size", "jobs failed in 24 h"],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("signing key", "")]
    [InlineData("database", "rm db/glean.db")]
    [InlineData("database", "chmod 400 db/glean.db")]
    [InlineData("database", "head -c 100 db/glean.db > cut && cp cut db/glean.db")]
    [InlineData("permissions", "mkdir -p db/backups && touch db/backups/glean-20260101-000000.db.gz && chmod 644 db/backups/*")]
    [InlineData("jobs", "sqlite3 db/glean.db \"INSERT INTO jobs (id, type, status, heartbeat_at) VALUES ('dead', 'scout', 'running', '2020-01-01 00:00:00')\"")]
    [InlineData("clock", "sqlite3 db/glean.db \"INSERT INTO jobs (id, type, status, created_at) VALUES ('late', 'scout', 'completed', '2999-01-01 00:00:00')\"")]
    public async Task Trouble_is_named_with_what_to_do_and_fails_the_command(string check, string trouble)
    {
        Assert.SkipUnless(GleanProgram.IsInstalled("sqlite3"), "The sqlite3 shell is not installed.");
        (await glean.RunAsync("init")).ShouldExit(0);
        if (trouble.Length == 0)
        {
            glean.Environment["GLEAN_ENVIRONMENT"] = "production";
        }
        else
        {
            (await glean.ShellAsync(trouble)).ShouldExit(0);
        }

        var doctor = (await glean.RunAsync("doctor", "--json")).ShouldExit(1).Json;

        var finding = doctor.EnumerateArray().Single(f => f.GetProperty("check").GetString() == check);
        finding.GetProperty("state").GetString().ShouldBe("FAIL");
        finding.GetProperty("next_step").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task The_checklists_of_a_maintenance_are_worked_off()
    {
        (await glean.RunAsync("init")).ShouldExit(0);

        var before = (await glean.RunAsync("doctor", "--pre-maintenance")).ShouldExit(0).Output;
        before.ShouldMatch(@"todo\s+1\. notify users[\s\S]*ok\s+2\. fresh backup[\s\S]*ok\s+3\. backup verified[\s\S]*ok\s+4\. version\s+\d[\s\S]*ok\s+5\. way back");
        Directory.GetFiles(folder.File("db/backups")).ShouldHaveSingleItem();

        // No server runs, and that is the one thing that fails.
        glean.Environment["PORT"] = "1";
        var after = (await glean.RunAsync("doctor", "--post-maintenance")).ShouldExit(1).Output;
        after.ShouldMatch(@"FAIL\s+1\. services[\s\S]*ok\s+2\. health checks[\s\S]*ok\s+3\. critical flows[\s\S]*ok\s+4\. errors since[\s\S]*todo\s+5\. notify users");
    }

    public void Dispose() => folder.Dispose();
}
