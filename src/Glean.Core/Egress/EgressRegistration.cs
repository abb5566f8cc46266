using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Glean.Egress;

/// <summary>Adds the one way out to the services.</summary>
public static class EgressRegistration
{
    /// <summary>Registers <see cref="IFetcher"/> with options read from the environment.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="variable">Looks up an environment variable.</param>
    public static IServiceCollection AddEgress(this IServiceCollection services, Func<string, string?> variable) =>
        services.AddEgress(EgressOptions.FromEnvironment(variable));

    /// <summary>Registers <see cref="IFetcher"/> with given options.</summary>
    public static IServiceCollection AddEgress(this IServiceCollection services, EgressOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        services.TryAddSingleton(new AddressGuard(options.Allow));
        services.TryAddSingleton<Fetcher>();
        services.TryAddSingleton<IFetcher>(provider => provider.GetRequiredService<Fetcher>());
        return services;
    }
}
