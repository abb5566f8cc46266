using System.Net;
using System.Net.Http.Json;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reliability.Soak;

/// <summary>
/// A server with schedules that come every few seconds, four commands that write, people who read and decide, backups, an upstream
/// that is ill a third of the time, and <c>kill -9</c> out of the blue; in the end nothing may be lost, nothing doubled, and every
/// backup must restore. <c>make soak</c> runs it (GLEAN_SOAK_MINUTES, GLEAN_SOAK_SEED).
/// </summary>
public sealed class SoakTests : IDisposable
{
    private const int TextsPerImport = 40;

    /// <summary>A command waits for its turn behind the jobs of the server, which are many here.</summary>
    private static readonly TimeSpan LongestCommand = TimeSpan.FromMinutes(5);

    private static readonly int Seed = Variable("GLEAN_SOAK_SEED", 20261126);
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(Variable("GLEAN_SOAK_MINUTES", 20));

    private readonly Ledger ledger = new();
    private readonly Random blows = new(Seed);
    private readonly CancellationTokenSource over = new();

    [Fact(Explicit = true)]
    public async Task Nothing_is_lost_nothing_doubled_and_every_backup_restores()
    {
        await using var upstream = await Upstream.StartAsync(Seed);
        upstream.Publish();
        await using var server = await LiveServer.StartAsync(demo: false, ("GLEAN_EGRESS_ALLOW", "127.0.0.0/8"), ("GLEAN_LOGS_DIR", "logs"));
        // The first drill wants one to open.
        (await server.Program.RunAsync("backup", "create")).ShouldExit(0);
        await ScheduleAsync(server, upstream);
        Say($"{Duration.TotalMinutes} minutes, seed {Seed}");

        upstream.IsFaulty = true;
        over.CancelAfter(Duration);
        await Task.WhenAll(
            RepeatAsync(TimeSpan.FromSeconds(2), _ => { upstream.Publish(); return Task.CompletedTask; }),
            // Four commands that write.
            RepeatAsync(TimeSpan.FromSeconds(1), _ => CommandAsync(server, mayFail: true, ["scout", "rss", .. upstream.Addresses.SelectMany(a => new[] { "--feed", a })])),
            RepeatAsync(TimeSpan.FromSeconds(1), round => ImportAsync(server, round)),
            RepeatAsync(TimeSpan.FromSeconds(2), _ => CommandAsync(server, mayFail: false, "analyze", "--limit", "200")),
            RepeatAsync(TimeSpan.FromSeconds(3), _ => CommandAsync(server, mayFail: false, "curate")),
            RepeatAsync(TimeSpan.FromSeconds(15), round => CommandAsync(server, mayFail: false, round % 3 == 0 ? ["backup", "create", "--encrypt"] : ["backup", "create"])),
            RepeatAsync(TimeSpan.FromMilliseconds(200), round => AskAsync(server, round)),
            RepeatAsync(TimeSpan.FromSeconds(10), _ => StrikeAsync(server)));

        upstream.IsFaulty = false;
        Say("upstream is well again; the last of it is taken in");
        await SettleAsync(server, upstream);
        (await server.StopAsync()).ShouldExit(0);
        Directory.GetFiles(Path.GetDirectoryName(server.Program.DatabasePath)!, "glean.db-*").ShouldBeEmpty();
        var wrong = ledger.Wrong.Concat(Oracle.Differences(server.Program.DatabasePath, upstream, ledger)).Concat(LogTrouble(server)).ToList();
        wrong.AddRange(await RestoreAllAsync(server));
        Tell(server, upstream);
        wrong.ShouldBeEmpty();
    }

    public void Dispose() => over.Dispose();

    private static async Task ScheduleAsync(LiveServer server, Upstream upstream)
    {
        (await server.Program.RunAsync(["feeds", "add", .. upstream.Addresses])).ShouldExit(0);
        foreach (var (name, job, cron, more) in new (string, string, string, string[])[]
        {
            ("Soak scout", "scout", "0/20 * * * * ?", ["--source", "rss"]),
            ("Soak analyze", "analyze", "5/20 * * * * ?", []),
            ("Soak curate", "curate", "10/30 * * * * ?", []),
            ("Soak backup", "backup", "0/45 * * * * ?", []),
            ("Soak drill", "backup", "30 * * * * ?", ["--options", """{"drill":true}"""]),
            ("Soak maintenance", "maintenance", "50 0/2 * * * ?", []),
        })
        {
            (await server.Program.RunAsync(["schedule", "set", name, "--job", job, "--cron", cron, .. more])).ShouldExit(0);
        }

        foreach (var name in new[] { "Read feeds", "Read Hacker News", "Read GitHub", "Analyze", "Curate", "Watch tools", "Learn", "Backup", "Restore drill", "Maintenance" })
        {
            (await server.Program.RunAsync("schedule", "set", name, "--off")).ShouldExit(0);
        }
    }

