using Glean.Tests.Support;

namespace Glean.Tests.Reliability;

/// <summary>What an index holds, told without ids and times, so that two runs can be compared.</summary>
internal static class IndexRows
{
    private static readonly string[] Queries =
    [
        "SELECT s.name, d.source_url, d.title, d.raw_text, d.processed, t.name FROM discoveries d JOIN sources s ON s.id = d.source_id LEFT JOIN tools t ON t.id = d.tool_id ORDER BY d.source_url",
        "SELECT name, url, category, status FROM tools ORDER BY name, url",
        "SELECT t.name, a.name FROM tool_aliases a JOIN tools t ON t.id = a.tool_id ORDER BY 1, 2",
        "SELECT d.source_url, t.name, m.name, m.span_start, m.span_end FROM mentions m JOIN tools t ON t.id = m.tool_id JOIN discoveries d ON d.id = m.discovery_id ORDER BY 1, 2, 3",
        "SELECT d.source_url, t.name, c.claim_type, c.quote, c.span_start, c.span_end, round(CAST(c.confidence AS numeric), 6) FROM claims c JOIN tools t ON t.id = c.tool_id JOIN discoveries d ON d.id = c.discovery_id ORDER BY 1, 2, 3, 4, 5",
        "SELECT name, total_discoveries FROM sources WHERE parent_id IS NULL ORDER BY 1",
    ];

    public static string Of(string path) => string.Join("\n\n", Queries.Select(q => string.Join('\n', TestDatabase.Rows(path, q))));

    /// <summary>Claims whose quote does not stand in its discovery where the span says (UTF-16 code units).</summary>
    public static IReadOnlyList<string> MisplacedQuotes(string path)
    {
        List<string> misplaced = [];
        using var connection = TestDatabases.Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT c.id, c.quote, c.span_start, c.span_end, d.raw_text FROM claims c LEFT JOIN discoveries d ON d.id = c.discovery_id";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var (quote, start, end, text) = (reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetString(4));
            if (end > text.Length || text[start..end] != quote)
            {
                misplaced.Add($"{reader.GetInt64(0)}: {quote}");
            }
        }

        return misplaced;
    }
}
