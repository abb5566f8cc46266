using Glean.Catalog;
using Glean.Curation.Merging;
using Glean.Review;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation;

/// <summary>
/// Merges, unmerges, decisions, skips, snoozes and undos in any order: all evidence stays, the state is always what the logs of steps and
/// merges say, and all of it can be taken back.
/// </summary>
public sealed class JudgementReplayTests : IDisposable
{
    private const int Tools = 6;
    private const int Steps = 40;

    private static readonly Person[] People = [new("ann"), new("bob")];

    private static readonly string[] Evidence =
    [
        "SELECT id, claim_type, content, discovery_id FROM claims ORDER BY id",
        "SELECT discovery_id, name FROM mentions ORDER BY id",
        "SELECT change_type, description FROM changelog ORDER BY id",
        "SELECT id, source_url, raw_text FROM discoveries ORDER BY id",
    ];

    private static readonly string[] State =
    [
        "SELECT id, name, name_key, url, description, category, status, rejection_reason, reviewed_at, queued_at, snoozed_until FROM tools ORDER BY id",
        "SELECT tool_id, name_key, name FROM tool_aliases ORDER BY 1, 2",
        "SELECT id, tool_id FROM claims ORDER BY id",
        "SELECT id, tool_id FROM mentions ORDER BY id",
        "SELECT id, tool_id FROM changelog ORDER BY id",
        "SELECT id, tool_id FROM discoveries ORDER BY id",
    ];

    private readonly TestDatabase database = new();
    private readonly DuplicateDesk duplicates;
    private readonly ReviewDesk desk;

