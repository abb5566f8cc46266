using System.CommandLine;
using Glean.Catalog;
using Glean.Cli.Scouts;
using Glean.Operations.Copying;
using Glean.Server;
using Glean.Storage;
using Microsoft.Extensions.Hosting;

namespace Glean.Cli.Jobs;

/// <summary><c>glean serve</c> and <c>glean worker</c></summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var noJobs = new Option<bool>("--no-jobs") { Description = "Answer requests only; a worker runs the jobs" };
        var demo = new Option<bool>("--demo") { Description = "On an empty database, run the pipeline on the bundled sample texts first" };
        return new Command("serve", "Web server, UI and jobs on PORT; applies pending migrations first") { noJobs, demo }.Does(async (session, parsed, cancellationToken) =>
        {
            var writable = Prepare(session);
            if (writable && parsed.GetValue(demo) && IsEmpty(session.Database))
            {
                await PipelineCommand.RunAsync(session, demo: true, cancellationToken);
                session.Out.WriteLine();
            }

            var jobs = writable && !parsed.GetValue(noJobs);
            await using var app = GleanServer.Build(session.Settings, new ServerOptions(jobs));
            await StartAsync(app, cancellationToken);
            session.Out.WriteLine($"Glean is ready on {string.Join(", ", app.Urls)} ({(jobs ? "with" : "without")} jobs, database {session.Database.Name})");
            TellHowToSignUp(session, app.Urls.First());
            GiveBackWhatStartingTook();
            return await RunAsync(app, session.Database, cancellationToken);
        });
    }

    public static Command CreateWorker() =>
        new Command("worker", "Run jobs and schedules without a web server, for scale-out").Does(async (session, _, cancellationToken) =>
        {
            if (!Prepare(session))
            {
                throw new GleanException(FailureKind.Database, $"The database {session.Database.Name} cannot be written.", "Allow writing, then start the worker again");
            }

            using var host = GleanServer.BuildWorker(session.Settings);
            await StartAsync(host, cancellationToken);
            session.Out.WriteLine($"Glean's worker is ready (database {session.Database.Name})");
            GiveBackWhatStartingTook();
            var running = RunAsync(host, session.Database, cancellationToken);
            // Not before: whoever takes long turns also waits longer for them, and the start has its time limits.
            await ProcessorTurns.LengthenUntilAsync(running);
            return await running;
        });

    /// <summary>Applies pending migrations. A database that is up to date but cannot be written can still be read.</summary>
    /// <returns>False when it cannot be written.</returns>
    private static bool Prepare(Session session)
    {
        var writable = Migrate(session);
        CopyMarker.EnsureNone(session.Database);
        return writable;
    }

    private static bool Migrate(Session session)
    {
        try
        {
            foreach (var migration in new SchemaMigrator(session.Database).Up())
            {
                session.Out.WriteLine($"applied {migration}");
            }

            return true;
        }
        catch (GleanException e) when (session.Database.Inspect() is DatabaseState.Ours { Pending.Count: 0, Unknown.Count: 0 })
        {
            session.Out.WriteLine($"Degraded: {e.Message} Nothing is written and no job runs. {e.NextStep}");
            return false;
        }
    }

    private static bool IsEmpty(GleanDatabase database)
    {
        using var connection = database.OpenForReading();
        return connection.Scalar("SELECT 1 FROM discoveries UNION ALL SELECT 1 FROM tools LIMIT 1") is null;
    }

    private static void TellHowToSignUp(Session session, string url)
    {
        using var connection = session.Database.OpenForReading();
        if (connection.Scalar("SELECT 1 FROM users LIMIT 1") is null)
        {
            var here = $"http://localhost:{new Uri(url.Replace("[::]", "localhost", StringComparison.Ordinal)).Port}";
            session.Out.WriteLine(
                $$"""
                Nobody has an account yet; the first becomes admin. Make it in the browser: {{here}}/setup
                  or: curl {{here}}/api/auth/register --json '{"username": "you", "email": "you@example.com", "password": "twelve characters or more"}'
                The API with all its routes: {{here}}/docs
                """);
        }
    }

    // Migrations and the building of the host leave garbage behind. The collector would come for it only after tens of megabytes
    // more, which an idle server does not ask for in hours.
    private static void GiveBackWhatStartingTook() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private static async Task StartAsync(IHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new GleanException(FailureKind.Work, "The port is taken by another program.", "Choose another: PORT=8080 glean serve", e);
        }
    }

    /// <summary>Runs until a signal asks it to end, and leaves the database closed and whole.</summary>
    private static async Task<int> RunAsync(IHost host, GleanDatabase database, CancellationToken cancellationToken)
    {
        await host.WaitForShutdownAsync(cancellationToken);
        database.Close();
        return ExitCode.Done;
    }
}
