using System.Data.Common;
using Glean.Catalog;
using Glean.Curation.Conflicts;
using Glean.Curation.Scoring;
using Glean.Storage;

namespace Glean.Curation;

/// <summary>A tool with what its score is made from, and what was stored of the last one.</summary>
internal sealed record ToolEvidence(
    long Id, ToolStatus Status, ScoredTool Scored, double? StoredScore, string? StoredReasons, bool IsSnoozed,
    IReadOnlyList<(Claim Claim, string Voice)> VoicedClaims)
{
    public IReadOnlyList<Claim> Claims { get; } = [.. VoicedClaims.Select(c => c.Claim)];
}

/// <summary>Reads what scores are made from, by plain SQL and in ranges of ids: no text of a discovery is read.</summary>
internal static class ScoredToolReader
{
    /// <param name="from">The first id.</param>
    /// <param name="to">The last id.</param>
    /// <param name="asOf">Only what was known at that time; null for all.</param>
    public static IReadOnlyList<ToolEvidence> Read(DbConnection connection, long from, long to, DateTime now, DateTime? asOf = null)
    {
        var known = asOf ?? DateTime.MaxValue;
        var claims = connection.Rows(
            """
            SELECT c.id, c.tool_id, c.claim_type, c.content, c.confidence, c.created_at, c.conflicting, c.resolution, s.name, d.author, d.source_url, d.published_at,
                   c.stated_confidence, c.group_id, c.voices
            FROM claims c LEFT JOIN sources s ON s.id = c.source_id LEFT JOIN discoveries d ON d.id = c.discovery_id
            WHERE c.tool_id BETWEEN @from AND @to AND c.created_at <= @known ORDER BY c.tool_id, c.id
            """,
            ReadClaim, ("@from", from), ("@to", to), ("@known", known)).ToLookup(c => c.Claim.ToolId);
        var mentions = connection.Rows(
            """
            SELECT m.tool_id, s.name, d.author, d.source_url, coalesce(d.published_at, d.discovered_at), coalesce(f.reliability, s.reliability)
            FROM mentions m JOIN discoveries d ON d.id = m.discovery_id JOIN sources s ON s.id = d.source_id LEFT JOIN sources f ON f.id = d.feed_id
            WHERE m.tool_id BETWEEN @from AND @to AND d.discovered_at <= @known ORDER BY m.tool_id, m.id
            """,
            r => (ToolId: r.GetInt64(0), Mention: new ScoredMention(Voice(r.Text(1), r.Text(2), r.Text(3)), r.Utc(4), r.GetDouble(5))),
            ("@from", from), ("@to", to), ("@known", known)).ToLookup(m => m.ToolId, m => m.Mention);
        return connection.Rows(
            """
            SELECT id, name, url, description, category, status, created_at, relevance_score, score_reasons, snoozed_until > @now
            FROM tools WHERE id BETWEEN @from AND @to ORDER BY id
            """,
            r =>
            {
                var id = r.GetInt64(0);
                return new ToolEvidence(
                    id,
                    WireName.Parse<ToolStatus>(r.GetString(5))!.Value,
                    new ScoredTool(
                        r.GetString(1), r.Text(3), r.GetString(4), [.. claims[id].Where(c => !ClaimResolutions.IsOut(c.Claim.Resolution)).Select(c => c.Scored)], r.Utc(6))
                    {
                        Url = r.Text(2),
                        Mentions = [.. mentions[id]],
                    },
                    r.Real(7),
                    r.Text(8),
                    !r.IsDBNull(9) && r.GetBoolean(9),
                    [.. claims[id].Select(c => (c.Claim, c.Scored.Source))]);
            },
            ("@from", from), ("@to", to), ("@now", now));
    }

    private static (Claim Claim, ScoredClaim Scored) ReadClaim(DbDataReader r)
    {
        var claim = new Claim
        {
            Id = r.GetInt64(0),
            ToolId = r.GetInt64(1),
            ClaimType = WireName.Parse<ClaimType>(r.GetString(2))!.Value,
            Content = r.GetString(3),
            Confidence = r.GetDouble(4),
            CreatedAt = r.Utc(5),
            Conflicting = r.GetBoolean(6),
            Resolution = WireName.Parse<ClaimResolution>(r.Text(7)),
            StatedConfidence = r.Real(12),
            GroupId = r.Long(13),
            Voices = r.GetInt32(14),
        };
        // The score counts voices itself, so it starts from what each of them comes to alone.
        return (claim, new ScoredClaim(claim.ClaimType, claim.Content, ClaimWeighing.Own(claim), Voice(r.Text(8), r.Text(9), r.Text(10)), r.UtcOrNull(11) ?? claim.CreatedAt));
    }

    /// <summary>Who speaks: ten posts of one author are one voice.</summary>
    internal static string Voice(string? source, string? author, string? address) =>
        author is { Length: > 0 } ? $"{source}/{author}"
        : address is not null && Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.Host
        : source ?? "unknown";
}
