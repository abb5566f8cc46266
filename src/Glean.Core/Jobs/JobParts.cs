using System.Text.Json.Nodes;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Jobs;

/// <summary>
/// Cuts a job into parts that are jobs of their own, for any worker to take, and waits for them. A part is fenced and tried again
/// like every job; a whole that is run again goes on with the parts it has. Whoever cancels the whole cancels its parts.
/// </summary>
internal sealed class JobParts(GleanDatabase database, TimeProvider time, JobSignal? signal = null)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Has the work done in parts.</summary>
    /// <param name="parts">The options of each.</param>
    /// <returns>The results of the parts, as JSON.</returns>
    /// <exception cref="GleanException">A part failed for good.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(JobRun whole, JobType type, IReadOnlyList<JsonObject> parts)
    {
        if (await QueueAsync(whole.JobId, type, parts, whole.Stopping))
        {
            signal?.TellQueued();
        }

        whole.Log($"The work is shared in {parts.Count} parts.");
        while (true)
        {
            whole.Stopping.ThrowIfCancellationRequested();
            var jobs = Read(whole.JobId);
            whole.Report(new JobProgress(jobs.Sum(j => j.Progress) / jobs.Count, $"{jobs.Count(j => j.Status == JobStatus.Completed)} of {jobs.Count} parts are done"));
            if (jobs.FirstOrDefault(j => j.Status is JobStatus.Failed or JobStatus.Cancelled) is { } ended)
            {
                throw new GleanException(FailureKind.Work, $"The part {ended.Id} {ended.Status.ToWire()}: {ended.Error ?? ended.Message}", $"What was saved stays; run it again: glean jobs retry {whole.JobId}");
            }

            if (jobs.All(j => j.Status == JobStatus.Completed))
            {
                return [.. jobs.Select(j => j.Result ?? "{}")];
            }

            await Task.Delay(Look, time, whole.Stopping);
        }
    }

    private Task<bool> QueueAsync(string whole, JobType type, IReadOnlyList<JsonObject> parts, CancellationToken cancellationToken) => database.WriteAsync(
        WriteTurn.Jobs,
        connection =>
        {
            if (connection.Any("SELECT 1 FROM jobs WHERE part_of = @whole LIMIT 1", ("@whole", whole)))
            {
                return false;
            }

            var now = time.GetUtcNow().UtcDateTime;
            foreach (var options in parts)
            {
                var job = JobRows.New(type, scoutType: null, options.ToJsonString(), now);
                job.PartOf = whole;
                connection.Add(job, now);
            }

            return true;
        },
        cancellationToken);

    private List<Job> Read(string whole)
    {
        using var connection = database.OpenForReading();
        return connection.Jobs("WHERE part_of = @whole ORDER BY id", ("@whole", whole));
    }
}
