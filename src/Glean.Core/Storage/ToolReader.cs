using System.Data.Common;
using System.Text.Json;
using Glean.Catalog;
using Glean.Catalog.Audiences;
using Glean.Catalog.Prices;

namespace Glean.Storage;

/// <summary>A tool in a list.</summary>
public sealed record ToolLine(long Id, string Name, string? Url, string Category, string Status, double? RelevanceScore, int Claims, bool IsDemo, DateTime LastUpdated)
{
    public string? Description { get; init; }

    public string? RejectionReason { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? ReviewedAt { get; init; }

    /// <summary>A picture of its own.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>Where its prices stand.</summary>
    public string? PricingUrl { get; init; }

    /// <summary>Counts changes; an edit names the version it saw.</summary>
    public int Version { get; init; }
}

/// <summary>A claim with where it stands.</summary>
public sealed record ClaimLine(
    long Id, string ClaimType, string Content, double Confidence, string? Quote, int? SpanStart, int? SpanEnd,
    string? SourceName, string? SourceUrl, bool Verified, bool Conflicting)
{
    public long? DiscoveryId { get; init; }

    public DateTime CreatedAt { get; init; }

    /// <summary>When its text was published, where that is known.</summary>
    public DateTime? PublishedAt { get; init; }

    public string? Author { get; init; }

    /// <summary>What a person said of it: <c>holds</c>, <c>outdated</c>, <c>wrong</c>, or null.</summary>
    public string? Resolution { get; init; }

    public string? ResolvedBy { get; init; }

    public DateTime? ResolvedAt { get; init; }

    /// <summary>The first of the claims that say the same; null for one that stands alone.</summary>
    public long? GroupId { get; init; }

    /// <summary>How many independent voices say so.</summary>
    public int Voices { get; init; } = 1;

    /// <summary>For whom the tool is, read from the quote of a claim of type <c>audience</c>; null when it says nothing of that.</summary>
    public Audience? Audience => ClaimType == "audience" && Quote is not null && AudienceReader.Read(Quote) is { IsEmpty: false } audience ? audience : null;

    /// <summary>The prices that the quote of a claim of type <c>pricing</c> names.</summary>
    public IReadOnlyList<ClaimPrice> Prices => ClaimType == "pricing" && Quote is not null ? [.. PriceReader.Read(Quote).Select(ClaimPrice.Of)] : [];
}

/// <summary>A price as a claim names it.</summary>
/// <param name="Amount">The amount or the lower end of a range; 0 when it is free.</param>
/// <param name="UpTo">The upper end of a range.</param>
/// <param name="Currency">Sign or code as written (<c>$</c>, <c>EUR</c>); empty when the text gives none.</param>
/// <param name="Period"><c>none</c>, <c>once</c>, <c>day</c>, <c>week</c>, <c>month</c>, <c>quarter</c> or <c>year</c>.</param>
/// <param name="Unit">What it is paid for: <c>seat</c>, <c>user</c>; null when nothing is said.</param>
public sealed record ClaimPrice(decimal Amount, decimal? UpTo, string Currency, string Period, string? Unit)
{
    internal static ClaimPrice Of(PriceExpression price) => new(price.Amount, price.UpTo, price.Currency, price.Period.ToWire(), price.Unit);
}

/// <summary>A tool with all that is known of it.</summary>
public sealed record ToolDetail(
    ToolLine Tool, string? Description, JsonElement? ScoreReasons, string? RejectionReason, DateTime CreatedAt, DateTime? ReviewedAt,
    IReadOnlyList<string> Aliases, IReadOnlyList<ClaimLine> Claims, IReadOnlyList<MentionLine> Mentions,
    IReadOnlyList<ChangeLine> Changelog, IReadOnlyList<MergeLine> Merges, IReadOnlyList<DecisionLine> Decisions);

public sealed record MentionLine(long DiscoveryId, string Title, string SourceUrl, string SourceName, DateTime? PublishedAt, double Confidence, string? Evidence);

public sealed record ChangeLine(string ChangeType, string Description, string? SourceUrl, DateTime DetectedAt);

public sealed record MergeLine(long Id, long MergedId, string Reason, DateTime MergedAt);

public sealed record DecisionLine(string FromStatus, string ToStatus, string? Reason, string Actor, DateTime DecidedAt, DateTime? UndoneAt)
{
    public long Id { get; init; }

    /// <summary><c>decision</c>, <c>skip</c> or <c>snooze</c>.</summary>
    public string Kind { get; init; } = "decision";

