using System.Text.Encodings.Web;
using System.Text.Json;
using Glean.Catalog;
using Glean.Jobs;
using Glean.Scouts.Api;
using Glean.Storage;
using Microsoft.EntityFrameworkCore;

namespace Glean.Scouts;

/// <summary>How items become discoveries.</summary>
/// <param name="KeepIrrelevant">Store what the focus does not ask for, too.</param>
public sealed record SavePolicy(Focus Focus, bool KeepIrrelevant = false, bool IsDemo = false);

/// <summary>Stores what scouts found: canonical address, relevance, one row an item, in one transaction a call.</summary>
public sealed class DiscoveryStore(GleanDatabase database, TimeProvider time)
{
    /// <summary>Longer texts are cut; no post that people write comes near it.</summary>
    public const int LongestText = 200_000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The row of the source <paramref name="name"/>, created when missing.</summary>
    public async Task<Source> SourceAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var source = await context.Sources.SingleOrDefaultAsync(s => s.Name == name, cancellationToken);
        if (source is null)
        {
            source = new Source { Name = name, CreatedAt = Now };
            context.Sources.Add(source);
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return source;
    }

    /// <summary>
    /// Stores <paramref name="items"/> with their sightings, and in the same transaction the state of the door they came through,
    /// so that what counts as read has been stored, whenever the process dies.
    /// </summary>
    /// <param name="sourceId">The kind of source.</param>
    /// <param name="door">The door below it with its new state, if there is one.</param>
    public async Task<SaveCounts> SaveAsync(
        long sourceId, Source? door, IReadOnlyList<ScoutItem> items, SavePolicy policy, CancellationToken cancellationToken)
    {
        var (discoveries, irrelevant, invalid) = Judge(sourceId, door?.Id, items, policy);
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var added = 0;
        foreach (var (discovery, url) in discoveries)
        {
            added += await InsertAsync(context, discovery, cancellationToken);
            await InsertSightingAsync(context, discovery, url, cancellationToken);
        }

        if (door is not null)
        {
            await UpdateStateAsync(context, door, cancellationToken);
        }

        foreach (var id in door is null ? new[] { sourceId } : [sourceId, door.Id])
        {
            await context.Sources.Where(s => s.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(s => s.TotalDiscoveries, s => s.TotalDiscoveries + added), cancellationToken);
        }

        if (added > 0)
        {
            context.Events.Add(EventLog.Row(EventLog.Discovery, door?.Name ?? sourceId.ToString(), new { SourceId = sourceId, FeedId = door?.Id, Added = added }, Now));
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new SaveCounts(added, discoveries.Count - added, irrelevant, invalid);
    }

    /// <summary>Those of the items whose addresses are not stored yet.</summary>
    public async Task<IReadOnlyList<ScoutItem>> UnknownAsync(IReadOnlyList<ScoutItem> items, CancellationToken cancellationToken)
    {
        var addresses = items.Select(i => ItemAddress.Of(i.Url)).OfType<string>().Distinct().ToList();
        await using var context = database.CreateContext();
        var known = await context.Discoveries.Where(d => addresses.Contains(d.SourceUrl)).Select(d => d.SourceUrl).ToListAsync(cancellationToken);
        return [.. items.Where(i => ItemAddress.Of(i.Url) is { } address && !known.Contains(address))];
    }

    /// <summary>Stores the state of a source after a fetch that brought nothing to save.</summary>
    public async Task SaveStateAsync(Source source, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await UpdateStateAsync(context, source, cancellationToken);
    }

    /// <summary>Stores how a run found a kind of source as a whole: it failed only if no door that was asked gave an answer.</summary>
    /// <param name="quota">What its service said of the quota, if it did.</param>
    /// <param name="silence">How long the service asks to be left alone.</param>
    public async Task SaveSourceOutcomeAsync(long sourceId, IReadOnlyList<DoorOutcome> doors, CancellationToken cancellationToken, Quota? quota = null, TimeSpan? silence = null)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var source = await context.Sources.SingleAsync(s => s.Id == sourceId, cancellationToken);
        if (doors.Any(d => d.State is DoorState.Read or DoorState.Unchanged))
        {
            BackOff.Succeed(source, Now);
        }
        else if (doors.FirstOrDefault(d => d.State == DoorState.Degraded) is { } degraded)
        {
            BackOff.Degrade(source, Now, degraded.Message ?? "degraded");
        }
        else if (doors.FirstOrDefault(d => d.State == DoorState.Failed) is { } failed)
        {
            BackOff.Fail(source, Now, failed.Message ?? "failed", silence);
        }

        if (quota is not null)
        {
            (source.QuotaRemaining, source.QuotaLimit, source.QuotaResetsAt) = (quota.Remaining, quota.Limit, quota.ResetsAt?.UtcDateTime);
        }

        BackOff.Hold(source, Now, silence);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// What a fetch learns and nothing else: the row was read before it, and a person may have switched the feed off, or another
    /// process counted its items, since then.
    /// </summary>
    private static Task<int> UpdateStateAsync(GleanDbContext context, Source source, CancellationToken cancellationToken) =>
        context.Sources.Where(s => s.Id == source.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.Url, source.Url)
                .SetProperty(s => s.Title, source.Title)
                .SetProperty(s => s.ETag, source.ETag)
                .SetProperty(s => s.LastModified, source.LastModified)
                .SetProperty(s => s.LastAttemptAt, source.LastAttemptAt)
                .SetProperty(s => s.LastSuccessAt, source.LastSuccessAt)
                .SetProperty(s => s.ConsecutiveFailures, source.ConsecutiveFailures)
                .SetProperty(s => s.BackOffUntil, source.BackOffUntil)
                .SetProperty(s => s.LastError, source.LastError)
                .SetProperty(s => s.LastItemCount, source.LastItemCount)
                .SetProperty(s => s.Cursor, source.Cursor), cancellationToken);

