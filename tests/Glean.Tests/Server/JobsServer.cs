using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Glean.Egress;
using Glean.Server.Accounts;
using Glean.Server.Events;
using Glean.Server.Jobs;
using Glean.Tests.Jobs;
using Glean.Tests.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Glean.Tests.Server;

/// <summary>The routes of jobs and events on a random port of loopback; the header X-Role says who calls.</summary>
public sealed class JobsServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private JobsServer(WebApplication app, JobsFixture jobs) => (this.app, Jobs) = (app, jobs);

    public JobsFixture Jobs { get; }

    public HttpClient Client { get; private set; } = null!;

    public static async Task<JobsServer> StartAsync(bool run = true)
    {
        var jobs = new JobsFixture();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        // Not the fixture's: that stands for another process, of whose commits nobody here is told.
        builder.Services.AddSingleton(jobs.Settings).AddSingleton(jobs.Time).AddSingleton(TestDatabases.At(jobs.DatabasePath)).AddEgress(new EgressOptions());
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, RoleHeader>("test", null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Read, p => p.RequireAuthenticatedUser())
            .AddPolicy(Policies.Review, p => p.RequireRole("reviewer", "admin"))
            .AddPolicy(Policies.Admin, p => p.RequireRole("admin"));
        builder.Services.AddJobs(run);
        builder.Services.AddEvents();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapJobs();
        app.MapEvents();
        await app.StartAsync();
        return new JobsServer(app, jobs) { Client = NewClient(app.Urls.First()) };
    }

    /// <summary>Sends a request as <paramref name="role"/>; null as nobody.</summary>
    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null, string? role = "admin")
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (role is not null)
        {
            request.Headers.Add("X-Role", role);
        }

        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Jobs.Dispose();
    }

#pragma warning disable RS0030 // Tests call the server under test on loopback.
    private static HttpClient NewClient(string url) => new() { BaseAddress = new Uri(url) };
#pragma warning restore RS0030

    private sealed class RoleHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["X-Role"].FirstOrDefault() is not { } role)
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "7"), new(ClaimTypes.Name, role), new(ClaimTypes.Role, role)], "test");
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), "test")));
        }
    }
}
