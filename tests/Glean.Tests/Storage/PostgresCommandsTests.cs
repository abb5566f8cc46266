using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Storage;

/// <summary>Commands that speak of the database itself, on PostgreSQL: what is the server's matter is neither told as ill nor claimed to be done.</summary>
public sealed class PostgresCommandsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_the_servers_is_left_to_it_and_said()
    {
        Assert.SkipUnless(PostgresCluster.IsInstalled, "PostgreSQL is not installed (Debian package postgresql).");
        var url = PostgresCluster.Running.Url($"commands_{Guid.NewGuid():N}");
        var glean = new GleanProgram(folder.Path) { Environment = { ["GLEAN_DATABASE_URL"] = url, ["GLEAN_ENVIRONMENT"] = "development" } };
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("pipeline", "--demo")).ShouldExit(0);

        (await glean.RunAsync("backup", "create")).ShouldExit(2).Error.ShouldContain("pg_dump");
        (await glean.RunAsync("doctor")).ShouldExit(0).Output.ShouldContain("the database's is that of its server");
        var back = (await glean.RunAsync("migrate", "rollback", "--yes")).ShouldExit(0).Output;
        back.ShouldContain("took back");
        back.ShouldContain("No copy was made");
        (await glean.RunAsync("migrate", "rollback", "--steps", "9", "--yes")).ShouldExit(0);
        (await glean.RunAsync("migrate", "rollback", "--yes")).ShouldExit(0).Output.ShouldContain("nothing to take back");
        (await glean.RunAsync("migrate", "run")).ShouldExit(0);
        (await glean.RunAsync("tools")).ShouldExit(0);
    }
}