    /// <param name="mayFail">The command asks upstream, whose faults may be all that it meets.</param>
    private async Task<bool> CommandAsync(LiveServer server, bool mayFail, params string[] arguments)
    {
        using var running = server.Program.Start(arguments);
        bool isStruck;
        int wait;
        lock (blows)
        {
            isStruck = blows.Next(6) == 0;
            wait = blows.Next(1500);
        }

        if (isStruck)
        {
            await Task.Delay(wait);
            if (!running.HasExited)
            {
                running.Kill();
            }
        }

        var result = await running.EndAsync(LongestCommand);
        isStruck = isStruck && result.ExitCode is 137 or 9;
        ledger.Count($"glean {arguments[0]} {(isStruck ? "killed" : $"exit {result.ExitCode}")}");
        if (!isStruck && result.ExitCode != 0 && !(mayFail && result.ExitCode == 1))
        {
            ledger.Wrong.Enqueue($"{result.CommandLine} ended with {result.ExitCode}: {result.Error}");
        }

        foreach (var word in new[] { "locked", "malformed", "Unhandled" })
        {
            if ((result.Output + result.Error).Contains(word, StringComparison.Ordinal))
            {
                ledger.Wrong.Enqueue($"{result.CommandLine} said '{word}': {result.Error}");
            }
        }

        return result.ExitCode == 0;
    }

    private async Task ImportAsync(LiveServer server, int round)
    {
        var host = $"round{round}.example";
        server.File("texts.jsonl", SampleTexts.Discoveries(TextsPerImport, host));
        // One that was killed is begun anew, as an operator would; what it had taken must not come twice.
        while (!await CommandAsync(server, mayFail: false, "import", "discoveries", "texts.jsonl"))
        {
            if (!ledger.Wrong.IsEmpty)
            {
                return;
            }
        }

        ledger.Imported.Add((host, TextsPerImport));
    }

    private async Task AskAsync(LiveServer server, int round)
    {
        try
        {
            var list = await WatchedAsync(server.Admin.GetAsync("/api/tools?status=review&limit=20"));
            await WatchedAsync(server.Admin.GetAsync("/api/stats"));
            await WatchedAsync(server.Admin.GetAsync("/api/health"));
            var name = $"view {round}";
            var made = await WatchedAsync(server.Admin.PostAsJsonAsync("/api/views", new { name, query = "status=review" }));
            if (made.IsSuccessStatusCode)
            {
                ledger.Views.Enqueue(((await made.ReadAsync()).GetProperty("id").GetInt64(), name));
                ledger.Count("views promised");
            }

            // A person may have a hundred.
            if (ledger.Views.Count > 60 && ledger.Views.TryDequeue(out var oldest))
            {
                await WatchedAsync(server.Admin.DeleteAsync($"/api/views/{oldest.Id}"));
            }

            var tools = list.IsSuccessStatusCode ? (await list.ReadAsync()).GetProperty("tools") : default;
            if (round % 5 == 0 && list.IsSuccessStatusCode && tools.GetArrayLength() > 0)
            {
                var (id, status) = (tools[0].GetProperty("id").GetInt64(), round % 10 == 0 ? "approved" : "rejected");
                var answer = await WatchedAsync(server.Admin.PutAsJsonAsync($"/api/tools/{id}/status", new { status }));
                if (answer.IsSuccessStatusCode)
                {
                    ledger.Decisions.Add((id, status));
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException or ObjectDisposedException)
        {
            // The server was struck meanwhile: nothing was promised.
            ledger.Count("requests cut off");
        }
    }

    private async Task<HttpResponseMessage> WatchedAsync(Task<HttpResponseMessage> asking)
    {
        var answer = await asking;
        ledger.Count($"answers {(int)answer.StatusCode}");
        if ((int)answer.StatusCode >= 500 || answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            ledger.Wrong.Enqueue($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.PathAndQuery} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        return answer;
    }

    private async Task StrikeAsync(LiveServer server)
    {
        int wait;
        lock (blows)
        {
            wait = blows.Next(30_000);
        }

        await Task.Delay(wait, over.Token);
        var begun = TimeProvider.System.GetTimestamp();
        await server.KillAndRestartAsync();
        ledger.Count("server killed and restarted");
        Say($"server killed; ready again after {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.0} s");
    }

    /// <summary>What an operator does after a bad day: everything once more, in peace.</summary>
    private async Task SettleAsync(LiveServer server, Upstream upstream)
    {
        (await server.Program.RunAsync(["scout", "rss", .. upstream.Addresses.SelectMany(a => new[] { "--feed", a })])).ShouldExit(0);
        foreach (var schedule in new[] { "scout", "analyze", "curate", "backup", "drill", "maintenance" })
        {
            (await server.Program.RunAsync("schedule", "set", $"Soak {schedule}", "--off")).ShouldExit(0);
        }

        // No Ledger here: this time a command must do all of its work.
        while (TestDatabase.Count(server.Program.DatabasePath, "SELECT count(*) FROM discoveries WHERE NOT processed") > 0 && ledger.Wrong.IsEmpty)
        {
            (await server.Program.RunAsync("analyze", "--limit", "1000")).ShouldExit(0);
        }

        (await server.Program.RunAsync("curate")).ShouldExit(0);
        (await server.Program.RunAsync("backup", "create")).ShouldExit(0);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (TestDatabase.Count(server.Program.DatabasePath, "SELECT count(*) FROM jobs WHERE status IN ('running', 'pending')") > 0)
        {
            await Task.Delay(500, patience.Token);
        }
    }

    /// <summary>Restores each backup to a place of its own; what is in them may only grow with time.</summary>
    private async Task<IReadOnlyList<string>> RestoreAllAsync(LiveServer server)
    {
        var folder = Path.GetDirectoryName(server.Program.DatabasePath)!;
        List<string> wrong = [];
        long last = 0;
        server.Program.Environment["GLEAN_DB_PATH"] = Path.Combine(folder, "again", "glean.db");
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "backups")).OrderBy(f => Path.GetFileName(f)[..21], StringComparer.Ordinal))
        {
            if (file.Contains(".partial", StringComparison.Ordinal))
            {
                // What a killed command left; the next ones remove it after an hour.
                ledger.Count("backups cut off");
                continue;
            }

            Directory.CreateDirectory(Path.Combine(folder, "again"));
            File.Copy(Path.Combine(folder, "glean.db.key"), Path.Combine(folder, "again", "glean.db.key"));
            var result = await server.Program.RunAsync("restore", file, "--yes");
            var copy = Path.Combine(folder, "again", "glean.db");
            if (result.ExitCode != 0 || TestDatabase.Rows(copy, "PRAGMA integrity_check")[0] != "ok")
            {
                wrong.Add($"{Path.GetFileName(file)} does not restore: {result.Error}");
            }
            else if (TestDatabase.Count(copy, "SELECT count(*) FROM discoveries") is var now && now < last)
            {
                wrong.Add($"{Path.GetFileName(file)} has {now} discoveries, the one before {last}");
            }
            else
            {
                last = now;
            }

            ledger.Count("backups restored");
            Directory.Delete(Path.Combine(folder, "again"), recursive: true);
        }

        server.Program.Environment.Remove("GLEAN_DB_PATH");
        return wrong;
    }

