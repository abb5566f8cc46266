using Glean.Operations.Sources;
using Shouldly;
using Xunit;

namespace Glean.Tests.Operations.Sources;

public sealed class RhythmTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_door_that_stays_away_for_much_longer_than_ever_is_unusually_silent()
    {
        var daily = Days(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

        var rhythm = Rhythm.Of(daily, Start.AddDays(20));
        rhythm.IsUnusual.ShouldBeTrue();
        (rhythm.UsualGapHours, rhythm.LongestGapHours, rhythm.SilentHours).ShouldBe((24d, 24d, 240d));
        // (S / (S + s))^n for ten gaps of a day and ten days of silence.
        rhythm.Chance!.Value.ShouldBe(Math.Pow(0.5, 10), 0.0001);
        rhythm.Trouble.ShouldBe("unusually silent: nothing for 10 days, where it brought something every 24 h and never paused for longer than 24 h");
        Rhythm.Of(daily, Start.AddDays(13)).IsUnusual.ShouldBeFalse();
    }

    [Fact]
    public void Too_little_history_judges_nothing()
    {
        var rhythm = Rhythm.Of(Days(0, 1, 2, 3, 4), Start.AddYears(1));
        (rhythm.HasHistory, rhythm.IsUnusual, rhythm.Chance, rhythm.Trouble).ShouldBe((false, false, null, null));
        rhythm.SilentHours.ShouldBe((365 - 4) * 24);
        Rhythm.Of([], Start).SilentHours.ShouldBeNull();
    }

    [Fact]
    public void A_door_that_rested_as_long_before_is_not_silent() =>
        Rhythm.Of(Days(0, 0.1, 0.2, 0.3, 12, 12.1, 12.2, 12.3, 12.4, 12.5, 12.6, 12.7, 12.8, 12.9, 13, 13.1, 13.2, 13.3, 13.4, 13.5, 13.6, 13.7, 13.8, 13.9), Start.AddDays(25))
            .ShouldSatisfyAllConditions(r => r.Chance!.Value.ShouldBeLessThan(0.01), r => r.SilentHours!.Value.ShouldBeLessThan(r.LongestGapHours!.Value), r => r.IsUnusual.ShouldBeFalse());

    [Fact]
    public void While_nobody_asked_nothing_is_silent() => Rhythm.Of(Days(0, 1, 2, 3, 4, 5, 6, 7, 8), Start.AddDays(8)).SilentHours.ShouldBe(0);

    [Theory]
    [InlineData(0, 0, null, null)]
    [InlineData(0, 3, 0, 0.5615)]
    [InlineData(3, 3, 0.4385, 1)]
    [InlineData(8, 10, 0.4902, 0.9433)]
    public void An_interval_is_as_wide_as_few_observations_leave_it(int hits, int observations, double? low, double? high)
    {
        var interval = ShareInterval.Of(hits, observations);
        (interval?.Low).ShouldBe(low);
        (interval?.High).ShouldBe(high);
    }

    private static List<DateTime> Days(params double[] days) => [.. days.Select(d => Start.AddDays(d))];
}
