namespace Glean.Catalog;

/// <summary>One run of a scout, analyze, curate, update, report, backup or maintenance task.</summary>
public sealed class Job
{
    /// <summary>Twelve hexadecimal digits.</summary>
    public required string Id { get; set; }

    public JobType Type { get; set; }

    public JobStatus Status { get; set; }

    /// <summary>0..100.</summary>
    public int Progress { get; set; }

    public string? Message { get; set; }

    /// <summary>Counters of the run, as a JSON object.</summary>
    public string? Result { get; set; }

    public string? Error { get; set; }

    /// <summary>For scouts: which.</summary>
    public string? ScoutType { get; set; }

    /// <summary>What it was asked to do, as a JSON object.</summary>
    public string Options { get; set; } = "{}";

    /// <summary>Runs begun; one that is tried again counts on.</summary>
    public int Attempts { get; set; }

    /// <summary>The schedule that started it.</summary>
    public long? ScheduleId { get; set; }

    /// <summary>The job whose work this is a part of.</summary>
    public string? PartOf { get; set; }

    /// <summary>Not begun before this time: the next try after a failure.</summary>
    public DateTime? NotBefore { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime? StartedAt { get; set; }

    public DateTime? CompletedAt { get; set; }

    /// <summary>Moves on while the run lives; one that stands still belongs to a dead process.</summary>
    public DateTime? HeartbeatAt { get; set; }

    /// <summary>Somebody asked for it to stop.</summary>
    public bool CancelRequested { get; set; }

    public long? UserId { get; set; }

    /// <summary>Host and process that run it.</summary>
    public string? Runner { get; set; }
}