    private static IEnumerable<string> LogTrouble(LiveServer server) =>
        Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(server.Program.DatabasePath))!, "logs"), "*.log")
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains("locked", StringComparison.Ordinal) || line.Contains("malformed", StringComparison.Ordinal) || line.Contains(" error ", StringComparison.Ordinal) || line.Contains(" critical ", StringComparison.Ordinal))
            // A scout that meets nothing but faults has failed, and says so.
            .Where(line => !(line.Contains("FAILED", StringComparison.Ordinal) && line.Contains("scout", StringComparison.Ordinal)))
            .Take(20).Select(line => $"the log says: {line}");

    private void Tell(LiveServer server, Upstream upstream)
    {
        foreach (var count in ledger.Counts)
        {
            Say(count);
        }

        Say($"upstream: {upstream.Readings} readings, {upstream.FaultsShown.Values.Sum()} faults ({string.Join(", ", upstream.FaultsShown.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key} {f.Value}"))}), {upstream.Entries.Count} entries");
        Say("stored: " + TestDatabase.Rows(server.Program.DatabasePath, """
            SELECT (SELECT count(*) FROM discoveries) || ' discoveries, ' || (SELECT count(*) FROM tools) || ' tools, ' || (SELECT count(*) FROM claims) || ' claims, '
                || (SELECT count(*) FROM jobs) || ' jobs, ' || (SELECT count(*) FROM jobs WHERE status = 'failed') || ' failed'
            """)[0]);
        Say($"promised and kept: {ledger.Views.Count} views still there, {ledger.Decisions.Count} decisions, {ledger.Imported.Count} imports");
        foreach (var failed in TestDatabase.Rows(server.Program.DatabasePath, "SELECT type, coalesce(scout_type, ''), substr(error, 1, 100), count(*) FROM jobs WHERE status = 'failed' GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 15"))
        {
            Say($"failed: {failed}");
        }
    }

    private async Task RepeatAsync(TimeSpan pause, Func<int, Task> work)
    {
        for (var round = 0; !over.IsCancellationRequested; round++)
        {
            try
            {
                await work(round);
                await Task.Delay(pause, over.Token);
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static void Say(string line) => TestContext.Current.SendDiagnosticMessage($"soak {TimeProvider.System.GetUtcNow():HH:mm:ss} {line}");

    private static int Variable(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;
}
