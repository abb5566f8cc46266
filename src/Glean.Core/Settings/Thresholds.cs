namespace Glean.Settings;

/// <summary>A range: below <paramref name="Normal"/> all is well, above <paramref name="Alert"/> somebody should look.</summary>
public sealed record Threshold(double Normal, double Alert)
{
    /// <summary><c>normal</c>, <c>elevated</c> or <c>alert</c>.</summary>
    public string Judge(double value) => value > Alert ? "alert" : value >= Normal ? "elevated" : "normal";
}

/// <summary>The key metrics with their ranges; the defaults are the runbook's.</summary>
public sealed record Thresholds
{
    public Threshold ResponseMilliseconds { get; init; } = new(200, 1000);

    /// <summary>Of requests or jobs, in percent.</summary>
    public Threshold ErrorPercent { get; init; } = new(1, 5);

    public Threshold DatabaseBytes { get; init; } = new(1L << 30, 5L << 30);

    public Threshold DiscoveryQueue { get; init; } = new(1000, 5000);

    public Threshold MemoryBytes { get; init; } = new(512L << 20, 1L << 30);

    /// <summary>What is wrong with them, by name; empty when nothing is.</summary>
    public IReadOnlyDictionary<string, string> Check()
    {
        Dictionary<string, string> problems = [];
        void Look(string name, Threshold? threshold)
        {
            if (threshold is not { Normal: >= 0, Alert: >= 0 } || !double.IsFinite(threshold.Alert) || threshold.Normal > threshold.Alert)
            {
                problems[name] = "Must be two numbers from 0 on, normal not above alert.";
            }
        }

        Look("response_milliseconds", ResponseMilliseconds);
        Look("error_percent", ErrorPercent);
        Look("database_bytes", DatabaseBytes);
        Look("discovery_queue", DiscoveryQueue);
        Look("memory_bytes", MemoryBytes);
        return problems;
    }
}

/// <summary>How long what piles up is kept, in days.</summary>
public sealed record Retention
{
    public int JobDays { get; init; } = 90;

    public int EventDays { get; init; } = 7;

    public int SnapshotDays { get; init; } = 365;

    public int BackupDays { get; init; } = 30;

    /// <summary>What is wrong with it, by name; empty when nothing is.</summary>
    public IReadOnlyDictionary<string, string> Check()
    {
        Dictionary<string, string> problems = [];
        foreach (var (name, days) in new[] { ("job_days", JobDays), ("event_days", EventDays), ("snapshot_days", SnapshotDays), ("backup_days", BackupDays) })
        {
            if (days is < 1 or > 36500)
            {
                problems[name] = "Must be a number of days from 1 to 36500.";
            }
        }

        return problems;
    }
}
