namespace Glean.Scouts;

/// <summary>How one door of a source (a feed, a subreddit, a query) was found.</summary>
public enum DoorState
{
    /// <summary>It brought items.</summary>
    Read,

    /// <summary>It says that nothing changed since the last time.</summary>
    Unchanged,

    /// <summary>It answered, but with less than it used to: nothing where there was something, or a broken document.</summary>
    Degraded,

    Failed,

    /// <summary>Not asked: it backs off after failures.</summary>
    Skipped,
}

/// <summary>What came of one door.</summary>
/// <param name="Message">The cause, for all but a plain success.</param>
public sealed record DoorOutcome(string Door, DoorState State, SaveCounts Counts, string? Message = null);

/// <summary>What a run of one scout did.</summary>
public sealed record ScoutResult(string Scout, IReadOnlyList<DoorOutcome> Doors)
{
    public SaveCounts Counts => Doors.Aggregate(SaveCounts.None, (sum, door) => sum + door.Counts);

    /// <summary>Nothing could be read at all.</summary>
    public bool Failed => Doors.Count > 0 && Doors.All(d => d.State == DoorState.Failed);
}
