using System.Data.Common;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Operations;

/// <summary>The figures of the dashboard.</summary>
/// <param name="RecentDiscoveries">Of the last seven days.</param>
public sealed record PipelineCounts(
    long Inbox, long Analyzing, long Review, long Approved, long Rejected, long TotalTools, long UnprocessedDiscoveries, long TotalDiscoveries,
    long TotalClaims, long TotalSources, long RecentDiscoveries)
{
    /// <summary>Counts over indexes only.</summary>
    public static PipelineCounts Read(DbConnection connection, DateTime now)
    {
        var stages = connection.Rows("SELECT status, count(*) FROM tools GROUP BY status", r => (Status: r.GetString(0), Count: r.GetInt64(1)));
        long Of(ToolStatus status) => stages.Where(s => s.Status == status.ToWire()).Sum(s => s.Count);
        return new PipelineCounts(
            Of(ToolStatus.Inbox),
            Of(ToolStatus.Analyzing),
            Of(ToolStatus.Review),
            Of(ToolStatus.Approved),
            Of(ToolStatus.Rejected),
            stages.Sum(s => s.Count),
            Unprocessed(connection),
            DiscoveryReader.Count(connection, new DiscoveryFilter()),
            connection.Count("SELECT count(*) FROM claims"),
            connection.Count("SELECT count(*) FROM sources"),
            connection.Count("SELECT count(*) FROM discoveries WHERE discovered_at >= @since", ("@since", now.AddDays(-7))));
    }

    /// <summary>Discoveries that wait for the analyzer; those set aside do not.</summary>
    public static long Unprocessed(DbConnection connection) =>
        DiscoveryReader.Count(connection, new DiscoveryFilter(Processed: false, SetAside: false));

    /// <summary>Discoveries that could not be read after several tries.</summary>
    public static long SetAside(DbConnection connection) =>
        DiscoveryReader.Count(connection, new DiscoveryFilter(SetAside: true));
}
