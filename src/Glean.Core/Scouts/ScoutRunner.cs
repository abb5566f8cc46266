using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Scouts.Api;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Scouts;

/// <summary>Runs scouts: door after door, each with its own health and no effect on the others when it fails.</summary>
/// <param name="settings">The effective ones, with what is stored.</param>
public sealed class ScoutRunner(GleanDatabase database, GleanSettings settings, IFetcher fetcher, TimeProvider time)
{
    private const int PlacesAtOnce = 6;

    private readonly DiscoveryStore store = new(database, time);
    private readonly DoorBook book = new(database, time);

    /// <summary>Reads the doors that <paramref name="options"/> name, else those enabled, and stores what they hold.</summary>
    /// <exception cref="GleanException">A credential is missing, the source is paused, or it has no doors.</exception>
    public async Task<ScoutResult> RunAsync(
        IScout scout, ScoutOptions options, SavePolicy policy, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        var definition = scout.Definition;
        definition.EnsureConfigured(settings);
        var named = scout.Named(options);
        var source = await store.SourceAsync(definition.Name, cancellationToken);
        if (named.Count == 0 && !source.Enabled)
        {
            throw new GleanException(FailureKind.Setting, $"{definition.Title} is paused.", $"Switch it on again: glean sources resume {definition.Name}");
        }

        var doors = await DoorsAsync(scout, named, cancellationToken);
        if (doors.Count == 0)
        {
            throw new GleanException(FailureKind.Setting, $"There are no {definition.Doors} to read.", definition.NextStepWithoutDoors);
        }

        var service = scout.Service(settings);
        var run = new Run(scout, options, policy, source, IsNamed: named.Count > 0, service is null ? null : new ApiClient(service, settings, fetcher, time));
        var outcomes = new DoorOutcome[doors.Count];
        var ended = 0;
        // One service is asked one thing after another; places of their own do not wait for each other.
        var atOnce = service is null ? PlacesAtOnce : 1;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, doors.Count),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                outcomes[i] = await VisitAsync(run, doors[i], token);
                var count = Interlocked.Increment(ref ended);
                progress.Report(new JobProgress(100 * count / doors.Count, $"{count} of {doors.Count} {definition.Doors}"));
            });
        await store.SaveSourceOutcomeAsync(source.Id, outcomes, cancellationToken, run.Api?.Quota, run.Stop?.RetryAfter);
        return new ScoutResult(definition.Name, outcomes) { Named = run.IsNamed };
    }

    /// <summary>The doors in their order; those of a service by how long ago they were asked, so that a quota serves them in turn.</summary>
    private async Task<IReadOnlyList<Source>> DoorsAsync(IScout scout, IReadOnlyList<Door> named, CancellationToken cancellationToken)
    {
        if (named.Count > 0)
        {
            return await book.NamedAsync(scout.Definition.Name, named, cancellationToken);
        }

        // Two feeds that moved to one place are one.
        var enabled = (await book.EnabledAsync(scout, cancellationToken)).DistinctBy(d => d.Url ?? d.Name, StringComparer.Ordinal);
        return [.. scout.Service(settings) is null ? enabled : enabled.OrderBy(d => d.LastAttemptAt ?? DateTime.MinValue)];
    }

    private async Task<DoorOutcome> VisitAsync(Run run, Source door, CancellationToken cancellationToken)
    {
        var label = LabelOf(run, door);
        if (Reason(run, door) is { } reason)
        {
            return new DoorOutcome(label, DoorState.Skipped, SaveCounts.None, reason);
        }

        var asked = run.Api?.Requests;
        var visit = new DoorVisit(run.Scout.Definition, door, run.Source.Id, run.Options, run.Policy, new DoorVisit.Equipment(store, fetcher, run.Api, time));
        var end = await run.Scout.ReadAsync(visit, cancellationToken);
        if (end.EndsRun)
        {
            run.Stop ??= end;
        }

        // Stopped by the quota on the way, a door was read as far as it went; stopped before its first request it was not asked.
        if (end.State == DoorState.Skipped && run.Api?.Requests > asked)
        {
            end = end with { State = DoorState.Read };
        }

        if (end.State != DoorState.Skipped)
        {
            Record(door, end);
            await store.SaveStateAsync(door, cancellationToken);
        }

        return new DoorOutcome(label, end.State, visit.Counts, end.Message);
    }

    /// <summary>Why a door is not asked at all; a door that somebody names is asked even while it backs off.</summary>
    private string? Reason(Run run, Source door) =>
        run.Stop is { } stop ? stop.State == DoorState.Failed ? $"not asked, since {run.Scout.Definition.Title} as a whole cannot be" : stop.Message
        : run.IsNamed ? null
        : run.Api is not null && run.Source.BackOffUntil > Now ? Peace(run.Source)
        : door.BackOffUntil > Now ? Peace(door)
        : null;

    private static string Peace(Source source) => $"left in peace until {source.BackOffUntil:yyyy-MM-dd HH:mm} UTC{(source.LastError is null ? "" : $" after: {source.LastError}")}";

    private void Record(Source door, DoorEnd end)
    {
        switch (end.State)
        {
            case DoorState.Read or DoorState.Unchanged:
                BackOff.Succeed(door, Now);
                break;
            case DoorState.Degraded:
                BackOff.Degrade(door, Now, end.Message ?? "degraded");
                break;
            case DoorState.Failed:
                BackOff.Fail(door, Now, end.Message ?? "failed", end.RetryAfter);
                break;
            case DoorState.Skipped:
                break;
        }
    }

    private static string LabelOf(Run run, Source door) => run.Api is null ? door.Url ?? door.Name : door.Title ?? door.Name;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private sealed record Run(IScout Scout, ScoutOptions Options, SavePolicy Policy, Source Source, bool IsNamed, ApiClient? Api)
    {
        /// <summary>Why the remaining doors are not asked any more.</summary>
        public DoorEnd? Stop { get; set; }
    }
}
