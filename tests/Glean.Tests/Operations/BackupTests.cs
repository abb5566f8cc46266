using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations;

/// <summary>Backups and restores as an operator does them.</summary>
[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class BackupTests : IDisposable
{
    private const string Counts = "SELECT (SELECT count(*) FROM tools), (SELECT count(*) FROM discoveries), (SELECT count(*) FROM claims)";

    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public BackupTests()
    {
        glean = new GleanProgram(folder.Path);
        glean.Environment["GLEAN_ENVIRONMENT"] = "development";
    }

    private string Backups => folder.File("db/backups");

    [Theory]
    [InlineData("backup", ".db.gz")]
    [InlineData("encrypted", ".db.gz.enc")]
    [InlineData("cp", ".db")]
    [InlineData("dump", ".sql.gz")]
    [InlineData("script", ".db.gz")]
    public async Task A_backup_of_every_kind_gives_back_what_was_there(string kind, string ending)
    {
        Assert.SkipUnless(GleanProgram.IsInstalled("sqlite3"), "The sqlite3 shell is not installed.");
        await FillAsync();
        var before = TestDatabase.Rows(glean.DatabasePath, Counts);
        (await glean.ShellAsync(kind switch
        {
            "backup" => "glean backup create",
            "encrypted" => "glean backup create --encrypt",
            "cp" => "mkdir -p db/backups && sqlite3 db/glean.db \".backup 'db/backups/copy.db'\"",
            "dump" => "mkdir -p db/backups && sqlite3 db/glean.db .dump | gzip > db/backups/glean-20240115.sql.gz",
            _ => $"sed 's|/app/|{folder.Path}/|' '{RepositoryFolder.Path}/scripts/backup.sh' | bash",
        })).ShouldExit(0);
        var file = Directory.GetFiles(Backups).ShouldHaveSingleItem();
        file.ShouldEndWith(ending);
        Execute("DELETE FROM claims; DELETE FROM mentions; UPDATE discoveries SET tool_id = NULL; DELETE FROM tool_aliases; DELETE FROM tools;");

        (await glean.RunAsync("backup", "verify", Path.GetFileName(file))).ShouldExit(0).Output.ShouldContain($"is sound: {before[0].Split('|')[0]} tools");
        var restored = (await glean.RunAsync("restore", file, "--yes")).ShouldExit(0);

        restored.Output.ShouldContain("The database as it was: ");
        TestDatabase.Rows(glean.DatabasePath, Counts).ShouldBe(before);
        TestDatabase.ShouldBeSound(glean.DatabasePath);
        TestDatabase.Rows(glean.DatabasePath, "SELECT count(*) > 0 FROM tools_fts WHERE tools_fts MATCH 'gong'").ShouldBe(["1"]);
        TestDatabase.Rows(glean.DatabasePath, "SELECT action FROM audit_log").ShouldContain("database.restored");
        TestDatabase.Rows(Directory.GetFiles(folder.File("db"), "glean.db.before-restore-*").Single(), "SELECT count(*) FROM tools").ShouldBe(["0"]);
        File.GetUnixFileMode(glean.DatabasePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await glean.RunAsync("tools", "--search", "gong")).ShouldExit(0);
    }

    [Fact]
    public async Task An_encrypted_backup_tells_nothing_and_opens_with_its_key_only()
    {
        await FillAsync();
        (await glean.RunAsync("backup", "create", "--encrypt")).ShouldExit(0).Output.ShouldContain("glean.db.key");
        var file = Directory.GetFiles(Backups).Single();
        File.Move(folder.File("db/glean.db.key"), folder.File("key"));

        var other = await glean.RunAsync("backup", "verify");
        other.ExitCode.ShouldBe(4);
        other.Error.ShouldContain("encrypted with another data key");

        File.Move(folder.File("key"), folder.File("db/glean.db.key"), overwrite: true);
        (await glean.RunAsync("backup", "verify")).ShouldExit(0);
        var bytes = File.ReadAllBytes(file);
        bytes[^20] ^= 1;
        File.WriteAllBytes(file, bytes);
        (await glean.RunAsync("backup", "verify")).ExitCode.ShouldBe(4);
        File.WriteAllBytes(file, bytes[..^5000]);
        (await glean.RunAsync("restore", file, "--yes")).Error.ShouldContain("breaks off");
    }

    [Theory]
    [InlineData("not a database", "cannot be read|holds no sound database")]
    [InlineData("", "holds no sound database")]
    public async Task What_is_no_backup_changes_nothing(string content, string complaint)
    {
        await FillAsync();
        var before = TestDatabase.Rows(glean.DatabasePath, Counts);
        var file = folder.File("some.db");
        File.WriteAllText(file, content);

        var refused = await glean.RunAsync("restore", file, "--yes");

        refused.ExitCode.ShouldBeOneOf(1, 3);
        refused.Error.ShouldMatch(complaint);
        TestDatabase.Rows(glean.DatabasePath, Counts).ShouldBe(before);
        Directory.GetFiles(folder.File("db"), "*restor*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_packed_copy_is_told_by_verify()
    {
        await FillAsync();
        (await glean.RunAsync("backup", "create")).ShouldExit(0);
        var file = Directory.GetFiles(Backups).Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^2000]);

        var verify = await glean.RunAsync("backup", "verify");

        verify.ExitCode.ShouldBeOneOf(1, 3);
        verify.Error.ShouldContain(Path.GetFileName(file));
        Directory.GetFiles(Backups, "*.partial*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_database_is_put_aside_with_its_log_for_the_restored_one()
    {
        await FillAsync();
        var before = TestDatabase.Rows(glean.DatabasePath, Counts);
        (await glean.RunAsync("backup", "create")).ShouldExit(0);
        File.WriteAllText(glean.DatabasePath, new string('x', 9000));
        File.WriteAllText(glean.DatabasePath + "-wal", "stale");

        (await glean.RunAsync("restore", Directory.GetFiles(Backups).Single(), "--yes")).ShouldExit(0).Output.ShouldContain("glean.db.damaged-");

        TestDatabase.Rows(glean.DatabasePath, Counts).ShouldBe(before);
    }

    [Fact]
    public async Task A_running_server_goes_on_with_the_restored_rows()
    {
        await FillAsync();
        (await glean.RunAsync("backup", "create")).ShouldExit(0);
        var names = TestDatabase.Rows(glean.DatabasePath, "SELECT name FROM tools ORDER BY id");
        Execute("UPDATE tools SET name = 'Changed since'");
        glean.Environment["PORT"] = "0";
        using var server = glean.Start("serve");
        await server.ExpectAsync("Glean is ready");

        (await glean.RunAsync("restore", Directory.GetFiles(Backups).Single(), "--yes")).ShouldExit(0);

        TestDatabase.Rows(glean.DatabasePath, "SELECT name FROM tools ORDER BY id").ShouldBe(names);
        server.HasExited.ShouldBeFalse();
        server.Signal("TERM");
        (await server.EndAsync()).ShouldExit(0).Output.ShouldNotContain("error");
    }

    [Fact]
    public async Task Without_a_terminal_a_restore_wants_to_be_meant()
    {
        await FillAsync();
        (await glean.RunAsync("backup", "create")).ShouldExit(0);

        var refused = await glean.RunAsync("restore", Path.GetFileName(Directory.GetFiles(Backups).Single()));

        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain("--yes");
    }

    public void Dispose() => folder.Dispose();

    private async Task FillAsync() => (await glean.RunAsync("pipeline", "--demo")).ShouldExit(0);

    private void Execute(string sql) => TestDatabase.Rows(glean.DatabasePath, sql.TrimEnd(';') + "; SELECT 1");
}
