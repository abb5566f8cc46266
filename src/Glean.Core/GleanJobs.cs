using Glean.Analysis;
using Glean.Curation;
using Glean.Jobs;
using Glean.Operations;
using Glean.Operations.Backups;
using Glean.Operations.Maintenance;
using Glean.Reports;
using Glean.Scouts;
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
        ReportJob.Kind,
        BackupJob.Kind,
        MaintenanceJob.Kind,
    ]);
}
