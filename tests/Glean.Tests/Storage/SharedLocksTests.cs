using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

/// <summary>Looking at a file must not drop the locks of this process: the log of a database in use would be taken away by the next who closes it.</summary>
[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class SharedLocksTests : IDisposable
{
    private readonly TestDatabase database = new();

    [Fact]
    public async Task A_process_that_looks_at_its_database_keeps_its_locks()
    {
        using var open = database.Database.OpenForWriting(pooling: false);
        open.Seed("INSERT INTO sources (name) VALUES ('mine')");
        database.Database.Inspect().ShouldBeOfType<DatabaseState.Ours>();

        using var folder = new TemporaryFolder();
        var other = new GleanProgram(folder.Path) { Environment = { ["GLEAN_DB_PATH"] = database.Path } };
        (await other.RunAsync("migrate", "run")).ShouldExit(0);

        File.Exists(database.Path + "-wal").ShouldBeTrue("the other process took itself for the last");
        open.Seed("INSERT INTO sources (name) VALUES ('mine too')");
        TestDatabase.Rows(database.Path, "SELECT count(*) FROM sources WHERE name LIKE 'mine%'").ShouldBe(["2"]);
    }

    [Fact]
    public void A_file_put_in_the_place_of_another_is_looked_at_itself()
    {
        database.Database.Inspect().ShouldBeOfType<DatabaseState.Ours>();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Move(database.Path, database.Path + ".old");
        File.WriteAllText(database.Path, new string('x', 200));

        database.Database.Inspect().ShouldBeOfType<DatabaseState.Corrupt>();

        File.Move(database.Path + ".old", database.Path, overwrite: true);
        database.Database.Inspect().ShouldBeOfType<DatabaseState.Ours>();
    }

    public void Dispose() => database.Dispose();
}
