using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reliability;

/// <summary>R5: SIGTERM in the middle of work.</summary>
public sealed class AskedToEndTests
{
    [Fact]
    [Trait(TestDatabases.Trait, TestDatabases.File)]
    public async Task A_server_that_is_asked_to_end_with_jobs_running_leaves_nothing_behind()
    {
        await using var silent = await FaultServer.StartAsync(Answers.Never());
        await using var server = await LiveServer.StartAsync(demo: false, ("GLEAN_EGRESS_ALLOW", "127.0.0.0/8"));
        await server.Admin.PostJsonAsync("/api/jobs/scout", new { scout_type = "rss", feeds = new[] { silent.Url("/feed") } });
        while (silent.Requests.Count == 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var begun = TimeProvider.System.GetTimestamp();
        (await server.StopAsync()).ShouldExit(0);

        var taken = TimeProvider.System.GetElapsedTime(begun);
        TestContext.Current.SendDiagnosticMessage($"SIGTERM to exit 0 with a job under way: {taken.TotalSeconds:0.0} s");
        // Ten seconds is the bar; a busy machine gets some more.
        taken.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        Directory.GetFiles(Path.GetDirectoryName(server.Program.DatabasePath)!, "glean.db-*").ShouldBeEmpty();
        TestDatabase.Rows(server.Program.DatabasePath, "SELECT status, attempts, runner FROM jobs WHERE type = 'scout'").ShouldBe(["pending|0|∅"]);
    }
}
