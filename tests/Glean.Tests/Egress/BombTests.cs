using System.Diagnostics;
using Glean.Egress;
using Glean.Tests.Support;
using Shouldly;
using Xunit;

namespace Glean.Tests.Egress;

/// <summary>Measures the memory of the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(BombTests), DisableParallelization = true)]
[Collection(nameof(BombTests))]
public sealed class BombTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_bomb_of_400_MB_costs_less_than_64_MB()
    {
        var packed = Answers.BombBytes.Length;
        await using var server = await FaultServer.StartAsync(Answers.GzipBomb());
        using var fetcher = new Fetcher(server.Options);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();

        var result = await fetcher.FetchAsync(new FetchRequest(server.Url()), TestContext.Current.CancellationToken);

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        output.WriteLine($"{packed / 1024} KiB on the wire, {allocated / 1024.0 / 1024:0.0} MiB allocated, {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
        result.ShouldBeOfType<FetchFailed>().Kind.ShouldBe(FetchFailureKind.TooLarge);
        allocated.ShouldBeLessThan(64L * 1024 * 1024);
    }
}
