using System.Security.Cryptography;
using Glean.Storage;
using Glean.Tests.Support;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

/// <summary>R10, R11 and exit code 3: what cannot be used is named with the next command and left as it is, to the byte.</summary>
[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class UnusableDatabaseTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;
    private readonly GleanDatabase database;

    public UnusableDatabaseTests()
    {
        glean = new GleanProgram(folder.Path);
        database = TestDatabases.At(glean.DatabasePath);
    }

    [Fact]
    public async Task A_missing_database_is_not_created_by_reading_it()
    {
        (await glean.RunAsync("status")).ShouldExit(3).Error.ShouldContain("glean init");
        Directory.Exists(folder.File("db")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_empty_file_is_told_as_one_that_init_sets_up()
    {
        folder.Write("db/glean.db", "");
        (await glean.RunAsync("tools")).ShouldExit(3).Error.ShouldContain("glean init");
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("tools")).ShouldExit(0);
    }

    [Theory]
    [InlineData("CREATE TABLE notes (id INTEGER PRIMARY KEY)", "another program")]
    [InlineData("CREATE TABLE tools (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE discoveries (id INTEGER PRIMARY KEY); CREATE TABLE _migrations (version INTEGER)", "Python Glean")]
    public async Task A_database_of_another_program_is_left_alone(string schema, string words)
    {
        Make(schema);
        await ShouldRefuseEverything(words);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_damaged()
    {
        folder.Write("db/glean.db", new string('x', 5000));
        await ShouldRefuseEverything("restore the last good backup");
    }

    [Fact]
    public async Task A_header_of_garbage_is_seen_even_beside_a_log()
    {
        Migrate();
        using (var file = new FileStream(glean.DatabasePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Write(RandomNumberGenerator.GetBytes(64));
        }

        File.WriteAllBytes(glean.DatabasePath + "-wal", RandomNumberGenerator.GetBytes(4096));
        await ShouldRefuseEverything("restore the last good backup");
    }

    [Fact]
    public async Task A_truncated_file_is_damaged()
    {
        Migrate();
        using (var file = new FileStream(glean.DatabasePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(file.Length / 2);
        }

        await ShouldRefuseEverything("restore the last good backup");
    }

    [Fact]
    public async Task A_damaged_page_is_met_before_anything_is_written()
    {
        Migrate();
        TestDatabase.Count(glean.DatabasePath, "PRAGMA page_count").ShouldBeGreaterThan(10);
        var root = TestDatabase.Count(glean.DatabasePath, "SELECT rootpage FROM sqlite_master WHERE name = 'tools'");
        SqliteConnection.ClearAllPools();
        using (var file = new FileStream(glean.DatabasePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = (root - 1) * 4096;
            file.Write(RandomNumberGenerator.GetBytes(4096));
        }

        await ShouldRefuse("restore the last good backup", "curate");
        await ShouldRefuse("restore the last good backup", "scout", "reddit", "--demo");
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_neither_read_nor_written()
    {
        Migrate();
        Execute($"INSERT INTO \"{SchemaVersions.HistoryTable}\" VALUES ('29990101000000_Later', '99.0')");
        await ShouldRefuseEverything("newer");
    }

    [Fact]
    public async Task A_read_only_file_is_read_but_not_written_also_by_root()
    {
        Migrate();
        File.SetUnixFileMode(glean.DatabasePath, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await ShouldRefuse("chmod 600", "curate");
        await ShouldRefuse("chmod 600", "migrate", "rollback", "--yes");
        var before = File.ReadAllBytes(glean.DatabasePath);
        (await glean.RunAsync("status")).ShouldExit(0);
        File.ReadAllBytes(glean.DatabasePath).ShouldBe(before);
        File.GetUnixFileMode(glean.DatabasePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    /// <summary>R10.</summary>
    [Fact]
    public async Task A_server_on_a_read_only_database_starts_degraded_and_says_so()
    {
        Migrate();
        File.SetUnixFileMode(glean.DatabasePath, UnixFileMode.UserRead);
        glean.Environment["GLEAN_ENVIRONMENT"] = "development";
        glean.Environment["PORT"] = "0";
        using var server = glean.Start("serve");

        await server.ExpectAsync("Degraded: ");
        await server.ExpectAsync("is read-only. Nothing is written and no job runs.");
        await server.ExpectAsync("(without jobs");
        server.Signal("TERM");
        (await server.EndAsync()).ShouldExit(0);
    }

    /// <summary>R11.</summary>
    [Theory]
    [InlineData("serve")]
    [InlineData("worker")]
    [InlineData("init")]
    [InlineData("migrate run")]
    [InlineData("backup create")]
    public async Task A_damaged_database_is_neither_made_anew_nor_written_whatever_is_started_on_it(string command)
    {
        var bytes = new string('x', 5000);
        folder.Write("db/glean.db", bytes);
        glean.Environment["GLEAN_ENVIRONMENT"] = "development";
        glean.Environment["PORT"] = "0";

        (await glean.RunAsync(command.Split(' '))).ShouldExit(3).Error.ShouldContain("glean restore FILE");

        File.ReadAllText(glean.DatabasePath).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_folder_in_place_of_the_file_is_named()
    {
        Directory.CreateDirectory(glean.DatabasePath);
        (await glean.RunAsync("init")).ShouldExit(3).Error.ShouldContain("GLEAN_DB_PATH");
    }

    /// <summary>As long as a writer is waited for: half a minute.</summary>
    [Fact]
    public async Task A_database_that_stays_locked_is_told_as_locked()
    {
        Migrate();
        using var writer = TestDatabases.Open(glean.DatabasePath);
        using var transaction = writer.BeginTransaction();
        var writing = glean.RunAsync("curate");
        (await glean.RunAsync("status")).ShouldExit(0);
        var refused = (await writing).ShouldExit(3);
        refused.Error.ShouldContain("locked");
        refused.Error.ShouldContain("lsof");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private void Migrate()
    {
        new SchemaMigrator(database).Up();
        Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
    }

    private void Make(string schema)
    {
        Directory.CreateDirectory(folder.File("db"));
        using var connection = SqliteSession.Open(glean.DatabasePath, SqliteOpenMode.ReadWriteCreate, pooling: false);
        connection.Seed(schema);
    }

    private void Execute(string sql)
    {
        using var connection = TestDatabases.Open(glean.DatabasePath);
        connection.Seed(sql);
    }

    private async Task ShouldRefuseEverything(string words)
    {
        await ShouldRefuse(words, "status");
        await ShouldRefuse(words, "curate");
        await ShouldRefuse(words, "init");
        await ShouldRefuse(words, "migrate", "run");
    }

    private async Task ShouldRefuse(string words, params string[] arguments)
    {
        var before = SHA256.HashData(File.ReadAllBytes(glean.DatabasePath));
        var result = (await glean.RunAsync(arguments)).ShouldExit(3);
        result.Error.ShouldContain(words);
        result.Output.ShouldBeEmpty();
        SHA256.HashData(File.ReadAllBytes(glean.DatabasePath)).ShouldBe(before, "the file is left as it is");
    }
}
