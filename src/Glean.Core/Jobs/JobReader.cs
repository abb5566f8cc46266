using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Jobs;

/// <summary>Looks at jobs.</summary>
public sealed class JobReader(GleanDatabase database)
{
    private const int MostLines = 1000;

    /// <summary>Jobs, newest first.</summary>
    public async Task<(IReadOnlyList<Job> Jobs, int Total)> ListAsync(
        IReadOnlyCollection<JobStatus> statuses, int limit, int offset, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var jobs = context.Jobs.AsNoTracking().Where(j => statuses.Count == 0 || statuses.Contains(j.Status));
        return (
            await jobs.OrderByDescending(j => j.CreatedAt).ThenByDescending(j => j.StartedAt).ThenBy(j => j.Id).Skip(offset).Take(limit).ToListAsync(cancellationToken),
            await jobs.CountAsync(cancellationToken));
    }

    public async Task<Job?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancellationToken);
    }

    /// <summary>The last lines of a job's log, oldest first.</summary>
    public async Task<IReadOnlyList<JobLog>> LogAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var lines = await context.JobLogs.AsNoTracking().Where(l => l.JobId == id)
            .OrderByDescending(l => l.Id).Take(MostLines).ToListAsync(cancellationToken);
        lines.Reverse();
        return lines;
    }
}
