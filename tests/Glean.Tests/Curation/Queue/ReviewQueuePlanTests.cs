using Glean.Catalog;
using Glean.Curation.Queue;
using Shouldly;
using Xunit;

namespace Glean.Tests.Curation.Queue;

public sealed class ReviewQueuePlanTests
{
    private static QueueCandidate Tool(long id, double score, ToolStatus status = ToolStatus.Analyzing, string? url = null) =>
        new(id, $"Tool{(char)('a' + id)}", url, status, score);

    [Fact]
    public void The_best_above_the_minimum_enter_until_the_queue_is_full()
    {
        var plan = ReviewQueuePlan.Make([Tool(1, 0.2), Tool(2, 0.5), Tool(3, 0.9), Tool(4, 0.7)], minimum: 0.3, length: 2);
        plan.Enter.ShouldBe([3, 4]);
        (plan.BelowMinimum, plan.NoRoom).ShouldBe((1, 1));
    }

    [Fact]
    public void What_waits_keeps_its_place_and_takes_room()
    {
        var plan = ReviewQueuePlan.Make([Tool(1, 0.1, ToolStatus.Review), Tool(2, 0.8), Tool(3, 0.9)], length: 2);
        plan.Enter.ShouldBe([3]);
        plan.Order.ShouldBe([3, 1]);
    }

    [Fact]
    public void Decided_tools_never_enter() =>
        ReviewQueuePlan.Make([Tool(1, 1, ToolStatus.Approved), Tool(2, 1, ToolStatus.Rejected)]).Order.ShouldBeEmpty();

    [Fact]
    public void Equal_scores_go_by_id() => ReviewQueuePlan.Make([Tool(3, 0.5), Tool(1, 0.5), Tool(2, 0.5)]).Enter.ShouldBe([1, 2, 3]);

    [Fact]
    public void Products_of_one_maker_do_not_fill_the_top()
    {
        var plan = ReviewQueuePlan.Make([
            Tool(1, 0.80, url: "https://acme.com/a"), Tool(2, 0.79, url: "https://acme.com/b"),
            Tool(3, 0.78, url: "https://acme.com/c"), Tool(4, 0.75, url: "https://rocket.io")]);
        plan.Enter.ShouldBe([1, 4, 2, 3]);
    }
}
