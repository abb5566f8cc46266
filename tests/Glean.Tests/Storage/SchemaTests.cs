using Glean.Storage;
using Glean.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

public sealed class SchemaTests : IDisposable
{
    private readonly TestDatabase database = new();

    [Fact]
    public void The_list_of_versions_is_that_of_the_migrations_compiled_in()
    {
        using var context = database.Open();
        database.Database.Migrations.ShouldBe(context.Database.GetMigrations());
    }

    [Fact]
    public void Every_change_of_the_model_has_a_migration()
    {
        using var context = database.Open();
        context.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    [Fact]
    [Trait(TestDatabases.Trait, TestDatabases.File)]
    public void A_migrated_database_is_in_WAL_mode_with_its_version_apart_from_user_version()
    {
        database.Rows("PRAGMA journal_mode").ShouldBe(["wal"]);
        database.Rows("PRAGMA user_version").ShouldBe(["0"]);
        database.Database.Inspect().ShouldBeOfType<DatabaseState.Ours>().Pending.ShouldBeEmpty();
    }

    [Fact]
    [Trait(TestDatabases.Trait, TestDatabases.File)]
    public void Ids_are_never_given_twice_so_that_a_merge_can_always_be_taken_back()
    {
        foreach (var table in new[] { "tools", "discoveries", "claims", "mentions" })
        {
            database.Rows($"SELECT sql FROM sqlite_master WHERE name = '{table}'")[0].ShouldContain("AUTOINCREMENT", Case.Sensitive, table);
        }
    }

    /// <summary>R14: for each migration, on data.</summary>
    [Fact]
    [Trait(TestDatabases.Trait, TestDatabases.File)]
    public void Every_migration_goes_up_down_and_up_again_on_a_populated_database()
    {
        Populate();
        var full = Schema();
        var migrator = new SchemaMigrator(database.Database);
        for (var steps = 1; steps <= SchemaVersions.Sqlite.Count; steps++)
        {
            var (reverted, copy) = migrator.Down(steps, database.Now);
            reverted.Count.ShouldBe(steps);
            TestDatabase.Rows(copy!, "SELECT name FROM tools").ShouldBe(["Gong"], "the copy holds what the rollback drops");
            database.Database.Inspect().ShouldBeOfType<DatabaseState.Ours>().Pending.Count.ShouldBe(steps);

            migrator.Up().Count.ShouldBe(steps);
            Schema().ShouldBe(full);
            TestDatabase.ShouldBeSound(database.Path);
            if (database.Rows("SELECT count(*) FROM tools")[0] == "0")
            {
                Populate();
            }
        }
    }

    [Fact]
    [Trait(TestDatabases.Trait, TestDatabases.File)]
    public void Two_rollbacks_within_a_second_keep_both_copies()
    {
        var migrator = new SchemaMigrator(database.Database);
        var first = migrator.Down(1, database.Now).Copy;
        migrator.Up();
        var second = migrator.Down(1, database.Now).Copy;
        second.ShouldNotBe(first);
        File.Exists(first).ShouldBeTrue();
        File.Exists(second).ShouldBeTrue();
    }

    public void Dispose() => database.Dispose();

    private IReadOnlyList<string> Schema()
    {
        SqliteConnection.ClearAllPools();
        return database.Rows("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2");
    }

    private void Populate()
    {
        using var connection = database.Database.OpenForWriting(pooling: false);
        connection.Seed(
            """
            INSERT INTO sources (id, name) VALUES (1, 'rss');
            INSERT INTO tools (id, name, status) VALUES (1, 'Gong', 'review');
            INSERT INTO discoveries (id, source_id, source_url, raw_text, tool_id) VALUES (1, 1, 'https://a.example/1', 'Gong records calls', 1);
            INSERT INTO mentions (tool_id, discovery_id, name, confidence) VALUES (1, 1, 'Gong', 0.9);
            INSERT INTO claims (tool_id, source_id, discovery_id, claim_type, content) VALUES (1, 1, 1, 'feature', 'records calls');
            INSERT INTO changelog (tool_id, change_type, description) VALUES (1, 'new', 'found');
            """);
    }
}
