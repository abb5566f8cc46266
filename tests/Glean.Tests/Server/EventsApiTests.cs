using System.Net;
using Glean.Catalog;
using Glean.Jobs;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server;

public sealed class EventsApiTests
{
    [Fact]
    public async Task A_watcher_sees_what_another_process_writes_and_goes_on_where_it_left_off()
    {
        await using var server = await JobsServer.StartAsync(run: false);
        var first = await server.Jobs.AddAsync(JobType.Report);
        using var watching = await OpenAsync(server, "/api/events", lastEventId: "0");
        var read = await ReadAsync(watching, events: 1);
        read.Single().ShouldContain(first.Id);

        // The queue of the fixture stands for another process: it shares only the file.
        var second = await server.Jobs.AddAsync(JobType.Curate);
        (await ReadAsync(watching, events: 1)).Single().ShouldContain(second.Id);

        using var again = await OpenAsync(server, "/api/events", lastEventId: read.Single().Split('\n')[0]["id: ".Length..]);
        (await ReadAsync(again, events: 1)).Single().ShouldContain(second.Id);
    }

    [Fact]
    public async Task A_job_is_told_from_its_beginning_to_its_end()
    {
        await using var server = await JobsServer.StartAsync();
        var (_, accepted) = await server.SendAsync(HttpMethod.Post, "/api/jobs/curate");
        var path = $"/api/jobs/{accepted.GetProperty("job_id").GetString()}/events";
        using var watching = await OpenAsync(server, path);
        var all = await new StreamReader(await watching.Content.ReadAsStreamAsync()).ReadToEndAsync();
        all.IndexOf("\"pending\"").ShouldBeLessThan(all.IndexOf("\"running\""));
        all.IndexOf("\"running\"").ShouldBeLessThan(all.IndexOf("\"completed\""));

        var last = all.Split('\n').Last(l => l.StartsWith("id: "))["id: ".Length..];
        using var over = await OpenAsync(server, path, last);
        over.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_watcher_that_missed_what_is_forgotten_is_told_to_read_anew()
    {
        await using var server = await JobsServer.StartAsync(run: false);
        for (var i = 0; i < 3; i++)
        {
            await server.Jobs.AddAsync(JobType.Report);
        }

        new EventLog(server.Jobs.Database).Trim(server.Jobs.Time.GetUtcNow().UtcDateTime.AddDays(30), TimeSpan.FromDays(7));
        using var watching = await OpenAsync(server, "/api/events", lastEventId: "1");
        (await ReadAsync(watching, events: 1)).Single().ShouldContain("event: resync");
    }

    private static async Task<HttpResponseMessage> OpenAsync(JobsServer server, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Role", "viewer");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        return await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<List<string>> ReadAsync(HttpResponseMessage response, int events)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var stream = await response.Content.ReadAsStreamAsync(patience.Token);
        List<string> read = [];
        var block = "";
        var one = new byte[1];
        while (read.Count < events)
        {
            (await stream.ReadAsync(one, patience.Token)).ShouldBe(1);
            block += (char)one[0];
            if (!block.EndsWith("\n\n", StringComparison.Ordinal))
            {
                continue;
            }

            if (block.StartsWith("id: ", StringComparison.Ordinal))
            {
                read.Add(block);
            }

            block = "";
        }

        return read;
    }
}
