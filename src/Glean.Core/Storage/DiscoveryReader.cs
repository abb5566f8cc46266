using System.Data.Common;

namespace Glean.Storage;

/// <summary>Which discoveries to list, newest first.</summary>
/// <param name="Since">Found then or later.</param>
/// <param name="Until">Found before then.</param>
/// <param name="After">The last one of the page before: goes on there, however far into the list, at the cost of a first page.</param>
public sealed record DiscoveryFilter(
    string? Source = null, bool? Processed = null, bool? SetAside = null, int Limit = 50, int Offset = 0, DiscoveryPlace? After = null,
    DateTime? Since = null, DateTime? Until = null);

/// <summary>A place in the list of discoveries.</summary>
public sealed record DiscoveryPlace(DateTime DiscoveredAt, long Id);

/// <summary>A discovery in a list; the text is cut.</summary>
public sealed record DiscoveryLine(
    long Id, string SourceName, string SourceUrl, string Title, string Excerpt, string? Author, DateTime? PublishedAt, DateTime DiscoveredAt,
    bool Processed, double? Relevance, string? SetAsideReason, long? ToolId, bool IsDemo);

/// <summary>How many discoveries there are of each kind.</summary>
/// <param name="Stale">Those that have waited for the analyzer for more than <see cref="DiscoveryReader.StaleDays"/> days.</param>
public sealed record DiscoveryFacets(IReadOnlyList<SourceCount> Sources, long Processed, long Unprocessed, long SetAside, long Stale);

public sealed record SourceCount(string Name, long Count);

/// <summary>A claim that was read out of a discovery.</summary>
public sealed record DiscoveryClaim(
    long Id, long ToolId, string ToolName, string ClaimType, string Content, double Confidence, string? Quote, int? SpanStart, int? SpanEnd);

/// <summary>A tool that a discovery names.</summary>
public sealed record MentionedTool(long Id, string Name, string Status, double Confidence, string? Evidence);

/// <summary>A discovery with all that was read out of it.</summary>
public sealed record DiscoveryDetail(
    DiscoveryLine Discovery, string RawText, string Metadata, string? RelevanceReason, DateTime? ProcessedAt, int Attempts, string? FeedName,
    IReadOnlyList<DiscoveryClaim> Claims, IReadOnlyList<MentionedTool> Tools);

/// <summary>Reads discoveries by plain SQL.</summary>
public static class DiscoveryReader
{
    /// <summary>What waits longer is stale: either nothing analyzes, or the analyzer does not keep up.</summary>
    public const int StaleDays = 7;

    private const int ExcerptLength = 300;

    private const string Columns =
        """
        d.id, s.name, d.source_url, d.title, substr(d.raw_text, 1, @excerpt), d.author, d.published_at, d.discovered_at,
        d.processed, d.relevance, d.set_aside_reason, d.tool_id, d.is_demo
        """;

    /// <summary>One page, and how many there are in all.</summary>
    public static (IReadOnlyList<DiscoveryLine> Discoveries, long Total) List(DbConnection connection, DiscoveryFilter filter)
    {
        using var command = connection.CreateCommand();
        var where = Where(command, filter, "d.set_aside_reason IS NOT NULL");
        if (filter.After is { } place)
        {
            where += (where.Length == 0 ? " WHERE " : " AND ") + "(d.discovered_at, d.id) < (@at, @id)";
            command.Add("@at", place.DiscoveredAt);
            command.Add("@id", place.Id);
        }

#pragma warning disable CA2100 // Built of literals; what the caller gives goes in as parameters.
        // The inner query walks an index only, so that a page far into the list does not read the texts before it.
        command.CommandText =
            $"""
            SELECT {Columns} FROM discoveries d JOIN sources s ON s.id = d.source_id
            WHERE d.id IN (SELECT d.id FROM discoveries d{where} ORDER BY d.discovered_at DESC, d.id DESC LIMIT @limit OFFSET @offset)
            ORDER BY d.discovered_at DESC, d.id DESC
            """;
#pragma warning restore CA2100
        command.Add("@limit", filter.Limit);
        command.Add("@offset", filter.Offset);
        command.Add("@excerpt", ExcerptLength);
        return (command.Rows(Line), Count(connection, filter));
    }