    /// <summary>Codes of reasons of a rejection.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    public string? UndoneBy { get; init; }

    /// <summary>The tool it was about: another one where that was merged since.</summary>
    public long ToolId { get; init; }
}

/// <summary>Reads tools by plain SQL for the commands that must answer at once.</summary>
public static class ToolReader
{
    private const string Columns =
        """
        t.id, t.name, t.url, t.category, t.status, t.relevance_score, (SELECT count(*) FROM claims c WHERE c.tool_id = t.id), t.is_demo,
        t.last_updated, t.description, t.rejection_reason, t.created_at, t.reviewed_at, t.version,
        t.logo_url, t.pricing_url
        """;

    // The id and what ToolFilterSql.Order speaks of.
    private const string SortedBy = "t.id, t.relevance_score, t.name, t.created_at, t.last_updated, t.reviewed_at, t.category, t.status";

    // Below this, all that a search finds are soon gathered and sorted.
    private const int Many = 2000;

    // How much of what a search finds lies before the end of a page that is looked for along the order.
    private const int Front = 20;

    /// <summary>
    /// One page of the list and how many there are in all. A search that no beginning of a word answers is repeated
    /// inside of words.
    /// </summary>
    public static (IReadOnlyList<ToolLine> Tools, long Total) List(DbConnection connection, ToolFilter filter)
    {
        if (string.IsNullOrWhiteSpace(filter.Search))
        {
            return Page(connection, filter, Count(connection, filter));
        }

        return ToolFilterSql.HasWords(connection.Dialect(), filter) && Count(connection, filter) is > 0 and var total
            ? Page(connection, filter, total)
            : Inside(connection, filter);
    }

