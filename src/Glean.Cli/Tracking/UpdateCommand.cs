using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Jobs;
using Glean.Operations;
using Glean.Storage;
using Glean.Tracking;
using Glean.Tracking.Wording;

namespace Glean.Cli.Tracking;

/// <summary><c>glean update</c></summary>
internal static class UpdateCommand
{
    public static Command Create()
    {
        var tool = NumberOption.Optional("--tool", "Only the tool with this id");
        var due = new Option<bool>("--due") { Description = "Only pages whose time has come by their own schedule" };
        var json = GlobalOptions.Json();
        return new Command("update", "Check approved tools' pages for changes") { tool, due, json }.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Write);
            var options = new TrackingOptions(parsed.GetValue(tool), parsed.GetValue(due));
            var report = await ProgressDisplay.RunAsync("Checking pages", progress => new JobRunner(session.Database, session.Time).RunAsync(
                JobType.Update, scoutType: null,
                async run =>
                {
                    var checkedPages = await new TrackingRun(session.Database, session.Fetcher, FeedTitles.Read, session.Time).RunAsync(options, run, run.Stopping);
                    await new WordingRun(session.Database, session.Stored.Effective(), session.Time, session.Redis).RunAsync(run.JobId, line => run.Log(line), run.Stopping);
                    return checkedPages;
                },
                progress, cancellationToken,
                options: new { options.ToolId, options.DueOnly },
                summary: done => done.Counts));
            if (parsed.GetValue(json))
            {
                session.WriteJson(Json(report));
            }
            else
            {
                Print(session, report);
            }

            return ExitCode.Done;
        });
    }

    private static void Print(Session session, TrackingReport report)
    {
        var counts = report.Counts;
        if (counts.Tools == 0)
        {
            session.Out.WriteLine("No approved tool has an address. Approve some: glean review");
            return;
        }

        foreach (var page in report.Pages)
        {
            foreach (var change in page.Changes)
            {
                session.Out.WriteLine($"{TextTable.OneLine(page.Tool)}: {change.Type.ToWire()}: {TextTable.OneLine(change.Description)}");
                session.Out.WriteLine($"  {page.Url}");
            }
        }

        foreach (var page in report.Pages.Where(p => p.State is PageState.CouldNotCheck or PageState.Gone or PageState.Moved))
        {
            session.Out.WriteLine($"{TextTable.OneLine(page.Tool)}: {Word(page.State)}: {page.Url}");
            session.Out.WriteLine($"  {TextTable.OneLine(page.Reason ?? "")}");
        }

        session.Out.WriteLine(
            $"{counts.Tools} tools, {counts.Pages} pages: {counts.Changed} changed, {counts.Unchanged} unchanged, {counts.First} read for the first time, {counts.CouldNotCheck} could not be checked, {counts.Moved} moved, {counts.Gone} gone.");
    }

    private static string Word(PageState state) => state switch
    {
        PageState.CouldNotCheck => "could not check",
        PageState.New or PageState.Ok or PageState.Unchanged or PageState.Changed or PageState.Moved or PageState.Gone => state.ToWire(),
    };

    private static object Json(TrackingReport report) => new
    {
        report.Counts,
        Pages = report.Pages.Select(p => new
        {
            p.ToolId,
            p.Tool,
            Kind = p.Kind.ToWire(),
            p.Url,
            State = p.State.ToWire(),
            p.Reason,
            Changes = p.Changes.Select(c => new { Type = c.Type.ToWire(), c.Description }),
        }),
    };
}
