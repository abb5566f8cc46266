using Glean.Analysis;
using Glean.Catalog;
using Glean.Curation;
using Glean.Curation.Learning;
using Glean.Jobs;
using Glean.Notifications;
using Glean.Operations;
using Glean.Operations.Backups;
using Glean.Operations.Maintenance;
using Glean.Operations.Publishing;
using Glean.Reports;
using Glean.Scouts;
using Glean.Storage;
using Glean.Tracking;

namespace Glean;

/// <summary>The composition of jobs: every kind of work that can be queued, one visible line each.</summary>
public static class GleanJobs
{
    public static readonly JobCatalog Catalog = new(
    [
        ScoutJob.Kind,
        AnalyzeJob.Kind,
        CurateJob.Kind,
        UpdateJob.Kind(FeedTitles.Read),
        TrainJob.Kind,
        ReportJob.Kind,
        NotifyJob.Kind,
        BackupJob.Kind,
        MaintenanceJob.Kind,
        PublishJob.Kind,
    ],
    Schedules);

    /// <summary>PostgreSQL is backed up by its own means.</summary>
    private static readonly ScheduleWish[] Backups =
    [
        new("Backup", JobType.Backup, null, "0 30 2 * * ?"),
        new("Restore drill", JobType.Backup, null, "0 30 3 ? * SUN", Options: """{"drill":true}"""),
    ];

    /// <summary>What runs by itself unless an admin says otherwise. Minutes are spread, so that not everything starts at once.</summary>
    private static IEnumerable<ScheduleWish> Schedules(JobTools tools) =>
    [
        .. ScoutJob.Schedules(tools),
        new("Analyze", JobType.Analyze, null, "0 0/15 * * * ?"),
        new("Curate", JobType.Curate, null, "0 25 * * * ?"),
        new("Watch tools", JobType.Update, null, "0 40 * * * ?", Options: """{"due_only":true}"""),
        new("Learn", JobType.Train, null, "0 40 3 * * ?"),
        .. tools.Database is SqliteDatabase ? Backups : [],
        .. NotifyJob.Schedules(tools),
        new("Maintenance", JobType.Maintenance, null, "0 10 4 ? * SUN"),
    ];
}
