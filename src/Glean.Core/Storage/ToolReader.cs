using System.Text;
using System.Text.Json;
using Glean.Catalog;
using Microsoft.Data.Sqlite;

namespace Glean.Storage;

/// <summary>Which tools to list.</summary>
/// <param name="Search">Words that must all stand in the name, another name or the description.</param>
public sealed record ToolFilter(IReadOnlyList<ToolStatus> Statuses, string? Search = null, string? Category = null, int Limit = 50, int Offset = 0);

/// <summary>A tool in a list.</summary>
public sealed record ToolLine(long Id, string Name, string? Url, string Category, string Status, double? RelevanceScore, int Claims, bool IsDemo, DateTime LastUpdated);

/// <summary>A claim with where it stands.</summary>
public sealed record ClaimLine(
    long Id, string ClaimType, string Content, double Confidence, string? Quote, int? SpanStart, int? SpanEnd,
    string? SourceName, string? SourceUrl, bool Verified, bool Conflicting);

/// <summary>A tool with all that is known of it.</summary>
public sealed record ToolDetail(
    ToolLine Tool, string? Description, JsonElement? ScoreReasons, string? RejectionReason, DateTime CreatedAt, DateTime? ReviewedAt,
    IReadOnlyList<string> Aliases, IReadOnlyList<ClaimLine> Claims, IReadOnlyList<MentionLine> Mentions,
    IReadOnlyList<ChangeLine> Changelog, IReadOnlyList<MergeLine> Merges, IReadOnlyList<DecisionLine> Decisions);

public sealed record MentionLine(long DiscoveryId, string Title, string SourceUrl, string SourceName, DateTime? PublishedAt, double Confidence, string? Evidence);

public sealed record ChangeLine(string ChangeType, string Description, string? SourceUrl, DateTime DetectedAt);

public sealed record MergeLine(long Id, long MergedId, string Reason, DateTime MergedAt);

public sealed record DecisionLine(string FromStatus, string ToStatus, string? Reason, string Actor, DateTime DecidedAt, DateTime? UndoneAt);

/// <summary>Reads tools by plain SQL for the commands that must answer at once.</summary>
public static class ToolReader
{
    private const string Columns =
        "t.id, t.name, t.url, t.category, t.status, t.relevance_score, (SELECT count(*) FROM claims c WHERE c.tool_id = t.id), t.is_demo, t.last_updated";

    /// <summary>One page of the list, best score first, and how many there are in all.</summary>
    public static (IReadOnlyList<ToolLine> Tools, long Total) List(SqliteConnection connection, ToolFilter filter)
    {
        using var command = connection.CreateCommand();
        var where = Where(command, filter);
#pragma warning disable CA2100 // Built of literals; what the user gives goes in as parameters.
        command.CommandText = $"SELECT count(*) FROM tools t{where}";
        var total = (long)command.ExecuteScalar()!;
        command.CommandText = $"SELECT {Columns} FROM tools t{where} ORDER BY t.relevance_score DESC, t.id LIMIT $limit OFFSET $offset";
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$limit", filter.Limit);
        command.Parameters.AddWithValue("$offset", filter.Offset);
        return (Read(command, Line), total);
    }

    /// <summary>All about one tool, or null when there is none with that id.</summary>
    public static ToolDetail? Find(SqliteConnection connection, long id)
    {
        List<T> Rows<T>(string sql, Func<SqliteDataReader, T> map)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Literals below.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.Parameters.AddWithValue("$id", id);
            return Read(command, map);
        }

        var found = Rows(
            $"SELECT {Columns}, t.description, t.score_reasons, t.rejection_reason, t.created_at, t.reviewed_at FROM tools t WHERE t.id = $id",
            r => (Line: Line(r), Description: r.Text(9), Reasons: r.Text(10) is { } json ? JsonSerializer.Deserialize<JsonElement>(json) : (JsonElement?)null, Rejection: r.Text(11), Created: r.Utc(12), Reviewed: r.UtcOrNull(13)));
        if (found is not [var tool])
        {
            return null;
        }