    private (List<(Discovery Discovery, string Url)> Kept, int Irrelevant, int Invalid) Judge(
        long sourceId, long? doorId, IReadOnlyList<ScoutItem> items, SavePolicy policy)
    {
        List<(Discovery, string)> kept = [];
        var irrelevant = 0;
        var invalid = 0;
        foreach (var item in items)
        {
            var url = ItemAddress.Of(item.Url);
            var text = Storable(item.Text.Length > 0 ? item.Text : item.Title);
            if (url is null || string.IsNullOrWhiteSpace(text))
            {
                invalid++;
                continue;
            }

            var title = Storable(item.Title);
            var verdict = Relevance.Judge(policy.Focus, title, text);
            if (!policy.KeepIrrelevant && verdict.Score < policy.Focus.MinimumRelevance)
            {
                irrelevant++;
                continue;
            }

            var discovery = new Discovery
            {
                SourceId = sourceId,
                FeedId = doorId,
                SourceUrl = url,
                Title = title,
                RawText = text,
                Author = item.Author is null ? null : Storable(item.Author),
                PublishedAt = item.PublishedAt,
                Metadata = JsonSerializer.Serialize(item.Metadata.ToDictionary(m => m.Key, m => Storable(m.Value)), Json),
                Relevance = verdict.Score,
                RelevanceReason = verdict.Reason,
                DiscoveredAt = Now,
                IsDemo = policy.IsDemo,
            };
            kept.Add((discovery, Storable((item.ShownAt ?? item.Url).Trim())));
        }

        return (kept, irrelevant, invalid);
    }

    private static Task<int> InsertAsync(GleanDbContext context, Discovery d, CancellationToken cancellationToken)
    {
        DateTime? published = d.PublishedAt is { } at ? UtcText.WholeSeconds(at) : null;
        var discovered = UtcText.WholeSeconds(d.DiscoveredAt);
        return context.Database.ExecuteSqlInterpolatedAsync(
            $"""
            INSERT INTO discoveries (source_id, feed_id, source_url, title, raw_text, author, published_at, metadata,
                                     relevance, relevance_reason, discovered_at, is_demo)
            VALUES ({d.SourceId}, {d.FeedId}, {d.SourceUrl}, {d.Title}, {d.RawText}, {d.Author}, {published}, {d.Metadata},
                    {d.Relevance}, {d.RelevanceReason}, {discovered}, {d.IsDemo})
            ON CONFLICT (source_url) DO NOTHING
            """, cancellationToken);
    }

    private static Task<int> InsertSightingAsync(GleanDbContext context, Discovery d, string url, CancellationToken cancellationToken)
    {
        var (door, seen) = (d.FeedId ?? d.SourceId, UtcText.WholeSeconds(d.DiscoveredAt));
        return context.Database.ExecuteSqlInterpolatedAsync(
            $"""
            INSERT INTO sightings (discovery_id, source_id, url, seen_at)
            SELECT id, {door}, {url}, {seen} FROM discoveries WHERE source_url = {d.SourceUrl}
            ON CONFLICT (discovery_id, source_id) DO NOTHING
            """, cancellationToken);
    }

    private static string Storable(string text)
    {
        // Without NUL first: what is cut off is then real text, and never half a character.
        text = StorableText.Of(text);
        return text.Length <= LongestText ? text : text[..(LongestText - (char.IsHighSurrogate(text[LongestText - 1]) ? 1 : 0))];
    }

    private static object? Storable(object? value) => value switch
    {
        string text => Storable(text),
        IEnumerable<string> texts => texts.Select(Storable).ToList(),
        _ => value,
    };

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
