using Glean.Catalog;
using Glean.Jobs;
using Glean.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Glean.Tests.Jobs;

public sealed class SchedulerTests : IDisposable
{
    private static readonly CancellationToken Token = CancellationToken.None;

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2027, 3, 1, 10, 30, 0, TimeSpan.Zero));
    private readonly JobsFixture jobs;

    public SchedulerTests() => jobs = new JobsFixture(time);

    [Fact]
    public async Task A_tick_counts_once_however_many_look_at_it()
    {
        await HourlyAsync();
        time.Advance(TimeSpan.FromMinutes(31));
        var started = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => jobs.Scheduler.TickAsync(Token))));
        started.Sum(s => s.Count).ShouldBe(1);
    }

    [Fact]
    public async Task Ticks_that_nobody_was_there_for_come_to_one_run()
    {
        await HourlyAsync();
        time.Advance(TimeSpan.FromHours(7));
        (await TickAndFinishAsync()).ShouldBe(1);
        (await TickAndFinishAsync()).ShouldBe(0);
        time.Advance(TimeSpan.FromMinutes(30));
        (await TickAndFinishAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_clock_put_back_repeats_no_tick()
    {
        await HourlyAsync();
        time.Advance(TimeSpan.FromMinutes(31));
        (await TickAndFinishAsync()).ShouldBe(1);
        time.AdjustTime(time.GetUtcNow().AddMinutes(-20));
        (await TickAndFinishAsync()).ShouldBe(0);
        time.Advance(TimeSpan.FromMinutes(20));
        (await TickAndFinishAsync()).ShouldBe(0);
        time.Advance(TimeSpan.FromMinutes(60));
        (await TickAndFinishAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_clock_that_was_years_ahead_does_not_silence_a_schedule()
    {
        await HourlyAsync();
        time.Advance(TimeSpan.FromDays(3000));
        (await TickAndFinishAsync()).ShouldBe(1);
        time.AdjustTime(new DateTimeOffset(2027, 3, 1, 12, 30, 0, TimeSpan.Zero));
        (await TickAndFinishAsync()).ShouldBe(0);
        time.Advance(TimeSpan.FromMinutes(31));
        (await TickAndFinishAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_nightly_schedule_has_one_run_each_local_day_across_both_changes_of_the_clocks()
    {
        await jobs.Schedules.SetAsync(null, new ScheduleWish("Nightly", JobType.Backup, null, "30 2 * * *", "Europe/Berlin"), Token);
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        List<DateTime> days = [];
        // The week around each change of the clocks, half an hour at a time.
        foreach (var start in new[] { new DateTimeOffset(2027, 3, 24, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 10, 27, 0, 0, 0, TimeSpan.Zero) })
        {
            time.SetUtcNow(start);
            await TickAndFinishAsync();
            for (var i = 0; i < 2 * 24 * 7; i++)
            {
                time.Advance(TimeSpan.FromMinutes(30));
                if (await TickAndFinishAsync() == 1)
                {
                    days.Add(TimeZoneInfo.ConvertTime(time.GetUtcNow(), berlin).Date);
                }
            }
        }

        days.Count.ShouldBe(14);
        days.Distinct().Count().ShouldBe(14);
    }

    [Fact]
    public async Task A_schedule_that_is_switched_off_stays_silent()
    {
        var hourly = await HourlyAsync();
        await jobs.Schedules.SetAsync(hourly.Id, new ScheduleWish("Hourly", JobType.Analyze, null, "0 0 * * * ?", Enabled: false), Token);
        time.Advance(TimeSpan.FromHours(3));
        (await TickAndFinishAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_default_that_an_admin_removed_stays_removed()
    {
        jobs.Schedules.Seed(jobs.Tools);
        var all = await jobs.Schedules.ListAsync(Token);
        all.Select(s => s.JobType).ShouldBe(
            [.. all.Where(s => s.ScoutType is not null).Select(_ => JobType.Scout), JobType.Analyze, JobType.Curate, JobType.Update, JobType.Train, .. TestDatabases.IsPostgres ? [] : new[] { JobType.Backup, JobType.Backup }, JobType.Maintenance]);
        await jobs.Schedules.RemoveAsync(all[0].Id, Token);
        jobs.Schedules.Seed(jobs.Tools);
        (await jobs.Schedules.ListAsync(Token)).Count.ShouldBe(all.Count - 1);
    }

    [Fact]
    public async Task A_default_that_is_new_comes_once_to_a_database_that_has_the_others()
    {
        jobs.Schedules.Seed(jobs.Tools);
        var all = await jobs.Schedules.ListAsync(Token);
        foreach (var schedule in all)
        {
            await jobs.Schedules.RemoveAsync(schedule.Id, Token);
        }

        await using (var context = jobs.Database.CreateContext())
        {
            // As it was noted when there was one source, and no job to learn or to try a backup.
            (await context.Settings.SingleAsync(s => s.Key == "jobs.default_schedules", Token)).Value = "1";
            await context.SaveChangesAsync(Token);
        }

        jobs.Schedules.Seed(jobs.Tools);
        jobs.Schedules.Seed(jobs.Tools);
        (await jobs.Schedules.ListAsync(Token)).Select(s => s.Name).ShouldBe(all.Select(s => s.Name).Except(["Read feeds", "Analyze", "Curate", "Backup", "Maintenance"]));
    }

    public void Dispose() => jobs.Dispose();

    private async Task<Schedule> HourlyAsync() =>
        (await jobs.Schedules.SetAsync(null, new ScheduleWish("Hourly", JobType.Analyze, null, "0 0 * * * ?"), Token))!;

    private async Task<int> TickAndFinishAsync()
    {
        var started = await jobs.Scheduler.TickAsync(Token);
        foreach (var job in started)
        {
            await jobs.EditAsync(job.Id, j => j.Status = JobStatus.Completed);
        }

        return started.Count;
    }
}
