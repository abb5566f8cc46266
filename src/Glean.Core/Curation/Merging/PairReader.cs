using System.Data.Common;
using System.Text.Json;
using Glean.Storage;

namespace Glean.Curation.Merging;

/// <summary>One tool of a pair, with what a person compares.</summary>
public sealed record PairSide(
    long Id, string Name, string? Url, string? Description, string Category, string Status, double? RelevanceScore, bool IsDemo, DateTime CreatedAt,
    IReadOnlyList<string> Aliases, int Claims, int Mentions);

/// <summary>A pair of tools that may be one.</summary>
/// <param name="Likelihood">0..1, an order.</param>
/// <param name="SpeaksFor">For one tool.</param>
/// <param name="SpeaksAgainst">For two.</param>
public sealed record WaitingPair(
    PairSide First, PairSide Second, double Likelihood, IReadOnlyList<string> SpeaksFor, IReadOnlyList<string> SpeaksAgainst, string Reason, string Verdict, DateTime CreatedAt);

/// <summary>Reads the duplicates queue.</summary>
public static class PairReader
{
    private const string Joined = "FROM duplicate_pairs p JOIN tools a ON a.id = p.first_id JOIN tools b ON b.id = p.second_id";

    /// <summary>Pairs nobody has decided on yet, the likeliest first; pairs of a tool that was merged meanwhile are left out.</summary>
    public static (IReadOnlyList<WaitingPair> Pairs, long Total) Waiting(DbConnection connection, int limit, int offset) => (
        connection.Rows(
            $"SELECT {Columns(connection.Dialect())} {Joined} WHERE p.verdict = 'unsure' ORDER BY p.likelihood DESC, p.id LIMIT @limit OFFSET @offset", Pair, ("@limit", limit), ("@offset", offset)),
        connection.Count($"SELECT count(*) {Joined} WHERE p.verdict = 'unsure'"));

    /// <summary>Pairs of one tool that wait, the likeliest first.</summary>
    public static IReadOnlyList<WaitingPair> OfTool(DbConnection connection, long id) => connection.Rows(
        $"SELECT {Columns(connection.Dialect())} {Joined} WHERE p.verdict = 'unsure' AND (p.first_id = @id OR p.second_id = @id) ORDER BY p.likelihood DESC, p.id", Pair, ("@id", id));

    /// <summary>Two tools side by side, whatever was said of them; null when one of them does not exist.</summary>
    public static WaitingPair? Of(DbConnection connection, long one, long other)
    {
        var (first, second) = one < other ? (one, other) : (other, one);
        return connection.Rows(
            $"""
            SELECT {Columns(connection.Dialect())}
            FROM tools a CROSS JOIN tools b LEFT JOIN duplicate_pairs p ON p.first_id = a.id AND p.second_id = b.id WHERE a.id = @first AND b.id = @second
            """,
            Pair, ("@first", first), ("@second", second)).SingleOrDefault();
    }

    private static string Columns(SqlDialect dialect) =>
        $"""
        a.id, a.name, a.url, a.description, a.category, a.status, a.relevance_score, a.is_demo, a.created_at,
        (SELECT {dialect.JsonArrayOf("name")} FROM tool_aliases WHERE tool_id = a.id), (SELECT count(*) FROM claims WHERE tool_id = a.id), (SELECT count(*) FROM mentions WHERE tool_id = a.id),
        b.id, b.name, b.url, b.description, b.category, b.status, b.relevance_score, b.is_demo, b.created_at,
        (SELECT {dialect.JsonArrayOf("name")} FROM tool_aliases WHERE tool_id = b.id), (SELECT count(*) FROM claims WHERE tool_id = b.id), (SELECT count(*) FROM mentions WHERE tool_id = b.id),
        coalesce(p.likelihood, 0), coalesce(p.speaks_for, '[]'), coalesce(p.speaks_against, '[]'), coalesce(p.reason, ''), coalesce(p.verdict, 'unsure'), coalesce(p.created_at, a.created_at)
        """;

    private const int SideColumns = 12;

    private static WaitingPair Pair(DbDataReader r) => new(
        Side(r, 0), Side(r, SideColumns), r.GetDouble(24), Texts(r.GetString(25)), Texts(r.GetString(26)), r.GetString(27), r.GetString(28), r.Utc(29));

    private static PairSide Side(DbDataReader r, int at) => new(
        r.GetInt64(at), r.GetString(at + 1), r.Text(at + 2), r.Text(at + 3), r.GetString(at + 4), r.GetString(at + 5), r.Real(at + 6), r.GetBoolean(at + 7), r.Utc(at + 8),
        Texts(r.GetString(at + 9)), r.GetInt32(at + 10), r.GetInt32(at + 11));

    private static List<string> Texts(string json) => JsonSerializer.Deserialize<List<string>>(json)!;
}
