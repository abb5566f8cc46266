using System.CommandLine;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Reports;
using Glean.Storage;

namespace Glean.Cli.Reports;

/// <summary><c>glean report weekly|changelog|index</c></summary>
internal static class ReportCommand
{
    private const int LongestPeriod = 3660;

    public static Command Create()
    {
        var weeks = Period("--weeks", "The last N weeks", 1);
        var days = Period("--days", "The last N days", 30);
        return new Command("report", "Print a report and save it to reports/")
        {
            Kind("weekly", "What came, what was decided, what is said most", (b, parsed, token) => b.WeeklyAsync(parsed.GetValue(weeks), token), weeks),
            Kind("changelog", "What changed and what was decided", (b, parsed, token) => b.ChangelogAsync(parsed.GetValue(days), token), days),
            Kind("index", "All approved tools by category", (b, _, token) => b.IndexAsync(token)),
        };
    }

    private static Command Kind(
        string name, string description, Func<ReportBuilder, ParseResult, CancellationToken, Task<Report>> build, params Option[] options)
    {
        var format = new Option<string>("--format") { Description = "md, html or json", HelpName = "md|html|json", DefaultValueFactory = _ => "md" };
        format.AcceptOnlyFromAmong("md", "html", "json");
        var noSave = new Option<bool>("--no-save") { Description = "Print only" };
        var command = new Command(name, description) { format, noSave };
        foreach (var option in options)
        {
            command.Add(option);
        }

        return command.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(parsed.GetValue(noSave) ? DatabaseAccess.Read : DatabaseAccess.Write);
            var builder = new ReportBuilder(session.Database, session.Now);
            var chosen = WireName.Parse<ReportFormat>(parsed.GetValue(format))!.Value;
            if (parsed.GetValue(noSave))
            {
                session.Out.Write(ReportWriter.Write(await build(builder, parsed, cancellationToken), chosen));
                return ExitCode.Done;
            }

            var (report, path) = await new JobRunner(session.Database, session.Time).RunAsync(
                JobType.Report,
                scoutType: null,
                async (_, token) =>
                {
                    var built = await build(builder, parsed, token);
                    return new Saved(built, ReportWriter.Save(built, chosen, session.Settings.ReportsDir));
                },
                watch: null,
                cancellationToken);
            session.Out.Write(ReportWriter.Write(report, chosen));
            session.Error.WriteLine($"Saved as {path}");
            return ExitCode.Done;
        });
    }

    private static Option<int> Period(string name, string description, int fallback) =>
        NumberOption.Whole(name, description, fallback, most: LongestPeriod);

    private sealed record Saved([property: System.Text.Json.Serialization.JsonIgnore] Report Report, string Path);
}
