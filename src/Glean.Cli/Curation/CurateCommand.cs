using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Curation;
using Glean.Curation.Learning;
using Glean.Jobs;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Cli.Curation;

/// <summary><c>glean curate</c></summary>
internal static class CurateCommand
{
    public static Command Create()
    {
        var minScore = NumberOption.Share("--min-score", "Least score for the review queue", new CurationOptions().MinScore);
        var maxQueue = NumberOption.Whole("--max-queue", "Most tools in the review queue", new CurationOptions().MaxQueue, least: 0);
        var noMerge = new Option<bool>("--no-merge") { Description = "Do not merge duplicates" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be done and change nothing" };
        var train = new Option<bool>("--train") { Description = "Learn anew from all decisions first" };
        var explain = new Option<long?>("--explain") { Description = "Only say why the tool ID scores as it does", HelpName = "ID" };
        var backtest = new Option<string?>("--backtest") { Description = "Only test the focus in FILE (YAML or JSON) against past decisions", HelpName = "FILE" };
        var json = GlobalOptions.Json();
        return new Command("curate", "Merge duplicates, score, rank, and fill the review queue") { minScore, maxQueue, noMerge, dryRun, train, explain, backtest, json }.Does(
            async (session, parsed, cancellationToken) =>
            {
                if (parsed.GetValue(explain) is { } id)
                {
                    return ScorePrinter.Explain(session, Open(session, DatabaseAccess.Read), id, parsed.GetValue(json));
                }

                if (parsed.GetValue(backtest) is { } file)
                {
                    return ScorePrinter.Backtest(session, Open(session, DatabaseAccess.Read), file, parsed.GetValue(minScore), parsed.GetValue(json));
                }

                var options = new CurationOptions
                {
                    MinScore = parsed.GetValue(minScore),
                    MaxQueue = parsed.GetValue(maxQueue),
                    Merge = !parsed.GetValue(noMerge),
                    DryRun = parsed.GetValue(dryRun),
                };
                session.Database.EnsureUsable(options.DryRun ? DatabaseAccess.Read : DatabaseAccess.Write);
                if (parsed.GetValue(train) && !options.DryRun)
                {
                    var learned = await TrainAsync(session, cancellationToken);
                    session.Error.WriteLine(learned.Words);
                }

                var report = await RunAsync(session, options, cancellationToken);
                if (parsed.GetValue(json))
                {
                    session.WriteJson(report);
                }
                else
                {
                    Print(session, report);
                }

                return ExitCode.Done;
            });
    }

    public static Task<CurationReport> RunAsync(Session session, CurationOptions options, CancellationToken cancellationToken)
    {
        var curator = Curator(session);
        return options.DryRun
            ? curator.RunAsync(options, new Progress<JobProgress>(), cancellationToken)
            : ProgressDisplay.RunAsync("Curating", progress => new JobRunner(session.Database, session.Time).RunAsync(
                JobType.Curate, scoutType: null, (report, token) => curator.RunAsync(options, report, token), progress, cancellationToken,
                options: new { options.MinScore, options.MaxQueue, AutoMerge = options.Merge },
                summary: report => report.Counts));
    }

    public static void Print(Session session, CurationReport report)
    {
        session.Out.WriteLine($"{report.Counts.Tools} tools: {report.Counts.Merged} merged away, {report.Counts.Unsure} possible duplicates, {report.Counts.Scored} scored.");
        session.Out.WriteLine($"Review queue: {report.Counts.Queued} added, {report.Counts.InQueue} in it now, {report.Counts.BelowThreshold} below the threshold, {report.Counts.Waiting} waiting for room.");
        foreach (var merge in report.Merges)
        {
            session.Out.WriteLine($"  {TextTable.OneLine(merge.Kept.Name)} ← {string.Join(", ", merge.Merged.Select(m => TextTable.OneLine(m.Name)))}: {TextTable.OneLine(merge.Reason)}");
        }

        if (report.Counts.Unsure > 0)
        {
            session.Out.WriteLine("Decide on the possible duplicates: glean duplicates list");
        }

        var table = new TextTable("ID", "SCORE", "NAME", "CATEGORY", "WHY");
        foreach (var tool in report.Scores.Take(10))
        {
            table.Add(tool.Id.ToString(), tool.Score.ToString("0.00"), tool.Name, tool.Category, tool.Why);
        }

        table.Write(session.Out, "  ");
    }

    private static Task<RankerReport> TrainAsync(Session session, CancellationToken cancellationToken)
    {
        var training = new TrainingRun(session.Database, Curator(session).Focus, session.Time);
        return ProgressDisplay.RunAsync("Learning", progress => new JobRunner(session.Database, session.Time).RunAsync(
            JobType.Train, scoutType: null, training.RunAsync, progress, cancellationToken));
    }

    private static Curator Open(Session session, DatabaseAccess access)
    {
        session.Database.EnsureUsable(access);
        return Curator(session);
    }

    private static Curator Curator(Session session) =>
        new(session.Database, new SettingStore(session.Database, session.Settings, session.Time), session.Time);
}
