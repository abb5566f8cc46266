using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text;
using Glean.Catalog;
using Glean.Cli.Accounts;
using Glean.Cli.Analysis;
using Glean.Cli.Catalog;
using Glean.Cli.Curation;
using Glean.Cli.Jobs;
using Glean.Cli.Notifications;
using Glean.Cli.Operations;
using Glean.Cli.Reports;
using Glean.Cli.Review;
using Glean.Cli.Scouts;
using Glean.Cli.Settings;
using Glean.Cli.Storage;
using Glean.Cli.Terminal;
using Glean.Cli.Tracking;
using DbException = System.Data.Common.DbException;

namespace Glean.Cli;

/// <summary>The composition of the command line: every command on one screen, and what its failures mean for the caller.</summary>
public static class CommandLine
{
    /// <summary>Parses and runs <paramref name="args"/>.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var parsed = CreateRoot(args).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Refuse(parsed);
        }

        try
        {
            // A command that cannot be cancelled is quick, or asks a question: there the signal ends the program as usual.
            using var interruption = parsed.Action is AsynchronousCommandLineAction ? new Interruption() : null;
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                interruption?.Token ?? CancellationToken.None);
        }
        catch (Exception e)
        {
            return Explain(e, parsed);
        }
    }

    /// <summary>Every command, in the order in which help lists them.</summary>
    private static readonly (string Name, Func<Command> Create)[] Commands =
    [
        ("pipeline", PipelineCommand.Create),
        ("scout", ScoutCommand.Create),
        ("sources", SourcesCommand.Create),
        ("feeds", FeedsCommand.Create),
        ("analyze", AnalyzeCommand.Create),
        ("curate", CurateCommand.Create),
        ("duplicates", DuplicatesCommand.Create),
        ("review", ReviewCommand.Create),
        ("update", UpdateCommand.Create),
        ("tools", ToolsCommand.Create),
        ("show", ShowCommand.Create),
        ("report", ReportCommand.Create),
        ("publish", PublishCommand.Create),
        ("notify", NotifyCommand.Create),
        ("import", ImportCommand.Create),
        ("export", ExportCommand.Create),
        ("serve", ServeCommand.Create),
        ("worker", ServeCommand.CreateWorker),
        ("jobs", JobsCommand.Create),
        ("schedule", ScheduleCommand.Create),
        ("backup", BackupCommand.Create),
        ("restore", BackupCommand.CreateRestore),
        ("init", InitCommand.Create),
        ("status", StatusCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("user", UserCommand.Create),
        ("migrate", MigrateCommand.Create),
        ("db", DbCommand.Create),
        ("config", ConfigCommand.Create),
        ("eval", EvalCommand.Create),
    ];

    /// <summary>The root with every command, or with the one that <paramref name="args"/> call: to build them all costs a quick command a fifth of its time.</summary>
    internal static RootCommand CreateRoot(params string[] args)
    {
        var root = new RootCommand("Glean finds AI tools for sales, reads what people say of them, and keeps an index that a person has approved.")
        {
            GlobalOptions.Config,
        };
        var called = args.Length == 0 ? -1 : Array.FindIndex(Commands, c => c.Name == args[0]);
        for (var i = 0; i < Commands.Length; i++)
        {
            if (called < 0 || called == i)
            {
                root.Add(Commands[i].Create());
            }
        }

        return root;
    }

    private static int Refuse(ParseResult parsed)
    {
        // The parser complains of a missing command also where there is a wrong one; only the wrong one helps.
        foreach (var error in parsed.Errors.Where((e, i) => i > 0 || parsed.Errors.Count == 1 || parsed.UnmatchedTokens.Count == 0))
        {
            Console.Error.WriteLine(error.Message);
        }

        var path = string.Join(' ', CommandPath(parsed.CommandResult).Reverse());
        Console.Error.WriteLine($"See: {path} --help");
        return ExitCode.Usage;
    }

    private static IEnumerable<string> CommandPath(CommandResult result)
    {
        for (SymbolResult? at = result; at is CommandResult command; at = at.Parent)
        {
            yield return command.Command is RootCommand ? "glean" : command.Command.Name;
        }
    }

    private static int Explain(Exception exception, ParseResult parsed)
    {
        switch (exception)
        {
            case OperationCanceledException:
                Console.Error.WriteLine("Cancelled. What was done before stays; the same command goes on from there.");
                return ExitCode.Cancelled;
            case GleanException failure:
                Console.Error.WriteLine(failure.Message);
                if (failure.NextStep is { } next)
                {
                    Console.Error.WriteLine("  " + next);
                }

                return ExitCode.Of(failure.Kind);
            default:
                return FindDatabaseFailure(exception, parsed) is { } translated ? Explain(translated, parsed) : ExplainBug(exception);
        }
    }

    /// <summary>What nobody foresaw ends with all that helps to find it, and with the exit code of failed work.</summary>
    private static int ExplainBug(Exception exception)
    {
        Console.Error.WriteLine($"This should not have happened: {exception.Message}");
        Console.Error.WriteLine("  Report it with the lines below; what was done before stays.");
        Console.Error.WriteLine(exception);
        return ExitCode.WorkFailed;
    }

    private static GleanException? FindDatabaseFailure(Exception exception, ParseResult parsed)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is DbException database)
            {
                return new Session(parsed).Database.Translate(database);
            }
        }

        return null;
    }
}
