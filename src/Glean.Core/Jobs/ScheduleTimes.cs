using Glean.Catalog;
using Quartz;

namespace Glean.Jobs;

/// <summary>
/// When a schedule's ticks are. Quartz knows what a change of the clocks does to them: an hour that is left out ticks at its
/// end, one that comes twice ticks once for a fixed time of day and twice for a rhythm such as every quarter of an hour.
/// </summary>
public static class ScheduleTimes
{
    /// <summary>Reads an expression: Quartz's six or seven fields (seconds first), crontab's five, or <c>@daily</c> and its like.</summary>
    /// <returns>The expression in Quartz's form.</returns>
    /// <exception cref="GleanException">It is none of them, or never ticks.</exception>
    public static string Canonical(string cron, string timeZone, DateTime now)
    {
        var fields = cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (!CronExpression.TryParse(cron, fields == 5 ? CronFormat.Unix : CronFormat.Quartz, out var expression))
        {
            throw new GleanException(FailureKind.Usage, $"'{cron}' is no cron expression.",
                "Write five fields as in crontab (30 2 * * * is half past two each day) or Quartz's six, seconds first");
        }

        var zone = Zone(timeZone);
        return expression.WithTimeZone(zone).GetNextValidTimeAfter(now) is null
            ? throw new GleanException(FailureKind.Usage, $"'{cron}' never comes.", "Name a time that is still to come")
            : expression.CronExpressionString;
    }

    /// <summary>The first tick after <paramref name="after"/> (UTC), or null when there is none any more.</summary>
    /// <exception cref="GleanException">The expression or the time zone cannot be read.</exception>
    public static DateTime? Next(string cron, string timeZone, DateTime after) =>
        CronExpression.TryParse(cron, out var expression)
            ? expression.WithTimeZone(Zone(timeZone)).GetNextValidTimeAfter(new DateTimeOffset(after, TimeSpan.Zero))?.UtcDateTime
            : throw new GleanException(FailureKind.Usage, $"'{cron}' is no cron expression.");

    /// <summary>The next ticks after <paramref name="after"/>.</summary>
    public static IReadOnlyList<DateTime> Upcoming(string cron, string timeZone, DateTime after, int count)
    {
        List<DateTime> ticks = [];
        while (ticks.Count < count && Next(cron, timeZone, after) is { } next)
        {
            ticks.Add(next);
            after = next;
        }

        return ticks;
    }

    private static TimeZoneInfo Zone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new GleanException(FailureKind.Usage, $"There is no time zone '{name}'.", "Use an IANA name: Europe/Berlin, America/New_York, UTC");
}
