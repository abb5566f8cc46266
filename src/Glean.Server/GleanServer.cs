using System.Net;
using System.Text.Json;
using Glean.Catalog;
using Glean.Egress;
using Glean.Server.Events;
using Glean.Server.Jobs;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Glean.Server;

/// <summary>What <c>glean serve</c> is asked to be.</summary>
/// <param name="Jobs">Run jobs and schedules in this process.</param>
public sealed record ServerOptions(bool Jobs = true);

/// <summary>The composition of the server: services, middleware and routes, one visible line a feature.</summary>
public static class GleanServer
{
    /// <summary>Builds the web server; the caller runs it. The database is migrated by then.</summary>
    public static WebApplication Build(GleanSettings settings, ServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(Port(settings)));
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower;
        });
        AddCore(builder.Services, builder.Logging, settings);
        builder.Services.AddJobs(options.Jobs);
        builder.Services.AddEvents();

        var app = builder.Build();
        app.MapJobs();
        app.MapEvents();
        return app;
    }

    /// <summary>Builds a host that runs jobs and answers nobody.</summary>
    public static IHost BuildWorker(GleanSettings settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddConsole();
        AddCore(builder.Services, builder.Logging, settings);
        builder.Services.AddJobs(run: true);
        return builder.Build();
    }

    /// <summary>What the web server and the worker share.</summary>
    private static void AddCore(IServiceCollection services, ILoggingBuilder logging, GleanSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new GleanDatabase(settings.DbPath));
        services.AddEgress(name => name == EgressOptions.AllowVariable ? settings[SettingDefinitions.EgressAllow] : null);
        // The command that runs the host says that it is ready, in one line.
        logging.AddFilter("Microsoft", LogLevel.Warning);
    }

    private static int Port(GleanSettings settings) =>
        ushort.TryParse(settings[SettingDefinitions.Port], out var port)
            ? port
            : throw new GleanException(FailureKind.Setting, $"PORT is no port: '{settings[SettingDefinitions.Port]}'.", $"Set it to a number up to {IPEndPoint.MaxPort}");
}
