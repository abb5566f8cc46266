namespace Glean.Catalog;

/// <summary>What becomes of a job.</summary>
public enum JobStatus
{
    Pending,
    Running,
    Completed,
    Failed,
    Cancelled,
}

/// <summary>The kinds of work that have a row in <c>jobs</c>.</summary>
public enum JobType
{
    Scout,
    Analyze,
    Curate,
    Update,
    Report,
    Backup,
    Maintenance,
    Pipeline,
    Import,
    Train,
    Publish,
    Notify,
}
