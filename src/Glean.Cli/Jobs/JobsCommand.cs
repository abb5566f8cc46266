using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Terminal;
using Glean.Jobs;
using Glean.Storage;

namespace Glean.Cli.Jobs;

/// <summary><c>glean jobs list|show|cancel|retry</c></summary>
internal static class JobsCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Command Create() => new("jobs", "See, cancel and retry jobs") { List(), Show(), Cancel(), Retry() };

    private static Command List()
    {
        var limit = NumberOption.Whole("--limit", "At most N jobs, newest first", 20, most: 1000);
        var status = new Option<string[]>("--status") { Description = "Only jobs of this status; repeatable", HelpName = string.Join('|', WireName.All<JobStatus>()) };
        status.AcceptOnlyFromAmong([.. WireName.All<JobStatus>()]);
        var json = GlobalOptions.Json();
        return new Command("list", "The last jobs") { limit, status, json }.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Read);
            var statuses = (parsed.GetValue(status) ?? []).Select(s => WireName.Parse<JobStatus>(s)!.Value).ToList();
            var (jobs, total) = new JobReader(session.Database).List(statuses, parsed.GetValue(limit), 0);
            if (parsed.GetValue(json))
            {
                session.WriteJson(new { Jobs = jobs.Select(j => Plain(j, [])), Total = total });
                return ExitCode.Done;
            }

            var table = new TextTable("ID", "JOB", "STATUS", "PROGRESS", "CREATED (UTC)", "MESSAGE");
            foreach (var job in jobs)
            {
                table.Add(job.Id, Kind(job), job.Status.ToWire(), $"{job.Progress}%", job.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss"), job.Error ?? job.Message);
            }

            table.Write(session.Out);
            session.Out.WriteLine($"{jobs.Count} of {total}");
            return ExitCode.Done;
        });
    }

    private static Command Show()
    {
        var id = Id();
        var json = GlobalOptions.Json();
        return new Command("show", "One job with its log") { id, json }.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Read);
            var reader = new JobReader(session.Database);
            var job = reader.Find(parsed.GetRequiredValue(id)) ?? throw NoSuchJob(parsed.GetRequiredValue(id));
            var log = reader.Log(job.Id);
            if (parsed.GetValue(json))
            {
                session.WriteJson(Plain(job, log));
                return ExitCode.Done;
            }

            var table = new TextTable();
            table.Add("job", $"{Kind(job)} {job.Id}");
            table.Add("status", $"{job.Status.ToWire()}{(job.CancelRequested && job.Status == JobStatus.Running ? ", stopping" : "")}");
            table.Add("progress", $"{job.Progress}%", job.Message);
            table.Add("options", job.Options);
            table.Add("created", Time(job.CreatedAt));
            table.Add("started", Time(job.StartedAt), job.Attempts > 1 ? $"attempt {job.Attempts}" : "");
            table.Add("completed", Time(job.CompletedAt));
            table.Add("result", job.Result);
            table.Add("failure", job.Error);
            table.Write(session.Out);
            foreach (var line in log)
            {
                session.Out.WriteLine($"{line.At:yyyy-MM-dd HH:mm:ss} {line.Level,-7} {TextTable.OneLine(line.Message)}");
            }

            return ExitCode.Done;
        });
    }

    private static Command Cancel()
    {
        var id = Id();
        return new Command("cancel", "Stop a job, wherever it runs; what it saved stays") { id }.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Write);
            var (wish, job) = await Queue(session).CancelAsync(parsed.GetRequiredValue(id), cancellationToken);
            switch (wish)
            {
                case JobWish.NoSuchJob:
                    throw NoSuchJob(parsed.GetRequiredValue(id));
                case JobWish.TooLate:
                    throw new GleanException(FailureKind.Work, $"The job {job!.Id} is over: {job.Status.ToWire()}.", $"See: glean jobs show {job.Id}");
            }

            var reader = new JobReader(session.Database);
            var since = session.Time.GetTimestamp();
            while (job!.Status == JobStatus.Running && session.Time.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(Look, session.Time, cancellationToken);
                job = reader.Find(job.Id)!;
            }

            session.Out.WriteLine(job.Status == JobStatus.Running ? $"The job {job.Id} was told to stop." : $"The job {job.Id} is {job.Status.ToWire()}.");
            return ExitCode.Done;
        });
    }

    private static Command Retry()
    {
        var id = Id();
        return new Command("retry", "Queue a job again with the same options; the server or a worker runs it") { id }.Does(async (session, parsed, cancellationToken) =>
        {
            session.Database.EnsureUsable(DatabaseAccess.Write);
            var (wish, job) = await Queue(session).RetryAsync(parsed.GetRequiredValue(id), userId: null, cancellationToken);
            switch (wish)
            {
                case JobWish.NoSuchJob:
                    throw NoSuchJob(parsed.GetRequiredValue(id));
                case JobWish.TooLate:
                    throw new GleanException(FailureKind.Work, $"The job {job!.Id} is not over: {job.Status.ToWire()}.", $"Cancel it first: glean jobs cancel {job.Id}");
            }

            session.Out.WriteLine($"Queued as {job!.Id}. The server or a worker runs it: glean jobs show {job.Id}");
            return ExitCode.Done;
        });
    }

    private static JobQueue Queue(Session session) => new(session.Database, GleanJobs.Catalog, session.Time);

    private static Argument<string> Id() => new("ID") { Description = "The job's id: glean jobs list" };

    private static string Kind(Job job) => job.ScoutType is null ? job.Type.ToWire() : $"{job.Type.ToWire()} {job.ScoutType}";

    private static string? Time(DateTime? at) => at is null ? null : $"{at:yyyy-MM-dd HH:mm:ss} UTC";

    private static object Plain(Job job, IReadOnlyList<JobLog> log) => new
    {
        job.Id,
        Type = job.Type.ToWire(),
        Status = job.Status.ToWire(),
        job.Progress,
        job.Message,
        Result = Element(job.Result),
        job.Error,
        job.ScoutType,
        Options = Element(job.Options),
        job.Attempts,
        job.CreatedAt,
        job.StartedAt,
        job.CompletedAt,
        Logs = log.Select(l => new { Timestamp = l.At, l.Level, l.Message }),
    };

    private static System.Text.Json.Nodes.JsonNode? Element(string? stored)
    {
        try
        {
            return stored is null ? null : System.Text.Json.Nodes.JsonNode.Parse(stored);
        }
        catch (System.Text.Json.JsonException)
        {
            return stored;
        }
    }

    private static GleanException NoSuchJob(string id) => new(FailureKind.Work, $"There is no job '{id}'.", "See: glean jobs list");
}
