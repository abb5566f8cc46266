using Glean.Operations.Sources;
using Glean.Operations.Statistics;
using Glean.Scouts;
using Glean.Settings;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations.Sources;

public sealed class SourceStatusReaderTests : IDisposable
{
    private readonly TestDatabase database = new();

    /// <summary>It is the second of March, nine o'clock. Discovery 1 came through the feed first, then through both doors of reddit; 4 was imported.</summary>
    private const string Rows =
        """
        INSERT INTO sources (id, name, parent_id, url, enabled, last_attempt_at, last_success_at, consecutive_failures, back_off_until, last_error, quota_remaining, quota_limit, quota_resets_at) VALUES
            (1, 'rss', NULL, NULL, 1, '2026-03-02 08:00:00', '2026-03-02 08:00:00', 0, NULL, NULL, NULL, NULL, NULL),
            (2, 'reddit', NULL, NULL, 1, '2026-03-02 08:00:00', '2026-03-02 08:00:00', 0, NULL, NULL, 40, 100, '2026-03-02 09:10:00'),
            (3, 'rss:https://f.example/a', 1, 'https://f.example/a', 1, '2026-03-02 08:00:00', '2026-03-02 08:00:00', 0, NULL, NULL, NULL, NULL, NULL),
            (4, 'reddit:r/sales', 2, NULL, 1, '2026-03-02 08:00:00', '2026-02-01 08:00:00', 3, '2026-03-02 08:15:00', '503 Service Unavailable', NULL, NULL, NULL),
            (5, 'reddit:query:crm', 2, NULL, 0, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL),
            (6, 'interviews', NULL, NULL, 1, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL);
        INSERT INTO discoveries (id, source_id, feed_id, source_url, raw_text, discovered_at, processed) VALUES
            (1, 1, 3, 'https://d.example/1', 'Boxwort and Larkflow', '2026-03-01 00:00:00', 1),
            (2, 1, 3, 'https://d.example/2', 'Boxwort', '2026-02-10 00:00:00', 1),
            (3, 2, 4, 'https://d.example/3', 'Quillomat', '2026-01-01 00:00:00', 1),
            (4, 6, NULL, 'https://d.example/4', 'Quillomat', '2026-02-28 00:00:00', 1);
        INSERT INTO sightings (discovery_id, source_id, url, seen_at) VALUES
            (1, 3, 'u', '2026-03-01 00:00:00'), (2, 3, 'u', '2026-02-10 00:00:00'), (3, 4, 'u', '2026-01-01 00:00:00'),
            (1, 4, 'u', '2026-02-15 00:00:00'), (1, 5, 'u', '2026-03-01 10:00:00');
        INSERT INTO tools (id, name, name_key, category, status) VALUES
            (1, 'Boxwort', 'boxwort', 'crm', 'approved'), (2, 'Larkflow', 'larkflow', 'crm', 'rejected'), (3, 'Quillomat', 'quillomat', 'crm', 'rejected'), (4, 'Open', 'open', 'crm', 'review');
        INSERT INTO mentions (tool_id, discovery_id, name, confidence) VALUES (1, 1, 'Boxwort', 0.9), (1, 2, 'Boxwort', 0.9), (2, 1, 'Larkflow', 0.9), (3, 3, 'Quillomat', 0.9), (3, 4, 'Quillomat', 0.9), (4, 2, 'Open', 0.9);
        """;

    [Fact]
    public void Every_door_that_saw_a_text_is_credited_with_it_and_a_kind_counts_it_once()
    {
        Seed(Rows);
        Yield("rss").ShouldBe((2, 1, 2, 2, 1, 1));
        Yield("rss:https://f.example/a").ShouldBe((2, 1, 2, 2, 1, 1));
        // Of reddit the first text counts once, from the first of its doors that saw it.
        Yield("reddit").ShouldBe((2, 0, 1, 1, 1, 2));
        Yield("reddit:r/sales").ShouldBe((2, 0, 1, 1, 1, 2));
        Yield("reddit:query:crm").ShouldBe((1, 1, 1, 1, 1, 1));
        // An import leaves no sighting.
        Yield("interviews").ShouldBe((1, 1, 1, 0, 0, 1));

        var reddit = One("reddit");
        (reddit.Precision, reddit.PrecisionInterval).ShouldBe((0.3333, ShareInterval.Of(1, 3)));
        using var connection = database.Database.OpenForReading();
        StatisticsReader.Read(connection, null, database.Now).Sources.Single(s => s.Source == "reddit").ShouldSatisfyAllConditions(s => s.Decided.ShouldBe(3), s => s.Approved.ShouldBe(1));
    }

