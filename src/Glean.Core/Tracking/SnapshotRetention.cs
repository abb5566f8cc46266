using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Tracking;

/// <summary>
/// Removes texts of pages whose time as evidence is past. What a page is compared with stays, however old; the difference itself stays with its
/// change, and a claim that quotes a page has its text kept as a discovery.
/// </summary>
public static class SnapshotRetention
{
    private const int Batch = 500;

    /// <returns>How many were removed.</returns>
    public static async Task<int> TrimAsync(GleanDatabase database, int days, DateTime now, CancellationToken cancellationToken)
    {
        var oldest = now.AddDays(-days);
        var removed = 0;
        while (true)
        {
            await using var context = database.CreateContext();
            var batch = await context.ToolSnapshots
                .Where(s => s.TakenAt < oldest && !context.WatchedPages.Any(p => p.SnapshotId == s.Id))
                .OrderBy(s => s.Id).Take(Batch).Select(s => s.Id).ToListAsync(cancellationToken);
            if (batch.Count == 0)
                return removed;
            removed += await context.ToolSnapshots.Where(s => batch.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
