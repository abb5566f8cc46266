using Glean.Catalog;
using Glean.Curation.Merging;
using Glean.Review;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation;

/// <summary>Merges and decisions are taken back exactly, in whatever order.</summary>
public sealed class MergingTests : IDisposable
{
    private const int Tools = 8;

    private static readonly string[] Queries =
    [
        "SELECT id, name, name_key, url, description, category, status, relevance_score, score_reasons, rejection_reason, is_demo, created_at, last_updated, updated_at, reviewed_at, queued_at, queue_rank, snoozed_until FROM tools ORDER BY id",
        "SELECT tool_id, name_key, name FROM tool_aliases ORDER BY 1, 2",
        "SELECT * FROM claims ORDER BY id",
        "SELECT * FROM mentions ORDER BY id",
        "SELECT * FROM changelog ORDER BY id",
        "SELECT * FROM tool_snapshots ORDER BY id",
        "SELECT * FROM discoveries ORDER BY id",
        "SELECT * FROM sources ORDER BY id",
    ];

    private static readonly Person Ann = new("ann");

    private readonly TestDatabase database = new();
    private readonly DuplicateDesk duplicates;
    private readonly ReviewDesk desk;

    public MergingTests()
    {
        duplicates = new DuplicateDesk(database.Database, database.Time);
        desk = new ReviewDesk(database.Database, database.Time);
        Populate();
    }

    [Fact]
    public async Task A_merge_gives_the_kept_tool_all_that_the_other_had()
    {
        await duplicates.MergeAsync(1, 2, Ann, default);
        database.Rows("SELECT tool_id FROM claims WHERE id = 2").ShouldBe(["1"]);
        database.Rows("SELECT name FROM tool_aliases WHERE tool_id = 1 ORDER BY name").ShouldBe(["Other 1", "Other 2", "Shared", "Tool 2"]);
        database.Rows("SELECT count(*) FROM tools WHERE id = 2").ShouldBe(["0"]);
        database.Rows("SELECT url, description FROM tools WHERE id = 1").ShouldBe(["https://2.example/|tool 2"]);
    }

    [Fact]
    public async Task A_merge_taken_back_restores_every_row_and_is_not_asked_again()
    {
        var before = Snapshot();
        database.Time.Advance(TimeSpan.FromHours(1));
        var merge = await duplicates.MergeAsync(1, 2, Ann, default);
        Snapshot().ShouldNotBe(before);
        database.Time.Advance(TimeSpan.FromHours(1));
        await duplicates.UndoAsync(merge.Id, Ann, default);
        Snapshot().ShouldBe(before);
        database.Rows("SELECT first_id, second_id, verdict FROM duplicate_pairs").ShouldBe(["1|2|different"]);
        (await Should.ThrowAsync<GleanException>(() => duplicates.UndoAsync(merge.Id, Ann, default))).Kind.ShouldBe(FailureKind.Usage);
    }

