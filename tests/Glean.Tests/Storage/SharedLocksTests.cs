using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

/// <summary>Looking at a file must not drop the locks of this process: the log of a database in use would be taken away by the next who closes it.</summary>
public sealed class SharedLocksTests : IDisposable
{
    private readonly TestDatabase database = new();

    [Fact]
    public async Task A_process_that_looks_at_its_database_keeps_its_locks()
    {
        using var open = SqliteSession.Open(database.Database.Path, pooling: false);
        open.Execute("INSERT INTO sources (name) VALUES ('mine')");
        database.Database.Inspect().ShouldBeOfType<DatabaseState.Ours>();

        using var folder = new TemporaryFolder();
        var other = new GleanProgram(folder.Path) { Environment = { ["GLEAN_DB_PATH"] = database.Database.Path } };
        (await other.RunAsync("migrate", "run")).ShouldExit(0);

        File.Exists(database.Database.Path + "-wal").ShouldBeTrue("the other process took itself for the last");
        open.Execute("INSERT INTO sources (name) VALUES ('mine too')");
        TestDatabase.Rows(database.Database.Path, "SELECT count(*) FROM sources WHERE name LIKE 'mine%'").ShouldBe(["2"]);
    }

    [Fact]
    public void A_file_put_in_the_place_of_another_is_looked_at_itself()
    {
        database.Database.Inspect().ShouldBeOfType<DatabaseState.Ours>();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Move(database.Database.Path, database.Database.Path + ".old");
        File.WriteAllText(database.Database.Path, new string('x', 200));

        database.Database.Inspect().ShouldBeOfType<DatabaseState.Corrupt>();

        File.Move(database.Database.Path + ".old", database.Database.Path, overwrite: true);
        database.Database.Inspect().ShouldBeOfType<DatabaseState.Ours>();
    }

    public void Dispose() => database.Dispose();
}
