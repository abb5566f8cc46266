using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Jobs;
using Glean.Operations.Import;
using Glean.Operations.Import.Legacy;
using Glean.Storage;

namespace Glean.Cli.Operations;

/// <summary><c>glean import legacy|tools|discoveries</c></summary>
internal static class ImportCommand
{
    private const int WrongLinesShown = 20;

    public static Command Create() => new("import", "Take data in from files")
    {
        Legacy(),
        Import(
            "tools",
            "A list of tools: CSV or JSON Lines with name, url, description, category",
            (session, file, _, token) => new ToolImport(session.Database, session.Stored.Focus().Focus, session.Time).RunAsync(file, token)),
        Import(
            "discoveries",
            "Texts: JSON Lines with source, source_url, title, text, metadata, published_at",
            (session, file, report, token) => new DiscoveryImport(session.Database, session.Stored.Focus().Focus, session.Time).RunAsync(file, report, token)),
    };

    private static Command Legacy()
    {
        var file = new Argument<string>("FILE") { Description = "Its SQLite file, which is only read" };
        var json = GlobalOptions.Json();
        return new Command("legacy", "Take over a database of the Python Glean; running it again adds nothing twice") { file, json }.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Write);
            var tables = await ProgressDisplay.RunAsync("Taking over", progress => new JobRunner(session.Database, session.Time).RunAsync(
                JobType.Import,
                scoutType: null,
                (work, token) => new LegacyImport(session.Database, session.Settings, session.Time).RunAsync(parsed.GetRequiredValue(file), work, token),
                progress,
                cancellationToken));
            if (parsed.GetValue(json))
            {
                session.WriteJson(tables);
                return ExitCode.Done;
            }

            var shown = new TextTable("TABLE", "ROWS", "ADDED", "KNOWN", "LEFT OUT", "");
            foreach (var table in tables)
            {
                shown.Add(table.Table, table.Rows.ToString(), table.Added.ToString(), table.Known.ToString(), table.LeftOut.ToString(), table.Note ?? "");
            }

            shown.Write(session.Out);
            return ExitCode.Done;
        });
    }

    private static Command Import(
        string name, string description, Func<Session, string, IProgress<JobProgress>, CancellationToken, Task<ImportReport>> import)
    {
        var file = new Argument<string>("FILE") { Description = "The file to read" };
        var json = GlobalOptions.Json();
        return new Command(name, description) { file, json }.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Write);
            var report = await ProgressDisplay.RunAsync("Importing", progress => new JobRunner(session.Database, session.Time).RunAsync(
                JobType.Import,
                scoutType: null,
                (work, token) => import(session, parsed.GetRequiredValue(file), work, token),
                progress,
                cancellationToken));
            if (parsed.GetValue(json))
            {
                session.WriteJson(report);
            }
            else
            {
                session.Out.WriteLine($"Read {report.Read} lines: {report.Added} {name} added, {report.Known} known before, {report.Wrong.Count} wrong.");
            }

            foreach (var line in report.Wrong.Take(WrongLinesShown))
            {
                session.Error.WriteLine($"Line {line.Number} {TextTable.OneLine(line.Reason)}; it was left out.");
            }

            if (report.Wrong.Count > WrongLinesShown)
            {
                session.Error.WriteLine($"… and {report.Wrong.Count - WrongLinesShown} more; --json lists them all.");
            }

            return report is { Read: > 0, Added: 0, Known: 0 } ? ExitCode.WorkFailed : ExitCode.Done;
        });
    }
}