    [Fact]
    public void Health_back_off_and_quota_are_told()
    {
        Seed(Rows);
        One("reddit:r/sales").ShouldSatisfyAllConditions(
            s => s.Health.ShouldBe("failing"),
            s => (s.BackOffStep, s.LastBackOffStep, s.ConsecutiveFailures).ShouldBe((3, 9, 3)),
            s => s.Trouble.ShouldBe("503 Service Unavailable"),
            s => s.BackOffUntil.ShouldBe(new DateTime(2026, 3, 2, 8, 15, 0, DateTimeKind.Utc)));
        One("reddit:query:crm").Health.ShouldBe("disabled");
        One("reddit").Quota.ShouldBe(new QuotaLeft(40, 100, new DateTime(2026, 3, 2, 9, 10, 0, DateTimeKind.Utc)));
        One("rss").Quota.ShouldBeNull();
    }

    [Fact]
    public void A_door_that_falls_silent_is_degraded_and_says_so()
    {
        Seed(Rows);
        Seed(string.Concat(Enumerable.Range(0, 20).Select(i =>
            $"""
            INSERT INTO discoveries (id, source_id, feed_id, source_url, raw_text, discovered_at) VALUES ({100 + i}, 1, 3, 'https://e.example/{i}', 'x', '2026-01-{i + 1:00} 06:00:00');
            INSERT INTO sightings (discovery_id, source_id, url, seen_at) VALUES ({100 + i}, 3, 'u', '2026-01-{i + 1:00} 06:00:00');
            """)));
        One("rss:https://f.example/a").Health.ShouldBe("healthy");

        Seed("DELETE FROM sightings WHERE discovery_id IN (1, 2)");
        One("rss:https://f.example/a").ShouldSatisfyAllConditions(s => s.Health.ShouldBe("degraded"), s => s.Trouble!.ShouldStartWith("unusually silent: nothing for 41.1 days"));
        One("rss").Health.ShouldBe("degraded");
    }

    [Fact]
    public void Sources_never_read_are_listed_with_what_they_need_and_the_doors_that_ship()
    {
        var twitter = One("twitter");
        (twitter.Id, twitter.Health, twitter.Scout!.Configured, twitter.Scout.DoorFields[0]).ShouldBe((null, "new", false, "queries"));
        twitter.Scout.Missing.ShouldBe([["TWITTER_BEARER_TOKEN"]]);
        twitter.Doors.Count.ShouldBe(ScoutList.Find("twitter")!.Defaults.Count);
        One("reddit").Scout!.DoorFields.ShouldBe(["subreddits", "queries"]);
        All().Select(s => s.Name).ShouldBe(ScoutList.Definitions.Select(d => d.Name));
    }

    [Fact]
    public void The_last_and_the_next_run_are_told()
    {
        Seed(
            """
            INSERT INTO jobs (id, type, scout_type, status, completed_at, result, error) VALUES
                ('a', 'scout', 'rss', 'completed', '2026-03-01 00:00:00', '{"new":3}', NULL), ('b', 'scout', 'rss', 'running', NULL, NULL, NULL),
                ('c', 'scout', 'reddit', 'failed', '2026-03-01 05:00:00', NULL, 'no'), ('d', 'scout', 'all', 'completed', '2026-03-01 03:00:00', '{"new":4}', NULL);
            INSERT INTO schedules (name, job_type, scout_type, options, cron, next_run_at, created_at) VALUES ('x', 'scout', 'rss', '{}', '0 7 * * * ?', '2026-03-02 09:07:00', '2026-03-01 00:00:00');
            """);
        (One("rss").Scout!.LastRun!.JobId, One("rss").Scout!.NextRunAt).ShouldBe(("d", new DateTime(2026, 3, 2, 9, 7, 0, DateTimeKind.Utc)));
        One("rss").Scout!.LastRun!.Result!.Value.GetProperty("new").GetInt32().ShouldBe(4);
        (One("reddit").Scout!.LastRun!.Error, One("reddit").Scout!.NextRunAt).ShouldBe(("no", null));
    }

    public void Dispose() => database.Dispose();

    private (long Total, long Week, long Month, long Useful, long Approved, long Rejected) Yield(string name)
    {
        var s = One(name);
        return (s.TotalDiscoveries, s.NewIn7Days, s.NewIn30Days, s.UsefulDiscoveries, s.Approved, s.Rejected);
    }

    private SourceStatus One(string name) => All().SelectMany(s => s.Doors.Prepend(s)).Single(s => s.Name == name);

    private IReadOnlyList<SourceStatus> All()
    {
        using var connection = database.Database.OpenForReading();
        return SourceStatusReader.Read(connection, GleanSettings.Load(null, _ => null), database.Now);
    }

    private void Seed(string sql)
    {
        using var connection = database.Database.OpenForWriting(pooling: false);
        connection.Seed(sql);
    }
}
