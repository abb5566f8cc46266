using Glean.Tests.Server.Accounts;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Server.Fuzzing;

/// <summary>Whatever is sent, the server answers, and says what is wrong with it rather than that something broke.</summary>
public sealed class FuzzTests
{
    private const int Requests = 2000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Two_thousand_hostile_requests_meet_no_5xx_and_no_hang()
    {
        // The services that need no key must not be asked in earnest.
        await using var server = await ServerFixture.StartAsync(new() { ["GLEAN_GITHUB_URL"] = "http://127.0.0.1:9", ["GLEAN_HACKERNEWS_URL"] = "http://127.0.0.1:9" });
        var session = await server.RegisterAsync("ada");
        var client = server.Client(await ApiTokenTests.MakeAsync(session));
        using (var connection = server.Database.OpenForWriting(pooling: false))
        {
            connection.Seed(Sample.Rows);
        }

        var hostile = new HostileRequests(await (await session.GetAsync("/openapi/v1.json")).ReadAsync(), seed: 20261126);
        List<string> wrong = [];
        Dictionary<int, int> statuses = [];
        for (var i = 0; i < Requests; i++)
        {
            using var request = hostile.Next();
            var what = $"#{i} {request.Method} {request.RequestUri} {(request.Content is { } body ? await body.ReadAsStringAsync() : "")}";
            using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            late.CancelAfter(Patience);
            using var answer = await client.SendAsync(request, late.Token);
            var text = await answer.Content.ReadAsStringAsync(late.Token);
            var status = (int)answer.StatusCode;
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            // 503 with words is right where a service's key or address is wrong; nothing here is down.
            if (status >= 500 || text.Contains("Exception", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal))
            {
                wrong.Add($"{status}: {what[..Math.Min(what.Length, 400)]}\n    {text[..Math.Min(text.Length, 300)]}");
            }
        }

        wrong.ShouldBeEmpty(string.Join('\n', server.Log.All.Where(l => l.Contains("failed", StringComparison.Ordinal)).Take(5)));
        TestContext.Current.SendDiagnosticMessage(string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Key}: {s.Value}")));
        // The round was no walk along the fence.
        statuses.GetValueOrDefault(200).ShouldBeGreaterThan(100);
        statuses.GetValueOrDefault(422).ShouldBeGreaterThan(100);
        (await session.GetAsync("/api/auth/me")).EnsureSuccessStatusCode();
    }
}
