using Glean.Accounts;
using Glean.Catalog;
using Glean.Egress;
using Glean.Redis;
using Glean.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Glean.Server.Redis;

/// <summary>What instances share over Redis; without <c>REDIS_URL</c> nothing of it is registered or loaded.</summary>
internal static class RedisRegistration
{
    /// <exception cref="GleanException"><c>REDIS_URL</c> is no address of a Redis.</exception>
    public static IServiceCollection AddRedis(this IServiceCollection services, GleanSettings settings)
    {
        if (settings[SettingDefinitions.RedisUrl] is not { Length: > 0 } url)
        {
            return services;
        }

        var address = RedisAddress.Parse(url);
        // Another machine keeps no clock of a test.
        services.AddSingleton(provider => new RedisLink(address, TimeProvider.System, provider.GetRequiredService<ILogger<RedisLink>>()));
        services.AddSingleton<SharedPace>();
        services.AddSingleton<SharedAttempts>();
        services.AddHostedService<RedisService>();
        return services;
    }
}

/// <summary>Connects before the first request comes.</summary>
internal sealed class RedisService(RedisLink redis) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => redis.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
