using Glean.Catalog;
using Glean.Jobs;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Curation.Learning;

/// <summary>Learns anew from all decisions that stand.</summary>
public sealed class TrainingRun(GleanDatabase database, Focus focus, TimeProvider time)
{
    public async Task<RankerReport> RunAsync(IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        progress.Report(new JobProgress(0, "reading decisions"));
        IReadOnlyList<PastDecision> decisions;
        using (var connection = database.OpenForReading())
        {
            decisions = PastDecisionReader.Read(connection);
        }

        cancellationToken.ThrowIfCancellationRequested();
        progress.Report(new JobProgress(30, $"learning from {decisions.Count} decisions"));
        var (ranker, report) = RankerTraining.Train(decisions, focus);
        await RankerStore.SaveAsync(database, ranker, report, time.GetUtcNow().UtcDateTime, cancellationToken);
        progress.Report(new JobProgress(100, report.Words));
        return report;
    }
}

/// <summary>The job that learns from decisions.</summary>
public static class TrainJob
{
    public static readonly JobKind Kind = JobKind.Of(JobType.Train, TimeSpan.FromMinutes(10), _ => true, RunAsync);

    private static async Task<object?> RunAsync(bool options, JobTools tools, JobRun run) =>
        await new TrainingRun(tools.Database, new SettingStore(tools.Database, tools.Settings, tools.Time).Focus().Focus, tools.Time).RunAsync(run, run.Stopping);
}
