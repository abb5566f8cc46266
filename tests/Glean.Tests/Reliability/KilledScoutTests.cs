using Glean.Scouts;
using Glean.Tests.Scouts;
using Glean.Tests.Scouts.Rss;
using Glean.Tests.Scouts.Samples;
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
            var (kills, longest) = (0, 400);
            for (var round = 0; round < 4 * Rounds && kills < Rounds; round++)
            {
                var asked = servers.Sum(s => s.Requests.Count);
                using var running = glean.Start(command);
                // From the first request on, in which the start of the runtime is over.
                while (!running.HasExited && servers.Sum(s => s.Requests.Count) == asked)
                {
                    await Task.Delay(5);
                }

                await Task.WhenAny(running.EndAsync(), Task.Delay(random.Next(longest)));
                // A quick machine ends a run before the blow falls: then it falls sooner.
                (kills, longest) = running.HasExited ? (kills, Math.Max(20, longest * 2 / 3)) : (kills + 1, longest);
                running.Kill();
                await running.EndAsync();
            }

            kills.ShouldBeGreaterThan(Rounds / 3);
            (await glean.RunAsync(command)).ShouldExit(0);
            Rows(glean, "SELECT count(*), count(DISTINCT source_url) FROM discoveries").ShouldBe([$"{Feeds * Entries}|{Feeds * Entries}"]);
            Rows(glean, "SELECT total_discoveries FROM sources ORDER BY total_discoveries").ShouldBe([$"{Entries}", $"{Entries}", $"{Entries}", $"{Feeds * Entries}"]);
            Rows(glean, "SELECT etag FROM sources WHERE etag IS NOT NULL ORDER BY etag").ShouldBe(["\"0\"", "\"1\"", "\"2\""]);
            Rows(glean, "SELECT id FROM jobs WHERE status = 'running'").ShouldBeEmpty();
            TestDatabase.ShouldBeSound(glean.DatabasePath);
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    [Theory]
    [MemberData(nameof(ScoutSamples.Names), MemberType = typeof(ScoutSamples))]
    public async Task Whichever_scout_is_killed_the_next_run_finds_the_rest_and_nothing_twice(string scout)
    {
        const int rounds = 5;
        var sample = ScoutSamples.Of(scout);
        var items = ScoutSamples.Items(50, TimeProvider.System.GetUtcNow().UtcDateTime);
        await using var server = await FaultServer.StartAsync(sample.Serve(() => items));
        var glean = new GleanProgram(folder.Path);
        foreach (var (name, value) in ScoutFixture.Variables(server.Origin))
        {
            glean.Environment[name] = value;
        }

        glean.Environment["GLEAN_EGRESS_ALLOW"] = "127.0.0.0/8";
        (await glean.RunAsync("init")).ShouldExit(0);
        string[] command = ["scout", sample.Create().Definition.Command, .. Arguments(sample.Doors(server.Origin))];
        for (var round = 0; round < rounds; round++)
        {
            var asked = server.Requests.Count;
            using var running = glean.Start(command);
            while (!running.HasExited && server.Requests.Count == asked)
            {
                await Task.Delay(5);
            }

            await Task.WhenAny(running.EndAsync(), Task.Delay(random.Next(1200)));
            running.Kill();
            await running.EndAsync();
        }

        (await glean.RunAsync(command)).ShouldExit(0);
        var count = items.Count;
        Rows(glean, "SELECT count(*), count(DISTINCT source_url) FROM discoveries").ShouldBe([$"{count}|{count}"]);
        Rows(glean, "SELECT count(*) FROM sightings").ShouldBe([$"{count}"]);
        Rows(glean, $"SELECT total_discoveries FROM sources WHERE name = '{scout}'").ShouldBe([$"{count}"]);
        Rows(glean, "SELECT id FROM jobs WHERE status = 'running'").ShouldBeEmpty();
        TestDatabase.ShouldBeSound(glean.DatabasePath);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>The options as the command line takes them.</summary>
    private static IEnumerable<string> Arguments(ScoutOptions options) => ScoutFields.All.SelectMany(field => field switch
    {
        TextsField texts => options[texts].SelectMany(t => new[] { texts.Flag, t }),
        NumberField number => options[number] is { } value ? [number.Flag, $"{value}"] : [],
        FlagField flag => options[flag] ? [flag.Flag] : [],
        _ => Array.Empty<string>(),
    });

    private static IReadOnlyList<string> Rows(GleanProgram glean, string sql) => TestDatabase.Rows(glean.DatabasePath, sql);
}
