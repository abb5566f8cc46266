using System.Data.Common;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Analysis;

/// <summary>
/// The mentions and claims of a batch, written with one statement each: there are many a text.
/// </summary>
internal sealed class EvidenceRows(DateTime now)
{
    private static readonly SqlColumn<MentionRow>[] MentionColumns =
    [
        new("tool_id", SqlType.Whole, m => m.Tool.Id),
        new("discovery_id", SqlType.Whole, m => m.DiscoveryId),
        new("name", SqlType.Text, m => m.Extracted.Name),
        new("confidence", SqlType.Real, m => m.Extracted.Confidence),
        new("evidence", SqlType.Text, m => m.Extracted.Evidence),
        new("span_start", SqlType.Whole, m => m.First?.Start),
        new("span_end", SqlType.Whole, m => m.First?.End),
    ];

    private static readonly SqlColumn<ClaimRow>[] ClaimColumns =
    [
        new("tool_id", SqlType.Whole, c => c.Tool.Id),
        new("source_id", SqlType.Whole, c => c.Discovery.SourceId),
        new("discovery_id", SqlType.Whole, c => c.Discovery.Id),
        new("claim_type", SqlType.Text, c => c.Extracted.Type.ToWire()),
        new("content", SqlType.Text, c => c.Extracted.Quote.ReplaceLineEndings(" ").Trim()),
        new("confidence", SqlType.Real, c => c.Extracted.Confidence),
        new("quote", SqlType.Text, c => c.Extracted.Quote),
        new("span_start", SqlType.Whole, c => c.Extracted.Span.Start),
        new("span_end", SqlType.Whole, c => c.Extracted.Span.End),
        new("created_at", SqlType.Time, c => c.At),
    ];

    private static readonly SqlColumn<MarkRow>[] MarkColumns =
    [
        new("discovery_id", SqlType.Whole, m => m.DiscoveryId),
        new("tool_id", SqlType.Whole, m => m.ToolId),
        new("processed_at", SqlType.Time, m => m.At),
    ];

    private readonly List<MentionRow> mentions = [];
    private readonly List<ClaimRow> claims = [];

    public void Add(Tool tool, Discovery discovery, ExtractedTool extracted) => mentions.Add(new MentionRow(tool, discovery.Id, extracted));

    public void Add(Tool tool, Discovery discovery, ExtractedClaim claim) => claims.Add(new ClaimRow(tool, discovery, claim, now));

    /// <summary>Writes them; their tools have ids by now.</summary>
    /// <param name="rehearse">Hand them to the database, which is to leave all of them out.</param>
    public void Insert(DbConnection connection, bool rehearse = false)
    {
        var which = rehearse ? "WHERE FALSE" : "";
        Insert(connection, "mentions", MentionColumns, mentions, which);
        Insert(connection, "claims", ClaimColumns, claims, which);
    }

    private static void Insert<T>(DbConnection connection, string table, SqlColumn<T>[] columns, List<T> rows, string which)
    {
        var names = string.Join(", ", columns.Select(c => c.Name));
        connection.Change(columns, rows, records => $"INSERT INTO {table} ({names}) SELECT {names} FROM {records} {which} ORDER BY place");
    }

    /// <summary>
    /// Marks discoveries as processed, with the tool each says most about: most claims, then the surest mention, then the first. All that
    /// is known of a discovery is in this batch, since it is read once.
    /// </summary>
    /// <returns>How many of them were not yet.</returns>
    public int Mark(DbConnection connection, IEnumerable<Discovery> discoveries)
    {
        var said = claims.CountBy(c => (c.Discovery.Id, c.Tool)).ToDictionary();
        var main = mentions.GroupBy(m => m.DiscoveryId).ToDictionary(
            d => d.Key, d => d.OrderByDescending(m => said.GetValueOrDefault((d.Key, m.Tool))).ThenByDescending(m => m.Extracted.Confidence).First().Tool.Id);
        List<MarkRow> marks = [.. discoveries.Select(d => new MarkRow(d.Id, main.TryGetValue(d.Id, out var tool) ? tool : null, now))];
        return connection.Change(
            MarkColumns, marks,
            records =>
                $"""
                UPDATE discoveries SET processed = TRUE, processed_at = records.processed_at, tool_id = records.tool_id
                FROM {records} WHERE discoveries.id = records.discovery_id AND NOT discoveries.processed
                """);
    }

    private sealed record MarkRow(long DiscoveryId, long? ToolId, DateTime At);

    private sealed record MentionRow(Tool Tool, long DiscoveryId, ExtractedTool Extracted)
    {
        public TextSpan? First { get; } = Extracted.Mentions.Count > 0 ? Extracted.Mentions[0] : null;
    }

    private sealed record ClaimRow(Tool Tool, Discovery Discovery, ExtractedClaim Extracted, DateTime At);
}
