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

/// <summary>Reads what scores are made from, by plain SQL: no text of a discovery is read.</summary>
internal static class ScoredToolReader
{
    private const string Tools =
        """
        SELECT id, name, url, description, category, status, created_at, relevance_score, score_reasons, snoozed_until > @now
        FROM tools WHERE id BETWEEN @from AND @to ORDER BY id
        """;

    private const string Claims =
        """
        SELECT c.id, c.tool_id, c.claim_type, c.content, c.confidence, c.created_at, c.conflicting, c.resolution, s.name, d.author, d.source_url, d.published_at,
               c.stated_confidence, c.group_id, c.voices
        FROM claims c LEFT JOIN sources s ON s.id = c.source_id LEFT JOIN discoveries d ON d.id = c.discovery_id
        WHERE c.tool_id BETWEEN @from AND @to AND c.created_at <= @known ORDER BY c.tool_id, c.id
        """;

    // In the order of the index by tool.
    private const string Mentions =
        """
        SELECT m.tool_id, s.name, d.author, d.source_url, coalesce(d.published_at, d.discovered_at), coalesce(f.reliability, s.reliability)
        FROM mentions m JOIN discoveries d ON d.id = m.discovery_id JOIN sources s ON s.id = d.source_id LEFT JOIN sources f ON f.id = d.feed_id
        WHERE m.tool_id BETWEEN @from AND @to AND d.discovered_at <= @known ORDER BY m.tool_id, m.discovery_id, m.id
        """;

    /// <summary>One tool; null where there is none.</summary>
    /// <param name="asOf">Only what was known at that time; null for all.</param>
    public static ToolEvidence? Read(DbConnection connection, long id, DateTime now, DateTime? asOf = null)
    {
        var known = asOf ?? DateTime.MaxValue;
        var claims = connection.Rows(Claims, ReadClaim, ("@from", id), ("@to", id), ("@known", known));
        var mentions = connection.Rows(Mentions, ReadMention, ("@from", id), ("@to", id), ("@known", known));
        return connection.Rows(Tools, r => ReadTool(r, claims, [.. mentions.Select(m => m.Mention)]), ("@from", id), ("@to", id), ("@now", now)) is [var tool] ? tool : null;
    }

    /// <summary>
    /// All tools in the order of their ids. Claims and mentions come in the same order beside them, so that each table is read once, however large: range by range,
    /// a database fetches the author and the date of each text from a page of its own.
    /// </summary>
    public static IEnumerable<ToolEvidence> ReadAll(GleanDatabase database, DateTime now, CancellationToken cancellationToken)
    {
        using var ofClaims = database.OpenForReading();
        using var ofMentions = database.OpenForReading();
        using var ofTools = database.OpenForReading();
        using var claims = new ToolRows<(Claim Claim, ScoredClaim Scored)>(
            ofClaims.Each(Claims, ReadClaim, cancellationToken, ("@from", 0L), ("@to", long.MaxValue), ("@known", DateTime.MaxValue)), c => c.Claim.ToolId);
        using var mentions = new ToolRows<(long ToolId, ScoredMention Mention)>(
            ofMentions.Each(Mentions, ReadMention, cancellationToken, ("@from", 0L), ("@to", long.MaxValue), ("@known", DateTime.MaxValue)), m => m.ToolId);
        foreach (var tool in ofTools.Each(
            Tools,
            r => ReadTool(r, claims.Of(r.GetInt64(0)), [.. mentions.Of(r.GetInt64(0)).Select(m => m.Mention)]),
            cancellationToken, ("@from", 0L), ("@to", long.MaxValue), ("@now", now)))
        {
            yield return tool;
        }
    }

    private static ToolEvidence ReadTool(DbDataReader r, List<(Claim Claim, ScoredClaim Scored)> claims, List<ScoredMention> mentions) => new(
        r.GetInt64(0),
        WireName.Parse<ToolStatus>(r.GetString(5))!.Value,
        new ScoredTool(
            r.GetString(1), r.Text(3), r.GetString(4), [.. claims.Where(c => !ClaimResolutions.IsOut(c.Claim.Resolution)).Select(c => c.Scored)], r.Utc(6))
        {
            Url = r.Text(2),
            Mentions = mentions,
        },
        r.Real(7),
        r.Text(8),
        !r.IsDBNull(9) && r.GetBoolean(9),
        [.. claims.Select(c => (c.Claim, c.Scored.Source))]);

    private static (long ToolId, ScoredMention Mention) ReadMention(DbDataReader r) =>
        (r.GetInt64(0), new ScoredMention(Voice(r.Text(1), r.Text(2), r.Text(3)), r.Utc(4), r.GetDouble(5)));

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

    /// <summary>Rows in the order of their tools, taken tool by tool. Their query runs from the beginning, beside the others'.</summary>
    private sealed class ToolRows<T> : IDisposable
    {
        private readonly Func<T, long> toolOf;
        private readonly IEnumerator<T> rows;
        private Task<bool>? first;
        private bool more;

        public ToolRows(IEnumerable<T> rows, Func<T, long> toolOf)
        {
            this.toolOf = toolOf;
            this.rows = rows.GetEnumerator();
            first = Task.Run(this.rows.MoveNext);
        }

        /// <summary>The rows of a tool; those of tools before it that nobody asked for are passed over.</summary>
        public List<T> Of(long tool)
        {
            if (first is not null)
            {
                more = first.GetAwaiter().GetResult();
                first = null;
            }

            List<T> found = [];
            for (; more && toolOf(rows.Current) <= tool; more = rows.MoveNext())
            {
                if (toolOf(rows.Current) == tool)
                {
                    found.Add(rows.Current);
                }
            }

            return found;
        }

        public void Dispose()
        {
            // A query under way is at its first row soon, or cancelled.
            Task.WaitAny([first ?? Task.CompletedTask]);
            rows.Dispose();
        }
    }
}