        return new ToolDetail(
            tool.Line, tool.Description, tool.Reasons, tool.Rejection, tool.Created, tool.Reviewed,
            Rows("SELECT name FROM tool_aliases WHERE tool_id = $id ORDER BY name", r => r.GetString(0)),
            Rows(
                """
                SELECT c.id, c.claim_type, c.content, c.confidence, c.quote, c.span_start, c.span_end, s.name, d.source_url, c.verified, c.conflicting
                FROM claims c LEFT JOIN sources s ON s.id = c.source_id LEFT JOIN discoveries d ON d.id = c.discovery_id
                WHERE c.tool_id = $id ORDER BY c.claim_type, c.confidence DESC, c.id
                """,
                r => new ClaimLine(
                    r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetDouble(3), r.Text(4), r.Int(5), r.Int(6), r.Text(7), r.Text(8), r.GetBoolean(9), r.GetBoolean(10))),
            Rows(
                """
                SELECT d.id, d.title, d.source_url, s.name, d.published_at, m.confidence, m.evidence
                FROM mentions m JOIN discoveries d ON d.id = m.discovery_id JOIN sources s ON s.id = d.source_id
                WHERE m.tool_id = $id ORDER BY d.discovered_at DESC, d.id
                """,
                r => new MentionLine(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.UtcOrNull(4), r.GetDouble(5), r.Text(6))),
            Rows(
                "SELECT change_type, description, source_url, detected_at FROM changelog WHERE tool_id = $id ORDER BY detected_at DESC, id",
                r => new ChangeLine(r.GetString(0), r.GetString(1), r.Text(2), r.Utc(3))),
            Rows(
                "SELECT id, merged_id, reason, merged_at FROM tool_merges WHERE kept_id = $id AND undone_at IS NULL ORDER BY id",
                r => new MergeLine(r.GetInt64(0), r.GetInt64(1), r.GetString(2), r.Utc(3))),
            Rows(
                "SELECT from_status, to_status, reason, actor, decided_at, undone_at FROM decisions WHERE tool_id = $id ORDER BY id",
                r => new DecisionLine(r.GetString(0), r.GetString(1), r.Text(2), r.GetString(3), r.Utc(4), r.UtcOrNull(5))));
    }

    private static string Where(SqliteCommand command, ToolFilter filter)
    {
        List<string> conditions = [];
        if (filter.Statuses.Count > 0)
        {
            // Names of an enum of ours, not of the caller's.
            conditions.Add($"t.status IN ({string.Join(", ", filter.Statuses.Select(s => $"'{s.ToWire()}'"))})");
        }

        if (filter.Category is not null)
        {
            conditions.Add("t.category = $category");
            command.Parameters.AddWithValue("$category", filter.Category);
        }

        var words = (filter.Search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 0; i < words.Length; i++)
        {
            conditions.Add(
                $"""
                (t.name LIKE $word{i} ESCAPE '\' OR t.description LIKE $word{i} ESCAPE '\'
                 OR EXISTS (SELECT 1 FROM tool_aliases a WHERE a.tool_id = t.id AND a.name LIKE $word{i} ESCAPE '\'))
                """);
            command.Parameters.AddWithValue($"$word{i}", $"%{LikePattern(words[i])}%");
        }

        return conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
    }

    private static string LikePattern(string word) =>
        new StringBuilder(word).Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_").ToString();

    private static ToolLine Line(SqliteDataReader r) => new(
        r.GetInt64(0), r.GetString(1), r.Text(2), r.GetString(3), r.GetString(4), r.IsDBNull(5) ? null : r.GetDouble(5), r.GetInt32(6), r.GetBoolean(7), r.Utc(8));

    private static List<T> Read<T>(SqliteCommand command, Func<SqliteDataReader, T> map)
    {
        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    private static string? Text(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static int? Int(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    private static DateTime Utc(this SqliteDataReader reader, int column) => UtcText.Read(reader.GetString(column));

    private static DateTime? UtcOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Utc(column);
}