    [Fact]
    public async Task A_tool_merged_on_must_be_taken_back_first()
    {
        var inner = await duplicates.MergeAsync(2, 3, Ann, default);
        await duplicates.MergeAsync(1, 2, Ann, default);
        (await Should.ThrowAsync<GleanException>(() => duplicates.UndoAsync(inner.Id, Ann, default))).NextStep.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_a_person_edited_after_a_merge_stays_when_it_is_taken_back()
    {
        var merge = await duplicates.MergeAsync(1, 2, Ann, default);
        await using (var context = database.Open())
        {
            (await context.Tools.FindAsync(1L))!.Description = "edited";
            await context.SaveChangesAsync();
        }

        await duplicates.UndoAsync(merge.Id, Ann, default);
        database.Rows("SELECT url, description FROM tools WHERE id = 1").ShouldBe(["∅|edited"]);
    }

    /// <summary>Random merges and decisions, then everything taken back in a random order that is allowed.</summary>
    [Fact]
    public async Task Any_sequence_of_merges_and_decisions_can_be_taken_back_exactly()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            var before = Snapshot();
            List<ToolMerge> merges = [];
            var decisions = 0;
            for (var step = 0; step < 6; step++)
            {
                database.Time.Advance(TimeSpan.FromMinutes(1 + random.Next(600)));
                var alive = database.Rows("SELECT id FROM tools ORDER BY id").Select(long.Parse).ToList();
                var one = alive[random.Next(alive.Count)];
                var other = alive[random.Next(alive.Count)];
                if (one != other && random.Next(3) > 0)
                {
                    merges.Add(await duplicates.MergeAsync(one, other, Ann, default));
                }
                else if (merges.Count == 0 && await (random.Next(2) == 0 ? desk.ApproveAsync(one, "ann", default) : desk.RejectAsync(one, "no", "ann", default)) is DecisionOutcome.Done)
                {
                    decisions++;
                }
            }

            while (merges.Count > 0)
            {
                database.Time.Advance(TimeSpan.FromMinutes(1 + random.Next(600)));
                var merge = merges[random.Next(merges.Count)];
                try
                {
                    await duplicates.UndoAsync(merge.Id, Ann, default);
                    merges.Remove(merge);
                }
                catch (GleanException e) when (e.NextStep!.StartsWith("Take that merge back first", StringComparison.Ordinal))
                {
                    // Another one of them comes first.
                }
            }

            for (; decisions > 0; decisions--)
            {
                (await desk.UndoAsync(Ann, default)).ShouldBeOfType<UndoOutcome.Done>();
            }

            Snapshot().ShouldBe(before, $"seed {seed}");
        }
    }

    public void Dispose() => database.Dispose();

    private string Snapshot() => string.Join("\n\n", Queries.Select(q => string.Join('\n', database.Rows(q))));

    private void Populate()
    {
        using var connection = database.Database.OpenForWriting(pooling: false);
        connection.Seed("INSERT INTO sources (id, name) VALUES (1, 'rss')");
        for (var i = 1; i <= Tools; i++)
        {
            // Every second tool lacks what the others can fill in; two share another name.
            var url = i % 2 == 0 ? $"'https://{i}.example/'" : "NULL";
            var description = i % 2 == 0 ? $"'tool {i}'" : "NULL";
            connection.Seed(
                $"""
                INSERT INTO tools (id, name, name_key, url, description, category, status, relevance_score, created_at, last_updated, queued_at, queue_rank, snoozed_until)
                VALUES ({i}, 'Tool {i}', 'tool{i}', {url}, {description}, '{(i % 3 == 0 ? "crm" : "other")}', '{(i % 4 == 0 ? "analyzing" : "review")}', 0.{i}, '2026-01-0{i} 00:00:00', '2026-02-0{i} 00:00:00', '2026-02-0{i} 01:00:00', {i}, {(i % 3 == 0 ? "'2027-01-01 00:00:00'" : "NULL")});
                INSERT INTO tool_aliases (tool_id, name_key, name) VALUES ({i}, 'other{i}', 'Other {i}');
                INSERT INTO tool_aliases (tool_id, name_key, name) SELECT {i}, 'shared', 'Shared' WHERE {i} IN (2, 4);
                INSERT INTO discoveries (id, source_id, source_url, raw_text, tool_id, processed) VALUES ({i}, 1, 'https://d.example/{i}', 'text {i}', {i}, 1);
                INSERT INTO mentions (tool_id, discovery_id, name, confidence) VALUES ({i}, {i}, 'Tool {i}', 0.9);
                INSERT INTO mentions (tool_id, discovery_id, name, confidence) VALUES ({i}, 1, 'Tool {i}', 0.5);
                INSERT INTO claims (id, tool_id, source_id, discovery_id, claim_type, content) VALUES ({i}, {i}, 1, {i}, 'feature', 'claim {i}');
                INSERT INTO changelog (tool_id, change_type, description) VALUES ({i}, 'new', 'change {i}');
                """);
        }
    }
}
