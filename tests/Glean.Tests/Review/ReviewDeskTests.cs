using Glean.Catalog;
using Glean.Review;
using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Review;

public sealed class ReviewDeskTests : IDisposable
{
    private const string AllTools = "SELECT id, status, rejection_reason, reviewed_at, last_updated FROM tools ORDER BY id";

    private static readonly Person Ann = new("ann");

    private readonly TestDatabase database = new();
    private readonly ReviewDesk desk;

    public ReviewDeskTests()
    {
        desk = new ReviewDesk(database.Database, database.Time);
        using var connection = database.Database.OpenForWriting(pooling: false);
        connection.Seed("INSERT INTO tools (id, name, status, relevance_score, last_updated) VALUES (1, 'Gong', 'review', 0.5, '2026-01-01 00:00:00'), (2, 'Clay', 'review', 0.9, '2026-01-01 00:00:00'), (3, 'Close', 'analyzing', 1, '2026-01-01 00:00:00')");
    }

    [Fact]
    public async Task The_queue_holds_what_waits_best_first()
    {
        (await desk.QueueAsync(default)).Select(t => t.Name).ShouldBe(["Clay", "Gong"]);
    }

    [Fact]
    public async Task A_decision_is_kept_with_who_when_and_why()
    {
        (await desk.RejectAsync(1, "  not for sales ", "ann", default)).ShouldBeOfType<DecisionOutcome.Done>();
        database.Rows("SELECT status, rejection_reason, reviewed_at, version FROM tools WHERE id = 1").ShouldBe(["rejected|not for sales|2026-03-02 09:00:00|1"]);
        database.Rows("SELECT tool_id, from_status, to_status, reason, actor, decided_at FROM decisions").ShouldBe(["1|review|rejected|not for sales|ann|2026-03-02 09:00:00"]);
    }

    [Fact]
    public async Task A_tool_that_somebody_decided_meanwhile_is_told_with_who_and_when()
    {
        await desk.ApproveAsync(1, "ann", default);
        var outcome = (await desk.RejectAsync(1, "no", "bob", default)).ShouldBeOfType<DecisionOutcome.AlreadyDecided>();
        outcome.ShouldBe(new DecisionOutcome.AlreadyDecided(ToolStatus.Approved, "ann", database.Now));
        database.Rows("SELECT count(*) FROM decisions").ShouldBe(["1"]);
        (await desk.ApproveAsync(77, "bob", default)).ShouldBe(new DecisionOutcome.NoSuchTool(77));
    }

    [Fact]
    public async Task Of_many_that_decide_at_once_one_wins_and_the_others_are_told()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            i % 2 == 0 ? desk.ApproveAsync(1, $"person {i}", default) : desk.RejectAsync(1, "no", $"person {i}", default))));
        outcomes.OfType<DecisionOutcome.Done>().Count().ShouldBe(1);
        outcomes.OfType<DecisionOutcome.AlreadyDecided>().Count().ShouldBe(7);
        database.Rows("SELECT count(*) FROM decisions").ShouldBe(["1"]);
    }

    [Fact]
    public async Task Undo_puts_back_every_field_one_decision_after_the_other()
    {
        var before = database.Rows(AllTools);
        await desk.ApproveAsync(1, "ann", default);
        database.Time.Advance(TimeSpan.FromMinutes(5));
        var between = database.Rows(AllTools);
        await desk.RejectAsync(2, "no", "ann", default);

        (await desk.UndoAsync(Ann, default)).ShouldBeOfType<UndoOutcome.Done>().Step.ToolId.ShouldBe(2);
        database.Rows(AllTools).ShouldBe(between);
        (await desk.UndoAsync(Ann, default)).ShouldBeOfType<UndoOutcome.Done>().Step.ToolId.ShouldBe(1);
        database.Rows(AllTools).ShouldBe(before);
        (await desk.UndoAsync(Ann, default)).ShouldBeOfType<UndoOutcome.Nothing>();
    }

    [Fact]
    public async Task Nobody_takes_back_what_another_person_decided()
    {
        await desk.ApproveAsync(1, "ann", default);
        (await desk.UndoAsync(new Person("bob"), default)).ShouldBeOfType<UndoOutcome.Nothing>();
        database.Rows("SELECT status FROM tools WHERE id = 1").ShouldBe(["approved"]);
    }

    /// <summary>The decisions not undone, replayed in order, give the present status.</summary>
    [Fact]
    public async Task The_decisions_that_stand_give_the_present_status()
    {
        var random = new Random(3);
        for (var step = 0; step < 200; step++)
        {
            database.Time.Advance(TimeSpan.FromSeconds(90));
            var actor = random.Next(2) == 0 ? "ann" : "bob";
            _ = random.Next(3) switch
            {
                0 => (object?)await desk.ApproveAsync(1 + random.Next(3), actor, default),
                1 => await desk.RejectAsync(1 + random.Next(3), "no", actor, default),
                _ => await desk.UndoAsync(new Person(actor), default),
            };
            database.Rows(
                """
                SELECT t.id FROM tools t
                WHERE t.status <> coalesce(
                    (SELECT d.to_status FROM decisions d WHERE d.tool_id = t.id AND d.undone_at IS NULL ORDER BY d.id DESC LIMIT 1),
                    CASE t.id WHEN 3 THEN 'analyzing' ELSE 'review' END)
                """).ShouldBeEmpty($"step {step}");
        }
    }

    public void Dispose() => database.Dispose();
}
