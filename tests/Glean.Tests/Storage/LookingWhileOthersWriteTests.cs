using Glean.Storage;
using Glean.Tests.Support;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

/// <summary>Who looks at a file while another changes it finds it neither damaged nor unusable.</summary>
[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class LookingWhileOthersWriteTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);

    private readonly TestDatabase database = new();

    [Fact]
    public async Task A_schema_that_changes_meanwhile_keeps_no_one_from_writing() =>
        await WhileAsync(() => Run("CREATE TABLE passing (id INTEGER)", "DROP TABLE passing"), () => new SqliteDatabase(database.Path).EnsureWritable());

    [Fact]
    public async Task A_file_into_which_a_log_is_copied_is_not_truncated()
    {
        Run("CREATE TABLE growing (bytes BLOB)");
        SqliteConnection.ClearAllPools();
        await WhileAsync(() => Run("INSERT INTO growing VALUES (zeroblob(400000))"), () => SqliteHeader.Check(database.Path).ShouldBeNull());
    }

    public void Dispose() => database.Dispose();

    private void Run(params string[] statements)
    {
        foreach (var statement in statements)
        {
            using var connection = SqliteSession.Open(database.Path, pooling: false);
            connection.Execute(statement);
        }
    }

    private static async Task WhileAsync(Action change, Action look)
    {
        using var enough = new CancellationTokenSource(Long);
        var changing = Task.Run(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                change();
            }
        });
        while (!enough.IsCancellationRequested)
        {
            look();
        }

        await changing;
    }
}
