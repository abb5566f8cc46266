using System.Net;
using Glean.Analysis;
using Glean.Catalog;
using Glean.Curation;
using Glean.Curation.Merging;
using Glean.Egress;
using Glean.Notifications;
using Glean.Operations;
using Glean.Review;
using Glean.Scouts;
using Glean.Scouts.Rss;
using Glean.Server.Accounts;
using Glean.Server.Catalog;
using Glean.Server.Curation;
using Glean.Server.Events;
using Glean.Server.Feeds;
using Glean.Server.Http;
using Glean.Server.Jobs;
using Glean.Server.Llm;
using Glean.Server.Mcp;
using Glean.Server.Notifications;
using Glean.Server.Operations;
using Glean.Server.Redis;
using Glean.Server.Reports;
using Glean.Server.Review;
using Glean.Server.Settings;
using Glean.Server.Sources;
using Glean.Server.Tracking;
using Glean.Server.Ui;
using Glean.Settings;
using Glean.Storage;
using Glean.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Glean.Server;

/// <summary>What <c>glean serve</c> is asked to be.</summary>
/// <param name="Jobs">Run jobs and schedules in this process.</param>
/// <param name="UiFolder">Where the files of the web interface lie; <c>wwwroot</c> beside the program when null.</param>
public sealed record ServerOptions(bool Jobs = true, string? UiFolder = null);

/// <summary>The composition of the server: services, middleware and routes, one visible line a feature.</summary>
public static class GleanServer
{
    /// <summary>Builds the web server; the caller runs it. The database is migrated by then.</summary>
    /// <param name="configure">The last word on the services, for tests: another clock, another log.</param>
    /// <exception cref="GleanException">A setting that the server cannot do without is missing or wrong.</exception>
    public static WebApplication Build(GleanSettings settings, ServerOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddLines(settings);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestGuard.LargestBody;
        });
        builder.WebHost.UseUrls($"http://*:{Port(settings)}");
        AddCore(builder.Services, builder.Logging, settings);
        AddApi(builder.Services, settings);
        builder.Services.AddAccounts(settings);
        builder.Services.AddJobs(options.Jobs);
        builder.Services.AddEvents();
        builder.Services.AddMcp();
        configure?.Invoke(builder);

        var app = builder.Build();
        Use(app, settings, options);
        Map(app);
        return app;
    }

    /// <summary>Builds a host that runs jobs and answers nobody.</summary>
    public static IHost BuildWorker(GleanSettings settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddLines(settings);
        AddCore(builder.Services, builder.Logging, settings);
        builder.Services.AddJobs(run: true);
        builder.Services.AddHostedService<RehearsalService>();
        return builder.Build();
    }

    /// <summary>What the web server and the worker share.</summary>
    private static void AddCore(IServiceCollection services, ILoggingBuilder logging, GleanSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings.Database());
        services.AddRedis(settings);
        services.AddEgress(name => name == EgressOptions.AllowVariable ? settings[SettingDefinitions.EgressAllow] : null);
        // The command that runs the host says that it is ready, in one line.
        logging.AddFilter("Microsoft", LogLevel.Warning);
    }

    private static void AddApi(IServiceCollection services, GleanSettings settings)
    {
        services.Configure<JsonOptions>(ApiJson.Configure);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddApiDescription();
        services.AddApiCompression();
        var origins = Origins.Allowed(settings);
        services.AddCors(cors => cors.AddDefaultPolicy(policy => Origins.Configure(policy, origins)));
        services.AddSingleton(s => DataVersion.Of(s.GetRequiredService<GleanDatabase>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ResultCache>();
        services.AddSingleton<DatabaseHealth>();
        services.AddSingleton<RequestMetrics>();
        services.AddSingleton<MeterCollector>();
        services.AddSingleton(s => new ReviewDesk(s.GetRequiredService<GleanDatabase>(), s.GetRequiredService<TimeProvider>(), () => s.GetRequiredService<SettingStore>().Focus().Focus));
        services.AddSingleton(s => new ConflictDesk(s.GetRequiredService<GleanDatabase>(), s.GetRequiredService<TimeProvider>(), ConflictFlags.Of));
        services.AddSingleton<OpinionDesk>();
        services.AddSingleton<ToolDesk>();
        services.AddSingleton<DuplicateDesk>();
        services.AddSingleton<ChangeReader>();
        services.AddSingleton<ChangeDesk>();
        services.AddSingleton<PageDesk>();
        services.AddSingleton<SettingStore>();
        services.AddSingleton<ReportDesk>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<DigestTemplates>();
        services.AddSingleton<SourceDesk>();
        services.AddSingleton<FeedList>();
        services.AddSingleton<Curator>();
        services.AddSingleton<SetAsideDesk>();
        services.AddSingleton<DemoPurge>();
        services.AddSingleton<RecentLog>();
        services.AddSingleton<ILoggerProvider>(s => s.GetRequiredService<RecentLog>());
    }

    /// <summary>What every request passes, in order.</summary>
    private static void Use(WebApplication app, GleanSettings settings, ServerOptions options)
    {
        app.UseTrustedProxies(settings);
        app.UseMiddleware<RequestLog>();
        app.Use(SecurityHeaders.Add);
        app.UseMiddleware<Failures>();
        app.Use(RequestGuard.Check);
        app.UseUi(options.UiFolder);
        app.UseApiCompression();
        app.UseRouting();
        app.UseCors();
        app.UseMcpGuard(settings);
        app.UseAccounts();
        app.UseMcpLimit();
        app.Use(RequestGuard.CheckWritable);
    }

    private static void Map(WebApplication app)
    {
        app.MapHealth();
        app.MapMetrics();
        app.MapAccounts();
        app.MapStatus();
        app.MapStatistics();
        app.MapSystem();
        app.MapTools();
        app.MapCategories();
        app.MapDiscoveries();
        app.MapSources();
        app.MapFeeds();
        app.MapViews();
        app.MapReview();
        app.MapConflicts();
        app.MapDuplicates();
        app.MapRanking();
        app.MapChanges();
        app.MapPages();
        app.MapJobs();
        app.MapEvents();
        app.MapReports();
        app.MapNews();
        app.MapExports();
        app.MapSettings();
        app.MapNotifications();
        app.MapLlm();
        app.MapMcp();
        app.MapApiDescription();
    }

    private static int Port(GleanSettings settings) =>
        ushort.TryParse(settings[SettingDefinitions.Port], out var port)
            ? port
            : throw new GleanException(FailureKind.Setting, $"PORT is no port: '{settings[SettingDefinitions.Port]}'.", $"Set it to a number up to {IPEndPoint.MaxPort}");
}
