using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations;

/// <summary>The commands of the operations runbook that touch the database, run as printed with the stock <c>sqlite3</c> shell.</summary>
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
        TestDatabase.Rows(glean.DatabasePath, "PRAGMA integrity_check").ShouldBe(["ok"]);
    }

    public void Dispose() => folder.Dispose();

    private static void SkipWithoutShell() => Assert.SkipUnless(GleanProgram.IsInstalled("sqlite3"), "sqlite3 is not installed");

    private static List<(string Title, string Script)> Commands() =>
        [.. File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Operations", "Payloads", "runbook.sh"))
            .Split("## ", StringSplitOptions.RemoveEmptyEntries)
            .Select(part => (part[..part.IndexOf('\n')], part[part.IndexOf('\n')..]))];
}
