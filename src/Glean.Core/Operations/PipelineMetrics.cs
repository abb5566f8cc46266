using System.Data.Common;
using Glean.Llm;
using Glean.Storage;

namespace Glean.Operations;

/// <summary>Jobs of one type that ended, or stand, in one way.</summary>
/// <param name="Finished">Those with a beginning and an end, which <paramref name="Seconds"/> sums.</param>
public sealed record JobFigures(string Type, string Status, long Count, long Finished, double Seconds);

public sealed record StatusCount(string Status, long Count);

/// <summary>What the rows tell a monitor.</summary>
public sealed record PipelineMetrics(
    long DiscoveryQueue, IReadOnlyList<StatusCount> Tools, IReadOnlyList<JobFigures> Jobs, IReadOnlyList<SourceLine> Sources,
    IReadOnlyList<SpendingLine> Llm)
{
    public static PipelineMetrics Read(DbConnection connection) => new(
        PipelineCounts.Unprocessed(connection),
        connection.Rows("SELECT status, count(*) FROM tools GROUP BY status", r => new StatusCount(r.GetString(0), r.GetInt64(1))),
        connection.Rows(
            $"""
            SELECT type, status, count(*), count(*) FILTER (WHERE started_at IS NOT NULL AND completed_at IS NOT NULL),
                   coalesce(sum({connection.Dialect().Seconds("started_at", "completed_at")}) FILTER (WHERE started_at IS NOT NULL AND completed_at IS NOT NULL), 0)
            FROM jobs GROUP BY type, status
            """,
            r => new JobFigures(r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetInt64(3), Math.Round(r.GetDouble(4), 3))),
        SourceReader.List(connection),
        LlmSpending.Models(connection));
}
