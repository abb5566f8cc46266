using System.Data.Common;
using System.Text.Json;
using Glean.Storage;

namespace Glean.Review;

/// <summary>Which part of the undecided tools to look at.</summary>
public enum QueuePart
{
    /// <summary>In the queue now.</summary>
    Waiting,

    /// <summary>Put off; in the queue again by themselves.</summary>
    Snoozed,

    /// <summary>Scored too low, or found no room: visible, not lost.</summary>
    Below,
}

/// <summary>What a page of the queue holds.</summary>
/// <param name="Person">Whose skips count.</param>
public sealed record QueueFilter(string? Person = null, QueuePart Part = QueuePart.Waiting, string? Category = null, int Limit = 50, int Offset = 0);

/// <summary>How many tools there are in each part of the queue.</summary>
/// <param name="OldestHours">How long the one that waits longest has been waiting.</param>
public sealed record QueueCounts(long Waiting, long Snoozed, long Below, double? OldestHours);

/// <summary>A tool in the queue.</summary>
/// <param name="HoursInQueue">Null for what never was in it.</param>
/// <param name="SkippedAt">When the person skipped it, within the last day.</param>
/// <param name="ScoreReasons">Parts of the score: <c>part</c>, <c>points</c>, <c>words</c>.</param>
/// <param name="ClaimTypes">Claims by type.</param>
/// <param name="Sources">Independent sources: texts of one author or one host are one.</param>
/// <param name="Conflicts">Claims that contradict another one and are not resolved.</param>
/// <param name="Duplicates">Tools that may be the same, not decided yet.</param>
/// <param name="WantsOpinion">Somebody is unsure and asks others.</param>
public sealed record QueueItem(
    long Id, string Name, string? Url, string? Description, string Category, string Status, int Version, bool IsDemo,
    double? RelevanceScore, JsonElement? ScoreReasons, int? Rank, DateTime CreatedAt, DateTime? QueuedAt, double? HoursInQueue, DateTime? SnoozedUntil, DateTime? SkippedAt,
    IReadOnlyDictionary<string, int> ClaimTypes, int Claims, int Sources, int Conflicts, int Duplicates, int Opinions, bool WantsOpinion);

/// <summary>Reads the queue by plain SQL: each of its pages is read between two decisions.</summary>
public static class ReviewQueue
{
    private static readonly TimeSpan SkipLasts = TimeSpan.FromDays(1);

    /// <summary>One page, and how many there are in the part.</summary>
    public static (IReadOnlyList<QueueItem> Items, long Total) Page(DbConnection connection, QueueFilter filter, DateTime now)
    {
        var dialect = connection.Dialect();
        using var command = connection.CreateCommand();
        var where = Where(filter.Part) + (filter.Category is null ? "" : " AND t.category = @category");
        command.Add("@now", now);
        if (filter.Category is not null)
        {
            command.Add("@category", filter.Category);
        }

#pragma warning disable CA2100 // Built of literals; what the caller gives goes in as parameters.
        command.CommandText = $"SELECT count(*) FROM tools t WHERE {where}";
        var total = (long)command.ExecuteScalar()!;
        command.CommandText =
            $"""
            SELECT t.id, t.name, t.url, t.description, t.category, t.status, t.version, t.is_demo, t.relevance_score, t.score_reasons, t.queue_rank,
                   t.created_at, t.queued_at, t.snoozed_until,
                   (SELECT max(d.decided_at) FROM decisions d WHERE d.tool_id = t.id AND d.kind = 'skip' AND d.actor = @person AND d.undone_at IS NULL AND d.decided_at > @skipped) AS skipped_at,
                   (SELECT {dialect.JsonObjectOf("k.claim_type", "k.n")} FROM (SELECT c.claim_type, count(*) AS n FROM claims c WHERE c.tool_id = t.id GROUP BY c.claim_type) k),
                   (SELECT count(DISTINCT coalesce(d.author, d.source_url)) FROM mentions m JOIN discoveries d ON d.id = m.discovery_id WHERE m.tool_id = t.id),
                   (SELECT count(*) FROM claims c WHERE c.tool_id = t.id AND c.conflicting = TRUE AND c.resolution IS NULL),
                   (SELECT count(*) FROM duplicate_pairs p JOIN tools o ON o.id = p.first_id + p.second_id - t.id WHERE p.verdict = 'unsure' AND (p.first_id = t.id OR p.second_id = t.id)),
                   (SELECT count(*) FROM opinions o WHERE o.tool_id = t.id),
                   EXISTS (SELECT 1 FROM opinions o WHERE o.tool_id = t.id AND o.verdict = 'unsure')
            FROM tools t WHERE {where}
            ORDER BY {Order(filter.Part)} LIMIT @limit OFFSET @offset
            """;
#pragma warning restore CA2100
        command.Add("@person", filter.Person ?? "");
        command.Add("@skipped", now - SkipLasts);
        command.Add("@limit", filter.Limit);
        command.Add("@offset", filter.Offset);
        return (command.Rows(r => Item(r, now)), total);
    }

    public static QueueCounts Counts(DbConnection connection, DateTime now) => connection.Rows(
        $"""
        SELECT (SELECT count(*) FROM tools t WHERE {Where(QueuePart.Waiting)}),
               (SELECT count(*) FROM tools t WHERE {Where(QueuePart.Snoozed)}),
               (SELECT count(*) FROM tools t WHERE {Where(QueuePart.Below)}),
               (SELECT min(t.queued_at) FROM tools t WHERE {Where(QueuePart.Waiting)})
        """,
        r => new QueueCounts(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.UtcOrNull(3) is { } oldest ? HoursSince(oldest, now) : null),
        ("@now", now))[0];

    private static string Where(QueuePart part) => part switch
    {
        QueuePart.Waiting => "t.status = 'review' AND (t.snoozed_until IS NULL OR t.snoozed_until <= @now)",
        QueuePart.Snoozed => "t.status = 'review' AND t.snoozed_until > @now",
        QueuePart.Below => "t.status IN ('inbox', 'analyzing')",
    };

    // What the person skipped comes last, in the order in which it was skipped.
    private static string Order(QueuePart part) => part switch
    {
        QueuePart.Waiting => "skipped_at NULLS FIRST, t.queue_rank NULLS LAST, t.relevance_score DESC NULLS LAST, t.id",
        QueuePart.Snoozed => "t.snoozed_until, t.id",
        QueuePart.Below => "t.relevance_score DESC NULLS LAST, t.id",
    };

    private static QueueItem Item(DbDataReader r, DateTime now)
    {
        var types = JsonSerializer.Deserialize<Dictionary<string, int>>(r.GetString(15))!;
        return new QueueItem(
            r.GetInt64(0), r.GetString(1), r.Text(2), r.Text(3), r.GetString(4), r.GetString(5), r.GetInt32(6), r.GetBoolean(7),
            r.Real(8), r.Text(9) is { } reasons ? JsonSerializer.Deserialize<JsonElement>(reasons) : null, r.Int(10),
            r.Utc(11), r.UtcOrNull(12), r.UtcOrNull(12) is { } queued ? HoursSince(queued, now) : null, r.UtcOrNull(13), r.UtcOrNull(14),
            types, types.Values.Sum(), r.GetInt32(16), r.GetInt32(17), r.GetInt32(18), r.GetInt32(19), r.GetBoolean(20));
    }

    private static double HoursSince(DateTime since, DateTime now) => Math.Round(Math.Max(0, (now - since).TotalHours), 1);
}
