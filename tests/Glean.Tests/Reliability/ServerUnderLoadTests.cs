using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Reliability;

/// <summary>
/// R12: a server with clients that write without a pause, beside commands that write. <c>make soak-api</c> runs it longer
/// (GLEAN_SOAK_SECONDS) or with other numbers of clients (GLEAN_SOAK_CLIENTS).
/// </summary>
public sealed class ServerUnderLoadTests
{
    private static readonly int Clients = Setting("GLEAN_SOAK_CLIENTS", 32);

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(Setting("GLEAN_SOAK_SECONDS", 12));

    [Fact]
    public async Task Clients_that_read_and_write_beside_four_commands_meet_no_5xx()
    {
        await using var silent = await FaultServer.StartAsync(Answers.Never());
        await using var server = await LiveServer.StartAsync(demo: true, ("GLEAN_EGRESS_ALLOW", "127.0.0.0/8"));
        // R6: a scout that hangs on a dead server must not be felt.
        await server.Admin.PostJsonAsync("/api/jobs/scout", new { scout_type = "rss", feeds = Enumerable.Range(0, 5).Select(i => silent.Url($"/feed{i}")) });
        var ids = (await (await server.Admin.GetAsync("/api/tools?limit=200")).ReadAsync()).GetProperty("tools").EnumerateArray()
            .Select(t => t.GetProperty("id").GetInt64()).ToList();
        var end = TimeProvider.System.GetTimestamp() + (long)(Duration.TotalSeconds * TimeProvider.System.TimestampFrequency);
        ConcurrentDictionary<string, ConcurrentBag<double>> times = new();
        ConcurrentBag<string> wrong = [];

        await Task.WhenAll(
        [
            .. Enumerable.Range(0, Clients).Select(number => ClientAsync(server, number, ids, end, times, wrong)),
            CommandsAsync(end, round => ImportAsync(server, "one", round)),
            CommandsAsync(end, round => ImportAsync(server, "other", round)),
            CommandsAsync(end, _ => server.Program.RunAsync("analyze")),
            CommandsAsync(end, _ => server.Program.RunAsync("curate")),
        ]);

        foreach (var (kind, taken) in times.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            var sorted = taken.Order().ToList();
            TestContext.Current.SendDiagnosticMessage(
                $"{kind}: {sorted.Count} requests, p50 {sorted[sorted.Count / 2]:0.0} ms, p99 {sorted[(int)(sorted.Count * 0.99)]:0.0} ms, longest {sorted[^1]:0} ms");
        }

        wrong.ShouldBeEmpty();
        times.Keys.Order(StringComparer.Ordinal).ShouldBe(["DELETE view", "GET health", "GET list", "GET search", "GET stats", "POST view", "PUT status", "PUT tool"]);
        server.Log.ShouldNotContain("locked");
        (await server.StopAsync()).ShouldExit(0);
        TestDatabase.ShouldBeSound(server.Program.DatabasePath);
    }

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : usual;

    private static Task<ProgramResult> ImportAsync(LiveServer server, string importer, int round)
    {
        var file = $"{importer}.jsonl";
        server.File(file, SampleTexts.Discoveries(50, $"{importer}{round}.example"));
        return server.Program.RunAsync("import", "discoveries", file);
    }

    private static async Task ClientAsync(
        LiveServer server, int number, List<long> ids, long end, ConcurrentDictionary<string, ConcurrentBag<double>> times, ConcurrentBag<string> wrong)
    {
        var client = server.Client(server.Token);
        for (var round = 0; TimeProvider.System.GetTimestamp() < end; round++)
        {
            var id = ids[(number + (round * 7)) % ids.Count];
            await AskAsync("GET list", () => client.GetAsync($"/api/tools?limit=50&offset={round % 5}"));
            await AskAsync("GET stats", () => client.GetAsync("/api/stats"));
            await AskAsync("GET search", () => client.GetAsync("/api/tools?search=sales"));
            await AskAsync("GET health", () => client.GetAsync("/api/health"));
            await AskAsync("PUT tool", () => client.PutAsJsonAsync($"/api/tools/{id}", new { description = $"Seen by client {number} in round {round}." }));
            await AskAsync("PUT status", () => client.PutAsJsonAsync($"/api/tools/{id}/status", new { status = round % 2 == 0 ? "approved" : "rejected" }));
            var view = await AskAsync("POST view", () => client.PostAsJsonAsync("/api/views", new { name = $"view {number} {round}", query = "status=review" }));
            if (view.StatusCode == HttpStatusCode.Created || view.StatusCode == HttpStatusCode.OK)
            {
                var made = (await view.ReadAsync()).GetProperty("id").GetInt64();
                await AskAsync("DELETE view", () => client.DeleteAsync($"/api/views/{made}"));
            }
        }

        async Task<HttpResponseMessage> AskAsync(string kind, Func<Task<HttpResponseMessage>> ask)
        {
            var begun = TimeProvider.System.GetTimestamp();
            HttpResponseMessage answer;
            try
            {
                answer = await ask();
                await answer.Content.LoadIntoBufferAsync();
            }
            catch (HttpRequestException e)
            {
                throw new InvalidOperationException($"{kind} was cut off. The server: {server.Log.Split('\n').LastOrDefault(l => l.Contains(" error ", StringComparison.Ordinal))}", e);
            }

            times.GetOrAdd(kind, _ => []).Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
            if ((int)answer.StatusCode >= 500)
            {
                wrong.Add($"{kind}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }

            return answer;
        }
    }

    private static async Task CommandsAsync(long end, Func<int, Task<ProgramResult>> run)
    {
        for (var round = 0; TimeProvider.System.GetTimestamp() < end; round++)
        {
            (await run(round)).ShouldExit(0).Error.ShouldNotContain("locked");
        }
    }
}
