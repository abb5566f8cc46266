using System.Diagnostics;
using System.Runtime.InteropServices;
using Glean.Catalog;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Jobs;

/// <summary>Real processes, killed and asked to end, on a job that hangs on a server which never answers.</summary>
public sealed class JobProcessesTests : IDisposable
{
    private readonly JobsFixture jobs = new();
    private readonly List<Process> processes = [];

    [Fact]
    public async Task A_job_outlives_kill_9_and_is_cancelled_and_handed_back_from_outside()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are a matter of Unix.");
        await using var silent = await FaultServer.StartAsync(Answers.Never());
        var job = await HangingAsync(silent);

        var first = Start("worker");
        await jobs.UntilAsync(job.Id, j => j.Status == JobStatus.Running);
        first.Kill();
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);

        var since = Stopwatch.GetTimestamp();
        var second = Start("worker");
        var again = await jobs.UntilAsync(job.Id, j => j is { Status: JobStatus.Running, Attempts: 2 });
        Tell("killed to running again (start of the process included)", since);
        again.Runner!.ShouldContain($":{second.Id}:");
        if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture.ToString() is "X64" or "Arm64")
        {
            await UntilNoneAsync(() => OfShortTurns(second), "each thread of a worker asks for long turns, as SCHED_BATCH");
        }

        since = Stopwatch.GetTimestamp();
        await jobs.Queue.CancelAsync(job.Id, TestContext.Current.CancellationToken);
        await jobs.UntilAsync(job.Id, j => j.Status == JobStatus.Cancelled);
        Tell("cancelled from another process", since);
        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(10));

        var other = await HangingAsync(silent);
        await jobs.UntilAsync(other.Id, j => j.Status == JobStatus.Running);
        jobs.Database.Close();
        since = Stopwatch.GetTimestamp();
        await SignalAsync(second);
        Tell("asked to end with a job running", since);
        second.ExitCode.ShouldBe(0);
        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        Directory.GetFiles(jobs.Folder, "glean.db-*").ShouldBeEmpty();
        var back = jobs.Reader.Find(other.Id)!;
        (back.Status, back.Attempts, back.Runner).ShouldBe((JobStatus.Pending, 0, null));
    }

    public void Dispose()
    {
        foreach (var process in processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }

        jobs.Dispose();
    }

    private Task<Job> HangingAsync(FaultServer silent) => jobs.Queue.AddAsync(
        jobs.Catalog.Read(JobType.Scout, "rss", $$"""{"feeds":["{{silent.Url("/feed")}}"]}"""), userId: null, TestContext.Current.CancellationToken);

    /// <remarks>https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, field 41</remarks>
    private static List<string> OfShortTurns(Process process)
    {
        List<string> threads = [];
        foreach (var thread in Directory.GetDirectories($"/proc/{process.Id}/task"))
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(thread, "stat"));
                if (stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[41 - 3] != "3")
                {
                    threads.Add(stat);
                }
            }
            catch (IOException)
            {
                // It ended in this moment.
            }
        }

        return threads;
    }

    private static async Task UntilNoneAsync(Func<List<string>> look, string what)
    {
        List<string> seen;
        for (var tries = 0; (seen = look()).Count > 0; tries++)
        {
            tries.ShouldBeLessThan(100, $"{what}: {string.Join("; ", seen)}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Program(), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["GLEAN_DB_PATH"] = jobs.DatabasePath, ["GLEAN_EGRESS_ALLOW"] = "127.0.0.0/8", ["GLEAN_ENVIRONMENT"] = "development" },
        };
        if (TestDatabases.UrlOf(jobs.DatabasePath) is { } url)
        {
            start.Environment["GLEAN_DATABASE_URL"] = url;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => TestContext.Current.SendDiagnosticMessage(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        processes.Add(process);
        return process;
    }

    /// <summary>The program where it was built, with all it needs beside it.</summary>
    private static string Program()
    {
        var bin = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(bin.Parent!.Parent!.Parent!.Parent!.Parent!.FullName, "src", "Glean.Cli", "bin", bin.Parent.Name, bin.Name, "glean.dll");
    }

    private static async Task SignalAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static void Tell(string what, long since) =>
        TestContext.Current.SendDiagnosticMessage($"{what}: {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s");
}
