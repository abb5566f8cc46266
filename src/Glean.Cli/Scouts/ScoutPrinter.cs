using Glean.Cli.Terminal;
using Glean.Scouts;

namespace Glean.Cli.Scouts;

/// <summary>Tells what scouts did.</summary>
internal static class ScoutPrinter
{
    /// <summary>Prints the results and gives the exit code: failed only if a source failed as a whole.</summary>
    public static int Print(Session session, bool json, IReadOnlyList<ScoutResult> results)
    {
        if (json)
        {
            session.WriteJson(results.Select(r => new
            {
                r.Scout,
                r.Counts,
                r.Failed,
                Doors = r.Doors.Select(d => new { d.Door, State = d.State.ToString().ToLowerInvariant(), d.Counts, d.Message }),
            }));
        }
        else
        {
            Counts(results).Write(session.Out);
            foreach (var result in results.Where(r => !r.Named && (r.Doors.Count > 1 || r.Doors.Any(d => d.State != DoorState.Read))))
            {
                session.Out.WriteLine($"{result.Scout}: {string.Join(", ", result.Doors.CountBy(d => d.State).OrderBy(c => c.Key).Select(c => $"{c.Value} {Words(c.Key)}"))}");
            }

            if (results.Count > 0 && results.All(r => r.Counts is { New: 0, Known: 0, Irrelevant: > 0 }))
            {
                session.Out.WriteLine("Nothing fits the focus. To keep everything: --no-filter");
            }
        }

        foreach (var door in results.SelectMany(r => r.Doors).Where(d => d.Message is not null))
        {
            session.Error.WriteLine($"{Words(door.State)}: {TextTable.OneLine(door.Door)}: {TextTable.OneLine(door.Message!)}");
        }

        // A lone door has told its cause in the line above.
        foreach (var result in results.Where(r => r.Failed && r.Doors.Count > 1))
        {
            session.Error.WriteLine(TextTable.OneLine(result.Words!));
        }

        if (results.Count == 0)
        {
            session.Error.WriteLine("No source could be run. See which settings they need: glean config show");
        }

        return results.Count == 0 || results.Any(r => r.Failed) ? ExitCode.WorkFailed : ExitCode.Done;
    }

    /// <summary>A row a source, or a row for each of its doors that the caller named.</summary>
    private static TextTable Counts(IReadOnlyList<ScoutResult> results)
    {
        var byDoor = results.Any(r => r.Named);
        var table = new TextTable(["SOURCE", "NEW", "KNOWN", "NOT RELEVANT", "UNUSABLE", .. byDoor ? ["STATE"] : Array.Empty<string>()]);
        foreach (var result in results)
        {
            foreach (var (name, counts, state) in result.Named
                ? result.Doors.Select(d => (d.Door, d.Counts, Words(d.State)))
                : [(result.Scout, result.Counts, "")])
            {
                string[] cells = [name, counts.New.ToString(), counts.Known.ToString(), counts.Irrelevant.ToString(), counts.Invalid.ToString()];
                table.Add(byDoor ? [.. cells, state] : cells);
            }
        }

        return table;
    }

    private static string Words(DoorState state) => state switch
    {
        DoorState.Read => "read",
        DoorState.Unchanged => "unchanged",
        DoorState.Degraded => "degraded",
        DoorState.Failed => "failed",
        DoorState.Skipped => "skipped",
    };
}
