using System.CommandLine;
using Glean.Cli;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Commands;

public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public UsageTests()
    {
        glean = new GleanProgram(folder.Path);
    }

    public static TheoryData<string> WrongUsages =>
    [
        "", "nonsense", "tools --nope", "tools --status almost", "tools --limit 0", "tools --limit -1", "tools --limit x", "tools --limit 99999999999",
        "analyze --limit 0", "analyze --limit 1.5", "analyze --analyzer magic", "curate --min-score high", "curate --min-score 1.1", "curate --min-score NaN",
        "curate --max-queue -1", "review --limit none", "report weekly --weeks 0", "report weekly --weeks x", "report index --format pdf", "report weekly --since yesterday", "publish a b",
        "migrate run --steps 0", "migrate rollback --steps x", "scout rss --days x", "scout rss --limit 0", "show", "show abc", "duplicates merge 1", "import tools",
    ];

    [Theory]
    [MemberData(nameof(WrongUsages))]
    public void Wrong_usage_is_told_in_words_of_ours(string line)
    {
        var parsed = CommandLine.CreateRoot().Parse(line);
        parsed.Errors.ShouldNotBeEmpty();
        parsed.Errors.ShouldAllBe(e => !e.Message.Contains("System."));
    }

    [Fact]
    public async Task Wrong_usage_ends_with_exit_code_2_and_names_the_help()
    {
        foreach (var line in new[] { "curate --min-score high", "scout rss --limit none", "report weekly --weeks none" })
        {
            var result = (await glean.RunAsync(line.Split(' '))).ShouldExit(2);
            result.Output.ShouldBeEmpty();
            result.Error.ShouldContain("--help");
            result.Error.ShouldNotContain("   at ");
        }
    }

    [Fact]
    public void Every_command_describes_itself_and_its_options()
    {
        foreach (var command in All(CommandLine.CreateRoot()))
        {
            command.Description.ShouldNotBeNullOrWhiteSpace(command.Name);
            foreach (var option in command.Options)
            {
                option.Description.ShouldNotBeNullOrWhiteSpace($"{command.Name} {option.Name}");
            }

            foreach (var argument in command.Arguments)
            {
                argument.Description.ShouldNotBeNullOrWhiteSpace($"{command.Name} {argument.Name}");
            }

            command.Parse("--help").Errors.ShouldBeEmpty(command.Name);
        }
    }

    [Fact]
    public async Task Help_and_version_work_anywhere_without_a_database()
    {
        (await glean.RunAsync("--help")).ShouldExit(0).Output.ShouldContain("pipeline");
        (await glean.RunAsync("curate", "--help")).ShouldExit(0).Output.ShouldContain("--dry-run");
        (await glean.RunAsync("--version")).ShouldExit(0).Output.ShouldNotBeEmpty();
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("db_path: x.db\nno_such_setting: 1\n", "line 2", "no_such_setting")]
    [InlineData("reports_dir: [unclosed\n", "line", "config.yaml")]
    [InlineData("- a list\n", "mapping", "config.yaml")]
    [InlineData("port: {a: 1}\n", "line 1", "port")]
    public async Task A_wrong_configuration_ends_with_exit_code_2_and_names_the_line(string yaml, params string[] words)
    {
        folder.Write("config.yaml", yaml);
        var result = (await glean.RunAsync("status")).ShouldExit(2);
        words.ShouldAllBe(word => result.Error.Contains(word));
    }

    [Fact]
    [Trait(TestDatabases.Trait, TestDatabases.File)]
    public async Task The_configuration_file_counts_and_the_environment_wins_over_it()
    {
        folder.Write("config.yaml", "db_path: from-file.db\n");
        (await glean.RunAsync("init")).ShouldExit(0);
        File.Exists(folder.File("from-file.db")).ShouldBeTrue();
        glean.Environment["GLEAN_DB_PATH"] = "from-environment.db";
        (await glean.RunAsync("init")).ShouldExit(0);
        File.Exists(folder.File("from-environment.db")).ShouldBeTrue();
        (await glean.RunAsync("--config", "missing.yaml", "status")).ShouldExit(2).Error.ShouldContain("missing.yaml");
    }

    [Fact]
    public async Task Without_credentials_a_scout_names_the_variable_and_brings_no_sample_data()
    {
        (await glean.RunAsync("init")).ShouldExit(0);
        foreach (var (scout, variable) in new[]
        {
            ("reddit", "REDDIT_CLIENT_ID"), ("twitter", "TWITTER_BEARER_TOKEN"), ("producthunt", "PRODUCTHUNT_API_KEY"), ("web", "SERPAPI_KEY"),
        })
        {
            (await glean.RunAsync("scout", scout)).ShouldExit(4).Error.ShouldContain(variable);
        }

        TestDatabase.Count(glean.DatabasePath, "SELECT count(*) FROM discoveries").ShouldBe(0);
    }

    [Fact]
    public async Task Messages_of_the_system_are_words_and_not_keys()
    {
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("import", "tools", "missing.csv")).ShouldExit(2).Error.ShouldContain("Could not find file");
    }

    [Fact]
    public async Task Data_is_JSON_alone_on_standard_output_and_nothing_is_coloured()
    {
        (await glean.RunAsync("init")).ShouldExit(0);
        foreach (var line in new[]
        {
            "scout all --demo --json", "analyze --json", "curate --dry-run --json", "curate --json", "status --json", "tools --json", "show 1 --json",
            "duplicates list --json", "migrate status --json", "config show --json", "feeds list --json", "export all", "report weekly --format json",
        })
        {
            var result = (await glean.RunAsync(line.Split(' '))).ShouldExit(0);
            Should.NotThrow(() => result.Json, line);
            (result.Output + result.Error).ShouldNotContain("\u001b", Case.Sensitive, line);
        }

        foreach (var line in new[] { "status", "tools", "show 1", "report weekly --no-save", "curate" })
        {
            var result = (await glean.RunAsync(line.Split(' '))).ShouldExit(0);
            (result.Output + result.Error).ShouldNotContain("\u001b", Case.Sensitive, line);
        }
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_long_run_that_is_stopped_keeps_what_it_saved_and_says_so(string signal)
    {
        Assert.SkipWhen(signal == "INT" && RunningProgram.InterruptsAreIgnored, "SIGINT is ignored here");
        folder.Write("texts.jsonl", SampleTexts.Discoveries(700));
        (await glean.RunAsync("init")).ShouldExit(0);
        (await glean.RunAsync("import", "discoveries", "texts.jsonl")).ShouldExit(0);
        using var running = glean.Start("analyze");
        await WaitForAsync(() => TestDatabase.Count(glean.DatabasePath, "SELECT count(*) FROM discoveries WHERE processed") > 0);
        running.Signal(signal);
        var result = await running.EndAsync();

        result.ExitCode.ShouldBe(130, result.Error);
        result.Error.ShouldContain("Cancelled");
        var processed = TestDatabase.Count(glean.DatabasePath, "SELECT count(*) FROM discoveries WHERE processed");
        processed.ShouldBeInRange(1, 699);
        TestDatabase.Rows(glean.DatabasePath, "SELECT status FROM jobs WHERE type = 'analyze'").ShouldBe(["cancelled"]);
        (await glean.RunAsync("analyze", "--json")).ShouldExit(0).Json.GetProperty("discoveries").GetInt64().ShouldBe(700 - processed);
    }

    public void Dispose() => folder.Dispose();

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (!condition())
        {
            await timer.WaitForNextTickAsync();
        }
    }
}