    /// <summary>How many discoveries a filter lets through, on all pages; without times, out of the counts that the database keeps.</summary>
    public static long Count(DbConnection connection, DiscoveryFilter filter)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Built of literals; what the caller gives goes in as parameters.
        command.CommandText = filter is { Since: null, Until: null }
            ? $"SELECT CAST(coalesce(sum(d.count), 0) AS bigint) FROM discovery_counts d{Where(command, filter, "d.set_aside = TRUE")}"
            : $"SELECT count(*) FROM discoveries d{Where(command, filter, "d.set_aside_reason IS NOT NULL")}";
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Counts for the filters of the list.</summary>
    public static DiscoveryFacets Facets(DbConnection connection, DateTime now) => new(
        connection.Rows(
            """
            SELECT s.name, n.count FROM (SELECT source_id, CAST(sum(count) AS bigint) AS count FROM discovery_counts GROUP BY source_id) n
            JOIN sources s ON s.id = n.source_id WHERE n.count > 0 ORDER BY n.count DESC, s.name
            """,
            r => new SourceCount(r.GetString(0), r.GetInt64(1))),
        Count(connection, new DiscoveryFilter(Processed: true)),
        Count(connection, new DiscoveryFilter(Processed: false)),
        Count(connection, new DiscoveryFilter(SetAside: true)),
        Count(connection, new DiscoveryFilter(Processed: false, SetAside: false, Until: now.AddDays(-StaleDays))));

    /// <summary>All about one discovery, or null when there is none with that id.</summary>
    public static DiscoveryDetail? Find(DbConnection connection, long id)
    {
        var (claims, tools) = (Claims(connection, id), Tools(connection, id));
        return connection.Rows(
            $"""
            SELECT {Columns}, d.raw_text, d.metadata, d.relevance_reason, d.processed_at, d.attempts, f.name
            FROM discoveries d JOIN sources s ON s.id = d.source_id LEFT JOIN sources f ON f.id = d.feed_id WHERE d.id = @id
            """,
            r => new DiscoveryDetail(
                Line(r), r.GetString(13), r.GetString(14), r.Text(15), r.UtcOrNull(16), r.GetInt32(17), r.Text(18), claims, tools),
            ("@id", id),
            ("@excerpt", ExcerptLength)).SingleOrDefault();
    }

    private static List<DiscoveryClaim> Claims(DbConnection connection, long id) => connection.Rows(
        """
        SELECT c.id, c.tool_id, t.name, c.claim_type, c.content, c.confidence, c.quote, c.span_start, c.span_end
        FROM claims c JOIN tools t ON t.id = c.tool_id WHERE c.discovery_id = @id ORDER BY c.span_start, c.id
        """,
        r => new DiscoveryClaim(
            r.GetInt64(0), r.GetInt64(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetDouble(5), r.Text(6), r.Int(7), r.Int(8)),
        ("@id", id));

    private static List<MentionedTool> Tools(DbConnection connection, long id) => connection.Rows(
        "SELECT t.id, t.name, t.status, m.confidence, m.evidence FROM mentions m JOIN tools t ON t.id = m.tool_id WHERE m.discovery_id = @id ORDER BY m.id",
        r => new MentionedTool(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetDouble(3), r.Text(4)),
        ("@id", id));

    /// <param name="isSetAside">The condition that a discovery, or a count of discoveries, is of those set aside.</param>
    private static string Where(DbCommand command, DiscoveryFilter filter, string isSetAside)
    {
        List<string> conditions = [];
        if (filter.Source is not null)
        {
            conditions.Add("d.source_id = (SELECT id FROM sources WHERE name = @source)");
            command.Add("@source", filter.Source);
        }

        if (filter.Processed is { } processed)
        {
            conditions.Add(processed ? "d.processed = TRUE" : "d.processed = FALSE");
        }

        if (filter.SetAside is { } setAside)
        {
            // As the partial index has it.
            conditions.Add(setAside ? $"d.processed = FALSE AND {isSetAside}" : $"NOT ({isSetAside})");
        }

        if (filter.Since is { } since)
        {
            conditions.Add("d.discovered_at >= @since");
            command.Add("@since", since);
        }

        if (filter.Until is { } until)
        {
            conditions.Add("d.discovered_at < @until");
            command.Add("@until", until);
        }

        return conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
    }

    private static DiscoveryLine Line(DbDataReader r) => new(
        r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.Text(5), r.UtcOrNull(6), r.Utc(7),
        r.GetBoolean(8), r.Real(9), r.Text(10), r.Long(11), r.GetBoolean(12));
}
