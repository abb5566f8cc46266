using System.Data.Common;
using Glean.Catalog;
using Glean.Scouts;
using Glean.Settings;
using Glean.Storage;

namespace Glean.Operations.Sources;

/// <summary>Reads how every source and door fares, by plain SQL, from the rows that scouts, curation and people leave anyway.</summary>
public static class SourceStatusReader
{
    /// <summary>How far back a rhythm is judged from.</summary>
    private const int RhythmDays = 120;

    private const double UnknownReliability = 0.5;

    /// <summary>All sources with their doors, also those that have never been read.</summary>
    /// <param name="settings">The effective ones, with what is stored.</param>
    public static IReadOnlyList<SourceStatus> Read(DbConnection connection, GleanSettings settings, DateTime now)
    {
        var rows = Rows(connection);
        var figures = new Figures(
            Seen(connection, now),
            connection.Rows(
                $"WITH {SourceCredits.Tables} SELECT source_id, useful, approved, decided FROM credit",
                r => (Id: r.GetInt64(0), Credit: new Credit(r.GetInt64(1), r.GetInt64(2), r.GetInt64(3))), ("@from", DateTime.UnixEpoch)).ToDictionary(r => r.Id, r => r.Credit),
            connection.Rows(
                $"SELECT DISTINCT source_id, {connection.Dialect().Hour("seen_at")} FROM sightings WHERE seen_at >= @since ORDER BY 1, 2",
                r => (Id: r.GetInt64(0), At: r.Utc(1)), ("@since", now.AddDays(-RhythmDays))).ToLookup(r => r.Id, r => r.At));
        var runs = ScoutRuns.Read(connection);
        var seeded = connection.Rows("SELECT key FROM settings WHERE key LIKE '%\\_added' ESCAPE '\\'", r => r.GetString(0)).ToHashSet();
        var doors = rows.Where(r => r.ParentId is not null).ToLookup(r => r.ParentId!.Value);
        var kinds = rows.Where(r => r.ParentId is null).ToDictionary(r => r.Name);
        var known = ScoutList.Definitions.Select(d => Kind(d, kinds.GetValueOrDefault(d.Name)));
        var others = kinds.Values.Where(k => !ScoutList.Definitions.Any(d => d.Name == k.Name)).Select(k => Of(k, doors[k.Id], figures));
        return [.. known.Concat(others).OrderBy(s => s.Name, StringComparer.Ordinal)];

        SourceStatus Kind(ScoutDefinition definition, Source? row)
        {
            var status = row is null ? Unread(definition.Name, definition.Title) : Of(row, doors[row.Id], figures);
            var scout = ScoutList.Find(definition.Name);
            var shipped = scout is null || seeded.Contains(DoorBook.SeededKey(definition))
                ? []
                : scout.Defaults.Select(d => Unread(DoorBook.RowName(definition.Name, d.Key), d.Title) with { Parent = definition.Name, Url = d.Url });
            var missing = definition.Missing(settings);
            return status with
            {
                Title = status.Title ?? definition.Title,
                Doors = [.. status.Doors, .. shipped.Where(d => !status.Doors.Any(known => known.Name == d.Name))],
                Scout = new SourceScout(
                    definition.Command, definition.Doors, scout is null ? [] : [.. SourceDesk.DoorFields(scout).Select(f => f.Name)],
                    missing.Count == 0 && scout is not null, missing, runs.Last(definition.Name), runs.Next(definition.Name)),
            };
        }
    }

    /// <summary>The source or door with this id, out of what <see cref="Read"/> gave.</summary>
    public static SourceStatus? Find(IEnumerable<SourceStatus> sources, long id) =>
        sources.SelectMany(s => s.Doors.Prepend(s)).FirstOrDefault(s => s.Id == id);

    private static SourceStatus Of(Source kind, IEnumerable<Source> doors, Figures figures)
    {
        var below = doors.ToList();
        var finds = below.SelectMany(d => figures.Finds[d.Id]).Distinct().Order().ToList();
        return Of(kind, parent: null, finds, figures) with { Doors = below.ConvertAll(d => Of(d, kind.Name, [.. figures.Finds[d.Id]], figures)) };
    }

