using Glean.Catalog;
using Glean.Operations.Copying;
using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations.Copying;

/// <summary>Copies that were cut off, and what happened to their databases meanwhile.</summary>
public sealed class BrokenCopyTests : IDisposable
{
    private const int Many = 20_000;
    private const int Rounds = 5;

    private readonly CopyBench bench = new();

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_copy_killed_at_any_moment_goes_on_to_the_end(bool fromServer, bool toServer)
    {
        var from = CopyBench.Filled(bench.Of(fromServer, "from"), Many);
        from.Close();
        bench.Program.Environment["GLEAN_DB_PATH"] = "from";
        bench.Program.Environment["GLEAN_DATABASE_URL"] = fromServer ? bench.Url("from") : "";
        string Target(string name) => toServer ? bench.Url(name) : name;
        var clock = TimeProvider.System.GetTimestamp();
        (await bench.Program.RunAsync("db", "copy", "--to", Target("whole"))).ShouldExit(0);
        var whole = TimeProvider.System.GetElapsedTime(clock);

        var to = bench.Of(toServer, "to");
        var random = new Random(15);
        var unfinished = 0;
        for (var round = 0; round < Rounds; round++)
        {
            using var running = bench.Program.Start("db", "copy", "--to", Target("to"));
            await Task.Delay(whole * (0.2 + (0.8 * random.NextDouble())), TimeProvider.System, TestContext.Current.CancellationToken);
            running.Kill();
            await running.EndAsync();
            if (to.Inspect() is DatabaseState.Ours { Pending.Count: 0 } && CopyBench.Rows(to, "SELECT key FROM settings WHERE key LIKE 'copy.%'").Count == 1)
            {
                unfinished++;
                Should.Throw<System.Data.Common.DbException>(() => CopyBench.Change(to, toServer ? "TRUNCATE audit_log" : "BEGIN; INSERT INTO audit_log (id, actor, action) VALUES (99, 'x', 'x'); UPDATE audit_log SET actor = 'y'"))
                    .Message.ShouldContain("append-only");
                CopyBench.Rows(to, "SELECT count(*) FROM audit_log WHERE id = 99").ShouldBe(["0"]);
            }
        }

        // How many depends on the machine; the tests below stop a copy at places of their choice.
        TestContext.Current.SendDiagnosticMessage($"{unfinished} of {Rounds} kills hit the copying");
        (await bench.Program.RunAsync("db", "copy", "--to", Target("to"))).ShouldExit(0).Output.ShouldContain("all equal");
        CopyBench.AllRows(to).ShouldBe(CopyBench.AllRows(from));
        CopyBench.Search(to, "epistol").ShouldBe(["Tool 1"]);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_and_the_same_command_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || RunningProgram.InterruptsAreIgnored, "SIGINT is ignored here");
        CopyBench.Filled(bench.File("from"), Many).Close();
        bench.Program.Environment["GLEAN_DB_PATH"] = "from";
        var to = bench.Server("to");
        using (var running = bench.Program.Start("db", "copy", "--to", bench.Url("to")))
        {
            while (to.Inspect() is not DatabaseState.Ours || CopyBench.Rows(to, "SELECT id FROM discoveries LIMIT 1").Count == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
            }

            running.Signal("INT");
            (await running.EndAsync()).ShouldExit(130).Error.ShouldContain("goes on from there");
        }

