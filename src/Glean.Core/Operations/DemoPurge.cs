using System.Data.Common;
using System.Text.Json;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Operations;

/// <summary>What a purge of sample data took away.</summary>
/// <param name="Kept">Tools that came from sample data and that a real text names too; they stay, and are no sample data any more.</param>
public sealed record DemoPurged(int Tools, int Discoveries, int Claims, int Kept);

/// <summary>Takes sample data away: its texts, what was read out of them, and the tools that nothing else speaks of.</summary>
public sealed class DemoPurge(GleanDatabase database, TimeProvider time)
{
    /// <summary>How many discoveries and tools there are of sample data.</summary>
    public static long Count(DbConnection connection) =>
        connection.Count("SELECT (SELECT count(*) FROM discoveries WHERE is_demo) + (SELECT count(*) FROM tools WHERE is_demo)");

    public async Task<DemoPurged> RunAsync(Person person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var sample = context.Discoveries.Where(d => d.IsDemo);
        var claims = await context.Claims.Where(c => sample.Any(d => d.Id == c.DiscoveryId)).ExecuteDeleteAsync(cancellationToken);
        var real = context.Mentions.Where(m => !sample.Any(d => d.Id == m.DiscoveryId)).Select(m => m.ToolId);
        var kept = await context.Tools.Where(t => t.IsDemo && real.Contains(t.Id)).ExecuteUpdateAsync(set => set.SetProperty(t => t.IsDemo, false), cancellationToken);

        var gone = context.Tools.Where(t => t.IsDemo).Select(t => t.Id);
        await context.Discoveries.Where(d => d.ToolId != null && gone.Contains(d.ToolId.Value)).ExecuteUpdateAsync(set => set.SetProperty(d => d.ToolId, (long?)null), cancellationToken);
        await context.DuplicatePairs.Where(p => gone.Contains(p.FirstId) || gone.Contains(p.SecondId)).ExecuteDeleteAsync(cancellationToken);
        var tools = await context.Tools.Where(t => t.IsDemo).ExecuteDeleteAsync(cancellationToken);
        await context.Sources
            .Where(s => s.TotalDiscoveries > 0 && sample.Any(d => d.SourceId == s.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.TotalDiscoveries, s => Math.Max(0, s.TotalDiscoveries - sample.Count(d => d.SourceId == s.Id))), cancellationToken);
        var discoveries = await sample.ExecuteDeleteAsync(cancellationToken);

        var purged = new DemoPurged(tools, discoveries, claims, kept);
        context.AuditLog.Add(new AuditEntry
        {
            At = now,
            Actor = person.Name,
            UserId = person.UserId,
            Action = "demo.purged",
            Detail = JsonSerializer.Serialize(purged, JsonSerializerOptions.Web),
        });
        context.Events.Add(EventLog.Row(EventLog.Discovery, "demo", new { Purged = discoveries, By = person.Name }, now));
        context.Events.Add(EventLog.Row(EventLog.Tool, "demo", new { Purged = tools, By = person.Name }, now));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return purged;
    }
}
