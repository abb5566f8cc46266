using Glean.Tests.Support;
using Glean.Tests.Tracking;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reliability;

/// <summary>R1: a check of pages killed at any moment is finished by the next, and tells each change once.</summary>
public sealed class KilledUpdateTests : IDisposable
{
    private const int Rounds = 6;
    private const int Tools = 10;

    private readonly TemporaryFolder folder = new();
    private readonly Random random = new(5);

    [Fact]
    public async Task A_run_killed_again_and_again_tells_each_change_once()
    {
        var price = 49;
        // Each tool at a host of its own, so that none waits for the pace of another.
        var servers = new FaultServer[Tools];
        for (var i = 0; i < Tools; i++)
        {
            servers[i] = await FaultServer.StartAsync(context => context.Request.Path.Value == "/robots.txt"
                ? Answers.Status(404)(context)
                : Answers.Html(Markup.Pricing($"${Volatile.Read(ref price)} per user per month"))(context));
        }

        try
        {
            await KillAsync(servers, () => Volatile.Write(ref price, 59));
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private async Task KillAsync(FaultServer[] servers, Action raise)
    {
        var glean = new GleanProgram(folder.Path);
        glean.Environment["GLEAN_EGRESS_ALLOW"] = "127.0.0.0/8";
        (await glean.RunAsync("init")).ShouldExit(0);
        Rows(glean, $"INSERT INTO tools (id, name, url, status, name_key) VALUES {string.Join(", ", servers.Select((s, i) => $"({i + 1}, 'Tool {i}', '{s.Url("/p")}', 'approved', '{i}')"))}");
        (await glean.RunAsync("update")).ShouldExit(0);
        raise();

        for (var round = 0; round < Rounds; round++)
        {
            var asked = servers.Sum(s => s.Requests.Count);
            using var running = glean.Start("update");
            while (!running.HasExited && servers.Sum(s => s.Requests.Count) == asked)
            {
                await Task.Delay(5);
            }

            await Task.WhenAny(running.EndAsync(), Task.Delay(random.Next(3000)));
            running.Kill();
            await running.EndAsync();
        }

        (await glean.RunAsync("update")).ShouldExit(0);
        Rows(glean, "SELECT change_type, count(*), count(DISTINCT tool_id) FROM changelog GROUP BY 1").ShouldBe([$"pricing_change|{Tools}|{Tools}"]);
        Rows(glean, "SELECT amount, count(*) FROM price_plans WHERE name = 'Pro' AND valid_to IS NULL GROUP BY 1").ShouldBe([$"59.0|{Tools}"]);
        Rows(glean, "SELECT id FROM jobs WHERE status = 'running'").ShouldBeEmpty();
        TestDatabase.ShouldBeSound(glean.DatabasePath);
    }

    public void Dispose() => folder.Dispose();

    private static IReadOnlyList<string> Rows(GleanProgram glean, string sql) => TestDatabase.Rows(glean.DatabasePath, sql);
}