        var there = long.Parse(CopyBench.Rows(to, "SELECT count(*) FROM discoveries")[0]);
        var copied = (await bench.Program.RunAsync("db", "copy", "--to", bench.Url("to"), "--json")).ShouldExit(0).Json;
        copied.GetProperty("equal").GetBoolean().ShouldBeTrue();
        copied.GetProperty("copied").GetInt64().ShouldBeLessThan(copied.GetProperty("tables").EnumerateArray().Sum(t => t.GetProperty("rows").GetInt64()) - there + 1, "what was there stayed");
    }

    [Theory]
    [InlineData(false, true, "copying claims")]
    [InlineData(true, false, "copying claims")]
    [InlineData(false, true, "comparing claims")]
    [InlineData(true, false, "comparing claims")]
    [InlineData(false, true, "copying discoveries")]
    public void What_changed_in_the_source_meanwhile_comes_along(bool fromServer, bool toServer, string step)
    {
        var (from, to) = (CopyBench.Filled(bench.Of(fromServer, "from")), bench.Of(toServer, "to"));
        CopyBench.CopyUntil(from, to, step);
        Should.Throw<GleanException>(() => CopyMarker.EnsureNone(to)).Message.ShouldContain("unfinished copy");

        CopyBench.Change(from, """
            UPDATE tools SET name = 'Renamed' WHERE id = 5;
            DELETE FROM claims WHERE discovery_id = 7;
            DELETE FROM sightings WHERE discovery_id = 7;
            DELETE FROM discoveries WHERE id = 7;
            INSERT INTO sources (id, name, parent_id) VALUES (20, 'new', 2);
            INSERT INTO discoveries (id, source_id, source_url, raw_text, discovered_at) VALUES (1000, 20, 'new', 'new', '2026-01-01 00:00:00');
            INSERT INTO claims (id, tool_id, source_id, discovery_id, claim_type, content, confidence, created_at) VALUES (1000, 5, 20, 1000, 'feature', 'new', 0.5, '2026-01-01 00:00:00');
            INSERT INTO jobs (id, type, status) VALUES ('A', 'scout', 'completed');
            INSERT INTO settings (key, value) VALUES ('b', 'between');
            INSERT INTO audit_log (actor, action) VALUES ('anna', 'sign in again');
            """);
        var result = CopyBench.Copy(from, to);

        result.Equal.ShouldBeTrue();
        CopyBench.AllRows(to).ShouldBe(CopyBench.AllRows(from));
        CopyBench.Search(to, "renamed").ShouldBe(["Renamed"]);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void What_somebody_wrote_into_the_unfinished_target_goes_away(bool fromServer, bool toServer)
    {
        var (from, to) = (CopyBench.Filled(bench.Of(fromServer, "from")), bench.Of(toServer, "to"));
        CopyBench.CopyUntil(from, to, "comparing tools");
        CopyBench.Change(to, """
            INSERT INTO audit_log (id, actor, action) VALUES (77, 'mallory', 'look');
            INSERT INTO settings (key, value) VALUES ('z', 'z');
            UPDATE tools SET description = 'Something else' WHERE id = 3;
            """);

        CopyBench.Copy(from, to).Equal.ShouldBeTrue();

        CopyBench.AllRows(to).ShouldBe(CopyBench.AllRows(from));
        CopyBench.Search(to, "something").ShouldBeEmpty();
        Should.Throw<System.Data.Common.DbException>(() => CopyBench.Change(to, "UPDATE audit_log SET actor = 'x'")).Message.ShouldContain("append-only");
    }

    [Fact]
    public void Untouched_rows_are_not_copied_again()
    {
        var (from, to) = (CopyBench.Filled(bench.File("from")), bench.Server("to"));
        CopyBench.CopyUntil(from, to, "comparing tools");
        CopyBench.Change(from, "UPDATE jobs SET message = 'later' WHERE id = 'b'");

        CopyBench.Copy(from, to).Copied.ShouldBe(5, "three jobs, and the two lines of log that refer to them");
    }

    [Fact]
    public async Task A_difference_is_named_and_ends_with_exit_code_1()
    {
        CopyBench.Filled(bench.File("db/glean.db")).Close();
        var to = CopyBench.Made(bench.File("to.db"));
        CopyBench.Change(to, "CREATE TRIGGER other AFTER INSERT ON jobs BEGIN UPDATE jobs SET message = 'wrong' WHERE id = new.id; END");
        to.Close();

        var failed = (await bench.Program.RunAsync("db", "copy", "--to", "to.db")).ShouldExit(1);
        failed.Output.ShouldMatch(@"(?m)^jobs +3  [0-9a-f]{16}  differs: 3 rows, [0-9a-f]{16}$");
        failed.Error.ShouldContain("jobs differ.");

        CopyBench.Change(to, "DROP TRIGGER other");
        to.Close();
        (await bench.Program.RunAsync("db", "copy", "--to", "to.db")).ShouldExit(0).Output.ShouldContain("all equal");
    }

    [Theory]
    [InlineData("UPDATE tools SET description = 'a' || char(0) || 'b' WHERE id = 4", "UPDATE tools SET description = 'ab' WHERE id = 4", "tools: description holds the character U+0000")]
    [InlineData("UPDATE tools SET version = 3000000000 WHERE id = 4", "UPDATE tools SET version = 3 WHERE id = 4", "tools.version that does not belong there")]
    [InlineData("UPDATE tools SET created_at = 'yesterday' WHERE id = 4", "UPDATE tools SET created_at = '2026-01-01 00:00:00' WHERE id = 4", "in the row 4.")]
    [InlineData("PRAGMA foreign_keys = OFF; UPDATE claims SET tool_id = 444 WHERE id = 4", "UPDATE claims SET tool_id = 4 WHERE id = 4", "does not take a row of claims")]
    public void A_row_that_PostgreSQL_does_not_take_is_named_and_the_copy_goes_on_once_it_is_right(string spoil, string repair, string told)
    {
        var (from, to) = (CopyBench.Filled(bench.File("from")), bench.Server("to"));
        CopyBench.Change(from, spoil);

        var failure = Should.Throw<GleanException>(() => CopyBench.Copy(from, to));
        failure.Message.ShouldContain(told);
        failure.Kind.ShouldBe(FailureKind.Work);

        CopyBench.Change(from, repair);
        CopyBench.Copy(from, to).Equal.ShouldBeTrue();
    }

    public void Dispose() => bench.Dispose();
}
