using Glean.Catalog;
using Glean.Curation;
using Glean.Curation.Learning;
using Glean.Curation.Merging;
using Glean.Jobs;
using Glean.Review;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation;

/// <summary>A whole curation over a real database.</summary>
public sealed class CurationRunTests : IDisposable
{
    private static readonly Person Ann = new("ann");

    private readonly TestDatabase database = new();

    public CurationRunTests() => Seed(
        """
        INSERT INTO sources (id, name, reliability) VALUES (1, 'rss', 0.5), (2, 'reddit', 0.5);
        INSERT INTO discoveries (id, source_id, source_url, raw_text, author, discovered_at, processed) VALUES
            (1, 1, 'https://d.example/1', 'Quillomat was renamed to Larkflow, and it dials prospects for sales teams.', 'ann', '2026-03-01 00:00:00', 1),
            (2, 1, 'https://d.example/2', 'Boxwort costs $10 per month on the Pro plan.', 'bob', '2026-02-01 00:00:00', 1),
            (3, 2, 'https://d.example/3', 'Boxwort Pro is $20 per month on the Pro plan.', 'eve', '2026-02-20 00:00:00', 1);
        INSERT INTO tools (id, name, name_key, url, description, category, status, created_at) VALUES
            (1, 'Quillomat', 'quillomat', NULL, 'Cold email for sales', 'outreach', 'analyzing', '2026-03-01 00:00:00'),
            (2, 'Larkflow', 'larkflow', 'https://larkflow.example/', 'Cold email for sales teams', 'outreach', 'analyzing', '2026-03-01 00:00:00'),
            (3, 'Boxwort', 'boxwort', 'https://boxwort.example/', 'Sales engagement and cold email sequences', 'outreach', 'analyzing', '2026-03-01 00:00:00'),
            (4, 'Nothing', 'nothing', NULL, NULL, 'other', 'analyzing', '2020-03-01 00:00:00');
        INSERT INTO mentions (tool_id, discovery_id, name, confidence) VALUES (1, 1, 'Quillomat', 0.9), (2, 1, 'Larkflow', 0.9), (3, 2, 'Boxwort', 0.9), (3, 3, 'Boxwort', 0.9);
        INSERT INTO claims (id, tool_id, source_id, discovery_id, claim_type, content, confidence, created_at) VALUES
            (1, 1, 1, 1, 'feature', 'dials prospects', 0.9, '2026-03-01 00:00:00'),
            (2, 3, 1, 2, 'pricing', 'costs $10 per month on the Pro plan', 0.9, '2026-02-01 00:00:00'),
            (3, 3, 2, 3, 'pricing', '$20 per month on the Pro plan', 0.9, '2026-02-20 00:00:00');
        """);

    [Fact]
    public async Task A_text_that_tells_of_a_new_name_brings_the_two_together_and_is_read_once()
    {
        var report = await CurateAsync();
        report.Merges.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            m => m.Kept.Name.ShouldBe("Larkflow"),
            m => m.Reason.ShouldContain("Quillomat was renamed to Larkflow"));
        database.Rows("SELECT tool_id FROM claims WHERE id = 1").ShouldBe(["2"]);
        database.Rows("SELECT discovery_id, former, present, explicit, voice FROM renames").ShouldBe(["1|Quillomat|Larkflow|1|rss/ann"]);

        await CurateAsync();
        database.Rows("SELECT count(*) FROM renames").ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_merge_that_was_taken_back_is_never_made_again()
    {
        await CurateAsync();
        var merge = long.Parse(database.Rows("SELECT id FROM tool_merges")[0]);
        await new DuplicateDesk(database.Database, database.Time).UndoAsync(merge, Ann, default);

        var report = await CurateAsync();
        report.Merges.ShouldBeEmpty();
        report.Unsure.ShouldBeEmpty();
        database.Rows("SELECT verdict, decided_by FROM duplicate_pairs").ShouldBe(["different|ann"]);
    }

    [Fact]
    public async Task Contradictions_are_flagged_until_a_person_settles_them_and_stay_settled()
    {
        await CurateAsync();
        database.Rows("SELECT id FROM claims WHERE conflicting ORDER BY id").ShouldBe(["2", "3"]);

        var desk = new ConflictDesk(database.Database, database.Time, ConflictFlags.Of);
        (await desk.ResolveAsync(3, [new ClaimState(2, ClaimResolution.Outdated)], Ann, default)).ShouldBeEmpty();
        database.Rows("SELECT count(*) FROM claims WHERE conflicting").ShouldBe(["0"]);
        await CurateAsync();
        database.Rows("SELECT count(*) FROM claims WHERE conflicting").ShouldBe(["0"]);
        database.Rows("SELECT resolution, resolved_by, verified FROM claims WHERE id = 2").ShouldBe(["outdated|ann|0"]);

        (await desk.ResolveAsync(3, [new ClaimState(2, null)], Ann, default)).ShouldBeEmpty();
        database.Rows("SELECT id FROM claims WHERE conflicting ORDER BY id").ShouldBe(["2", "3"]);
        (await desk.ResolveAsync(3, [new ClaimState(1, ClaimResolution.Wrong)], Ann, default)).ShouldBe([1]);
        database.Rows("SELECT count(*) FROM audit_log WHERE action = 'review.resolved'").ShouldBe(["2"]);
    }

