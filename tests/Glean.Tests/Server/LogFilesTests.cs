using System.Net.Http.Json;
using Glean.Catalog;
using Glean.Server.Http;
using Glean.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

public sealed class LogFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    private string Logs => folder.File("logs");

    [Fact]
    public void An_event_is_one_line_that_only_the_owner_may_read()
    {
        using (var log = LogFiles.Open(Logs, new LineFormatter(time)))
        {
            var logger = log.CreateLogger("Glean.Server.Http.Some");
            Tell(logger, LogLevel.Warning, "From a\r\n2026-03-02 forged {Brace}");
            Tell(logger, LogLevel.Error, "It failed", new InvalidOperationException("two\nlines"));
        }

        var file = Files().ShouldHaveSingleItem();
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ReadAllLines(file).ShouldBe(
        [
            "2026-03-02 09:00:00 warn Some From a\\r\\n2026-03-02 forged {Brace}",
            "2026-03-02 09:00:00 error Some It failed | System.InvalidOperationException: two\\nlines",
        ]);
    }

    [Fact]
    public void Full_files_are_followed_by_others_and_the_oldest_go()
    {
        using (var log = LogFiles.Open(Logs, new LineFormatter(time), largest: 1000, kept: 3))
        {
            var logger = log.CreateLogger("Some");
            for (var i = 0; i < 100; i++)
            {
                Tell(logger, LogLevel.Information, $"Line {i} of the log, which is neither long nor short");
            }
        }

        var files = Files();
        files.Count.ShouldBe(3);
        files.ShouldAllBe(f => new FileInfo(f).Length < 1200);
        files.SelectMany(File.ReadAllLines).ShouldContain(l => l.Contains("Line 99 "));
    }

    [Fact]
    public void Two_processes_write_files_of_their_own()
    {
        using (var server = LogFiles.Open(Logs, new LineFormatter(time)))
        using (var worker = LogFiles.Open(Logs, new LineFormatter(time)))
        {
            Tell(server.CreateLogger("Some"), LogLevel.Information, "by the server");
            Tell(worker.CreateLogger("Some"), LogLevel.Information, "by the worker");
        }

        Files().Select(f => (Path.GetFileName(f).Contains("glean-2-"), File.ReadAllText(f).Trim()[^6..])).Order()
            .ShouldBe([(false, "server"), (true, "worker")]);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_setting_to_mend() =>
        Should.Throw<GleanException>(() => LogFiles.Open(Path.Combine(folder.Write("file", ""), "logs"), new LineFormatter(time))).Message.ShouldStartWith("GLEAN_LOGS_DIR names ");

    /// <summary>S12: what a server was told in confidence stands in no file that it leaves, whatever happens to it.</summary>
    [Fact]
    public async Task A_secret_stands_in_no_log_database_dump_export_or_backup()
    {
        const string canary = "canary-4b7d20-sk-live-secret";
        await using var upstream = await FaultServer.StartAsync(Answers.Status(401, body: $"no such key: {canary}"));
        await using var server = await LiveServer.StartAsync(demo: false,
            ("GLEAN_LOGS_DIR", "logs"), ("GLEAN_LOG_LEVEL", "Debug"), ("GLEAN_EGRESS_ALLOW", "127.0.0.0/8"), ("GLEAN_BRAVE_URL", upstream.Origin.AbsoluteUri.TrimEnd('/')));
        (await server.Admin.PutAsJsonAsync("/api/settings/services/brave", new { brave_api_key = canary })).EnsureSuccessStatusCode();
        var job = (await (await server.Admin.PostJsonAsync("/api/jobs/scout", new { scout_type = "web_search", queries = new[] { "sales" } })).ReadAsync()).GetProperty("job_id").GetString()!;
        await server.UntilLoggedAsync("FAILED");
        upstream.Requests.ShouldContain(r => r.Headers.Values.Contains(canary), "the key must have been in use");
        var told = await (await server.Admin.GetAsync($"/api/jobs/{job}")).Content.ReadAsStringAsync() + await (await server.Admin.GetAsync("/api/settings")).Content.ReadAsStringAsync();
        foreach (var command in new[] { "backup create", "backup create --encrypt", "export all --format json", "config show", "jobs list", "doctor" })
        {
            var result = await server.Program.RunAsync(command.Split(' '));
            told += result.Output + result.Error;
        }

        told += (await server.Program.ShellAsync("command -v sqlite3 >/dev/null && sqlite3 db/glean.db .dump; gunzip -c db/backups/*.db.gz > db/plain.db")).Output + server.Log;
        told.ShouldNotContain(canary);
        (await server.StopAsync()).ShouldExit(0);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetDirectoryName(server.Program.DatabasePath))!, "*", SearchOption.AllDirectories))
        {
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)).Contains(canary).ShouldBeFalse(file);
        }

        File.ReadAllText(Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(server.Program.DatabasePath))!, "logs"), "glean-*.log").Single())
            .ShouldContain("FAILED");
    }

    public void Dispose() => folder.Dispose();

    private static void Tell(ILogger logger, LogLevel level, string text, Exception? exception = null) => logger.Log(level, default, text, exception, (told, _) => told);

    private List<string> Files() => [.. Directory.GetFiles(Logs, "*.log").Order()];
}
