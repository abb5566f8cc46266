using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations;

/// <summary>The commands of the operations runbook that touch the database, run as printed with the stock <c>sqlite3</c> shell.</summary>
[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class RunbookTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public RunbookTests()
    {
        glean = new GleanProgram(folder.Path);
    }

    [Fact]
    public async Task Every_command_of_the_runbook_works_on_a_populated_database_at_rest()
    {
        SkipWithoutShell();
        (await glean.RunAsync("pipeline", "--demo")).ShouldExit(0);
        var recovers = (await glean.ShellAsync("sqlite3 trial.db 'CREATE TABLE t (x)'; sqlite3 trial.db .recover")).ExitCode == 0;
        if (!recovers)
        {
            TestContext.Current.AddWarning("This build of sqlite3 has no sqlite_dbpage: .recover fails on every database and was left out.");
        }

        foreach (var (title, script) in Commands().Where(c => recovers || !c.Script.Contains(".recover", StringComparison.Ordinal)))
        {
            (await glean.ShellAsync(script)).ExitCode.ShouldBe(0, title);
        }

        (await glean.ShellAsync("gunzip -c db/backups/*.sql.gz | sqlite3 again.db; sqlite3 again.db 'SELECT COUNT(*) FROM claims'")).Output.Trim()
            .ShouldBe(TestDatabase.Rows(glean.DatabasePath, "SELECT count(*) FROM claims")[0]);
    }

    [Fact]
    public async Task Every_query_of_the_runbook_works_while_another_process_writes()
    {
        SkipWithoutShell();
        (await glean.RunAsync("pipeline", "--demo")).ShouldExit(0);
        folder.Write("texts.jsonl", SampleTexts.Discoveries(5000));
        using var writing = glean.Start("import", "discoveries", "texts.jsonl");
        foreach (var (title, script) in Commands().Where(c => !c.Script.Contains("glean ", StringComparison.Ordinal) && !c.Script.Contains(".recover", StringComparison.Ordinal)))
        {
            (await glean.ShellAsync(script)).ShouldExit(0).Error.ShouldBeEmpty(title);
        }

        (await writing.EndAsync()).ShouldExit(0);
        TestDatabase.ShouldBeSound(glean.DatabasePath);
    }

    [Fact]
    public async Task The_lines_for_a_running_server_work_as_printed()
    {
        SkipWithoutShell();
        Assert.SkipUnless(GleanProgram.IsInstalled("curl"), "curl is not installed");
        await using var silent = await FaultServer.StartAsync(Answers.Never());
        await using var server = await LiveServer.StartAsync(demo: true, ("GLEAN_EGRESS_ALLOW", "127.0.0.0/8"));
        var hanging = await server.Admin.PostJsonAsync("/api/jobs/scout", new { scout_type = "rss", feeds = new[] { silent.Url("/feed") } });
        var failing = await server.Admin.PostJsonAsync("/api/jobs/scout", new { scout_type = "twitter" });
        var job = (await hanging.ReadAsync()).GetProperty("job_id").GetString()!;
        await UntilAsync(server, job, "running");
        await UntilAsync(server, (await failing.ReadAsync()).GetProperty("job_id").GetString()!, "failed");
        await server.Client().GetAsync("/api/stats");
        await server.Client("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLW9mLXNvbWVib2R5LWVsc2UtMDAwMDAw").GetAsync("/api/stats");

        await server.UntilLoggedAsync("JWT signature invalid");
        server.File("server.log", server.Log);
        server.Program.Environment["TOKEN"] = server.Token;
        server.Program.Environment["JOB_ID"] = job;
        foreach (var (title, script) in Commands("runbook-server.sh"))
        {
            // The container's log is a file here, and the port is another.
            var here = "docker() { cat server.log; }\n" + script.Replace("localhost:8000", $"localhost:{server.Origin.Port}");
            (await server.Program.ShellAsync(here)).ExitCode.ShouldBe(0, title);
        }

        await UntilAsync(server, job, "cancelled");
        foreach (var (title, script) in Commands().Where(c => !c.Script.Contains(".recover", StringComparison.Ordinal)))
        {
            (await server.Program.ShellAsync(script)).ExitCode.ShouldBe(0, title);
        }

        (await server.StopAsync()).ShouldExit(0);
    }

    /// <summary>The server was killed, not asked to end: its log lies beside the database that is moved away.</summary>
    [Fact]
    public async Task The_restore_block_of_the_runbook_works_as_printed_over_a_killed_server()
    {
        SkipWithoutShell();
        await using var server = await LiveServer.StartAsync(demo: true);
        (await server.Program.ShellAsync("mkdir -p db/backups && sqlite3 db/glean.db '.dump' | gzip > db/backups/glean-20240115.sql.gz")).ShouldExit(0);
        var before = TestDatabase.Rows(server.Program.DatabasePath, "SELECT (SELECT count(*) FROM tools), (SELECT count(*) FROM claims), (SELECT count(*) FROM users)");
        (await server.Admin.PostJsonAsync("/api/views", new { name = "made after the backup", query = "" })).EnsureSuccessStatusCode();
        await server.KillAsync();
        new FileInfo(server.Program.DatabasePath + "-wal").Length.ShouldBeGreaterThan(0, "there must be a log that could be applied to the wrong file");

        (await server.Program.ShellAsync("""
            gunzip -c db/backups/glean-20240115.sql.gz | sqlite3 db/glean.db.new
            mv db/glean.db db/glean.db.old
            mv db/glean.db.new db/glean.db
            glean migrate run
            """)).ShouldExit(0);

        await server.RestartAsync();
        TestDatabase.Rows(server.Program.DatabasePath, "SELECT (SELECT count(*) FROM tools), (SELECT count(*) FROM claims), (SELECT count(*) FROM users)").ShouldBe(before);
        TestDatabase.Rows(server.Program.DatabasePath, "SELECT count(*) FROM saved_views").ShouldBe(["0"]);
        TestDatabase.ShouldBeSound(server.Program.DatabasePath);
        TestDatabase.Rows(server.Program.DatabasePath, "PRAGMA journal_mode").ShouldBe(["wal"]);
        File.GetUnixFileMode(server.Program.DatabasePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await server.StopAsync()).ShouldExit(0);
    }

    public void Dispose() => folder.Dispose();

    private static async Task UntilAsync(LiveServer server, string job, string status)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await (await server.Admin.GetAsync($"/api/jobs/{job}", patience.Token)).ReadAsync()).GetProperty("status").GetString() != status)
        {
            await Task.Delay(50, patience.Token);
        }
    }

    private static void SkipWithoutShell() => Assert.SkipUnless(GleanProgram.IsInstalled("sqlite3"), "sqlite3 is not installed");

    private static List<(string Title, string Script)> Commands(string file = "runbook.sh") =>
        [.. File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Operations", "Payloads", file))
            .Split("## ", StringSplitOptions.RemoveEmptyEntries)
            .Select(part => (part[..part.IndexOf('\n')], part[part.IndexOf('\n')..]))];
}