    [Fact]
    public async Task What_is_put_off_leaves_its_place_to_others_and_comes_back_by_itself()
    {
        await CurateAsync(new CurationOptions { MaxQueue = 1 });
        var first = QueuedIds().ShouldHaveSingleItem();
        var desk = new ReviewDesk(database.Database, database.Time);
        await desk.SnoozeAsync(first, database.Now.AddDays(3), null, Ann, default);

        await CurateAsync(new CurationOptions { MaxQueue = 1 });
        var second = QueuedIds().ShouldHaveSingleItem();
        second.ShouldNotBe(first);

        database.Time.Advance(TimeSpan.FromDays(3));
        QueuedIds().ShouldBe([first, second], ignoreOrder: true);
    }

    [Fact]
    public async Task Sources_are_relied_upon_by_what_people_made_of_their_tools()
    {
        var desk = new ReviewDesk(database.Database, database.Time);
        await desk.ApproveAsync(3, "ann", default);
        await desk.RejectAsync(2, "no", "ann", default);
        await CurateAsync(new CurationOptions { Merge = false });
        database.Rows("SELECT name, useful_discoveries, reliability FROM sources ORDER BY id").ShouldBe(["rss|1|0.5", "reddit|1|0.5455"]);
    }

    [Fact]
    public async Task A_door_that_saw_a_text_after_others_is_credited_with_it_too()
    {
        Seed(
            """
            INSERT INTO sources (id, name, parent_id) VALUES (3, 'web_search', NULL), (4, 'web_search:query:crm', 3);
            INSERT INTO sightings (discovery_id, source_id, url) VALUES (3, 2, 'u'), (3, 4, 'u');
            """);
        await new ReviewDesk(database.Database, database.Time).ApproveAsync(3, "ann", default);
        await CurateAsync(new CurationOptions { Merge = false });
        database.Rows("SELECT name, useful_discoveries, reliability FROM sources WHERE id > 1 ORDER BY id")
            .ShouldBe(["reddit|1|0.5455", "web_search|1|0.5455", "web_search:query:crm|1|0.5455"]);
    }

    [Fact]
    public async Task Nothing_changes_in_a_trial_run()
    {
        var before = database.Rows("SELECT id, status, relevance_score, queue_rank FROM tools");
        (await CurateAsync(new CurationOptions { DryRun = true })).Counts.Queued.ShouldBeGreaterThan(0);
        database.Rows("SELECT id, status, relevance_score, queue_rank FROM tools").ShouldBe(before);
        database.Rows("SELECT count(*) FROM watermarks").ShouldBe(["0"]);
    }

    [Fact]
    public async Task The_ranker_learns_from_the_decisions_in_the_rows_as_things_stood_then()
    {
        for (var i = 10; i < 60; i++)
        {
            var good = i % 2 == 0;
            Seed(
                $"""
                INSERT INTO tools (id, name, name_key, description, category, status, created_at, last_updated, reviewed_at) VALUES
                    ({i}, 'Tool {i}', 'tool{i}', '{(good ? "records calls for coaching" : "agency with consultants for clients")}', 'outreach', '{(good ? "approved" : "rejected")}',
                     '2026-01-01 00:00:00', '2026-01-02 00:00:00', '2026-01-02 00:00:00');
                INSERT INTO decisions (tool_id, from_status, to_status, reasons, actor, decided_at) VALUES ({i}, 'review', '{(good ? "approved" : "rejected")}', '{(good ? "[]" : "[\"service\"]")}', 'ann', '2026-01-02 00:00:00');
                INSERT INTO claims (tool_id, claim_type, content, created_at) VALUES ({i}, 'pricing', 'costs money', '2026-02-02 00:00:00');
                """);
        }

        var report = await new TrainingRun(database.Database, Focus.Default, database.Time).RunAsync(new Progress<JobProgress>(), default);

        report.Decisions.ShouldBe(50);
        report.LearnedAuc.ShouldBe(1);
        using var connection = database.Database.OpenForReading();
        var ranker = RankerStore.Load(connection).ShouldNotBeNull();
        RankerStore.History(connection).ShouldHaveSingleItem().Report.ShouldBe(report);
        ranker.Approved.Counts.Keys.ShouldContain("coaching");
        ranker.Approved.Counts.Keys.ShouldNotContain("money", "that claim came after the decision");
        Seed("INSERT INTO tools (id, name, name_key, description, category, status) VALUES (90, 'Later', 'later', 'an agency of consultants', 'outreach', 'analyzing')");
        await new CurationRun(database.Database, Focus.Default, database.Time, ranker).RunAsync(new CurationOptions { Merge = false }, new Progress<JobProgress>(), default);
        database.Rows("SELECT score_reasons LIKE '%agency or service%' FROM tools WHERE id = 90").ShouldBe(["1"]);
    }

    public void Dispose() => database.Dispose();

    private List<long> QueuedIds()
    {
        using var connection = database.Database.OpenForReading();
        return [.. ReviewQueue.Page(connection, new QueueFilter(), database.Now).Items.Select(i => i.Id)];
    }

    private Task<CurationReport> CurateAsync(CurationOptions? options = null) =>
        new CurationRun(database.Database, Focus.Default, database.Time).RunAsync(options ?? new CurationOptions(), new Progress<JobProgress>(), default);

    private void Seed(string sql)
    {
        using var connection = database.Database.OpenForWriting(pooling: false);
        connection.Seed(sql);
    }
}
