using Glean.Catalog;

namespace Glean.Jobs;

/// <summary>What a running job tells: how far it is, in percent of the whole, and with what.</summary>
public readonly record struct JobProgress(int Percent, string Message);

/// <summary>A line for a job's log.</summary>
internal readonly record struct LogLine(DateTime At, string Level, string Message);

/// <summary>A run as its work sees it: where to tell progress and incidents, and when to stop.</summary>
public sealed class JobRun : IProgress<JobProgress>
{
    /// <summary>Levels of a log line.</summary>
    public const string Info = "info", Warning = "warning", Failure = "error";

    private const int MostLines = 2000;

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly IProgress<JobProgress>? watch;
    private readonly List<LogLine> unsaved = [];
    private JobProgress latest;
    private int lines;

    internal JobRun(string jobId, TimeProvider time, IProgress<JobProgress>? watch, CancellationToken stopping) =>
        (JobId, this.time, this.watch, Stopping) = (jobId, time, watch, stopping);

    public string JobId { get; }

    /// <summary>Somebody cancelled the job, its time is up, or the process ends.</summary>
    public CancellationToken Stopping { get; }

    internal JobProgress Latest
    {
        get
        {
            lock (gate)
            {
                return latest;
            }
        }
    }

    public void Report(JobProgress value)
    {
        lock (gate)
        {
            latest = value;
        }

        watch?.Report(value);
    }

    /// <summary>Adds a line to the job's log.</summary>
    public void Log(string message, string level = Info)
    {
        lock (gate)
        {
            lines++;
            if (lines <= MostLines)
            {
                unsaved.Add(new LogLine(time.GetUtcNow().UtcDateTime, level, StorableText.Of(message)));
            }
            else if (lines == MostLines + 1)
            {
                unsaved.Add(new LogLine(time.GetUtcNow().UtcDateTime, Warning, $"The log ends here: it has {MostLines} lines."));
            }
        }
    }

    /// <summary>Lines since the last call.</summary>
    internal IReadOnlyList<LogLine> TakeLines()
    {
        lock (gate)
        {
            LogLine[] taken = [.. unsaved];
            unsaved.Clear();
            return taken;
        }
    }
}
