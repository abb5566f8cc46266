using System.Data.Common;
using Glean.Storage;

namespace Glean.Review;

/// <summary>A tool with claims that contradict each other.</summary>
public sealed record ConflictedTool(long Id, string Name);

/// <summary>Reads which tools have contradictions that wait for a person.</summary>
public static class ConflictReader
{
    private const string Where = "EXISTS (SELECT 1 FROM claims c WHERE c.tool_id = t.id AND c.conflicting = TRUE)";

    /// <summary>Tools on their way into the index or in it, the best first.</summary>
    public static (IReadOnlyList<ConflictedTool> Tools, int Total) Waiting(DbConnection connection, int limit, int offset) => (
        connection.Rows(
            $"SELECT t.id, t.name FROM tools t WHERE t.status <> 'rejected' AND {Where} ORDER BY t.relevance_score DESC NULLS LAST, t.id LIMIT @limit OFFSET @offset",
            r => new ConflictedTool(r.GetInt64(0), r.GetString(1)), ("@limit", limit), ("@offset", offset)),
        (int)connection.Count($"SELECT count(*) FROM tools t WHERE t.status <> 'rejected' AND {Where}"));
}
