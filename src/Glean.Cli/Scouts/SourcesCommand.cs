using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Operations.Sources;
using Glean.Scouts;
using Glean.Storage;

namespace Glean.Cli.Scouts;

/// <summary><c>glean sources [pause|resume|add|remove]</c></summary>
internal static class SourcesCommand
{
    public static Command Create()
    {
        var name = new Option<string?>("--source") { Description = "Only this source, with each of its doors", HelpName = "NAME" };
        var all = new Option<bool>("--all") { Description = "With each door, also those not read" };
        var json = GlobalOptions.Json();
        var command = new Command("sources", "What each source yields, how far it is to be relied upon, and how it fares") { name, all, json };
        command.Add(Switch("pause", "Stop reading a source or a door; what came from it stays", enabled: false));
        command.Add(Switch("resume", "Read a paused source or door again", enabled: true));
        command.Add(Add());
        command.Add(Remove());
        return command.Does((session, parsed) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Read);
            var wanted = Wanted(Read(session), parsed.GetValue(name));
            if (parsed.GetValue(json))
            {
                session.WriteJson(wanted);
            }
            else
            {
                Print(session, wanted, withDoors: parsed.GetValue(all) || parsed.GetValue(name) is not null, parsed.GetValue(all));
            }

            return ExitCode.Done;
        });
    }

    private static Command Switch(string verb, string help, bool enabled)
    {
        var name = new Argument<string>("NAME") { Description = "A source, or a door as glean sources --all names it" };
        return new Command(verb, help) { name }.Does(async (session, parsed, cancellationToken) =>
        {
            var wanted = parsed.GetRequiredValue(name);
            _ = await Open(session).SetAsync(wanted, new SourceChange(enabled), Me, cancellationToken) ?? throw Unknown(wanted);
            session.Out.WriteLine($"{wanted} is {(enabled ? "read again" : "paused")}.");
            return ExitCode.Done;
        });
    }

    private static Command Add()
    {
        var doors = new DoorOptions();
        var command = new Command("add", "Open doors of a source: runs read them from now on");
        doors.AddTo(command);
        return command.Does(async (session, parsed, cancellationToken) =>
        {
            var (scout, wanted) = doors.Read(parsed);
            var (added, known) = await Open(session).AddAsync(scout, wanted, Me, cancellationToken);
            session.Out.WriteLine($"{added} added, {known} read before. Read them: glean scout {scout.Definition.Command}");
            return ExitCode.Done;
        });
    }

    private static Command Remove()
    {
        var doors = new DoorOptions();
        var command = new Command("remove", "Close doors of a source; what came through them stays");
        doors.AddTo(command);
        return command.Does(async (session, parsed, cancellationToken) =>
        {
            var (scout, wanted) = doors.Read(parsed);
            var desk = Open(session);
            foreach (var door in scout.Named(wanted))
            {
                var row = $"{scout.Definition.Name}:{door.Key}";
                _ = await desk.SetAsync(row, new SourceChange(Enabled: false), Me, cancellationToken) ?? throw Unknown(row);
                session.Out.WriteLine($"{row} is no longer read.");
            }

            return ExitCode.Done;
        });
    }

    private static Person Me => new(Environment.UserName);

    private static SourceDesk Open(Session session)
    {
        session.Database.EnsureUsable(DatabaseAccess.Write);
        return new SourceDesk(session.Database, session.Time);
    }

    private static IReadOnlyList<SourceStatus> Read(Session session)
    {
        using var connection = session.Database.OpenForReading();
        return SourceStatusReader.Read(connection, session.Stored.Effective(), session.Now);
    }

    private static IReadOnlyList<SourceStatus> Wanted(IReadOnlyList<SourceStatus> sources, string? name) =>
        name is null ? sources
        : sources.Where(s => s.Name == name || s.Scout?.Command == name).ToList() is { Count: > 0 } found ? found
        : throw Unknown(name);

    private static void Print(Session session, IReadOnlyList<SourceStatus> sources, bool withDoors, bool withClosed)
    {
        var table = new TextTable("SOURCE", "FOUND", "7 DAYS", "30 DAYS", "USEFUL", "APPROVED", "PRECISION", "RELIABILITY", "LAST READ", "STATE");
        foreach (var source in sources)
        {
            Row(source, "");
            foreach (var door in withDoors ? source.Doors.Where(d => withClosed || d.Enabled) : [])
            {
                Row(door, "  ");
            }
        }

        table.Write(session.Out);

        void Row(SourceStatus s, string indent) => table.Add(
            indent + s.Name, $"{s.TotalDiscoveries}", $"{s.NewIn7Days}", $"{s.NewIn30Days}", $"{s.UsefulDiscoveries}", $"{s.Approved} of {s.Approved + s.Rejected}",
            s.Precision is { } p ? $"{p:0%} ({s.PrecisionInterval!.Low:0%} to {s.PrecisionInterval.High:0%})" : "-",
            $"{s.Reliability:0.00}", s.LastSuccessAt?.ToString("yyyy-MM-dd HH:mm") ?? "never", State(s));
    }

    private static string State(SourceStatus s) => string.Join("; ", new[]
    {
        s.Enabled ? s.Scout is { Configured: false, Missing: { Count: > 0 } missing } ? $"needs {string.Join(", or ", missing.Select(m => string.Join(" and ", m)))}" : s.Health : "paused",
        s.ConsecutiveFailures > 0 ? $"failed {s.ConsecutiveFailures}x, back-off step {s.BackOffStep} of {s.LastBackOffStep}" : null,
        s.BackOffUntil is { } until ? $"left in peace until {until:yyyy-MM-dd HH:mm} UTC" : null,
        s.Quota is { } quota ? $"{quota.Remaining}{(quota.Limit is { } limit ? $" of {limit}" : "")} requests left{(quota.ResetsAt is { } resets ? $" until {resets:yyyy-MM-dd HH:mm} UTC" : "")}" : null,
        s.Trouble,
    }.OfType<string>());

    private static GleanException Unknown(string name) => new(FailureKind.Usage, $"There is no source or door '{name}'.", "See their names: glean sources --all");
}
