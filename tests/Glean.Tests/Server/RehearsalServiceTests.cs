using Glean.Server;
using Glean.Server.Jobs;
using Glean.Settings;
using Glean.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

/// <summary>A rehearsal is a favour: whatever befalls it, the worker goes on.</summary>
public sealed class RehearsalServiceTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly IHost host;

    public RehearsalServiceTests() => host = GleanServer.BuildWorker(GleanSettings.Load(null, database.Variable));

    private Task Rehearsal => host.Services.GetServices<IHostedService>().OfType<RehearsalService>().Single().ExecuteTask!;

    [Fact]
    public async Task A_database_that_fails_it_does_not_end_the_worker()
    {
        using (var connection = database.Database.OpenForWriting(pooling: false))
        {
            connection.Seed("ALTER TABLE mentions RENAME TO gone");
        }

        await host.StartAsync(TestContext.Current.CancellationToken);
        await Rehearsal.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested.ShouldBeFalse();
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_end_ends_it_at_once()
    {
        await host.StartAsync(TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        Rehearsal.IsCompleted.ShouldBeFalse();

        // Its pauses alone take more than four seconds.
        await host.StopAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);

        Rehearsal.IsCompletedSuccessfully.ShouldBeTrue();
    }

    public void Dispose()
    {
        host.Dispose();
        database.Dispose();
    }
}
