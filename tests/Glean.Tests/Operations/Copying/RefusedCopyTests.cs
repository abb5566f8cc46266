using Glean.Storage;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations.Copying;

public sealed class RefusedCopyTests : IDisposable
{
    private readonly CopyBench bench = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_of_another_origin_are_never_mixed_with_or_overwritten(bool toServer)
    {
        CopyBench.Filled(bench.File("db/glean.db")).Close();
        var to = CopyBench.Made(bench.Of(toServer, "to"));
        CopyBench.Change(to, "INSERT INTO settings (key, value) VALUES ('own', 'value')");
        var before = CopyBench.AllRows(to);
        to.Close();

        await ShouldRefuse(2, "holds rows of its own", toServer ? bench.Url("to") : "to");

        CopyBench.AllRows(to).ShouldBe(before);
    }

    [Fact]
    public async Task A_finished_copy_is_compared_and_left_alone()
    {
        CopyBench.Filled(bench.File("db/glean.db")).Close();
        (await bench.Program.RunAsync("db", "copy", "--to", bench.Url("to"))).ShouldExit(0);

        (await bench.Program.RunAsync("db", "copy", "--to", bench.Url("to"))).ShouldExit(0).Output.ShouldContain("already: ");

        CopyBench.Change(bench.Server("to"), "UPDATE tools SET name = 'Changed since' WHERE id = 3");
        await ShouldRefuse(2, "not those of", bench.Url("to"));
        CopyBench.Rows(bench.Server("to"), "SELECT name FROM tools WHERE id = 3").ShouldBe(["Changed since"]);
    }

    [Fact]
    public async Task An_unfinished_copy_takes_rows_of_its_own_source_only_and_is_no_source()
    {
        var to = bench.File("to.db");
        CopyBench.CopyUntil(CopyBench.Filled(bench.File("other.db")), to, "copying tools");
        to.Close();
        CopyBench.Filled(bench.File("db/glean.db")).Close();

        await ShouldRefuse(3, "holds an unfinished copy of", "to.db");
        bench.Program.Environment["GLEAN_DB_PATH"] = "to.db";
        await ShouldRefuse(3, "is itself an unfinished copy of", bench.Url("to"));
    }

    [Fact]
    public async Task A_database_is_not_copied_into_itself()
    {
        CopyBench.Filled(bench.File("db/glean.db")).Close();
        await ShouldRefuse(2, "is the database to copy from", "db/../db/glean.db");
        bench.Program.Environment["GLEAN_DATABASE_URL"] = bench.Url("from");
        CopyBench.Filled(bench.Server("from"));
        await ShouldRefuse(2, "is the database to copy from", bench.Url("from") + "?application_name=copy");
    }

    [Fact]
    public async Task A_source_must_be_there_and_up_to_date()
    {
        await ShouldRefuse(3, "glean init", bench.Url("to"));
        new SchemaMigrator(bench.File("db/glean.db")).Up(2);
        await ShouldRefuse(3, "glean migrate run", bench.Url("to"));
        bench.Server("to").Inspect().ShouldBeOfType<DatabaseState.Missing>();
    }

    [Fact]
    public async Task A_target_must_be_Gleans()
    {
        CopyBench.Filled(bench.File("db/glean.db")).Close();
        CopyBench.Made(bench.Server("foreign"));
        CopyBench.Change(bench.Server("foreign"), "DROP TABLE \"__EFMigrationsHistory\"");
        await ShouldRefuse(3, "belongs to another program", bench.Url("foreign"));
        await ShouldRefuse(2, "--to is no address", "mysql://127.0.0.1/glean");
        await ShouldRefuse(2, "--to is no address", "postgres://127.0.0.1");
        await ShouldRefuse(3, "does not answer", "postgres://glean@127.0.0.1:1/glean");
        await ShouldRefuse(2, "--to names no database", " ");
        File.WriteAllText(bench.Path("notes.txt"), "no database at all, but long enough to be looked at: " + new string('x', 2000));
        await ShouldRefuse(3, "notes.txt", "notes.txt");
    }

    [Fact]
    public async Task A_target_whose_tables_were_half_made_is_completed_unless_it_is_in_use()
    {
        CopyBench.Filled(bench.File("db/glean.db")).Close();
        new SchemaMigrator(bench.File("used.db")).Up(3);
        CopyBench.Change(bench.File("used.db"), "INSERT INTO sources (name) VALUES ('rss')");
        bench.File("used.db").Close();
        await ShouldRefuse(3, "lacks", "used.db");

        new SchemaMigrator(bench.File("half.db")).Up(3);
        (await bench.Program.RunAsync("db", "copy", "--to", "half.db")).ShouldExit(0);
    }

    [Fact]
    public async Task A_role_that_may_not_write_is_told_so()
    {
        CopyBench.Filled(bench.File("db/glean.db")).Close();
        CopyBench.Made(bench.Server("to"));
        CopyBench.Change(bench.Server("to"), "CREATE ROLE glean_copy_reader LOGIN IN ROLE pg_read_all_data");
        try
        {
            await ShouldRefuse(3, "does not allow that", bench.Url("to").Replace("glean@", "glean_copy_reader@"));
            await ShouldRefuse(3, "cannot be created", bench.Url("new").Replace("glean@", "glean_copy_reader@"));
        }
        finally
        {
            CopyBench.Change(bench.Server("to"), "DROP ROLE glean_copy_reader");
        }
    }

    private async Task ShouldRefuse(int exitCode, string told, string to)
    {
        var refused = (await bench.Program.RunAsync("db", "copy", "--to", to)).ShouldExit(exitCode);
        refused.Error.ShouldContain(told);
        refused.Error.ShouldNotContain("should not have happened");
    }

    public void Dispose() => bench.Dispose();
}
