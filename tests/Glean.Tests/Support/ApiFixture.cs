using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Glean.Server;
using Glean.Server.Accounts;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Glean.Tests.Support;

/// <summary>The whole server on a random port of loopback, over a database of its own. Who calls is told by a header.</summary>
public sealed class ApiFixture : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("glean-server-").FullName;
    private readonly WebApplication app;

#pragma warning disable RS0030 // Speaks to the server under test only.
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) });
#pragma warning restore RS0030

    private ApiFixture(IReadOnlyDictionary<string, string> environment, Action<IServiceCollection>? services)
    {
        DbPath = Path.Combine(folder, "glean.db");
        Database = TestDatabases.New(DbPath);
        Seed("INSERT INTO users (id, username, normalized_username, email, normalized_email, password_hash) VALUES (1, 'ann', 'ANN', 'a@x', 'A@X', ''), (2, 'bob', 'BOB', 'b@x', 'B@X', '')");
        Settings = GleanSettings.Load(null, name => TestDatabases.Variable(name, DbPath) ?? environment.GetValueOrDefault(name) ?? (name == "GLEAN_SECRET_KEY" ? ServerFixture.SecretKey : null));
        app = GleanServer.Build(Settings, new ServerOptions(Jobs: false), builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("test", null);
            builder.Services.AddAuthorizationBuilder()
                .AddPolicy(Policies.Read, p => p.AddAuthenticationSchemes("test").RequireAuthenticatedUser())
                .AddPolicy(Policies.Review, p => p.AddAuthenticationSchemes("test").RequireRole("reviewer", "admin"))
                .AddPolicy(Policies.Admin, p => p.AddAuthenticationSchemes("test").RequireRole("admin"));
            builder.Logging.AddProvider(Log);
            services?.Invoke(builder.Services);
        });
    }

    public string DbPath { get; }

    public string Folder => folder;

    public GleanDatabase Database { get; }

    public GleanSettings Settings { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 20, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };

    /// <summary>Every line the server logged.</summary>
    public LinesLog Log { get; } = new();

    public IServiceProvider Services => app.Services;

    public Uri Address { get; private set; } = null!;

    public static async Task<ApiFixture> StartAsync(IReadOnlyDictionary<string, string>? environment = null, Action<IServiceCollection>? services = null)
    {
        var fixture = new ApiFixture(environment ?? new Dictionary<string, string>(), services);
        await fixture.app.StartAsync();
        fixture.Address = new Uri(fixture.app.Urls.Single());
        return fixture;
    }

    /// <summary>Runs SQL on the database, as another process would.</summary>
    public void Seed(string sql)
    {
        using var connection = TestDatabases.Open(DbPath);
        connection.Seed(sql);
    }

    /// <param name="who"><c>name:role</c>, for example <c>ann:admin</c>; null sends nothing.</param>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string? who = "ann:admin", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        if (who is not null)
        {
            request.Headers.Add("X-Test-User", who);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await http.SendAsync(request, CancellationToken.None);
        return new Answer(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    public Task<Answer> GetAsync(string path, string? who = "ann:admin") => SendAsync(HttpMethod.Get, path, null, who);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
        TestDatabases.Forget(folder);
        Directory.Delete(folder, recursive: true);
    }

    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["X-Test-User"].ToString().Split(':') is not [var name, var role])
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var identity = new ClaimsIdentity(
                [new(ClaimTypes.NameIdentifier, name == "ann" ? "1" : "2"), new(ClaimTypes.Name, name), new(ClaimTypes.Role, role)], "test");
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), "test")));
        }
    }
}

/// <summary>What the server answered.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, string? MediaType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string Detail => Json.GetProperty("detail").GetString()!;
}

/// <summary>Keeps what is logged.</summary>
public sealed class LinesLog : ILoggerProvider
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = new();

    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Writer(lines);

    public void Dispose()
    {
    }

    private sealed class Writer(System.Collections.Concurrent.ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
