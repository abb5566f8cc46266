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
            var table = new TextTable("SOURCE", "NEW", "KNOWN", "NOT RELEVANT", "UNUSABLE");
            foreach (var result in results)
            {
                var counts = result.Counts;
                table.Add(result.Scout, counts.New.ToString(), counts.Known.ToString(), counts.Irrelevant.ToString(), counts.Invalid.ToString());
            }

            table.Write(session.Out);
        }

        foreach (var door in results.SelectMany(r => r.Doors).Where(d => d.Message is not null))
        {
            session.Error.WriteLine($"{Words(door.State)}: {TextTable.OneLine(door.Door)}: {TextTable.OneLine(door.Message!)}");
        }

        foreach (var result in results.Where(r => r.Failed))
        {
            session.Error.WriteLine(TextTable.OneLine(Failure(result)));
        }

        if (results.Count == 0)
        {
            session.Error.WriteLine("No source could be run. See which settings they need: glean config show");
        }

        return results.Count == 0 || results.Any(r => r.Failed) ? ExitCode.WorkFailed : ExitCode.Done;
    }

    /// <summary>Why a run failed, on one line.</summary>
    public static string Failure(ScoutResult result)
    {
        var bad = result.Doors.Count(d => !d.Answered);
        return $"{result.Scout} failed: {(bad == result.Doors.Count ? "nothing" : $"{bad} of {result.Doors.Count}")} could {(bad == result.Doors.Count ? "" : "not ")}be read. The first cause: {result.Cause}";
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
