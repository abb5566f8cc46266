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

    /// <summary>Not asked: it backs off after failures, or its service allows no more.</summary>
    Skipped,
}

/// <summary>What came of one door.</summary>
/// <param name="Message">The cause, for all but a plain success.</param>
public sealed record DoorOutcome(string Door, DoorState State, SaveCounts Counts, string? Message = null)
{
    /// <summary>The door gave an answer, if only a poor one.</summary>
    public bool Answered => State is DoorState.Read or DoorState.Unchanged or DoorState.Degraded;
}

/// <summary>What a run of one scout did.</summary>
public sealed record ScoutResult(string Scout, IReadOnlyList<DoorOutcome> Doors)
{
    /// <summary>Whoever started the run named the doors, and wants each of them read; otherwise some may be ill.</summary>
    public bool Named { get; init; }

    public SaveCounts Counts => Doors.Aggregate(SaveCounts.None, (sum, door) => sum + door.Counts);

    /// <summary>Nothing could be read at all, or not every door that was named.</summary>
    public bool Failed => Named ? Doors.Any(d => d.State == DoorState.Failed) : Doors.Count > 0 && !Doors.Any(d => d.Answered);

    /// <summary>That and why it failed, on one line; null when it did not.</summary>
    public string? Words
    {
        get
        {
            var bad = Doors.Count(d => !d.Answered);
            return !Failed ? null
                : Doors.Count == 1 ? $"{Scout} failed: {Doors[0].Door}: {Cause}"
                : $"{Scout} failed: {(bad == Doors.Count ? "nothing could be read" : $"{bad} of {Doors.Count} could not be read")}. The first cause: {Cause}";
        }
    }

    /// <summary>Why it failed, in the words of the first door that did; null when it did not.</summary>
    public string? Cause =>
        !Failed ? null
        : (Doors.FirstOrDefault(d => d.State == DoorState.Failed) ?? Doors[0]).Message;
}
