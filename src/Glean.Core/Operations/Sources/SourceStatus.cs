namespace Glean.Operations.Sources;

/// <summary>What a service still allows.</summary>
public sealed record QuotaLeft(int Remaining, int? Limit, DateTime? ResetsAt);

/// <summary>What makes a source out of a door: the scout that reads it.</summary>
/// <param name="Command">Its name on the command line.</param>
/// <param name="DoorsCalled">What its doors are, in the plural.</param>
/// <param name="DoorFields">The fields that name doors, for <c>POST /api/sources/{id}/doors</c>.</param>
/// <param name="Configured">It has the credentials it needs.</param>
/// <param name="Missing">Settings it lacks; several lists are alternatives.</param>
/// <param name="NextRunAt">Null when no schedule runs it.</param>
public sealed record SourceScout(
    string Command, string DoorsCalled, IReadOnlyList<string> DoorFields, bool Configured, IReadOnlyList<IReadOnlyList<string>> Missing, ScoutRun? LastRun, DateTime? NextRunAt);

/// <summary>A source, or one door of it, with what it yields and how it fares.</summary>
public sealed record SourceStatus
{
    /// <summary>Null while it has never been used: it is known from the program only.</summary>
    public long? Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Of a door the source it belongs to.</summary>
    public string? Parent { get; init; }

    public string? Title { get; init; }

    public string? Url { get; init; }

    /// <summary>Runs read it.</summary>
    public bool Enabled { get; init; }

    /// <summary><c>new</c>, <c>healthy</c>, <c>degraded</c>, <c>failing</c> or <c>disabled</c>.</summary>
    public required string Health { get; init; }

    /// <summary>What is wrong, for people; null when nothing is.</summary>
    public string? Trouble { get; init; }

    /// <summary>Discoveries seen here, whoever saw them first.</summary>
    public long TotalDiscoveries { get; init; }

    public long NewIn7Days { get; init; }

    public long NewIn30Days { get; init; }

    /// <summary>Those of them that name an approved tool.</summary>
    public long UsefulDiscoveries { get; init; }

    /// <summary>Tools named here that a person approved.</summary>
    public long Approved { get; init; }

    /// <summary>Tools named here that a person rejected.</summary>
    public long Rejected { get; init; }

    /// <summary>Approved of those decided on; null while there are none.</summary>
    public double? Precision { get; init; }

    /// <summary>Where the true precision lies with 95% confidence; null while there are none.</summary>
    public ShareInterval? PrecisionInterval { get; init; }

    /// <summary>What scores make of it: the precision, drawn to one half while little is decided.</summary>
    public double Reliability { get; init; }

    public DateTime? LastAttemptAt { get; init; }

    public DateTime? LastSuccessAt { get; init; }

    public int ConsecutiveFailures { get; init; }

    /// <summary>0 while it does well, then step by step up to <see cref="LastBackOffStep"/>.</summary>
    public int BackOffStep { get; init; }

    public int LastBackOffStep { get; init; }

    public DateTime? BackOffUntil { get; init; }

    public string? LastError { get; init; }

    public int LastItemCount { get; init; }

    /// <summary>Null when its service does not say.</summary>
    public QuotaLeft? Quota { get; init; }

    public required Rhythm Rhythm { get; init; }

    /// <summary>Null for doors, and for sources that no scout reads.</summary>
    public SourceScout? Scout { get; init; }

    public IReadOnlyList<SourceStatus> Doors { get; init; } = [];
}
