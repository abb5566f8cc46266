using System.Text.Encodings.Web;
using System.Text.Json;
using Glean.Catalog;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Jobs;

/// <summary>
/// What happened, for those who watch: rows whose ids grow, written by every process in the transaction of what they tell,
/// so that nothing is told that did not come to be.
/// </summary>
public sealed class EventLog(GleanDatabase database)
{
    /// <summary>Kinds of event.</summary>
    public const string Job = "job", Tool = "tool", Discovery = "discovery";

    private const int Most = 20_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>A row to add to a context whose transaction the event belongs to.</summary>
    public static Event Row(string kind, string subject, object data, DateTime now) =>
        new() { At = now, Kind = kind, Subject = subject, Data = JsonSerializer.Serialize(data, JobJson.Options) };

    /// <summary>The next events after <paramref name="after"/>, oldest first.</summary>
    /// <param name="subject">Only those of this job; null for all events.</param>
    public async Task<IReadOnlyList<Event>> ReadAsync(long after, string? subject, int limit, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context.Events.AsNoTracking()
            .Where(e => e.Id > after && (subject == null || (e.Kind == Job && e.Subject == subject)))
            .OrderBy(e => e.Id).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>The ids of the oldest and the newest event kept; zero when there is none.</summary>
    public async Task<(long Oldest, long Newest)> RangeAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return (await context.Events.MinAsync(e => (long?)e.Id, cancellationToken) ?? 0,
            await context.Events.MaxAsync(e => (long?)e.Id, cancellationToken) ?? 0);
    }

    /// <summary>Forgets what is old, or too much.</summary>
    /// <returns>How many events went away.</returns>
    public async Task<int> TrimAsync(DateTime now, CancellationToken cancellationToken)
    {
        var (_, newest) = await RangeAsync(cancellationToken);
        var before = now - Kept;
        await using var context = database.CreateContext();
        // The newest stays, so that its id is never given again.
        return await context.Events.Where(e => e.Id < newest && (e.Id <= newest - Most || e.At < before)).ExecuteDeleteAsync(cancellationToken);
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
