using Glean.Catalog;
using Glean.Jobs;

namespace Glean.Notifications;

/// <summary>The job that tells people what happened.</summary>
public static class NotifyJob
{
    /// <summary>What <c>digest</c> may be.</summary>
    public static readonly IReadOnlyList<string> Kinds = [.. WireName.All<DeliveryKind>().Where(k => k != DeliveryKind.Test.ToWire())];

    public static readonly JobKind Kind = JobKind.Of(
        JobType.Notify,
        TimeSpan.FromMinutes(30),
        options => WireName.Parse<DeliveryKind>(options.Choice("digest", Kinds)) ?? DeliveryKind.Important,
        async (kind, tools, run) => await new NotifyRun(tools).RunAsync(kind, (line, isWarning) => run.Log(line, isWarning ? JobRun.Warning : JobRun.Info), run.Stopping));

    /// <summary>What runs by itself once a channel is configured. Messages that wait for another try go out with the important changes.</summary>
    public static IEnumerable<ScheduleWish> Schedules(JobTools tools) => !NotificationChannels.Configured(tools.Stored.Effective()).Any() ? [] :
    [
        new("Tell important changes", JobType.Notify, null, "0 5/15 * * * ?", Options: """{"digest":"important"}"""),
        new("Daily digest", JobType.Notify, null, "0 0 7 * * ?", Options: """{"digest":"daily"}"""),
        new("Weekly digest", JobType.Notify, null, "0 0 8 ? * MON", Options: """{"digest":"weekly"}"""),
    ];
}
