using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Glean.Accounts;
using Glean.Server;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Glean.Tests.Support;

/// <summary>
/// The real server on a free port of loopback, with a database of its own.
/// <code>
/// await using var server = await ServerFixture.StartAsync();
/// var admin = await server.RegisterAsync("ada");
/// (await admin.GetAsync("/api/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
/// </code>
/// </summary>
public sealed class ServerFixture : IAsyncDisposable
{
    public const string Password = "lantern-orbit-quiver-7";
    public const string SecretKey = "k7Qm2vXw9TzR4sLp8NcB3yHf6JdG1aEu";

    private readonly WebApplication app;
    private readonly DirectoryInfo folder;
    private readonly List<HttpClient> clients = [];

    private ServerFixture(WebApplication app, DirectoryInfo folder, string path, GleanDatabase database, FakeTimeProvider? time, LogLines log) =>
        (this.app, this.folder, Path, Database, Clock, Log) = (app, folder, path, database, time, log);

    /// <summary>Of the file; what stands for it in PostgreSQL.</summary>
    public string Path { get; }

    public GleanDatabase Database { get; }

    /// <summary>The server's clock, where the test asked to set it.</summary>
    public FakeTimeProvider? Clock { get; }

    /// <summary>Every line the server logged.</summary>
    public LogLines Log { get; }

    public Uri Origin => new(app.Urls.First());

    public IServiceProvider Services => app.Services;

    /// <param name="settings">Variables by name; a key and the database's path are there already.</param>
    /// <param name="databaseOf">Share another server's database.</param>
    /// <param name="more">Maps routes of the test's own.</param>
    /// <param name="passwordRounds">Few, so that tests do not wait for what is slow on purpose.</param>
    /// <param name="ui">A folder with the files of the web interface.</param>
    /// <param name="services">The last word on the services.</param>
    /// <param name="stopClock">Give the server a clock that stands still, see <see cref="Clock"/>.</param>
    public static async Task<ServerFixture> StartAsync(Dictionary<string, string>? settings = null, bool stopClock = false, int passwordRounds = 1000, ServerFixture? databaseOf = null, Action<WebApplication>? more = null, string? ui = null, Action<IServiceCollection>? services = null)
    {
        var folder = Directory.CreateTempSubdirectory("glean-server-");
        var variables = new Dictionary<string, string>(settings ?? [])
        {
            ["GLEAN_DB_PATH"] = databaseOf?.Path ?? System.IO.Path.Combine(folder.FullName, "glean.db"),
        };
        variables.TryAdd("GLEAN_SECRET_KEY", SecretKey);
        if (TestDatabases.UrlOf(variables["GLEAN_DB_PATH"]) is { } url)
        {
            variables["GLEAN_DATABASE_URL"] = url;
        }

        var effective = GleanSettings.Load(null, variables.GetValueOrDefault);
        var database = databaseOf?.Database ?? TestDatabases.New(effective.DbPath);
        var log = new LogLines();
        var time = stopClock ? new FakeTimeProvider(TimeProvider.System.GetUtcNow()) : null;
        var app = GleanServer.Build(effective, new ServerOptions(Jobs: false, ui ?? System.IO.Path.Combine(folder.FullName, "no-ui")), builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            builder.Services.AddSingleton(_ => new PasswordWork(passwordRounds));
            services?.Invoke(builder.Services);
            if (time is not null)
            {
                builder.Services.AddSingleton<TimeProvider>(time);
            }
        });
        more?.Invoke(app);
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        return new ServerFixture(app, folder, variables["GLEAN_DB_PATH"], database, time, log);
    }

    /// <summary>A client that keeps no cookies and follows no redirects.</summary>
    public HttpClient Client(string? bearer = null)
    {
#pragma warning disable RS0030 // The tests are the caller here, not the program.
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Origin };
#pragma warning restore RS0030
        if (bearer is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        clients.Add(client);
        return client;
    }

    /// <summary>Registers (the first becomes admin) and signs in.</summary>
    public async Task<HttpClient> RegisterAsync(string name)
    {
        var anonymous = Client();
        (await anonymous.PostAsJsonAsync("/api/auth/register", new { username = name, email = $"{name}@example.com", password = Password })).EnsureSuccessStatusCode();
        return await SignInAsync(name);
    }

    /// <summary>Signs in with the usual password.</summary>
    public async Task<HttpClient> SignInAsync(string name, string password = Password)
    {
        var answer = await Client().PostAsJsonAsync("/api/auth/login", new { username = name, password });
        answer.EnsureSuccessStatusCode();
        return Client((await answer.ReadAsync()).GetProperty("access_token").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
        {
            client.Dispose();
        }

        await app.StopAsync();
        await app.DisposeAsync();
        TestDatabases.Forget(folder.FullName);
        folder.Delete(recursive: true);
    }
}

/// <summary>Keeps what was logged.</summary>
public sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> All => [.. lines];

    public ILogger CreateLogger(string categoryName) => new Logger(lines);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception) + exception);
    }
}

internal static class Reading
{
    public static async Task<JsonElement> ReadAsync(this HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string path, object body) => client.PostAsJsonAsync(path, body);
}
