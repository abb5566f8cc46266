using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Review;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Cli.Review;

/// <summary><c>glean review</c></summary>
internal static class ReviewCommand
{
    public static Command Create()
    {
        var export = new Option<string?>("--export") { Description = "Write the queue to FILE (.csv or .jsonl) to be decided there", HelpName = "FILE" };
        var import = new Option<string?>("--import") { Description = "Take decisions from FILE", HelpName = "FILE" };
        var limit = NumberOption.Whole("--limit", "At most N tools", 50);
        return new Command("review", "Approve or reject the tools in the queue, one by one") { export, import, limit }.Does(
            async (session, parsed, cancellationToken) =>
            {
                session.Database.EnsureUsable(DatabaseAccess.Write);
                var focus = new SettingStore(session.Database, session.Settings, session.Time).Focus().Focus;
                var desk = new ReviewDesk(session.Database, session.Time, () => focus);
                var file = new ReviewFile(session.Database, desk);
                if (parsed.GetValue(export) is { } to)
                {
                    var count = await file.ExportAsync(to, cancellationToken);
                    session.Out.WriteLine($"Wrote {count} tools to {to}. Fill the column or field 'decision' with approve, reject or nothing, then: glean review --import {to}");
                    return ExitCode.Done;
                }

                if (parsed.GetValue(import) is { } from)
                {
                    return Report(session, await file.ImportAsync(from, Actor, cancellationToken));
                }

                if (!Session.CanAsk)
                {
                    throw new GleanException(FailureKind.Usage, "A review needs a terminal, and there is none here.", "Review in a file: glean review --export FILE, then glean review --import FILE");
                }

                await new ReviewDialog(session, desk, focus, Actor).RunAsync(parsed.GetValue(limit), cancellationToken);
                return ExitCode.Done;
            });
    }

    private static string Actor => Environment.UserName;

    private static int Report(Session session, ReviewImport result)
    {
        session.Out.WriteLine($"{result.Approved} approved, {result.Rejected} rejected, {result.Undecided} left undecided, {result.Problems.Count} not done.");
        foreach (var problem in result.Problems)
        {
            session.Error.WriteLine($"Line {problem.Line}: {TextTable.OneLine(problem.Reason)}");
        }

        return result.Problems.Count > 0 && result is { Approved: 0, Rejected: 0 } ? ExitCode.WorkFailed : ExitCode.Done;
    }
}
