using Glean.Egress;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Glean.Tests.Egress;

public sealed class HostPacerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider time = new();
    private readonly HostPacer pacer;

    public HostPacerTests() => pacer = new HostPacer(time);

    [Fact]
    public void The_first_request_starts_at_once() => Enter("a").IsCompletedSuccessfully.ShouldBeTrue();

    [Fact]
    public async Task Starts_at_one_host_keep_their_distance()
    {
        (await Enter("a")).Dispose();
        time.Advance(TimeSpan.FromMilliseconds(400));
        var second = Enter("a");
        time.Advance(TimeSpan.FromMilliseconds(599));
        second.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));
        (await second).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task One_host_gets_one_request_at_a_time()
    {
        var first = await Enter("a");
        var second = Enter("a");
        time.Advance(Second * 10);
        second.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await second).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task Another_host_does_not_wait()
    {
        using var first = await Enter("a");
        Enter("b").IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task A_long_silence_is_told_at_once_and_ends_by_itself()
    {
        pacer.Hold("a", Second * 60);
        time.Advance(Second * 20);
        (await Enter("a")).Silence.ShouldBe(Second * 40);
        time.Advance(Second * 40);
        (await Enter("a")).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task A_short_silence_is_waited_out()
    {
        pacer.Hold("a", Second * 3);
        var turn = Enter("a");
        time.Advance(Second * 2.9);
        turn.IsCompleted.ShouldBeFalse();
        time.Advance(Second * 0.1);
        (await turn).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_queued_before_the_silence_keeps_it_too()
    {
        var first = await Enter("a");
        var second = Enter("a");
        pacer.Hold("a", Second * 60);
        first.Dispose();
        (await second).Silence.ShouldBe(Second * 60);
    }

    [Fact]
    public async Task A_shorter_wish_does_not_shorten_a_longer_one()
    {
        pacer.Hold("a", Second * 60);
        pacer.Hold("a", Second * 10);
        (await Enter("a")).Silence.ShouldBe(Second * 60);
    }

    [Fact]
    public async Task Giving_up_while_waiting_frees_the_queue()
    {
        using var cancel = new CancellationTokenSource();
        var first = await Enter("a");
        var second = pacer.EnterAsync("a", Second, Second * 5, cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        first.Dispose();
        time.Advance(Second);
        Enter("a").IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Thousands_of_hosts_are_not_remembered_for_ever()
    {
        for (var i = 0; i < 5000; i++)
        {
            (await Enter($"host{i}")).Dispose();
            time.Advance(Second);
        }

        pacer.Count.ShouldBeLessThanOrEqualTo(1000);
    }

    private Task<HostPacer.Turn> Enter(string host) => pacer.EnterAsync(host, Second, Second * 5, CancellationToken.None);
}
