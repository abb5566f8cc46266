using Glean.Catalog;
using Glean.Tracking.Pages;
using Shouldly;
using Xunit;

namespace Glean.Tests.Tracking.Pages;

public sealed class PageScheduleTests
{
    [Fact]
    public void A_page_that_changes_is_looked_at_more_often_and_one_that_does_not_less()
    {
        var first = PageSchedule.Next(PageKind.Other, 0, PageState.Ok, 0);
        PageSchedule.Next(PageKind.Other, first, PageState.Changed, 0).ShouldBe(first / 2);
        PageSchedule.Next(PageKind.Other, first, PageState.Unchanged, 0).ShouldBe(first * 1.5);
    }

    [Fact]
    public void The_interval_stays_between_six_hours_and_two_weeks_or_one_for_prices()
    {
        Settled(PageKind.Other, PageState.Changed).ShouldBe(6);
        Settled(PageKind.Other, PageState.Unchanged).ShouldBe(14 * 24);
        Settled(PageKind.Pricing, PageState.Unchanged).ShouldBe(7 * 24);
    }

    [Fact]
    public void A_page_that_cannot_be_checked_is_left_in_peace_step_by_step()
    {
        var hours = Enumerable.Range(1, 8).Select(failures => PageSchedule.Next(PageKind.Other, 6, PageState.CouldNotCheck, failures)).ToList();

        hours.ShouldBe(hours.Order());
        hours[0].ShouldBeLessThan(24);
        hours[^1].ShouldBe(14 * 24);
    }

    [Fact]
    public void Pages_of_one_interval_are_spread_by_a_fifth_of_it_and_each_keeps_its_place()
    {
        var now = new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);
        var times = Enumerable.Range(1, 200).Select(id => (PageSchedule.At(now, 100, id) - now).TotalHours).ToList();

        times.ShouldAllBe(h => h >= 90 && h <= 110);
        (times.Max() - times.Min()).ShouldBeGreaterThan(15);
        PageSchedule.At(now, 100, 7).ShouldBe(PageSchedule.At(now, 100, 7));
    }

    private static double Settled(PageKind kind, PageState state) =>
        Enumerable.Range(0, 30).Aggregate(0d, (hours, _) => PageSchedule.Next(kind, hours, state, 0));
}
