using Glean.Storage;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

/// <summary>P8: what a server that only waits keeps in memory.</summary>
[Trait(TestDatabases.Trait, TestDatabases.File)]
public sealed class IdleServerTests
{
    /// <summary>With its model EF is a quarter of a server's memory, and is needed only where somebody edits or signs in.</summary>
    [Fact]
    public async Task A_server_that_queues_and_ticks_has_not_loaded_EF()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        using var folder = new TemporaryFolder();
        var glean = new GleanProgram(folder.Path);
        glean.Environment["GLEAN_ENVIRONMENT"] = "development";
        glean.Environment["PORT"] = "0";
        using var server = glean.Start("serve");
        await server.ExpectAsync("Glean is ready on");
        using (var connection = SqliteSession.Open(glean.DatabasePath, pooling: false))
        {
            // A tick that is due, of a job that nobody can run yet.
            connection.Execute(
                """
                UPDATE schedules SET enabled = FALSE;
                INSERT INTO jobs (id, type, status, runner, created_at, heartbeat_at) VALUES ('elsewhere', 'maintenance', 'running', 'elsewhere:1:1', datetime(), datetime('now', '+1 hour'));
                INSERT INTO schedules (name, job_type, options, cron, next_run_at, created_at) VALUES ('due', 'maintenance', '{}', '0 0 0 * * ?', datetime('now', '-1 minute'), datetime());
                """);
            using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (!connection.Any("SELECT 1 FROM jobs WHERE schedule_id IS NOT NULL"))
            {
                await Task.Delay(50, late.Token);
            }
        }

        // What speaks SQLite for EF is loaded with the first context; EF itself comes sooner where nothing was compiled ahead.
        File.ReadLines($"/proc/{server.Id}/maps").ShouldNotContain(l => l.Contains("EntityFrameworkCore.Sqlite"));
    }
}
