namespace Glean.Catalog;

/// <summary>A line of a job's log.</summary>
public sealed class JobLog
{
    public long Id { get; set; }

    public required string JobId { get; set; }

    public DateTime At { get; set; }

    /// <summary><c>info</c>, <c>warning</c> or <c>error</c>.</summary>
    public required string Level { get; set; }

    public required string Message { get; set; }
}

/// <summary>When a job runs by itself.</summary>
public sealed class Schedule
{
    public long Id { get; set; }

    /// <summary>Unique, for people.</summary>
    public required string Name { get; set; }

    public JobType JobType { get; set; }

    public string? ScoutType { get; set; }

    /// <summary>Options of the job, as a JSON object.</summary>
    public string Options { get; set; } = "{}";

    /// <summary>Quartz's cron: seconds first.</summary>
    public required string Cron { get; set; }

    /// <summary>IANA name.</summary>
    public string TimeZone { get; set; } = "UTC";

    public bool Enabled { get; set; } = true;

    public DateTime? LastRunAt { get; set; }

    public DateTime? NextRunAt { get; set; }

    public DateTime CreatedAt { get; set; }
}

/// <summary>Something that happened, for those who watch: ids grow, so that a watcher goes on where it was.</summary>
public sealed class Event
{
    public long Id { get; set; }

    public DateTime At { get; set; }

    /// <summary>For example <c>job</c>, <c>tool</c>, <c>discovery</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>Which one.</summary>
    public string? Subject { get; set; }

    /// <summary>As a JSON object.</summary>
    public string Data { get; set; } = "{}";
}

/// <summary>A list of tools with its filters, kept under a name.</summary>
public sealed class SavedView
{
    public long Id { get; set; }

    public long UserId { get; set; }

    public required string Name { get; set; }

    /// <summary>The query string of the list.</summary>
    public required string Query { get; set; }

    public DateTime CreatedAt { get; set; }
}
