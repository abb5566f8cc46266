using Glean.Catalog;
using Glean.Egress;
using Glean.Jobs;
using Glean.Settings;
using Glean.Storage;
using Glean.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Glean.Tests.Jobs;

/// <summary>A migrated database of its own in a folder of its own, and jobs on it.</summary>
public sealed class JobsFixture : IDisposable
{
    private readonly Fetcher fetcher = new(new EgressOptions());

    public JobsFixture(TimeProvider? time = null, params JobKind[] kinds)
    {
        Folder = Directory.CreateTempSubdirectory("glean-jobs-").FullName;
        Time = time ?? TimeProvider.System;
        Database = TestDatabases.New(DatabasePath);
        Catalog = kinds.Length > 0 ? new JobCatalog(kinds) : GleanJobs.Catalog;
        Queue = new JobQueue(Database, Catalog, Time, Signal);
        Schedules = new ScheduleBook(Database, Catalog, Time);
        Settings = GleanSettings.Load(null, name => TestDatabases.Variable(name, DatabasePath) ?? (name == "GLEAN_REPORTS_DIR" ? Path.Combine(Folder, "reports") : null));
        Tools = new JobTools(Database, Settings, fetcher, Time);
    }

    public string Folder { get; }

    /// <summary>Of the file; what stands for it in PostgreSQL.</summary>
    public string DatabasePath => Path.Combine(Folder, "glean.db");

    public TimeProvider Time { get; }

    public GleanDatabase Database { get; }

    public GleanSettings Settings { get; }

    public JobCatalog Catalog { get; }

    public JobSignal Signal { get; } = new();

    public JobQueue Queue { get; }

    public ScheduleBook Schedules { get; }

    public JobTools Tools { get; }

    public JobReader Reader => new(Database);

    public Scheduler Scheduler => new(Database, Time, Signal, NullLogger<Scheduler>.Instance);

    /// <summary>A kind of job that does what a test wants.</summary>
    public static JobKind Kind(JobType type, Func<JobRun, Task<object?>> work, TimeSpan? limit = null) =>
        JobKind.Of(type, limit ?? TimeSpan.FromMinutes(1), options => options.Choice("scout_type", "rss", "reddit", "all"), (_, _, run) => work(run));

    /// <summary>Queues a job of a kind.</summary>
    public Task<Job> AddAsync(JobType type, string? scoutType = null) =>
        Queue.AddAsync(Catalog.Read(type, scoutType, "{}"), userId: null, TestContext.Current.CancellationToken);

    /// <summary>Runs a worker while <paramref name="act"/> goes on.</summary>
    public async Task WithWorkerAsync(Func<Task> act)
    {
        using var stop = new CancellationTokenSource();
        var worker = new JobWorker(Tools, Catalog, Queue, Schedules, Scheduler, Signal, NullLogger<JobWorker>.Instance);
        var working = worker.RunAsync(stop.Token);
        try
        {
            await act();
        }
        finally
        {
            await stop.CancelAsync();
            await working;
        }
    }

    /// <summary>The job once it is as wanted; fails when that takes too long.</summary>
    public async Task<Job> UntilAsync(string id, Func<Job, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(120));
        while (true)
        {
            if (Reader.Find(id) is { } job && wanted(job))
            {
                return job;
            }

            await Task.Delay(25, patience.Token);
        }
    }

    /// <summary>Changes a row as another process would.</summary>
    public async Task EditAsync(string id, Action<Job> edit)
    {
        await using var context = Database.CreateContext();
        edit(await context.Jobs.FindAsync([id], TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("No such job."));
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Database.Close();
        fetcher.Dispose();
        Signal.Dispose();
        TestDatabases.Forget(Folder);
        Directory.Delete(Folder, recursive: true);
    }
}
