using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Glean.Redis;
using Xunit;

namespace Glean.Tests.Support;

/// <summary>
/// A redis-server of the test's own on a free port of loopback, which can be stopped, started again, and made to hang. Without the binary the test is skipped.
/// <code>
/// await using var redis = await RedisServer.StartAsync();
/// using var link = redis.Link();
/// </code>
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    public const string Password = "p@ss:w/rd #1";

    /// <summary>How callers of a test wait, which asks for what Redis does and not for how quick a busy machine is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder folder = new();
    private readonly string[] options;
    private RunningProgram? running;

    private RedisServer(string[] options) => this.options = options;

    public int Port { get; } = FreePort();

    public string Url => $"redis://:{Uri.EscapeDataString(Password)}@127.0.0.1:{Port}/2";

    public static async Task<RedisServer> StartAsync(params string[] options)
    {
        Assert.SkipUnless(GleanProgram.IsInstalled("redis-server"), "redis-server is not installed");
        var server = new RedisServer(options);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>A connection of its own, as another process has; not asked to connect yet.</summary>
    public RedisLink Link(TimeSpan? patience = null) => new(RedisAddress.Parse(Url), TimeProvider.System, patience: patience ?? Patience);

    public async Task<RedisLink> ConnectAsync(TimeSpan? patience = null)
    {
        var link = Link(patience);
        _ = link.StartAsync(TestContext.Current.CancellationToken);
        await UntilAsync(() => link.Condition.Reachable);
        return link;
    }

    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(
            "redis-server",
            ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder.Path, "--requirepass", Password, .. options]);
        running = new RunningProgram(start);
        await running.ExpectAsync("Ready to accept connections");
    }

    public async Task StopAsync()
    {
        running!.Kill();
        await running.EndAsync();
        running.Dispose();
        running = null;
    }

    /// <summary>It keeps its connections and answers nothing, until <see cref="GoOn"/>.</summary>
    public void Hang() => running!.Signal("STOP");

    public void GoOn() => running!.Signal("CONT");

    /// <summary>Gives a command by redis-cli.</summary>
    public async Task<string> TellAsync(params string[] command)
    {
        using var cli = new RunningProgram(new ProcessStartInfo("redis-cli", ["-p", $"{Port}", "-n", "2", "--no-auth-warning", "-a", Password, .. command]));
        return (await cli.EndAsync()).ShouldExit(0).Output;
    }

    /// <summary>Waits until something has come to be; fails when that takes longer than ten seconds, which is what recovery may take.</summary>
    public static async Task<TimeSpan> UntilAsync(Func<bool> come)
    {
        var since = Stopwatch.StartNew();
        while (!come())
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(10), "It did not come to be within ten seconds.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return since.Elapsed;
    }

    public static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
        {
            await StopAsync();
        }

        folder.Dispose();
    }
}
