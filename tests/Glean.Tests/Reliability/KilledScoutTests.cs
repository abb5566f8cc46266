using Glean.Tests.Scouts.Rss;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reliability;

/// <summary>R1: a scout killed at any moment finds the rest the next time, and nothing twice.</summary>
public sealed class KilledScoutTests : IDisposable
{
    private const int Rounds = 15;
    private const int Feeds = 3;
    private const int Entries = 500;

    private readonly TemporaryFolder folder = new();
    private readonly Random random = new(7);

    [Fact]
    public async Task A_run_killed_fifteen_times_and_then_left_in_peace_stores_every_entry_once()
    {
        var servers = new FaultServer[Feeds];
        for (var i = 0; i < Feeds; i++)
        {
            var feed = ScoutBench.Rss([.. Enumerable.Range(0, Entries).Select(e => ScoutBench.Item($"https://feed{i}.example/{e}"))]);
            servers[i] = await FaultServer.StartAsync(Answers.Conditional(feed, etag: $"\"{i}\""));
        }

        try
        {
            var glean = new GleanProgram(folder.Path);
            glean.Environment["GLEAN_EGRESS_ALLOW"] = "127.0.0.0/8";
            (await glean.RunAsync("init")).ShouldExit(0);
            string[] command = ["scout", "rss", .. servers.SelectMany(s => new[] { "--feed", s.Url("/feed").AbsoluteUri })];
            var kills = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var asked = servers.Sum(s => s.Requests.Count);
                using var running = glean.Start(command);
                // From the first request on, in which the start of the runtime is over.
                while (!running.HasExited && servers.Sum(s => s.Requests.Count) == asked)
                {
                    await Task.Delay(5);
                }

                await Task.WhenAny(running.EndAsync(), Task.Delay(random.Next(400)));
                kills += running.HasExited ? 0 : 1;
                running.Kill();
                await running.EndAsync();
            }

            kills.ShouldBeGreaterThan(Rounds / 3);
            (await glean.RunAsync(command)).ShouldExit(0);
            Rows(glean, "SELECT count(*), count(DISTINCT source_url) FROM discoveries").ShouldBe([$"{Feeds * Entries}|{Feeds * Entries}"]);
            Rows(glean, "SELECT total_discoveries FROM sources ORDER BY total_discoveries").ShouldBe([$"{Entries}", $"{Entries}", $"{Entries}", $"{Feeds * Entries}"]);
            Rows(glean, "SELECT etag FROM sources WHERE etag IS NOT NULL ORDER BY etag").ShouldBe(["\"0\"", "\"1\"", "\"2\""]);
            Rows(glean, "SELECT id FROM jobs WHERE status = 'running'").ShouldBeEmpty();
            Rows(glean, "PRAGMA integrity_check").ShouldBe(["ok"]);
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    public void Dispose() => folder.Dispose();

    private static IReadOnlyList<string> Rows(GleanProgram glean, string sql) => TestDatabase.Rows(glean.DatabasePath, sql);
}
