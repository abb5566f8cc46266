using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Glean.Storage;
using Xunit;

namespace Glean.Tests.Support;

/// <summary>The built program as <c>glean serve</c>: a process of its own on a free port, with an admin who has signed in.</summary>
public sealed partial class LiveServer : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<HttpClient> clients = [];
    private RunningProgram running = null!;

    private LiveServer() => Program = new GleanProgram(folder.Path);

    /// <summary>For commands on the same database.</summary>
    public GleanProgram Program { get; }

    public Uri Origin { get; private set; } = null!;

    public HttpClient Admin { get; private set; } = null!;

    public string Token { get; private set; } = "";

    public int ProcessId => running.Id;

    /// <summary>What the server has printed so far, which is its log.</summary>
    public string Log => running.Output;

    /// <summary>Waits until <paramref name="text"/> stands in the log, which comes a little after what it tells of.</summary>
    public Task UntilLoggedAsync(string text) => running.ExpectAsync(text);

    public string File(string name, string content) => folder.Write(name, content);

    /// <param name="demo">Run the pipeline on the sample texts first.</param>
    public static async Task<LiveServer> StartAsync(bool demo = false, params (string Name, string Value)[] environment)
    {
        var server = new LiveServer();
        server.Program.Environment["GLEAN_SECRET_KEY"] = ServerFixture.SecretKey;
        server.Program.Environment["PORT"] = "0";
        foreach (var (name, value) in environment)
        {
            server.Program.Environment[name] = value;
        }

        try
        {
            if (demo)
            {
                (await server.Program.RunAsync("pipeline", "--demo")).ShouldExit(0);
            }

            await server.ServeAsync();
            var anonymous = server.Client();
            (await anonymous.PostAsJsonAsync("/api/auth/register", new { username = "ada", email = "ada@example.com", password = ServerFixture.Password })).EnsureSuccessStatusCode();
            server.Token = await server.SignInAsync("ada");
            server.Admin = server.Client(server.Token);
            await server.StopTheClockAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A bearer token for a user with the usual password.</summary>
    public async Task<string> SignInAsync(string name)
    {
        var answer = await Client().PostAsJsonAsync("/api/auth/login", new { username = name, password = ServerFixture.Password });
        answer.EnsureSuccessStatusCode();
        return (await answer.ReadAsync()).GetProperty("access_token").GetString()!;
    }

    /// <summary>A client that keeps no cookies and follows no redirects.</summary>
    public HttpClient Client(string? bearer = null)
    {
#pragma warning disable RS0030 // The tests are the caller here, not the program.
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) })
#pragma warning restore RS0030
        {
            BaseAddress = Origin,
            DefaultRequestHeaders = { Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer) },
        };
        clients.Add(client);
        return client;
    }

    /// <summary>Ends the server as the kernel does, and starts it anew on the same database.</summary>
    public async Task KillAndRestartAsync()
    {
        await KillAsync();
        await RestartAsync();
    }

    /// <summary>Ends the server as the kernel does.</summary>
    public Task KillAsync()
    {
        running.Kill();
        return running.EndAsync();
    }

    /// <summary>Starts the killed server anew on whatever stands where its database was.</summary>
    public async Task RestartAsync()
    {
        running.Dispose();
        await ServeAsync();
        Admin = Client(Token);
    }

    /// <summary>Asks the server to end, as an operating system does.</summary>
    public Task<ProgramResult> StopAsync()
    {
        running.Signal("TERM");
        return running.EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
        {
            client.Dispose();
        }

        if (running is { HasExited: false })
        {
            running.Kill();
            await running.EndAsync();
        }

        running?.Dispose();
        folder.Dispose();
    }

    /// <summary>Switches its schedules off, so that what a test sees does not depend on the minute it runs in.</summary>
    private async Task StopTheClockAsync()
    {
        while (true)
        {
            using (var connection = TestDatabases.Open(Program.DatabasePath))
            {
                if (connection.Execute("UPDATE schedules SET enabled = FALSE") > 0)
                {
                    return;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task ServeAsync()
    {
        running = Program.Start("serve");
        await running.ExpectAsync("Glean is ready on");
        await running.ExpectAsync("\n");
        Origin = new Uri($"http://127.0.0.1:{Port().Match(running.Output).Groups[1].Value}");
    }

    [GeneratedRegex(@"ready on http://[^ ]*:(\d+) ", RegexOptions.NonBacktracking)]
    private static partial Regex Port();
}
