using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

/// <summary>S15, and what a restore leaves behind.</summary>
[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class FileModeTests : IDisposable
{
    private const string Modes = "stat -c '%a %n' db/glean.db* db/backups/* 2>/dev/null | cut -c 1-3 | sort -u || true";

    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public FileModeTests()
    {
        glean = new GleanProgram(folder.Path);
    }

    [Theory]
    [InlineData("000")]
    [InlineData("022")]
    public async Task Database_log_and_copies_are_for_the_owner_alone_whatever_the_umask(string mask)
    {
        var result = await glean.ShellAsync(
            $"""
            umask {mask}
            glean init >&2
            glean migrate rollback --yes >&2
            glean migrate run >&2
            glean scout reddit --demo >&2 &
            pid=$!
            while kill -0 $pid 2>/dev/null; do {Modes}; done
            {Modes}
            """);
        result.ShouldExit(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().ShouldBe(["600"]);
    }

    [Fact]
    public async Task A_restored_dump_is_taken_as_it_is_and_put_right()
    {
        Assert.SkipUnless(GleanProgram.IsInstalled("sqlite3"), "sqlite3 is not installed");
        var result = await glean.ShellAsync(
            """
            umask 022
            glean pipeline --demo >&2
            sqlite3 db/glean.db .dump | gzip > dump.sql.gz
            gunzip -c dump.sql.gz | sqlite3 db/glean.db.new
            mv db/glean.db db/glean.db.old
            mv db/glean.db.new db/glean.db
            stat -c %a db/glean.db
            sqlite3 db/glean.db 'PRAGMA journal_mode; PRAGMA user_version;'
            glean migrate run
            glean curate >&2
            stat -c %a db/glean.db
            sqlite3 db/glean.db 'PRAGMA journal_mode;'
            """);
        result.ShouldExit(0).Output.ShouldBe("644\ndelete\n0\nNothing is pending.\n600\nwal\n");
        foreach (var table in new[] { "tools", "claims", "discoveries", "mentions", "sources" })
        {
            TestDatabase.Count(folder.File("db/glean.db"), $"SELECT count(*) FROM {table}")
                .ShouldBe(TestDatabase.Count(folder.File("db/glean.db.old"), $"SELECT count(*) FROM {table}"), table);
        }
    }

    [Fact]
    public async Task A_log_that_a_killed_program_left_does_not_ruin_the_copy_restored_over_it()
    {
        Assert.SkipUnless(GleanProgram.IsInstalled("sqlite3"), "sqlite3 is not installed");
        var result = await glean.ShellAsync(
            """
            glean pipeline --demo >&2
            sqlite3 db/glean.db .dump > dump.sql
            sqlite3 db/glean.db "UPDATE tools SET name = name || ' changed'" '.shell cp db/glean.db-wal stale'
            rm db/glean.db*
            sqlite3 db/glean.db < dump.sql
            mv stale db/glean.db-wal
            glean status >&2
            sqlite3 db/glean.db "SELECT count(*) FROM tools WHERE name LIKE '% changed'" 'PRAGMA integrity_check'
            """);
        result.ShouldExit(0).Output.ShouldBe("0\nok\n");
        File.Exists(folder.File("db/glean.db-wal.put-aside")).ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_but_the_database_itself_is_left_when_a_command_ends()
    {
        (await glean.RunAsync("pipeline", "--demo")).ShouldExit(0);
        (await glean.RunAsync("status")).ShouldExit(0);
        Directory.GetFiles(folder.File("db")).Select(Path.GetFileName).ShouldBe(["glean.db"]);
    }

    public void Dispose() => folder.Dispose();
}
