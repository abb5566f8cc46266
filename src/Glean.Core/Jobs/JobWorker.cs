using System.Collections.Concurrent;
using Glean.Catalog;
using Microsoft.Extensions.Logging;

namespace Glean.Jobs;

/// <summary>
/// Takes jobs from the queue and runs some at a time, starts what schedules ask for, and looks after jobs whose process
/// died. Any number of workers may run, in any number of processes.
/// </summary>
public sealed partial class JobWorker(
    JobTools tools, JobCatalog catalog, JobQueue queue, ScheduleBook schedules, Scheduler scheduler, JobSignal signal, ILogger<JobWorker> logger)
{
    private const int AtOnce = 4;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenTicks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenSeeds = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenTrims = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(6);

    private readonly JobRunner runner = new(tools.Database, tools.Time, signal);
    private readonly ConcurrentDictionary<string, Task> running = [];
    private long? lastTick, lastRound, lastSeed, lastTrim;

    /// <summary>Whether it runs no job now.</summary>
    public bool IsIdle => running.IsEmpty;

    /// <summary>Works until <paramref name="stopping"/>; then hands its jobs back and waits for their work to end.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var healthy = true;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await TurnAsync(stopping);
                healthy = true;
                await signal.WaitAsync(Look, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // Whatever it is: the next turn may go better, and jobs that run are not to suffer from it.
                if (healthy)
                {
                    LogTrouble(LogText.OneLine(JobFailure.Words(e)));
                }

                healthy = false;
                await Task.WhenAny(Task.Delay(AfterTrouble, tools.Time, stopping));
            }
        }

        await Task.WhenAny(Task.WhenAll(running.Values), Task.Delay(LastWords, tools.Time, CancellationToken.None));
    }

    private async Task TurnAsync(CancellationToken stopping)
    {
        if (IsDue(ref lastRound, BetweenRounds))
        {
            foreach (var job in await queue.RecoverAsync(stopping))
            {
                LogEnd(job, job.Status, job.Error ?? job.Message ?? "");
            }
        }

        if (IsDue(ref lastSeed, BetweenSeeds))
        {
            schedules.Seed(tools);
        }

        if (IsDue(ref lastTick, BetweenTicks))
        {
            await scheduler.TickAsync(stopping);
        }

        if (IsDue(ref lastTrim, BetweenTrims))
        {
            new EventLog(tools.Database).Trim(tools.Time.GetUtcNow().UtcDateTime, TimeSpan.FromDays(tools.Stored.Retention().EventDays));
        }

        while (running.Count < AtOnce && await queue.ClaimAsync(attendedId: null, stopping) is { } job)
        {
            // Taken under its id before it can end.
            var begin = new TaskCompletionSource();
            running[job.Id] = RunAsync(job, begin.Task, stopping);
            begin.SetResult();
        }
    }

    private bool IsDue(ref long? last, TimeSpan interval)
    {
        if (last is { } at && tools.Time.GetElapsedTime(at) < interval)
        {
            return false;
        }

        last = tools.Time.GetTimestamp();
        return true;
    }

    private async Task RunAsync(Job job, Task begin, CancellationToken stopping)
    {
        await begin;
        var name = job.Name();
        LogStart(name);
        var limit = catalog.Find(job.Type)?.Limit ?? BetweenTrims;
        try
        {
            var outcome = await runner.RunClaimedAsync(
                job, limit, run => catalog.Read(job.Type, job.ScoutType, job.Options).Work(tools.WithStored(), run), stopping);
            LogEnd(job, outcome.Status, outcome.Words);
            if (outcome.Status == JobStatus.Pending)
            {
                signal.TellQueued();
            }

            // Work that is still busy stopping keeps its place, so that not more than so many ever run.
            await outcome.Work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception e)
        {
            LogEnd(job, JobStatus.Failed, JobFailure.Words(e));
        }
        finally
        {
            running.TryRemove(job.Id, out _);
            signal.Pulse();
        }
    }

    private void LogEnd(Job job, JobStatus? status, string words)
    {
        var (name, type, source) = (job.Name(), job.Type.ToWire(), job.ScoutType ?? "");
        words = LogText.OneLine(words);
        switch (status)
        {
            case JobStatus.Failed:
                LogFailed(type, job.Id, source, words);
                break;
            case JobStatus.Pending:
                LogAgain(name, words);
                break;
            case JobStatus.Cancelled:
                LogCancelled(name);
                break;
            case null:
                LogLost(name);
                break;
            default:
                LogCompleted(name);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} started")]
    private partial void LogStart(string job);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} completed")]
    private partial void LogCompleted(string job);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} cancelled")]
    private partial void LogCancelled(string job);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Job} goes back to the queue: {Words}")]
    private partial void LogAgain(string job, string words);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Job} was given to another process; what this run says counts no more")]
    private partial void LogLost(string job);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job FAILED: {Type} {Id} {Source}: {Words}")]
    private partial void LogFailed(string type, string id, string source, string words);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No job can be taken for now: {Words}")]
    private partial void LogTrouble(string words);
}

/// <summary>Foreign text in a log line.</summary>
internal static class LogText
{
    /// <summary>On one line: line breaks and other control characters are written as escapes.</summary>
    public static string OneLine(string text) => !text.Any(char.IsControl)
        ? text
        : string.Concat(text.Select(c => c switch
        {
            '\r' => "\\r",
            '\n' => "\\n",
            _ when char.IsControl(c) => $"\\u{(int)c:x4}",
            _ => c.ToString(),
        }));
}