    private static long Count(DbConnection connection, ToolFilter filter)
    {
        using var command = connection.CreateCommand();
        var where = ToolFilterSql.Where(command, filter, ToolSearch.Gathered);
        var rows = ToolFilterSql.OnlySearches(filter) ? connection.Dialect().Having("@query") : $"tools t{where}";
#pragma warning disable CA2100 // Built of literals; what the user gives goes in as parameters.
        command.CommandText = $"SELECT count(*) FROM {rows}";
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    private static (IReadOnlyList<ToolLine> Tools, long Total) Page(DbConnection connection, ToolFilter filter, long total)
    {
        if (total <= filter.Offset)
        {
            return ([], total);
        }

        using var command = connection.CreateCommand();
        var where = ToolFilterSql.Where(command, filter, IsNearTheFront(filter, total) ? ToolSearch.Walked : ToolSearch.Gathered);
        var order = ToolFilterSql.Order(filter);
#pragma warning disable CA2100 // Built of literals; what the user gives goes in as parameters.
        // The ids first, over indexes alone where that is possible; then the rows of the page.
        command.CommandText =
            $"SELECT {Columns} FROM tools t WHERE t.id IN (SELECT t.id FROM tools t{where} ORDER BY {order} LIMIT @limit OFFSET @offset) ORDER BY {order}";
#pragma warning restore CA2100
        command.Add("@limit", filter.Limit);
        command.Add("@offset", filter.Offset);
        return (command.Rows(Line), total);
    }

    // In an order that no index has, walking it means to sort all tools.
    private static bool IsNearTheFront(ToolFilter filter, long total) =>
        total > Many && filter.Offset + (long)filter.Limit <= total / Front && filter.Sort is not (ToolSort.Name or ToolSort.ReviewedAt);

    // Reading every tool once for the ids costs less than once for their number and again for the page.
    private static (IReadOnlyList<ToolLine> Tools, long Total) Inside(DbConnection connection, ToolFilter filter)
    {
        var ids = Ids(connection, filter, ToolSearch.Inside);
        var page = ids.Skip(filter.Offset).Take(filter.Limit).ToList();
        return page.Count == 0
            ? ([], ids.Count)
            : (connection.Rows(
                $"SELECT {Columns} FROM tools t WHERE {connection.Dialect().In("t.id", "@page")} ORDER BY {ToolFilterSql.Order(filter)}", Line, ("@page", $"[{string.Join(',', page)}]")), ids.Count);
    }

    /// <summary>The ids of all tools that a filter lets through, in its order; its limit and offset do not count.</summary>
    public static IReadOnlyList<long> Ids(DbConnection connection, ToolFilter filter)
    {
        var found = Ids(connection, filter, ToolSearch.Gathered);
        return found.Count == 0 && ToolFilterSql.HasWords(connection.Dialect(), filter) ? Ids(connection, filter, ToolSearch.Inside) : found;
    }

    private static List<long> Ids(DbConnection connection, ToolFilter filter, ToolSearch search)
    {
        using var command = connection.CreateCommand();
        var tools = $"tools t{ToolFilterSql.Where(command, filter, search)}";
        var order = ToolFilterSql.Order(filter);
#pragma warning disable CA2100 // Built of literals; what the user gives goes in as parameters.
        // Whoever must read every tool reads them as they lie: along the index of the order SQLite would look up each by itself, which takes nine times as long.
        command.CommandText = search == ToolSearch.Inside
            ? $"WITH found AS MATERIALIZED (SELECT {SortedBy} FROM {tools}) SELECT t.id FROM found t ORDER BY {order}"
            : $"SELECT t.id FROM {tools} ORDER BY {order}";
#pragma warning restore CA2100
        return command.Rows(r => r.GetInt64(0));
    }

    /// <summary>All about one tool, or null when there is none with that id.</summary>
    public static ToolDetail? Find(DbConnection connection, long id)
    {
        List<T> Rows<T>(string sql, Func<DbDataReader, T> map)
        {
            return connection.Rows(sql, map, ("@id", id));
        }

        var found = Rows(
            $"SELECT {Columns}, t.score_reasons FROM tools t WHERE t.id = @id",
            r => (Line: Line(r), Reasons: r.Text(16) is { } json ? JsonSerializer.Deserialize<JsonElement>(json) : (JsonElement?)null));
        if (found is not [var tool])
        {
            return null;
        }

        return new ToolDetail(
            tool.Line, tool.Line.Description, tool.Reasons, tool.Line.RejectionReason, tool.Line.CreatedAt, tool.Line.ReviewedAt,
            Rows("SELECT name FROM tool_aliases WHERE tool_id = @id ORDER BY name", r => r.GetString(0)),
            ClaimReader.OfTool(connection, id),
            Rows(
                """
                SELECT d.id, d.title, d.source_url, s.name, d.published_at, m.confidence, m.evidence
                FROM mentions m JOIN discoveries d ON d.id = m.discovery_id JOIN sources s ON s.id = d.source_id
                WHERE m.tool_id = @id ORDER BY d.discovered_at DESC, d.id
                """,
                r => new MentionLine(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.UtcOrNull(4), r.GetDouble(5), r.Text(6))),
            Rows(
                "SELECT change_type, description, source_url, detected_at FROM changelog WHERE tool_id = @id ORDER BY detected_at DESC, id",
                r => new ChangeLine(r.GetString(0), r.GetString(1), r.Text(2), r.Utc(3))),
            Rows(
                "SELECT id, merged_id, reason, merged_at FROM tool_merges WHERE kept_id = @id AND undone_at IS NULL ORDER BY id",
                r => new MergeLine(r.GetInt64(0), r.GetInt64(1), r.GetString(2), r.Utc(3))),
            Rows(
                """
                WITH RECURSIVE folded(id) AS (
                    SELECT @id UNION SELECT m.merged_id FROM tool_merges m JOIN folded f ON m.kept_id = f.id WHERE m.undone_at IS NULL)
                SELECT d.from_status, d.to_status, d.reason, d.actor, d.decided_at, d.undone_at, d.id, d.kind, d.reasons, d.undone_by, d.tool_id
                FROM decisions d WHERE d.tool_id IN (SELECT id FROM folded) ORDER BY d.id
                """,
                r => new DecisionLine(r.GetString(0), r.GetString(1), r.Text(2), r.GetString(3), r.Utc(4), r.UtcOrNull(5))
                {
                    Id = r.GetInt64(6),
                    Kind = r.GetString(7),
                    Reasons = JsonSerializer.Deserialize<List<string>>(r.GetString(8))!,
                    UndoneBy = r.Text(9),
                    ToolId = r.GetInt64(10),
                }));
    }

    private static ToolLine Line(DbDataReader r) => new(
        r.GetInt64(0), r.GetString(1), r.Text(2), r.GetString(3), r.GetString(4), r.Real(5), r.GetInt32(6), r.GetBoolean(7), r.Utc(8))
    {
        Description = r.Text(9),
        RejectionReason = r.Text(10),
        CreatedAt = r.Utc(11),
        ReviewedAt = r.UtcOrNull(12),
        Version = r.GetInt32(13),
        LogoUrl = r.Text(14),
        PricingUrl = r.Text(15),
    };
}
