using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Jobs;
using Glean.Storage;

namespace Glean.Cli.Jobs;

/// <summary><c>glean schedule list|set|remove</c></summary>
internal static class ScheduleCommand
{
    public static Command Create() => new("schedule", "When jobs run by themselves, while a server or worker runs") { List(), Set(), Remove() };

    private static Command List()
    {
        var json = GlobalOptions.Json();
        return new Command("list", "All schedules with their next runs") { json }.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Write);
            var schedules = await Book(session).ListAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                session.WriteJson(schedules.Select(s => new
                {
                    s.Id,
                    s.Name,
                    JobType = s.JobType.ToWire(),
                    s.ScoutType,
                    s.Cron,
                    s.TimeZone,
                    s.Enabled,
                    s.Options,
                    s.LastRunAt,
                    NextRuns = s.Enabled ? ScheduleTimes.Upcoming(s.Cron, s.TimeZone, session.Now, 3) : [],
                }));
                return ExitCode.Done;
            }

            var table = new TextTable("ID", "NAME", "JOB", "CRON", "TIME ZONE", "STATE", "LAST RUN (UTC)", "NEXT RUN (UTC)");
            foreach (var s in schedules)
            {
                table.Add(
                    s.Id.ToString(), s.Name, s.ScoutType is null ? s.JobType.ToWire() : $"{s.JobType.ToWire()} {s.ScoutType}", s.Cron, s.TimeZone,
                    s.Enabled ? "on" : "off", s.LastRunAt?.ToString("yyyy-MM-dd HH:mm"), s.NextRunAt?.ToString("yyyy-MM-dd HH:mm"));
            }

            table.Write(session.Out);
            return ExitCode.Done;
        });
    }

    private static Command Set()
    {
        var name = new Argument<string>("NAME") { Description = "The schedule to add or to change" };
        var job = new Option<string?>("--job") { Description = "What it runs", HelpName = string.Join('|', GleanJobs.Catalog.Kinds.Select(k => k.Type.ToWire())) };
        job.AcceptOnlyFromAmong([.. GleanJobs.Catalog.Kinds.Select(k => k.Type.ToWire())]);
        var source = new Option<string?>("--source") { Description = "For scouts: which source, or all" };
        var cron = new Option<string?>("--cron") { Description = "When: five fields as in crontab, or Quartz's six, seconds first", HelpName = "\"30 2 * * *\"" };
        var zone = new Option<string?>("--time-zone") { Description = "The clock the times are read on (default: UTC)", HelpName = "Europe/Berlin" };
        var options = new Option<string?>("--options") { Description = "Options of the job as a JSON object", HelpName = "JSON" };
        var on = new Option<bool>("--on") { Description = "Switch it on" };
        var off = new Option<bool>("--off") { Description = "Switch it off" };
        var command = new Command("set", "Add a schedule, or change or switch one") { name, job, source, cron, zone, options, on, off };
        command.Validators.Add(result =>
        {
            if (result.GetValue(on) && result.GetValue(off))
            {
                result.AddError("Either --on or --off.");
            }
        });
        return command.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Write);
            var book = Book(session);
            var wanted = parsed.GetRequiredValue(name);
            var old = await book.FindAsync(wanted, cancellationToken);
            var schedule = await book.SetAsync(
                old?.Id,
                new ScheduleWish(
                    wanted,
                    WireName.Parse<JobType>(parsed.GetValue(job)) ?? old?.JobType ?? throw Missing(wanted, "--job", "analyze"),
                    parsed.GetValue(source) ?? old?.ScoutType,
                    parsed.GetValue(cron) ?? old?.Cron ?? throw Missing(wanted, "--cron", "\"30 2 * * *\""),
                    parsed.GetValue(zone) ?? old?.TimeZone ?? "UTC",
                    parsed.GetValue(options) ?? old?.Options ?? "{}",
                    parsed.GetValue(on) || (!parsed.GetValue(off) && (old?.Enabled ?? true))),
                cancellationToken);
            session.Out.WriteLine(schedule!.Enabled
                ? $"'{schedule.Name}' runs next at {schedule.NextRunAt:yyyy-MM-dd HH:mm:ss} UTC, while a server or worker runs."
                : $"'{schedule.Name}' is switched off.");
            return ExitCode.Done;
        });
    }

    private static Command Remove()
    {
        var name = new Argument<string>("NAME") { Description = "The schedule's name: glean schedule list" };
        return new Command("remove", "Remove a schedule") { name }.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Write);
            var book = Book(session);
            var wanted = parsed.GetRequiredValue(name);
            if (await book.FindAsync(wanted, cancellationToken) is not { } schedule || !await book.RemoveAsync(schedule.Id, cancellationToken))
            {
                throw new GleanException(FailureKind.Work, $"There is no schedule '{wanted}'.", "See: glean schedule list");
            }

            session.Out.WriteLine($"'{wanted}' is removed.");
            return ExitCode.Done;
        });
    }

    private static ScheduleBook Book(Session session)
    {
        var book = new ScheduleBook(session.Database, GleanJobs.Catalog, session.Time);
        book.Seed(session.Tools);
        return book;
    }

    private static GleanException Missing(string name, string option, string example) =>
        new(FailureKind.Usage, $"There is no schedule '{name}' yet; to add it, {option} is needed.", $"For example: {option} {example}");
}
