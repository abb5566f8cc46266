using System.CommandLine;
using System.Reflection;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Operations.Doctor;

namespace Glean.Cli.Operations;

/// <summary><c>glean doctor</c></summary>
internal static class DoctorCommand
{
    private static readonly string Version =
        typeof(DoctorCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static Command Create()
    {
        var before = new Option<bool>("--pre-maintenance") { Description = "The checklist before a maintenance: makes and checks a backup" };
        var after = new Option<bool>("--post-maintenance") { Description = "The checklist after a maintenance: asks the running server, too" };
        var json = GlobalOptions.Json();
        return new Command("doctor", "Look at everything Glean stands on; exit code 1 if anything fails") { before, after, json }.Does(async (session, parsed, cancellationToken) =>
        {
            if (parsed.GetValue(before) && parsed.GetValue(after))
            {
                throw new GleanException(FailureKind.Usage, "--pre-maintenance and --post-maintenance are two checklists.", "Ask for one of them");
            }

            var window = new MaintenanceWindow(session.Database, session.Settings, session.Time);
            var findings = parsed.GetValue(before) ? await window.BeforeAsync(Version, cancellationToken)
                : parsed.GetValue(after) ? await window.AfterAsync(cancellationToken)
                : new Examination(session.Database, session.Settings, session.Time).Run();
            if (parsed.GetValue(json))
            {
                session.WriteJson(findings.Select(f => new { f.Check, State = Word(f.State), f.Words, f.NextStep }));
            }
            else
            {
                Print(session, findings);
            }

            return findings.Any(f => f.State == FindingState.Failed) ? ExitCode.WorkFailed : ExitCode.Done;
        });
    }

    private static void Print(Session session, IReadOnlyList<Finding> findings)
    {
        var table = new TextTable();
        foreach (var finding in findings)
        {
            table.Add(
                Word(finding.State),
                finding.Check,
                TextTable.OneLine(string.IsNullOrEmpty(finding.NextStep) || finding.State == FindingState.Ok ? finding.Words : $"{finding.Words} — {finding.NextStep}"));
        }

        table.Write(session.Out);
    }

    private static string Word(FindingState state) => state switch
    {
        FindingState.Ok => "ok",
        FindingState.Warning => "look",
        FindingState.Failed => "FAIL",
        FindingState.ByHand => "todo",
    };
}
