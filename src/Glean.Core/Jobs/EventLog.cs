using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Glean.Catalog;
using Glean.Storage;

namespace Glean.Jobs;

/// <summary>
/// What happened, for those who watch: rows whose ids grow, written by every process in the transaction of what they tell,
/// so that nothing is told that did not come to be.
/// </summary>
public sealed class EventLog(GleanDatabase database)
{
    /// <summary>Kinds of event.</summary>
    public const string Job = "job", Tool = "tool", Discovery = "discovery", Change = "change";

    private const int Most = 20_000;

    /// <summary>A row to add to a context whose transaction the event belongs to.</summary>
    public static Event Row(string kind, string subject, object data, DateTime now) =>
        new() { At = now, Kind = kind, Subject = subject, Data = JsonSerializer.Serialize(data, JobJson.Options) };

    /// <summary>Adds an event in the transaction of what it tells.</summary>
    internal static void Add(DbConnection connection, Event happened) => connection.Change(
        "INSERT INTO events (at, kind, subject, data) VALUES (@at, @kind, @subject, @data)",
        ("@at", happened.At), ("@kind", happened.Kind), ("@subject", happened.Subject), ("@data", happened.Data));

    /// <summary>The next events after <paramref name="after"/>, oldest first.</summary>
    /// <param name="subject">Only those of this job; null for all events.</param>
    public IReadOnlyList<Event> Read(long after, string? subject, int limit)
    {
        using var connection = database.OpenForReading();
        return connection.Rows(
            $"SELECT id, at, kind, subject, data FROM events WHERE id > @after{(subject is null ? "" : $" AND kind = '{Job}' AND subject = @subject")} ORDER BY id LIMIT @limit",
            r => new Event { Id = r.GetInt64(0), At = r.Utc(1), Kind = r.GetString(2), Subject = r.Text(3), Data = r.GetString(4) },
            ("@after", after), ("@subject", subject ?? ""), ("@limit", limit));
    }

    /// <summary>The ids of the oldest and the newest event kept; zero when there is none.</summary>
    public (long Oldest, long Newest) Range()
    {
        using var connection = database.OpenForReading();
        return connection.Rows("SELECT coalesce((SELECT min(id) FROM events), 0), coalesce((SELECT max(id) FROM events), 0)", r => (r.GetInt64(0), r.GetInt64(1)))[0];
    }

    /// <summary>Forgets what is older than <paramref name="kept"/>, or too much.</summary>
    /// <returns>How many events went away.</returns>
    public int Trim(DateTime now, TimeSpan kept)
    {
        // The newest stays, so that its id is never given again. Most hours there is nothing to do, and no need for the write lock.
        using var connection = database.OpenForReading();
        const string old = "id < (SELECT max(id) FROM events) AND (id <= (SELECT max(id) FROM events) - @most OR at < @before)";
        (string, object?)[] limits = [("@most", Most), ("@before", now - kept)];
        return connection.Any($"SELECT 1 FROM events WHERE {old} LIMIT 1", limits) ? connection.Change($"DELETE FROM events WHERE {old}", limits) : 0;
    }
}

/// <summary>How jobs write JSON: snake case, as everywhere outside.</summary>
internal static class JobJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
