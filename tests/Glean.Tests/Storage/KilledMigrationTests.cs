using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class KilledMigrationTests : IDisposable
{
    private const int Rounds = 12;
    private readonly TemporaryFolder folder = new();

    /// <summary>R14: old or new, never between.</summary>
    [Fact]
    public async Task A_migration_killed_at_any_moment_leaves_the_old_schema_or_the_new_one()
    {
        var glean = new GleanProgram(folder.Path);
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("migrate", "rollback", "--yes")).ShouldExit(0);
        var old = Schema(glean);
        var untouched = File.ReadAllBytes(glean.DatabasePath);
        var clock = TimeProvider.System.GetTimestamp();
        (await glean.RunAsync("migrate", "run")).ShouldExit(0);
        var whole = TimeProvider.System.GetElapsedTime(clock);
        var complete = Schema(glean);

        var random = new Random(14);
        for (var round = 0; round < Rounds; round++)
        {
            File.WriteAllBytes(glean.DatabasePath, untouched);
            using (var running = glean.Start("migrate", "run"))
            {
                // Most of the run is the start of the runtime; the migration itself is at its end.
                await Task.Delay(whole * (0.5 + (0.6 * random.NextDouble())), TimeProvider.System, CancellationToken.None);
                running.Kill();
                await running.EndAsync();
            }

            new[] { old, complete }.ShouldContain(Schema(glean));
            TestDatabase.ShouldBeSound(glean.DatabasePath);
        }

        (await glean.RunAsync("migrate", "run")).ShouldExit(0);
        Schema(glean).ShouldBe(complete);
    }

    [Fact]
    public async Task Four_programs_that_set_up_the_same_database_at_once_all_succeed()
    {
        var glean = new GleanProgram(folder.Path);
        foreach (var result in await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => glean.RunAsync("init"))))
        {
            result.ShouldExit(0);
        }

        TestDatabase.Count(glean.DatabasePath, $"SELECT count(*) FROM \"{SchemaVersions.HistoryTable}\"").ShouldBe(SchemaVersions.Sqlite.Count);
    }

    public void Dispose() => folder.Dispose();

    private static string Schema(GleanProgram glean) => string.Join('\n', TestDatabase.Rows(
        glean.DatabasePath, $"SELECT name, sql FROM sqlite_master ORDER BY 1, 2").Concat(TestDatabase.Rows(glean.DatabasePath, $"SELECT migration_id FROM \"{SchemaVersions.HistoryTable}\"")));
}
