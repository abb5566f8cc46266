using System.Net.Http.Json;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reliability;

/// <summary>R9: the program on a disk of a few megabytes, a tmpfs in a mount namespace of its own, which the test fills and empties.</summary>
[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class FullDiskTests : IDisposable
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();
    private readonly GleanProgram glean;

    public FullDiskTests()
    {
        glean = new GleanProgram(folder.Path);
        glean.Environment["GLEAN_SECRET_KEY"] = ServerFixture.SecretKey;
        glean.Environment["PORT"] = "0";
    }

    [Fact]
    public async Task On_a_full_disk_reads_go_on_writes_are_refused_and_no_half_backup_stays()
    {
        Assert.SkipUnless(
            (await glean.ShellAsync("mkdir db; unshare --user --map-root-user --mount mount -t tmpfs tmpfs db")).ExitCode == 0,
            "No disk of a size can be made here: unshare(1) may make no namespaces.");
        using var server = glean.StartShell(
            $"exec unshare --user --map-root-user --mount bash -c \"mount -t tmpfs -o size=10m tmpfs db && exec dotnet '{GleanProgram.Assembly}' serve\"");
        await server.ExpectAsync("Glean is ready on http://");
        await server.ExpectAsync("\n");
        var port = server.Output.Split("ready on http://")[1].Split(' ')[0].Split(':')[^1];
        using var client = new Client(new Uri($"http://127.0.0.1:{port}"));
        await client.SignUpAsync();
        var disk = $"/proc/{server.Id}/root{folder.File("db")}";

        Fill(Path.Combine(disk, "filler"));
        var refused = await UntilRefusedAsync(client);

        ((int)refused.StatusCode).ShouldBeOneOf(503, 507);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("isk");
        foreach (var path in new[] { "/api/tools", "/api/stats", "/api/reports/weekly" })
        {
            ((int)(await client.Http.GetAsync(path)).StatusCode).ShouldBe(200, path);
        }

        var backup = await InsideAsync(server, "backup create");
        backup.ExitCode.ShouldBeOneOf(1, 3);
        backup.Error.ShouldContain("isk");
        (Directory.Exists(Path.Combine(disk, "backups")) ? Directory.GetFiles(Path.Combine(disk, "backups")) : []).ShouldBeEmpty();

        File.Delete(Path.Combine(disk, "filler"));
        using var late = new CancellationTokenSource(Recovery);
        while (!(await client.ViewAsync("after")).IsSuccessStatusCode)
        {
            await Task.Delay(200, late.Token);
        }

        (await InsideAsync(server, "backup create")).ShouldExit(0);
        (await InsideAsync(server, "backup verify")).ShouldExit(0);
        server.HasExited.ShouldBeFalse();
        server.Signal("TERM");
        (await server.EndAsync()).ShouldExit(0);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A small write may still find room in the log; a full disk is felt when that must grow.</summary>
    private static async Task<HttpResponseMessage> UntilRefusedAsync(Client client)
    {
        for (var i = 0; i < 3000; i++)
        {
            var answer = await client.ViewAsync($"view {i} {new string('x', 60)}");
            if ((int)answer.StatusCode >= 500)
            {
                return answer;
            }
        }

        throw new InvalidOperationException("The disk never became full.");
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        // Large pieces first, then the last bytes.
        for (var piece = 1 << 20; piece >= 512; piece /= 8)
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[piece]);
                }
            }
            catch (IOException)
            {
                // No room for a piece of this size any more.
            }
        }
    }

    /// <summary>A command in the namespaces of the server.</summary>
    private Task<ProgramResult> InsideAsync(RunningProgram server, string command) => glean.ShellAsync(
        $"nsenter --target {server.Id} --user --preserve-credentials --mount bash -c \"cd '{folder.Path}' && dotnet '{GleanProgram.Assembly}' {command}\"");

    private sealed class Client(Uri origin) : IDisposable
    {
#pragma warning disable RS0030 // The tests are the caller here, not the program.
        public HttpClient Http { get; } = new() { BaseAddress = origin };
#pragma warning restore RS0030

        public async Task SignUpAsync()
        {
            (await Http.PostAsJsonAsync("/api/auth/register", new { username = "ada", email = "ada@example.com", password = ServerFixture.Password })).EnsureSuccessStatusCode();
            var token = await Http.PostAsJsonAsync("/api/auth/login", new { username = "ada", password = ServerFixture.Password });
            Http.DefaultRequestHeaders.Authorization = new("Bearer", (await token.ReadAsync()).GetProperty("access_token").GetString());
        }

        public Task<HttpResponseMessage> ViewAsync(string name) => Http.PostAsJsonAsync("/api/views", new { name, query = $"search={new string('y', 400)}" });

        public void Dispose() => Http.Dispose();
    }
}
