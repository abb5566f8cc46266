using Glean.Catalog;
using Glean.Jobs;
using Shouldly;
using Xunit;

namespace Glean.Tests.Jobs;

public sealed class ScheduleTimesTests
{
    private static readonly DateTime NewYear = new(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    // Spring: 02:00 to 03:00 is left out on 28 March; what would be in it comes at its end.
    [InlineData("0 30 2 * * ?", "2027-03-27T12:00", "2027-03-28T01:00 2027-03-29T00:30")]
    [InlineData("0 0/30 * * * ?", "2027-03-28T00:10", "2027-03-28T00:30 2027-03-28T01:00 2027-03-28T01:30")]
    // Autumn: 02:00 to 03:00 comes twice on 31 October; a time of day counts once, a rhythm goes on.
    [InlineData("0 30 2 * * ?", "2027-10-30T12:00", "2027-10-31T00:30 2027-11-01T01:30")]
    [InlineData("0 0 * * * ?", "2027-10-30T23:30", "2027-10-31T00:00 2027-10-31T01:00 2027-10-31T02:00")]
    public void No_tick_is_skipped_or_doubled_when_clocks_change(string cron, string after, string ticks) =>
        ScheduleTimes.Upcoming(cron, "Europe/Berlin", Utc(after), ticks.Split(' ').Length).ShouldBe(ticks.Split(' ').Select(Utc));

    [Theory]
    [InlineData("30 2 * * 1", "0 30 2 ? * MON")]
    [InlineData("*/15 * * * *", "0 */15 * * * ?")]
    [InlineData("0 30 2 * * ?", "0 30 2 * * ?")]
    public void Crontab_and_Quartz_are_both_understood(string written, string canonical) =>
        ScheduleTimes.Upcoming(ScheduleTimes.Canonical(written, "UTC", NewYear), "UTC", NewYear, 3)
            .ShouldBe(ScheduleTimes.Upcoming(canonical, "UTC", NewYear, 3));

    [Theory]
    [InlineData("every day", "UTC")]
    [InlineData("0 61 * * * ?", "UTC")]
    [InlineData("0 0 0 1 1 ? 2020", "UTC")]
    [InlineData("0 30 2 * * ?", "Europe/Atlantis")]
    public void What_never_comes_or_makes_no_sense_is_refused(string cron, string zone) =>
        Should.Throw<GleanException>(() => ScheduleTimes.Canonical(cron, zone, NewYear)).Kind.ShouldBe(FailureKind.Usage);

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text), DateTimeKind.Utc);
}
