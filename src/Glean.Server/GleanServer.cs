using Glean.Curation.Merging;
using Glean.Egress;
using Glean.Operations;
using Glean.Review;
using Glean.Server.Catalog;
using Glean.Server.Curation;
using Glean.Server.Http;
using Glean.Server.Operations;
using Glean.Server.Reports;
using Glean.Server.Review;
using Glean.Server.Settings;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Glean.Server;

/// <summary>What <c>glean serve</c> and <c>glean worker</c> are asked to be.</summary>
/// <param name="Jobs">Run jobs and schedules in this process.</param>
/// <param name="Web">Answer HTTP.</param>
public sealed record ServerOptions(bool Jobs = true, bool Web = true);

/// <summary>The composition of the server: services, middleware and routes, one visible line a feature.</summary>
public static class GleanServer
{
    /// <summary>Builds the host; the caller runs it. The database is migrated by then.</summary>
    /// <param name="configure">Replaces services, for tests.</param>
    public static WebApplication Build(GleanSettings settings, ServerOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddLines(settings);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestGuard.LargestBody;
        });
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new GleanDatabase(settings.DbPath));
        builder.Services.AddEgress(_ => settings[SettingDefinitions.EgressAllow]);
        AddApi(builder.Services, settings);
        configure?.Invoke(builder);

        var app = builder.Build();
        UseApi(app, settings);
        MapApi(app);
        return app;
    }

    private static void AddApi(IServiceCollection services, GleanSettings settings)
    {
        services.Configure<JsonOptions>(ApiJson.Configure);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddApiDescription();
        services.AddAuthentication();
        services.AddAuthorization();
        var origins = Origins.Allowed(settings);
        services.AddCors(cors => cors.AddDefaultPolicy(policy => Origins.Configure(policy, origins)));
        services.AddSingleton<DataVersion>();
        services.AddSingleton<ResultCache>();
        services.AddSingleton<DatabaseHealth>();
        services.AddSingleton<RequestMetrics>();
        services.AddSingleton<MeterCollector>();
        services.AddSingleton<ReviewDesk>();
        services.AddSingleton<ToolDesk>();
        services.AddSingleton<DuplicateDesk>();
        services.AddSingleton<SettingStore>();
    }

    /// <summary>What every request passes, in order.</summary>
    private static void UseApi(WebApplication app, GleanSettings settings)
    {
        app.UseTrustedProxies(settings);
        app.UseMiddleware<RequestLog>();
        app.Use(SecurityHeaders.Add);
        app.UseMiddleware<Failures>();
        app.Use(RequestGuard.Check);
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(RequestGuard.CheckWritable);
    }

    private static void MapApi(WebApplication app)
    {
        app.MapHealth();
        app.MapMetrics();
        app.MapStatus();
        app.MapTools();
        app.MapDiscoveries();
        app.MapViews();
        app.MapReview();
        app.MapDuplicates();
        app.MapReports();
        app.MapExports();
        app.MapSettings();
        app.MapApiDescription();
    }
}
