using System.Diagnostics;
using Glean.Egress;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Egress;

public sealed class FetcherFaultTests
{
    [Theory]
    [MemberData(nameof(Faults.All), MemberType = typeof(Faults))]
    public async Task Every_fault_ends_in_time_with_its_cause_in_words(Fault fault)
    {
        await using var server = await FaultServer.StartAsync(fault);
        using var fetcher = new Fetcher(server.Options);
        var started = Stopwatch.GetTimestamp();

        var result = await fetcher.FetchAsync(
            new FetchRequest(server.Url("/path?key=s3cret")) { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer s3cret" } },
            TestContext.Current.CancellationToken);

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(server.Options.TotalTime + TimeSpan.FromSeconds(3));
        if (fault.LooksSound())
        {
            result.ShouldBeOfType<Fetched>();
            return;
        }

        var failed = result.ShouldBeOfType<FetchFailed>();
        failed.Kind.ShouldBe(fault.Outcome()!.Value, failed.Message);
        failed.Message.ShouldContain(fault == Fault.RedirectToPrivateAddress ? "169.254.169.254" : server.Origin.Host);
        failed.Message.ShouldNotContain("s3cret");
        failed.Message.ShouldMatch(@"\. .+\.$");
    }

    [Fact]
    public async Task A_request_that_is_called_off_throws_and_is_no_failure_of_the_host()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await FaultServer.StartAsync(context =>
        {
            cancel.Cancel();
            return Answers.Never()(context);
        });
        using var fetcher = new Fetcher(server.Options);
        await Should.ThrowAsync<OperationCanceledException>(fetcher.FetchAsync(new FetchRequest(server.Url()), cancel.Token));
    }

    [Fact]
    public async Task An_error_is_told_soon_although_its_explanation_dribbles()
    {
        await using var server = await FaultServer.StartAsync(async context =>
        {
            context.Response.StatusCode = 404;
            await Answers.Drip()(context);
        });
        using var fetcher = new Fetcher(server.Options);
        var failed = (await fetcher.FetchAsync(new FetchRequest(server.Url()), TestContext.Current.CancellationToken)).ShouldBeOfType<FetchFailed>();
        failed.Kind.ShouldBe(FetchFailureKind.NotFound);
        failed.Detail.ShouldBeNull();
    }

    [Fact]
    public async Task The_time_limit_covers_all_redirects_together()
    {
        await using var server = await FaultServer.StartAsync(async context =>
        {
            await Task.Delay(150, context.RequestAborted);
            await Answers.EndlessRedirect()(context);
        });
        using var fetcher = new Fetcher(server.Options with { MaxRedirects = 1000, TotalTime = TimeSpan.FromMilliseconds(600) });
        var failed = (await fetcher.FetchAsync(new FetchRequest(server.Url()), TestContext.Current.CancellationToken)).ShouldBeOfType<FetchFailed>();
        failed.Kind.ShouldBe(FetchFailureKind.Timeout);
    }

    [Fact]
    public async Task What_an_api_says_about_its_error_is_kept()
    {
        await using var server = await FaultServer.StartAsync(Answers.Json("{\"error\":\"plan expired\"}", status: 403));
        using var fetcher = new Fetcher(server.Options);
        var failed = (await fetcher.FetchAsync(new FetchRequest(server.Url()), TestContext.Current.CancellationToken)).ShouldBeOfType<FetchFailed>();
        failed.Status.ShouldBe(403);
        failed.Detail.ShouldBe("{\"error\":\"plan expired\"}");
        failed.Headers["content-type"].ShouldBe("application/json");
    }
}