    public JudgementReplayTests()
    {
        duplicates = new DuplicateDesk(database.Database, database.Time);
        desk = new ReviewDesk(database.Database, database.Time);
        using var connection = database.Database.OpenForWriting(pooling: false);
        connection.Seed("INSERT INTO sources (id, name) VALUES (1, 'rss')");
        for (var i = 1; i <= Tools; i++)
        {
            connection.Seed(
                $"""
                INSERT INTO tools (id, name, name_key, url, status, queued_at) VALUES ({i}, 'Tool {i}', 'tool{i}', {(i % 2 == 0 ? $"'https://{i}.example/'" : "NULL")}, 'review', '2026-01-01 00:00:00');
                INSERT INTO discoveries (id, source_id, source_url, raw_text, tool_id) VALUES ({i}, 1, 'https://d.example/{i}', 'text {i}', {i});
                INSERT INTO mentions (id, tool_id, discovery_id, name, confidence) VALUES ({i}, {i}, {i}, 'Tool {i}', 0.9);
                INSERT INTO claims (id, tool_id, discovery_id, claim_type, content) VALUES ({i}, {i}, {i}, 'feature', 'claim {i}');
                INSERT INTO changelog (id, tool_id, change_type, description) VALUES ({i}, {i}, 'new', 'change {i}');
                """);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Any_sequence_leaves_all_evidence_and_a_state_equal_to_a_replay_of_the_log(int seed)
    {
        var random = new Random(seed);
        var (evidence, state) = (Read(Evidence), Read(State));
        for (var step = 0; step < Steps; step++)
        {
            database.Time.Advance(TimeSpan.FromMinutes(1 + random.Next(300)));
            await ActAsync(random);
            Read(Evidence).ShouldBe(evidence, $"step {step}");
            ShouldBeAsTheLogSays($"step {step}");
        }

        await TakeAllBackAsync();
        Read(State).ShouldBe(state);
    }

    private async Task ActAsync(Random random)
    {
        var alive = Ids("SELECT id FROM tools ORDER BY id");
        var (one, other) = (alive[random.Next(alive.Count)], alive[random.Next(alive.Count)]);
        var person = People[random.Next(People.Length)];
        switch (random.Next(10))
        {
            case 0 or 1 when one != other:
                await duplicates.MergeAsync(one, other, person, default);
                break;
            case 2 when Ids("SELECT id FROM tool_merges WHERE undone_at IS NULL") is { Count: > 0 } merges:
                await UnmergeAsync(merges[random.Next(merges.Count)], person);
                break;
            case 3:
                await desk.SkipAsync(one, person, default);
                break;
            case 4:
                await desk.SnoozeAsync(one, random.Next(3) == 0 ? null : database.Now.AddDays(1 + random.Next(5)), null, person, default);
                break;
            case 5:
                await desk.UndoAsync(person, default);
                break;
            case 6 when Ids("SELECT id FROM decisions") is { Count: > 0 } steps:
                await desk.UndoAsync(steps[random.Next(steps.Count)], person, default);
                break;
            case 7:
                var edit = new ToolEdit(Description: $"edited {random.Next(9)}", Category: random.Next(2) == 0 ? "crm" : null);
                await desk.DecideAsync(new DecisionRequest(one, ToolStatus.Approved, person, Reconsider: true) { Edit = edit }, default);
                break;
            default:
                var to = random.Next(3) switch { 0 => ToolStatus.Approved, 1 => ToolStatus.Rejected, _ => ToolStatus.Review };
                await desk.DecideAsync(new DecisionRequest(one, to, person, to == ToolStatus.Rejected ? "no" : null, Reconsider: true), default);
                break;
        }
    }

    private async Task<bool> UnmergeAsync(long id, Person person)
    {
        try
        {
            await duplicates.UndoAsync(id, person, default);
            return true;
        }
        catch (GleanException e) when (e.NextStep!.StartsWith("Take that merge back first", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private void ShouldBeAsTheLogSays(string when)
    {
        var into = database.Rows("SELECT merged_id, kept_id FROM tool_merges WHERE undone_at IS NULL").Select(r => r.Split('|')).ToDictionary(r => long.Parse(r[0]), r => long.Parse(r[1]));
        long Owner(long id) => into.TryGetValue(id, out var kept) ? Owner(kept) : id;
        foreach (var table in new[] { "claims", "mentions", "changelog", "discoveries" })
        {
            database.Rows($"SELECT id, tool_id FROM {table} ORDER BY id").ShouldBe(Enumerable.Range(1, Tools).Select(i => $"{i}|{Owner(i)}"), $"{table}, {when}");
        }

        var steps = database.Rows("SELECT tool_id, kind, to_status, reason FROM decisions WHERE undone_at IS NULL AND kind <> 'skip' ORDER BY id").Select(r => r.Split('|')).ToList();
        var expected = Enumerable.Range(1, Tools).Where(i => !into.ContainsKey(i)).Select(i =>
        {
            var last = steps.LastOrDefault(s => s[0] == $"{i}" && s[1] == "decision");
            return $"{i}|{last?[2] ?? "review"}|{(last?[2] == "rejected" ? last[3] : "∅")}|{(steps.LastOrDefault(s => s[0] == $"{i}") is [_, "snooze", _, var until] && until.StartsWith("until", StringComparison.Ordinal) ? until[6..25] : "∅")}";
        });
        database.Rows("SELECT id, status, rejection_reason, snoozed_until FROM tools ORDER BY id").ShouldBe(expected, when);
    }

    private async Task TakeAllBackAsync()
    {
        for (var progress = true; progress;)
        {
            progress = false;
            foreach (var merge in Ids("SELECT id FROM tool_merges WHERE undone_at IS NULL ORDER BY id DESC"))
            {
                progress |= await UnmergeAsync(merge, People[0]);
            }
        }

        foreach (var step in Ids("SELECT id FROM decisions WHERE undone_at IS NULL ORDER BY id DESC"))
        {
            (await desk.UndoAsync(step, People[1], default)).ShouldBeOfType<UndoOutcome.Done>();
        }
    }

    public void Dispose() => database.Dispose();

    private List<long> Ids(string sql) => [.. database.Rows(sql).Select(long.Parse)];

    private string Read(string[] queries) => string.Join("\n\n", queries.Select(q => string.Join('\n', database.Rows(q))));
}
