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

        return results.Any(r => r.Failed) ? ExitCode.WorkFailed : ExitCode.Done;
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