    private static SourceStatus Of(Source row, string? parent, IReadOnlyList<DateTime> finds, Figures figures)
    {
        var rhythm = Rhythm.Of(finds, row.LastSuccessAt);
        var seen = figures.Seen.GetValueOrDefault(row.Id) ?? new Sightings(0, 0, 0);
        var credit = figures.Credits.GetValueOrDefault(row.Id) ?? new Credit(0, 0, 0);
        var trouble = row.LastError ?? rhythm.Trouble;
        return new SourceStatus
        {
            Id = row.Id,
            Name = row.Name,
            Parent = parent,
            Title = row.Title,
            Url = row.Url,
            Enabled = row.Enabled,
            Health = SourceReader.Health(row.Enabled, row.ConsecutiveFailures, row.LastAttemptAt, isDegraded: trouble is not null),
            Trouble = trouble,
            TotalDiscoveries = seen.Total,
            NewIn7Days = seen.Week,
            NewIn30Days = seen.Month,
            UsefulDiscoveries = credit.Useful,
            Approved = credit.Approved,
            Rejected = credit.Decided - credit.Approved,
            Precision = credit.Decided == 0 ? null : Math.Round((double)credit.Approved / credit.Decided, 4),
            PrecisionInterval = ShareInterval.Of(credit.Approved, credit.Decided),
            Reliability = row.Reliability,
            LastAttemptAt = row.LastAttemptAt,
            LastSuccessAt = row.LastSuccessAt,
            ConsecutiveFailures = row.ConsecutiveFailures,
            BackOffStep = Math.Min(row.ConsecutiveFailures, BackOff.LastStep),
            LastBackOffStep = BackOff.LastStep,
            BackOffUntil = row.BackOffUntil,
            LastError = row.LastError,
            LastItemCount = row.LastItemCount,
            Quota = row.QuotaRemaining is { } left ? new QuotaLeft(left, row.QuotaLimit, row.QuotaResetsAt) : null,
            Rhythm = rhythm,
        };
    }

    private static SourceStatus Unread(string name, string? title) => new()
    {
        Name = name,
        Title = title,
        Enabled = true,
        Health = SourceReader.Health(enabled: true, failures: 0, lastAttempt: null),
        Reliability = UnknownReliability,
        LastBackOffStep = BackOff.LastStep,
        Rhythm = Rhythm.Of([], null),
    };

    private static List<Source> Rows(DbConnection connection) => connection.Rows(
        """
        SELECT id, name, title, url, parent_id, reliability, enabled, last_attempt_at, last_success_at, consecutive_failures, back_off_until, last_error,
               last_item_count, quota_remaining, quota_limit, quota_resets_at
        FROM sources ORDER BY name
        """,
        r => new Source
        {
            Id = r.GetInt64(0),
            Name = r.GetString(1),
            Title = r.Text(2),
            Url = r.Text(3),
            ParentId = r.Long(4),
            Reliability = r.GetDouble(5),
            Enabled = r.GetBoolean(6),
            LastAttemptAt = r.UtcOrNull(7),
            LastSuccessAt = r.UtcOrNull(8),
            ConsecutiveFailures = r.GetInt32(9),
            BackOffUntil = r.UtcOrNull(10),
            LastError = r.Text(11),
            LastItemCount = r.GetInt32(12),
            QuotaRemaining = r.Int(13),
            QuotaLimit = r.Int(14),
            QuotaResetsAt = r.UtcOrNull(15),
        });

    // Of a kind each discovery once, from the first of its doors that saw it; a text no door saw was imported.
    private static Dictionary<long, Sightings> Seen(DbConnection connection, DateTime now) => connection.Rows(
        """
        WITH of_kind AS (
            SELECT coalesce(s.parent_id, s.id) AS source_id, x.discovery_id, min(x.seen_at) AS at
            FROM sightings x JOIN sources s ON s.id = x.source_id GROUP BY 1, 2),
        seen AS (
            SELECT source_id, at FROM of_kind
            UNION ALL SELECT x.source_id, x.seen_at FROM sightings x JOIN sources s ON s.id = x.source_id WHERE s.parent_id IS NOT NULL
            UNION ALL SELECT d.source_id, d.discovered_at FROM discoveries d WHERE NOT EXISTS (SELECT 1 FROM sightings x WHERE x.discovery_id = d.id))
        SELECT source_id, count(*), count(*) FILTER (WHERE at >= @week), count(*) FILTER (WHERE at >= @month) FROM seen GROUP BY source_id
        """,
        r => (Id: r.GetInt64(0), Seen: new Sightings(r.GetInt64(1), r.GetInt64(2), r.GetInt64(3))),
        ("@week", now.AddDays(-7)), ("@month", now.AddDays(-30))).ToDictionary(r => r.Id, r => r.Seen);

    private sealed record Sightings(long Total, long Week, long Month);

    private sealed record Credit(long Useful, long Approved, long Decided);

    private sealed record Figures(Dictionary<long, Sightings> Seen, Dictionary<long, Credit> Credits, ILookup<long, DateTime> Finds);
}
