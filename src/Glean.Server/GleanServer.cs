using System.Text.Json;
using Glean.Egress;
using Glean.Server.Accounts;
using Glean.Settings;
using Glean.Storage;
using Microsoft.AspNetCore.Builder;
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
    public static WebApplication Build(GleanSettings settings, ServerOptions options) => Build(settings, options, adjust: null);

    /// <param name="adjust">The last word on the services, for tests: another clock, another log.</param>
    internal static WebApplication Build(GleanSettings settings, ServerOptions options, Action<WebApplicationBuilder>? adjust)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new GleanDatabase(settings.DbPath));
        builder.Services.AddEgress(_ => settings[SettingDefinitions.EgressAllow]);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        builder.Services.AddAccounts(settings);
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseTrustedProxies(settings);
        app.UseAccounts();
        app.MapAccounts();
        return app;
    }
}
