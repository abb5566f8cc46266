using Glean.Egress;
using Glean.Jobs;
using Glean.Redis;
using Glean.Settings;
using Glean.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Glean.Server.Jobs;

/// <summary>Services of jobs and schedules.</summary>
public static class JobsRegistration
{
    /// <summary>Registers the queue, and, where jobs are to run in this process, the worker.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="run">Run jobs and schedules here.</param>
    public static IServiceCollection AddJobs(this IServiceCollection services, bool run)
    {
        services.AddSingleton(GleanJobs.Catalog);
        services.AddSingleton(p =>
        {
            var signal = new JobSignal(p.GetService<RedisLink>());
            signal.Watch(p.GetRequiredService<GleanDatabase>());
            return signal;
        });
        services.AddSingleton(p => new JobTools(
            p.GetRequiredService<GleanDatabase>(), p.GetRequiredService<GleanSettings>(), p.GetRequiredService<IFetcher>(), p.GetRequiredService<TimeProvider>(), p.GetService<RedisLink>(),
            p.GetRequiredService<JobSignal>()));
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobReader>();
        services.AddSingleton<ScheduleBook>();
        // Work that is told to stop has four seconds to do so, the rest of the house what is left of ten.
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(8));
        if (run)
        {
            services.AddSingleton<Scheduler>();
            services.AddSingleton<JobWorker>();
            services.AddHostedService<JobsService>();
        }

        return services;
    }
}

/// <summary>Runs the worker for the life of the host.</summary>
internal sealed class JobsService(JobWorker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => worker.RunAsync(stoppingToken), CancellationToken.None);
}
