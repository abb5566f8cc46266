using Glean.Catalog;
using Glean.Egress;
using Glean.Scouts.Api;

namespace Glean.Scouts;

/// <summary>One reading of one door, as its scout sees it: what to read, with what, and where to put it.</summary>
public sealed class DoorVisit
{
    private readonly DiscoveryStore store;
    private readonly long sourceId;
    private readonly SavePolicy policy;
    private readonly ScoutDefinition definition;
    private readonly TimeProvider time;
    private readonly ApiClient? api;
    private DoorCursor cursor;

    internal DoorVisit(ScoutDefinition definition, Source door, long sourceId, ScoutOptions options, SavePolicy policy, Equipment equipment)
    {
        (this.definition, Door, this.sourceId, Options, this.policy) = (definition, door, sourceId, options, policy);
        (store, Fetcher, api, time) = (equipment.Store, equipment.Fetcher, equipment.Api, equipment.Time);
        Key = door.Name[(definition.Name.Length + 1)..];
        cursor = DoorCursor.Parse(door.Cursor);
        var mark = DoorCursor.MarkOf(policy.Focus);
        ReadsAll = policy.KeepIrrelevant || (cursor.Focus is not null && cursor.Focus != mark);
        cursor = ReadsAll ? DoorCursor.Start with { Focus = mark } : cursor with { Focus = mark };
    }

    /// <summary>The door's row. A scout may change its address, title, validators and item count; they are stored with the next page, or at the end.</summary>
    public Source Door { get; }

    /// <summary>The <see cref="Glean.Scouts.Door.Key"/>.</summary>
    public string Key { get; }

    public ScoutOptions Options { get; }

    /// <summary>What earlier runs read is wanted again: they left out what this one is to keep.</summary>
    public bool ReadsAll { get; }

    /// <summary>The service's client, shared by the doors of the run.</summary>
    public ApiClient Api => api ?? throw new InvalidOperationException($"{definition.Name} declares no service.");

    /// <summary>For what does not lie at the service.</summary>
    public IFetcher Fetcher { get; }

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>What became of the items so far.</summary>
    public SaveCounts Counts { get; private set; } = SaveCounts.None;

    /// <summary>Items saved so far, whatever became of them.</summary>
    public int Seen => Counts.New + Counts.Known + Counts.Irrelevant + Counts.Invalid;

    /// <summary>As many items as were asked for have been saved.</summary>
    public bool IsFull => Number(ScoutFields.Limit) is { } limit && Seen >= limit;

    /// <summary>How many items to ask for next, <paramref name="most"/> being what the service gives at once.</summary>
    public int Room(int most) => Number(ScoutFields.Limit) is { } limit ? Math.Clamp(limit - Seen, 1, most) : most;

    /// <summary>The option as given, else the scout's default for it.</summary>
    public int? Number(NumberField field) => Options[field] ?? definition.DefaultOf(field);

    /// <summary>The time before which nothing is wanted, by <see cref="ScoutFields.Days"/>.</summary>
    public DateTime? Since => Number(ScoutFields.Days) is { } days ? Now.AddDays(-Math.Min(days, ScoutFields.Days.Most)) : null;

    /// <summary>What of a stream is still to be read since <see cref="Since"/>, newest first.</summary>
    /// <param name="stream">Names what is asked for, with all that narrows it: <c>story,points>=10</c>.</param>
    public IReadOnlyList<TimeSpanRead> Gaps(string stream) =>
        [.. cursor[stream].Gaps(new TimeSpanRead(Since is { } since ? Seconds(since) : 0, Seconds(Now)))];

    /// <summary>Those that no run has stored, for what is worth an effort only once.</summary>
    public Task<IReadOnlyList<ScoutItem>> UnknownAsync(IReadOnlyList<ScoutItem> items, CancellationToken cancellationToken) => store.UnknownAsync(items, cancellationToken);

    /// <summary>Stores a page: items, sightings and the state of the door in one transaction.</summary>
    public async Task SaveAsync(IReadOnlyList<ScoutItem> items, CancellationToken cancellationToken)
    {
        Door.Cursor = cursor.ToString();
        Counts += await store.SaveAsync(sourceId, Door, items, policy, cancellationToken);
    }

    /// <summary>Stores a page, and that with it <paramref name="span"/> of <paramref name="stream"/> has been read whole.</summary>
    /// <param name="settles">What is younger may still come or change, and is read again.</param>
    public Task SaveAsync(IReadOnlyList<ScoutItem> items, string stream, TimeSpanRead span, TimeSpan settles, CancellationToken cancellationToken)
    {
        cursor = cursor.With(stream, span with { To = Math.Min(span.To, Seconds(Now - settles)) });
        return SaveAsync(items, cancellationToken);
    }

    /// <summary>The time as spans have it.</summary>
    public static long Seconds(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeSeconds();

    /// <summary>What all visits of a run share.</summary>
    internal sealed record Equipment(DiscoveryStore Store, IFetcher Fetcher, ApiClient? Api, TimeProvider Time);
}
