using System.CommandLine;
using System.Globalization;
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
        var weeks = Length("--weeks", "The last N weeks", 1);
        var days = Length("--days", "The last N days", 30);
        return new Command("report", "Print a report and save it to reports/")
        {
            Kind(ReportKind.Weekly, "What came, what was decided, what is said most", (parsed, now) => ReportPeriod.Weeks(parsed.GetValue(weeks), now), weeks),
            Kind(ReportKind.Changelog, "What changed and what was decided", (parsed, now) => ReportPeriod.Days(parsed.GetValue(days), now), days),
            Kind(ReportKind.Index, "All approved tools by category", (_, _) => ReportPeriod.All),
        };
    }

    private static Command Kind(ReportKind kind, string description, Func<ParseResult, DateTime, ReportPeriod> period, params Option[] options)
    {
        var format = new Option<string>("--format") { Description = "md, html or json", HelpName = "md|html|json", DefaultValueFactory = _ => "md" };
        format.AcceptOnlyFromAmong("md", "html", "json");
        var since = Day("--since", "From this day on, instead of a length of time");
        var until = Day("--until", "Up to the end of this day");
        var output = new Option<string?>("--out", "--output", "-o") { Description = "Write to FILE instead of standard output and the reports folder", HelpName = "FILE" };
        var noSave = new Option<bool>("--no-save") { Description = "Print only" };
        var command = new Command(kind.ToWire(), description) { format, since, until, output, noSave };
        foreach (var option in options)
        {
            command.Add(option);
        }

        return command.Does(async (session, parsed, cancellationToken) =>
        {
            var isSaved = !parsed.GetValue(noSave) && parsed.GetValue(output) is null;
            session.Database.EnsureUsable(isSaved ? DatabaseAccess.Write : DatabaseAccess.Read);
            var chosen = WireName.Parse<ReportFormat>(parsed.GetValue(format))!.Value;
            var (first, last) = (parsed.GetValue(since), parsed.GetValue(until));
            var time = first is null && last is null ? period(parsed, session.Now) : ReportPeriod.OfDays(first, last);
            var report = new ReportBuilder(session.Database, session.Now, session.Stored.Focus().Focus.Name).Build(kind, time);
            if (parsed.GetValue(output) is { } file)
            {
                await ReportFolder.WriteAsync(report, chosen, file, cancellationToken);
                session.Error.WriteLine($"Written to {file}");
                return ExitCode.Done;
            }

            if (isSaved)
            {
                await SaveAsync(session, report, chosen, cancellationToken);
                return ExitCode.Done;
            }

            await using var print = Console.OpenStandardOutput();
            await ReportWriter.WriteAsync(report, chosen, print, cancellationToken);
            return ExitCode.Done;
        });
    }

    private static async Task SaveAsync(Session session, Report report, ReportFormat format, CancellationToken cancellationToken)
    {
        var saved = await new JobRunner(session.Database, session.Time).RunAsync(
            JobType.Report,
            scoutType: null,
            async (_, token) => new Saved(await new ReportFolder(session.Settings.ReportsDir).SaveAsync(report, format, token)),
            watch: null,
            cancellationToken);
        await using (var file = File.OpenRead(saved.Path))
        await using (var print = Console.OpenStandardOutput())
        {
            await file.CopyToAsync(print, cancellationToken);
        }

        session.Error.WriteLine($"Saved as {saved.Path}");
    }

    private static Option<int> Length(string name, string description, int fallback) =>
        NumberOption.Whole(name, description, fallback, most: LongestPeriod);

    private static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "YYYY-MM-DD",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            result.AddError($"{name} takes a day like 2026-01-31, not '{result.Tokens[0].Value}'.");
            return null;
        },
    };

    private sealed record Saved(string Path);
}
